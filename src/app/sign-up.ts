/** Joins sign-up to the database, the randomness and the relay. */
import { createHash, randomBytes } from 'node:crypto';
import { maskAddress } from '../audience/address.ts';
import { emailHash } from '../audience/email-hash.ts';
import { readerNetwork } from '../audience/network.ts';
import {
  type AskedSignUp,
  askToSubscribe,
  type Proof,
  type SignUpRequest,
  signUpHours,
} from '../audience/sign-up.ts';
import type { Newsletter } from '../config/newsletter.ts';
import { typeset } from '../issue/typography.ts';
import type { ConfirmSteps } from '../site/confirm.tsx';
import type { SignUpSteps } from '../site/sign-up.ts';
import { spendChallenge } from '../world/db/challenges.ts';
import { confirmSignUp, dropExpiredSignUps, keepSignUp, waitingSignUp } from '../world/db/sign-ups.ts';
import { barredFromSignUp } from '../world/db/suppressions.ts';
import { checkProof } from '../world/proof-of-work.ts';
import type { ServiceLetter } from '../world/service-mail.ts';
import type { World } from '../world/world.ts';
import { countingAttempts } from './attempts.ts';
import { type Greeted, greet } from './greeting.ts';
import { isClosed } from './newsletters.ts';
import { frameOf } from './service-frame.ts';
import { type ServiceMail, serviceMail } from './service-mail.ts';

export function signUpSteps(world: World, newsletters: () => Promise<readonly Newsletter[]>) {
  const { clock, configuration, database, secret } = world;
  const { db } = database;
  const mail = serviceMail(world);
  const ask: SignUpSteps['ask'] = async ({ peer, forwarded, proof, ...asked }) => {
    if (configuration.smtp === undefined) {
      world.log.error({}, 'nobody can sign up: SMTP_URL names no relay for the confirmation letter');
      return { kind: 'no_relay' };
    }
    return askToSubscribe({ ...asked, network: readerNetwork(peer, forwarded) }, clock.now(), {
      attempts: countingAttempts(world),
      proof: () => proofOf(world, newsletters, asked, proof),
      suppressed: (key) => barredFromSignUp(db, emailHash(secret, key)),
      send: (request, leaves) => sendConfirmation(world, mail, newsletters, { request, leaves }),
    });
  };
  const closedAmong = async (names: readonly string[]) => {
    const closed = await Promise.all(names.map((name) => isClosed(world, name)));
    return names.filter((_, at) => closed[at]);
  };
  const waiting: ConfirmSteps['waiting'] = async (token) => {
    const found = await waitingSignUp(db, hashOf(token), clock.now());
    if (found === null) return null;
    const { email, newsletters: asked, ...rest } = found;
    // What was confirmed is theirs, whatever closes afterwards.
    const closed = email === null ? [] : await closedAmong(asked);
    const open = asked.filter((name) => !closed.includes(name));
    return { ...rest, newsletters: open, closed, maskedAddress: email && maskAddress(email) };
  };
  return {
    signUp: { newsletters, ask },
    confirm: {
      newsletters,
      waiting,
      confirm: async (token: string) => {
        const asked = await waitingSignUp(db, hashOf(token), clock.now());
        const closed = await closedAmong(asked?.newsletters ?? []);
        const confirmed = await confirmSignUp(db, secret, { token: hashOf(token), closed }, clock.now());
        if (confirmed.kind === 'confirmed') await welcome(world, mail, await newsletters(), confirmed);
        return confirmed;
      },
    },
  };
}

/** A solution serves once; a program with a token gives none. */
async function proofOf(
  { clock, database: { db }, secret }: World,
  newsletters: () => Promise<readonly Newsletter[]>,
  { newsletters: names, byProgram }: Pick<SignUpRequest, 'newsletters' | 'byProgram'>,
  payload = '',
): Promise<Proof> {
  const own = (await newsletters()).filter(({ name }) => names.includes(name));
  if (byProgram || !own.some(({ sign_up }) => sign_up.proof_of_work)) return 'not_asked';
  if (payload === '') return 'missing';
  const proven = await checkProof(secret, payload, clock.now());
  if (proven === null) return 'wrong';
  return (await spendChallenge(db, proven.nonce, proven.expiresAt)) ? 'given' : 'wrong';
}

/** A request whose letter does not leave is over as it is kept, and names nobody. */
async function sendConfirmation(
  world: World,
  mail: ServiceMail,
  newsletters: () => Promise<readonly Newsletter[]>,
  { request, leaves }: { readonly request: AskedSignUp; readonly leaves: boolean },
): Promise<void> {
  const { db } = world.database;
  const token = randomBytes(24).toString('base64url');
  await dropExpiredSignUps(db, request.at);
  const nobody = { email: null, key: null, until: request.at };
  await keepSignUp(db, hashOf(token), leaves ? request : { ...request, ...nobody });
  const letter = await letterOf(world, await newsletters(), request, token);
  await mail[leaves ? 'post' : 'pretend']('confirm_sign_up', letter);
}

async function letterOf(
  world: World,
  newsletters: readonly Newsletter[],
  { newsletters: names, email, wording: { language } }: AskedSignUp,
  token: string,
): Promise<ServiceLetter> {
  const own = newsletters.filter(({ name }) => names.includes(name));
  const { confirmationLetter } = await import('../../templates/mail/confirm-sign-up.tsx');
  const { frame, sender, notice } = frameOf(
    world,
    own,
    { newsletter: names[0] ?? '', language },
    `/c/${token}`,
  );
  const titles = own.map(({ title }) => typeset(title, language));
  const letter = await confirmationLetter({ ...frame, titles, notice, hours: signUpHours });
  return { ...letter, ...sender, to: email };
}

/** A courtesy: what goes wrong with it is for the log, the reader is subscribed all the same. */
async function welcome(
  world: World,
  mail: ServiceMail,
  newsletters: readonly Newsletter[],
  confirmed: Greeted & { readonly welcome: readonly string[] },
): Promise<void> {
  for (const newsletter of newsletters.filter(({ name }) => confirmed.welcome.includes(name)))
    await greet(world, mail, newsletter, confirmed).catch((error: Error) =>
      world.log.error(
        { newsletter: newsletter.name, reason: error.message },
        'a welcome letter was not written',
      ),
    );
}

/** 192 random bits: a plain hash of them cannot be tried out. */
function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
