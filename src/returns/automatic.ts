/** Automatic replies: somebody is away, nothing bounced. */
import { fieldOf } from './fields.ts';
import type { ReturnedMail } from './mail.ts';

const replySubject =
  /^\s*(re:\s*)?(\[?auto(matic(ally generated)?|mat\w*)?[- ]?(reply|response|respons?e|antwort|:)|out of (the )?office|(ooo|away|vacation)\b|abwesen|reponse automatique|absence|absent|message d'absence|en conges|conges|fuera de|risposta automatica|resposta automatica)/;

/** By the headers of RFC 3834, 5 and what came before it, else by a subject that says so. */
export function isAutomaticReply({ headers, subject }: ReturnedMail): boolean {
  const submitted = fieldOf(headers, 'auto-submitted')?.toLowerCase() ?? 'no';
  if (!submitted.startsWith('no')) return true;
  if (
    ['x-autoreply', 'x-autorespond', 'x-autoresponder', 'x-auto-reply', 'x-apple-vacation'].some((name) =>
      headers.has(name),
    )
  ) {
    return true;
  }
  if (/auto[-_]?reply/i.test(fieldOf(headers, 'precedence') ?? '')) return true;
  return replySubject.test(subject.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase());
}
