/** The letter itself, for the frame: the bytes that would leave, under a policy of its own. */
import { Hono } from 'hono';
import type { Period } from '../audience/ids.ts';
import type { Newsletter } from '../config/newsletter.ts';
import type { Say } from '../config/say.ts';
import type { TemplateFault } from '../issue/liquid.ts';
import type { StudioContext, StudioEnv } from './env.ts';
import { faultInWords } from './fault-words.ts';
import { lookPolicy, showAs } from './looks.ts';
import { troublePage } from './trouble.tsx';
import { type View, viewOf } from './view.ts';

type RenderedForView =
  | { readonly kind: 'letter'; readonly subject: string; readonly html: string; readonly text: string }
  | { readonly kind: 'faults'; readonly faults: readonly TemplateFault[] }
  | { readonly kind: 'no_issue' };

export type LetterSteps = {
  /** Throws when newsletter.yaml cannot be read. */
  readonly newsletter: (name: string) => Promise<Newsletter>;
  readonly render: (
    newsletter: Newsletter,
    period: Period,
    reader: Pick<View, 'premium' | 'commune' | 'first'>,
    signal: AbortSignal,
  ) => Promise<RenderedForView>;
};

export function letterPages(steps: LetterSteps): Hono<StudioEnv> {
  return new Hono<StudioEnv>().get('/issue/:newsletter/:period/letter', async (context) => {
    const { newsletter: name, period } = context.req.param();
    const newsletter = await steps.newsletter(name);
    const view = viewOf(context.req.query(), newsletter);
    const letter = await steps.render(newsletter, period as Period, view, context.req.raw.signal);
    switch (letter.kind) {
      case 'no_issue':
        return troublePage(context, 'notFound');
      case 'faults':
        return plain(context, faultsInWords(letter.faults, context.get('visit').say));
      case 'letter':
        if (view.look === 'text') return plain(context, letter.text);
        if (view.look === 'source') return plain(context, letter.html);
        context.header('Content-Security-Policy', lookPolicy(view.look));
        context.header('X-Frame-Options', 'SAMEORIGIN');
        return context.html(showAs(view.look, letter.html));
      default:
        return letter satisfies never;
    }
  });
}

function plain(context: StudioContext, text: string): Response {
  context.header('Content-Security-Policy', lookPolicy('text'));
  context.header('X-Frame-Options', 'SAMEORIGIN');
  return context.text(text);
}

function faultsInWords(faults: readonly TemplateFault[], say: Say): string {
  const title = say('La lettre ne peut pas être composée.', 'The letter cannot be composed.');
  return [title, '', ...faults.map((fault) => faultInWords(fault, say))].join('\n');
}
