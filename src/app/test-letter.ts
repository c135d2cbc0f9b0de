/** Test letters: marked in their subject; no ledger has a row of them, so that nothing counts them, and their links act on nobody. */
import { randomUUID } from 'node:crypto';
import { maskAddress, parseEmailAddress, withoutAddresses } from '../audience/address.ts';
import { emailHash } from '../audience/email-hash.ts';
import type { EmailAddress } from '../audience/ids.ts';
import type { DeskIssue } from '../issue/desk.ts';
import type { Edition } from '../issue/edition.ts';
import { buildLetter } from '../letter/letter.ts';
import { prepareEdition } from '../letter/prepare.ts';
import type { FailedTest, TestOutcome, TestTrouble } from '../studio/test-letters.tsx';
import { suppressedAmong } from '../world/db/suppressions.ts';
import { postReadyLetter } from '../world/service-mail.ts';
import type { World } from '../world/world.ts';
import type { Composing } from './composing.ts';
import { sampleEnvelope, sampleReader } from './preview.ts';
import { signingDesk } from './signing.ts';
import { standingEdition } from './standing-edition.ts';

export type TestReceiver = { readonly email: string; readonly name: string | null };

/** Each receiver is tried, whatever became of the others; a relay that was silent twice in a row is not asked again. */
export async function postTestLetters(
  world: World,
  steps: Pick<Composing, 'composeEdition'>,
  issue: DeskIssue,
  to: readonly TestReceiver[],
): Promise<TestOutcome> {
  const { smtp } = world.configuration;
  if (smtp === undefined) return { kind: 'no_relay' };
  const settings = await world.templates.newsletter(issue.newsletter);
  const standing = await standingEdition(world, steps, settings, issue);
  if (standing.kind === 'faults') return { kind: 'not_made', fault: standing.faults[0] ?? null };
  const { address: from } = standing.edition.content.from;
  const build = await testBuilder(world, standing.edition, issue);
  const failed = await failuresOf(world, to, (address, name) =>
    post([smtp.url, ...smtp.more], { from, to: address }, build(address, name)),
  );
  const { newsletter, period } = issue;
  const left = to.length - failed.length;
  world.log.info({ newsletter, period, left, failed: failed.length }, 'test letters');
  return { kind: 'tried', left, failed };
}

type Post = (address: EmailAddress, name: string | null) => Promise<TestTrouble | null>;

async function failuresOf(
  world: World,
  to: readonly TestReceiver[],
  postTo: Post,
): Promise<readonly FailedTest[]> {
  const failed: FailedTest[] = [];
  let silences: readonly TestTrouble[] = [];
  const askRelay: Post = async (address, name) => {
    const [, second] = silences;
    if (second) return second;
    const why = await postTo(address, name);
    silences = why?.kind === 'unreached' ? [...silences, why] : [];
    return why;
  };
  for (const { email, name } of to) {
    const parsed = parseEmailAddress(email);
    if (parsed.kind === 'fault') {
      failed.push({ address: `${email.slice(0, 1)}•••`, why: { kind: 'not_an_address' } });
      continue;
    }
    const { address, key } = parsed;
    const opposed = await suppressedAmong(world.database.db, [emailHash(world.secret, key)]);
    const why: TestTrouble | null = opposed.size > 0 ? { kind: 'opposed' } : await askRelay(address, name);
    if (why !== null) failed.push({ address: maskAddress(address), why });
  }
  return failed;
}

/** A real letter in all but its subject, its number and its links; each has a name of its own, or mail programs would show only the first. */
async function testBuilder(world: World, composed: Edition, issue: DeskIssue) {
  const { content } = composed;
  const edition = { ...composed, content: { ...content, subject: `[ESSAI] ${content.subject}` } };
  const signing = await signingDesk(world)(content.from.address);
  const prepared = prepareEdition(edition, { signing: signing.kind === 'signed' ? signing.keys : [] });
  const envelope = sampleEnvelope(world, edition, issue);
  const domain = content.from.address.slice(content.from.address.lastIndexOf('@') + 1);
  return (email: EmailAddress, firstName: string | null): Buffer => {
    const reader = { ...sampleReader, email, firstName, premium: false, commune: null };
    const messageId = `${randomUUID()}@${domain}`;
    return Buffer.concat(buildLetter(prepared, reader, { ...envelope, messageId }));
  };
}

type RelayError = Error & { readonly response?: string; readonly responseCode?: number };

async function post(
  relays: readonly string[],
  envelope: { readonly from: string; readonly to: EmailAddress },
  raw: Buffer,
): Promise<TestTrouble | null> {
  try {
    await postReadyLetter(relays, envelope, raw);
    return null;
  } catch (error) {
    const { message, response, responseCode } = error as RelayError;
    const kind = responseCode === undefined ? 'unreached' : 'refused';
    return { kind, reply: withoutAddresses(response ?? message) };
  }
}
