/** Tells why a segment cannot be used, or not be kept as it is. */
import type { Say } from '../config/say.ts';
import { treeLimits } from './segment.ts';
import type { Unexpandable } from './segment-expand.ts';

/** spoils: another one, which names it, could not be used any more. */
export type SegmentTrouble = Unexpandable | { readonly kind: 'spoils'; readonly name: string };

export function segmentTroubleInWords(trouble: SegmentTrouble, say: Say): string {
  switch (trouble.kind) {
    case 'missing':
      return say(
        `il n’y a pas de segment «\u00a0${trouble.name}\u00a0»`,
        `there is no segment «${trouble.name}»`,
      );
    case 'cycle': {
      const path = trouble.path.join(' → ');
      return say(`il se contiendrait lui-même : ${path}`, `it would contain itself: ${path}`);
    }
    case 'too_large':
      return say(
        `il a plus de ${treeLimits.nodes} conditions, ou plus de ${treeLimits.depth} niveaux, ou en nomme trop`,
        `it has more than ${treeLimits.nodes} conditions, or more than ${treeLimits.depth} levels, or names too much`,
      );
    case 'spoils':
      return say(
        `le segment «\u00a0${trouble.name}\u00a0» ne pourrait plus servir`,
        `the segment «${trouble.name}» could not be used any more`,
      );
    default:
      return trouble satisfies never;
  }
}
