/** Webhooks that were turned off because nothing reached them: an operator's work, shown before the newsletters. */
import { reasonInWords } from '../issue/reason-words.ts';
import type { WebhookShown } from '../webhooks/record.ts';
import type { Visit } from './page.tsx';

export function StoppedWebhooks({
  webhooks,
  visit: { say },
}: {
  readonly webhooks: readonly WebhookShown[];
  readonly visit: Visit;
}) {
  return (
    <section className="card now" aria-labelledby="webhooks-title">
      <h2 id="webhooks-title">
        {say('Des programmes n’apprennent plus rien', 'Programs are told nothing any more')}
      </h2>
      <ul className="list">
        {webhooks.map(({ id, url, disabledReason }) => (
          <li key={id}>
            <span className="badge warn">{say('à faire', 'to do')}</span> <code>{url}</code>
            <br />
            <span className="small soft">
              Webhook {id} · {whyInWords(disabledReason ?? '', say)}
            </span>
          </li>
        ))}
      </ul>
      <p className="small soft">
        {say(
          'Prévenez qui tient ce programme ; une fois qu’il répond, on le rallume par l’API : ',
          'Tell whoever runs that program; once it answers, turn it on again by the API: ',
        )}
        <code>PATCH /api/v1/webhooks/{'{id}'}</code> <code>{'{"active":true}'}</code>
      </p>
    </section>
  );
}

/** The reason is kept in English, as the command shows it. */
function whyInWords(reason: string, say: Visit['say']): string {
  const [, days, last = ''] =
    /^nothing was delivered for (\d+) days; the last attempt: (.*)$/.exec(reason) ?? [];
  if (days !== undefined) {
    const [, status] = /^the answer was (\d+)$/.exec(last) ?? [];
    const french = status === undefined ? reasonInWords(last, say) : `la réponse était ${status}`;
    return say(`Rien n’y est arrivé pendant ${days} jours ; au dernier essai : ${french}.`, `${reason}.`);
  }
  if (/410/.test(reason)) return say('Il a répondu qu’il n’est plus là (410 Gone).', `${reason}.`);
  return `${reason}.`;
}
