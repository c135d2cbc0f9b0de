/** Whether letters that leave from here would lead their readers nowhere, the way out of the newsletter among the rest. */
import { reachedByReaders } from '../config/reached.ts';
import type { World } from '../world/world.ts';

type SendingPlace = Pick<World, 'publicUrl' | 'relay'>;

/** A demo, a test and a drill send to this machine itself; there its addresses are good. */
export function linksAreLost({ publicUrl, relay }: SendingPlace): boolean {
  return relay?.delivers === true && !reachedByReaders(publicUrl);
}

/** What forbids letters to leave from here. `html`: of an edition, whose pictures keep the address that its approval saw. */
export function lostLinks(place: SendingPlace, html = ''): readonly string[] {
  if (linksAreLost(place))
    return [
      `Every link of its letters, that to leave among them, would lead to ${place.publicUrl}, which no reader reaches: ` +
        'set PUBLIC_URL to the https address of the site.',
    ];
  const sources = place.relay?.delivers ? html.matchAll(/<img\b[^>]*?\ssrc="(https?:[^"]+)"/g) : [];
  const picture = [...sources]
    .map(([, source = '']) => source)
    .find((source) => URL.canParse(source) && !reachedByReaders(source));
  if (picture === undefined) return [];
  return [
    `Its pictures would be looked for at ${new URL(picture).origin}, which no reader reaches: ` +
      'set PUBLIC_URL where it is approved, and approve it again.',
  ];
}
