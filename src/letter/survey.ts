/** Looks at an edition as all its readers together get it: for the check before approval. */
import type { SlotReport } from '../issue/check-letter.ts';
import type { EditionContent } from '../issue/edition.ts';
import { withPlainLinks } from '../issue/edition-links.ts';
import { checkSlots } from './check.ts';
import type { Run } from './run.ts';
import { communesOf, parseEdition, type Standing, variantFor } from './variant.ts';

/** A filled address is some 130 bytes with its token; names are shorter. */
const filledSlot = 130;
/** A reader's own link but for its number: it stands some forty times in a letter. */
const ownLink = 90;

/** Every variant is looked at: what one reader does not get, no reader's check may rely on. */
export function surveyEdition(content: EditionContent): SlotReport {
  const faults = checkSlots(content);
  if (faults.length > 0) return { faults, unsubscribeIn: new Set(), readings: [], heaviestBytes: 0 };
  const edition = parseEdition(content);
  const standings = [null, ...communesOf(edition)].flatMap((commune): Standing[] => [
    { commune, premium: false },
    { commune, premium: true },
  ]);
  const agreed = { opens: true, clicks: true };
  const variants = standings.flatMap((standing) => [
    variantFor(edition, standing),
    variantFor(edition, standing && { ...standing, tracking: agreed }, { kind: 'own' }),
  ]);
  const unsubscribes = (runs: readonly Run[]) =>
    runs.some((run) => run.kind === 'slot' && run.name === 'unsubscribe_url');
  return {
    faults,
    unsubscribeIn: new Set(
      (['html', 'text'] as const).filter((part) => variants.every((variant) => unsubscribes(variant[part]))),
    ),
    readings: readingsOf(content, standings),
    heaviestBytes: Math.max(...variants.map(({ html }) => weightOf(html))),
  };
}

/** Where links lead matters to whoever checks, not how they are counted. */
function readingsOf(content: EditionContent, standings: readonly Standing[]): readonly string[] {
  const edition = parseEdition({ ...content, html: withPlainLinks(content) });
  return standings
    .filter((standing) => !standing?.premium)
    .map((standing) => readingOf(variantFor(edition, standing).html));
}

function readingOf(runs: readonly Run[]): string {
  return runs.map((run) => (run.kind === 'text' ? run.text : run.fallback)).join('');
}

function weightOf(runs: readonly Run[]): number {
  const bytesOf = (run: Run) => {
    if (run.kind === 'text') return Buffer.byteLength(run.text);
    return run.name === 'clicks_url' ? ownLink : filledSlot;
  };
  return runs.reduce((bytes, run) => bytes + bytesOf(run), 0);
}
