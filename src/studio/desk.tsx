/** The desk: every newsletter with its next step, whoever needs a person first; and the draft that is asked for by hand. */
import { Hono } from 'hono';
import type { RefusedLetters } from '../audience/refused-letter.ts';
import { mayUse } from '../desk/editor.ts';
import type { DraftOutcome } from '../issue/draft.ts';
import type { WebhookShown } from '../webhooks/record.ts';
import { type BrokenNewsletter, BrokenSettings } from './broken-settings.tsx';
import type { LetterOnDesk } from './desk-facts.ts';
import { Letter } from './desk-letter.tsx';
import { inDeskOrder, sameFeedsAs } from './desk-order.ts';
import { RefusedNotice } from './desk-refused.tsx';
import { StoppedWebhooks } from './desk-webhooks.tsx';
import type { StudioContext, StudioEnv } from './env.ts';
import { noDraftPage } from './no-draft.tsx';
import { renderPage } from './page.tsx';

export type DeskSteps = {
  readonly letters: () => Promise<readonly LetterOnDesk[]>;
  /** newsletter.yaml files that cannot be read: the newsletter and every fault. */
  readonly broken: () => Promise<readonly BrokenNewsletter[]>;
  /** Service letters of the last days that no relay took. */
  readonly refused: () => Promise<readonly RefusedLetters[]>;
  /** Programs that are told nothing any more, because nothing reached them. */
  readonly stoppedWebhooks: () => Promise<readonly WebhookShown[]>;
  /** Reads the feeds first, where there is no issue yet; letter: as it stands afterwards. */
  readonly draft: (
    newsletter: string,
  ) => Promise<{ readonly outcome: DraftOutcome; readonly letter: LetterOnDesk }>;
};

export function deskPages(steps: DeskSteps): Hono<StudioEnv> {
  return new Hono<StudioEnv>()
    .get('/', async (context) => {
      const { editor } = context.get('visit');
      const operates = editor !== null && mayUse(editor, 'operate', 'one');
      const [letters, broken, refused, stopped] = await Promise.all([
        steps.letters(),
        steps.broken(),
        steps.refused(),
        operates ? steps.stoppedWebhooks() : [],
      ]);
      return showDesk(context, letters, { broken, refused, stopped });
    })
    .post('/draft/:newsletter', async (context) => {
      const newsletter = context.req.param('newsletter');
      const { outcome, letter } = await steps.draft(newsletter);
      return outcome.kind === 'drafted' || outcome.kind === 'kept'
        ? context.redirect(`/studio/issue/${newsletter}/${outcome.issue.period}`, 303)
        : noDraftPage(context, outcome, letter);
    });
}

/** Besides the newsletters' own. */
type Troubles = {
  readonly broken: readonly BrokenNewsletter[];
  readonly refused: readonly RefusedLetters[];
  readonly stopped: readonly WebhookShown[];
};

function showDesk(
  context: StudioContext,
  letters: readonly LetterOnDesk[],
  { broken, refused, stopped }: Troubles,
): Response {
  const visit = context.get('visit');
  const ordered = inDeskOrder(letters, visit);
  return context.html(
    renderPage(
      visit,
      visit.say('Le bureau', 'The desk'),
      <div className="stack desk">
        {broken.map((one) => (
          <BrokenSettings key={one.name} broken={one} say={visit.say} />
        ))}
        {refused.length > 0 && <RefusedNotice refused={refused} visit={visit} />}
        {stopped.length > 0 && <StoppedWebhooks webhooks={stopped} visit={visit} />}
        {ordered.map((letter, at) => (
          <Letter
            key={letter.newsletter.name}
            letter={letter}
            sameFeedsAs={sameFeedsAs(letter, ordered.slice(0, at))}
            visit={visit}
          />
        ))}
      </div>,
    ),
  );
}
