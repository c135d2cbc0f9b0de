/** Joins composition and letter for people who want to look: each variant of an issue as a reader would get it. */
import type { EmailAddress, LetterId, Period, SubscriberId } from '../audience/ids.ts';
import { readerLinks } from '../audience/links.ts';
import type { Edition } from '../issue/edition.ts';
import type { Issue } from '../issue/issue.ts';
import { currentPeriod } from '../issue/slot.ts';
import { messageIdFor } from '../letter/identity.ts';
import { buildLetter } from '../letter/letter.ts';
import { type PreparedEdition, prepareEdition } from '../letter/prepare.ts';
import type { LetterEnvelope, Reader } from '../letter/reader.ts';
import { renderForReader } from '../letter/render.ts';
import { findIssue } from '../world/db/issues.ts';
import type { World } from '../world/world.ts';
import type { ComposedEdition, Composing } from './composing.ts';
import { slotFaults } from './slot-faults.ts';
import { approvedEdition } from './standing-edition.ts';

/** One answer to the edition's conditions. `name` is fit for a file: free, premium, free-martigues, free-first-sports … */
export type PreviewVariant = {
  readonly name: string;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  /** The message as it would go on the wire, unsigned. */
  readonly eml: Buffer;
};
export type PreviewOutcome =
  | { readonly kind: 'no_issue'; readonly period: Period }
  | Extract<ComposedEdition, { kind: 'faults' }>
  | (Omit<Extract<ComposedEdition, { kind: 'composed' }>, 'kind'> & {
      readonly kind: 'previewed';
      readonly issue: Issue;
      readonly variants: readonly PreviewVariant[];
    });

export type Previewing = ReturnType<typeof previewing>;
type PreviewWorld = Pick<World, 'clock' | 'database' | 'publicUrl' | 'secret' | 'templates'>;

/** Throws NewsletterFault when newsletter.yaml is wrong. */
export function previewing(world: PreviewWorld, { composeEdition }: Composing) {
  return {
    preview: async (
      name: string,
      period: Period | undefined,
      signal: AbortSignal,
    ): Promise<PreviewOutcome> => {
      const newsletter = await world.templates.newsletter(name);
      const meant = period ?? currentPeriod(newsletter, world.clock.now());
      const issue = await findIssue(world.database.pool, name, meant);
      if (issue === null) return { kind: 'no_issue', period: meant };
      const composed = await composeEdition(newsletter, issue, signal);
      if (composed.kind === 'faults') return composed;
      // What somebody answers for is what leaves, whatever would be composed now.
      const edition = (await approvedEdition(world, issue)) ?? composed.edition;
      const faults = slotFaults(newsletter, issue, { ...composed, edition });
      if (faults.length > 0) return { kind: 'faults', faults };
      return { ...composed, kind: 'previewed', edition, issue, variants: variantsOf(world, edition, issue) };
    },
  };
}

function variantsOf(world: PreviewWorld, edition: Edition, issue: Issue): PreviewVariant[] {
  const prepared = prepareEdition(edition);
  const communes = [null, ...prepared.communes];
  const standings = communes.flatMap((commune): Standing[] => [
    { premium: false, commune },
    { premium: true, commune },
  ]);
  return [...standings, ...withTheLastFirst(prepared)].map((standing) =>
    variant(world, { edition, prepared, issue }, standing),
  );
}

type Standing = Pick<Reader, 'premium' | 'commune' | 'sections'>;

/** One order of the rubriques stands for all: that of a reader who chose the last one. */
function withTheLastFirst({ sections }: PreparedEdition): Standing[] {
  const last = [...sections].at(-1);
  return last === undefined || sections.size < 2 ? [] : [{ premium: false, commune: null, sections: [last] }];
}

function variant(
  world: PreviewWorld,
  { edition, prepared, issue }: { edition: Edition; prepared: PreparedEdition; issue: Issue },
  standing: Standing,
): PreviewVariant {
  const reader = { ...sampleReader, ...standing };
  const envelope = sampleEnvelope(world, edition, issue);
  const first = standing.sections?.map((section) => `first-${section}`) ?? [];
  const name = [standing.premium ? 'premium' : 'free', standing.commune, ...first].filter(Boolean).join('-');
  return {
    name,
    ...renderForReader(edition.content, reader, envelope.links),
    eml: Buffer.concat(buildLetter(prepared, reader, envelope)),
  };
}

/** Nobody: subscriber and letter number 0 do not exist, so the links of a preview act on nobody. */
export const sampleReader = {
  subscriberId: 0 as SubscriberId,
  email: 'camille@example.org' as EmailAddress,
  firstName: 'Camille',
  lastName: null,
};

/** Everything of a letter to the sample reader that is not in its edition. */
export function sampleEnvelope(
  { publicUrl, secret }: Pick<PreviewWorld, 'publicUrl' | 'secret'>,
  edition: Edition,
  issue: Issue,
): LetterEnvelope {
  const letterId = 0 as LetterId;
  const { newsletter, period, id: issueId } = issue;
  const { address } = edition.content.from;
  const domain = address.slice(address.lastIndexOf('@') + 1);
  const { subscriberId } = sampleReader;
  return {
    letterId,
    date: issue.sendAt ?? new Date(`${issue.date}T06:00:00Z`),
    messageId: messageIdFor(secret, letterId, domain),
    links: readerLinks({ publicUrl, secret }, { newsletter, subscriberId, issueId, period }),
    feedbackId: `${period}:${newsletter}:preview:${domain.replace(/[^A-Za-z0-9]/g, '').slice(0, 15)}`,
  };
}
