/** Above the newsletters: letters that readers asked for, such as that which confirms a sign-up, and that no relay took. */
import { type RefusedLetters, refusedDaysShown, type ServiceLetterKind } from '../audience/refused-letter.ts';
import type { Say } from '../config/say.ts';
import type { Visit } from './page.tsx';
import { numberInWords } from './words.ts';

type Said = readonly [fr: string, en: string];

/** «12 × confirmation d’inscription»: the same word for one and for several. */
const kinds: Readonly<Record<string, Said>> = {
  confirm_sign_up: ['confirmation d’inscription', 'confirmation of a sign-up'],
  confirm_move: ['confirmation d’un changement d’adresse', 'confirmation of a new address'],
  moved: ['avis de changement d’adresse', 'notice of a new address'],
  welcome: ['bienvenue', 'welcome'],
  data: ['lien vers ses données', 'link to one’s own data'],
  stay: ['question aux lecteurs silencieux', 'question to silent readers'],
} satisfies Record<ServiceLetterKind, Said>;

/** A newer version, of which one stepped back, may have kept a kind that has no words here. */
function kindInWords(kind: string, say: Say): string {
  const said = kinds[kind];
  return said === undefined ? kind.replaceAll('_', ' ') : say(...said);
}

export function RefusedNotice({
  refused,
  visit: { say, language },
}: {
  readonly refused: readonly RefusedLetters[];
  readonly visit: Visit;
}) {
  const total = refused.reduce((sum, { count }) => sum + count, 0);
  const number = numberInWords(total, language);
  return (
    <div className="said warn">
      <p>
        <strong>
          {total === 1
            ? say('Une lettre de service n’est pas partie.', 'A service letter did not leave.')
            : say(
                `${number} lettres de service ne sont pas parties.`,
                `${number} service letters did not leave.`,
              )}
        </strong>{' '}
        {total === 1
          ? say(
              `Le relais l’a refusée ces ${refusedDaysShown} derniers jours\u00A0: qui l’attend ne reçoit rien.`,
              `The relay refused it within ${refusedDaysShown} days: whoever waits for it gets nothing.`,
            )
          : say(
              `Le relais les a refusées ces ${refusedDaysShown} derniers jours\u00A0: qui les attend ne reçoit rien.`,
              `The relay refused them within ${refusedDaysShown} days: whoever waits for one gets nothing.`,
            )}
      </p>
      <ul>
        {refused.map(({ kind, count, lastReason }) => (
          <li key={kind}>
            {numberInWords(count, language)} × {kindInWords(kind, say)}
            <br />
            <span className="small soft">
              {say('Dernière réponse\u00A0:', 'The last answer:')} <span lang="en">{lastReason}</span>
            </span>
          </li>
        ))}
      </ul>
      <p className="small soft">
        {say(
          'Une adresse mal écrite ne demande rien. Une réponse qui parle de votre domaine, de droits ou de réputation est à montrer à qui tient le relais\u00A0; «\u00A0hebdo subscribers receipt ADRESSE\u00A0» dit ce qu’il en est d’une personne.',
          'A misspelt address asks for nothing. An answer about your domain, permissions or reputation is for whoever runs the relay; “hebdo subscribers receipt ADDRESS” tells of one person.',
        )}
      </p>
    </div>
  );
}
