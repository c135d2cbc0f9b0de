/** A newsletter.yaml that cannot be read: every fault with its line, on the desk and in the place of its pages. */

import type { Say } from '../config/say.ts';
import type { SettingsFault } from '../config/settings-fault.ts';
import { faultInWords } from '../config/settings-words.ts';
import { refusedPage } from './card-page.tsx';
import type { StudioContext } from './env.ts';

export type BrokenNewsletter =
  | { readonly name: string; readonly faults: readonly SettingsFault[] }
  /** The file itself cannot be opened: in the machine's words. */
  | { readonly name: string; readonly reason: string };

export function BrokenSettings({ broken, say }: { readonly broken: BrokenNewsletter; readonly say: Say }) {
  const { name } = broken;
  return (
    <section className="said bad" aria-label={name}>
      <p>
        <strong>{name}</strong>
        {say(
          ' : newsletter.yaml ne se lit pas, et rien ne se fait avec cette lettre jusqu’à ce qu’il soit corrigé.',
          ': newsletter.yaml cannot be read, and nothing is done with this newsletter until it is mended.',
        )}
      </p>
      {'faults' in broken ? (
        <Faults faults={broken.faults} say={say} />
      ) : (
        <p className="small">{broken.reason}</p>
      )}
    </section>
  );
}

/** In the place of a page that needs it. */
export function brokenSettingsPage(context: StudioContext, faults: readonly SettingsFault[]): Response {
  const { say } = context.get('visit');
  const title = say('newsletter.yaml est à corriger', 'newsletter.yaml needs mending');
  return refusedPage(
    context,
    { title, status: 500 },
    <>
      <p>
        {say(
          'Rien n’a été changé. Qui tient le fichier le corrige ici, puis rechargez cette page :',
          'Nothing was changed. Whoever keeps the file mends it here; then reload this page:',
        )}
      </p>
      <Faults faults={faults} say={say} />
      <p>
        <a className="button" href="/studio">
          {say('Au bureau', 'To the desk')}
        </a>
      </p>
    </>,
  );
}

function Faults({ faults, say }: { readonly faults: readonly SettingsFault[]; readonly say: Say }) {
  return (
    <ul>
      {faults
        .map((fault) => faultInWords(fault, say))
        .map((words) => (
          <li key={words}>{words}</li>
        ))}
    </ul>
  );
}
