/** Bounces: which recipients a mail says were not reached, and why. */
import { classify, type Refusal, type Stage } from './classify.ts';
import { type Fields, fieldOf } from './fields.ts';
import type { ReturnedMail } from './mail.ts';
import { type Complaint, complaintsOf, isNotice, mostRecipients } from './notice.ts';
import { mostTelling, readReply } from './reply.ts';
import type { Verdict } from './verdict.ts';

export type FailedRecipient = {
  /** As the report spells it; null when it names nobody. Never to be logged. */
  readonly address: string | null;
  /** False for a delay: the other side still tries. */
  readonly final: boolean;
  readonly code: number | null;
  readonly enhanced: string | null;
  readonly verdict: Verdict;
};

/** By the delivery report (RFC 3464) where there is one, else by the words of the notice; empty when it is no bounce. */
export function bouncedRecipients(mail: ReturnedMail): FailedRecipient[] {
  const groups = mail.deliveryStatus
    .filter((one) => one.has('final-recipient') || one.has('original-recipient'))
    .slice(0, mostRecipients);
  if (groups.length > 0)
    return groups.filter(isFailure).map((group) => fromReport(group, mail, groups.length === 1));
  if (!isNotice(mail)) return [];
  return complaintsOf(mail).map(fromWords);
}

/** RFC 3464, 2.3.3: delivered, relayed and expanded are good news. */
function isFailure(group: Fields): boolean {
  return !/^(delivered|relayed|expanded)/i.test(fieldOf(group, 'action') ?? '');
}

function fromReport(group: Fields, mail: ReturnedMail, alone: boolean): FailedRecipient {
  const diagnostic = textOfField(group, 'diagnostic-code').replace(/^[\w-]+\s*;/, '');
  const written = textOfField(group, 'status');
  const action = textOfField(group, 'action');
  const said = readReply(diagnostic);
  const transcript = alone ? mail.notice : '';
  const enhanced = mostTelling([said.enhanced, readReply(written).enhanced].filter((one) => one !== null));
  const facts = { code: said.code, enhanced, stage: stageIn(diagnostic) ?? stageIn(transcript) };
  return {
    address:
      addressIn(textOfField(group, 'original-recipient')) ?? addressIn(textOfField(group, 'final-recipient')),
    final: !/^delayed/i.test(action),
    code: said.code,
    enhanced,
    verdict: firstTelling(facts, [diagnostic, written, transcript, action]),
  };
}

/** Characters; an answer has one line or a few, of 512 octets each (RFC 5321, 4.5.3.1.5). */
const longestValue = 4_000;

function textOfField(group: Fields, name: string): string {
  return (group.get(name)?.join(' ') ?? '').slice(0, longestValue);
}

function fromWords({ address, texts }: Complaint): FailedRecipient {
  const [own = ''] = texts;
  const said = readReply(own);
  const facts = { code: said.code, enhanced: said.enhanced, stage: stageIn(texts.join('\n')) };
  return {
    address,
    final: true,
    code: said.code,
    enhanced: said.enhanced,
    verdict: firstTelling(facts, texts),
  };
}

/** The answer of the other side first; where it says nothing, the words around it. */
function firstTelling(facts: Omit<Refusal, 'text'>, texts: readonly string[]): Verdict {
  const verdicts = texts.map((text) => classify({ ...facts, text }));
  const best =
    verdicts.find((one) => one.by === 'words' || one.by === 'code') ??
    verdicts.find((one) => one.by === 'vague');
  return best ?? verdicts[0] ?? classify({ ...facts, text: '' });
}

/** Postfix, Exim, Sendmail, qmail and DragonFly each have their own way to say to which command the answer came. */
function stageIn(text: string): Stage | null {
  const stages: readonly (readonly [Stage, RegExp])[] = [
    [
      'rcpt',
      /in reply to RCPT TO|after RCPT TO|>>> ?RCPT TO:?[^\n]*\s+<<< ?[45]|does not like recipient|did not like our RCPT|SMTP:RCPT|\[RCPT_TO\]/i,
    ],
    [
      'mail',
      /in reply to MAIL FROM|after MAIL FROM|>>> ?MAIL FROM:?[^\n]*\s+<<< ?[45]|sender was rejected|\[MAIL_FROM\]/i,
    ],
    [
      'data',
      /in reply to (end of )?DATA|after (end of data|DATA)|>>> ?DATA\s+<<< ?[45]|did not like our (final )?DATA|\(DATA\)|SMTP command\s+DATA|failed after I sent the message/i,
    ],
    ['connect', /after initial connection|refused to talk to me/i],
  ];
  return stages.find(([, pattern]) => pattern.test(text))?.[0] ?? null;
}

function addressIn(field: string): string | null {
  const written = field.replace(/^[\w-]+\s*;/, '');
  return /[^\s<>,;]+@[^\s<>,;]+/.exec(written)?.[0] ?? null;
}
