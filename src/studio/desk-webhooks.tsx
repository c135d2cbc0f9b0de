/** Webhooks that were turned off because nothing reached them: an operator's work, shown before the newsletters. */
import type { WebhookShown } from '../webhooks/record.ts';
import { whyDisabledInWords } from '../webhooks/words.ts';
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
        {webhooks.map(({ id, url, disabled }) => (
          <li key={id}>
            <span className="badge warn">{say('à faire', 'to do')}</span> <code>{url}</code>
            <br />
            <span className="small soft">
              Webhook {id}
              {disabled && say(' : ', ': ')}
              {disabled && whyDisabledInWords(disabled, say)}.
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
