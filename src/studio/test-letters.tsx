/** What became of test letters, in words: how many left, whom one could not reach, and why. */
import type { ReactNode } from 'react';
import { type Say, sayCount } from '../config/say.ts';
import type { TemplateFault } from '../issue/liquid.ts';
import { faultInWords } from './fault-words.ts';

/** More than these are an audience and no test. */
export const mostTestLetters = 50;

export type TestOutcome =
  | { readonly kind: 'tried'; readonly left: number; readonly failed: readonly FailedTest[] }
  | { readonly kind: 'no_relay' }
  /** The issue makes no letter; fault: the first of several. */
  | { readonly kind: 'not_made'; readonly fault: TemplateFault | null };

/** address: masked, since more people see the page than know the list. */
export type FailedTest = { readonly address: string; readonly why: TestTrouble };
export type TestTrouble =
  /** reply: without any address that it named. */
  | { readonly kind: 'refused'; readonly reply: string }
  | { readonly kind: 'unreached'; readonly reply: string }
  | { readonly kind: 'opposed' }
  | { readonly kind: 'not_an_address' };

export function testInWords(outcome: TestOutcome, say: Say): ReactNode {
  switch (outcome.kind) {
    case 'tried':
      return <Tried outcome={outcome} say={say} />;
    case 'no_relay':
      return say(
        'Aucun relais : SMTP_URL manque. Rien n’est parti.',
        'No relay: SMTP_URL is missing. Nothing has left.',
      );
    case 'not_made': {
      const why = outcome.fault ? faultInWords(outcome.fault, say) : '';
      return say(
        `La lettre ne peut pas être composée, rien n’est parti : ${why}`,
        `The letter cannot be composed, nothing has left: ${why}`,
      );
    }
    default:
      return outcome satisfies never;
  }
}

function Tried({
  outcome: { left, failed },
  say,
}: {
  readonly outcome: Extract<TestOutcome, { kind: 'tried' }>;
  readonly say: Say;
}) {
  return (
    <>
      {leftInWords(left, say)}
      {failed.length > 0 && (
        <>
          {' '}
          {failed.length === 1
            ? say('Une n’est pas partie :', 'One did not leave:')
            : say(`${failed.length} ne sont pas parties :`, `${failed.length} did not leave:`)}
          <ul className="small" id="failed-tests">
            {failed.map(({ address, why }) => (
              <li key={address}>
                {address} · {troubleInWords(why, say)}
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

function leftInWords(left: number, say: Say): string {
  if (left === 0) return say('Aucune lettre d’essai n’est partie.', 'No test letter has left.');
  return sayCount(
    left,
    say,
    ['Une lettre d’essai est partie.', `${left} lettres d’essai sont parties.`],
    ['One test letter has left.', `${left} test letters have left.`],
  );
}

function troubleInWords(why: TestTrouble, say: Say): string {
  switch (why.kind) {
    case 'refused':
      return say(`le relais ne l’a pas prise : ${why.reply}`, `the relay did not take it: ${why.reply}`);
    case 'unreached':
      return say(`le relais ne répond pas : ${why.reply}`, `the relay does not answer: ${why.reply}`);
    case 'opposed':
      return say(
        'cette adresse est sur la liste de celles à qui l’on n’écrit plus',
        'this address is on the list of those that are not written to any more',
      );
    case 'not_an_address':
      return say(
        'ce n’est pas une adresse où écrire : corrigez newsletter.yaml',
        'this is no address to write to: correct newsletter.yaml',
      );
    default:
      return why satisfies never;
  }
}
