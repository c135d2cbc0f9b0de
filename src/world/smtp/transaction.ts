/** One letter over one session: MAIL, RCPT, DATA and the body; the dot only after the commit allowed it. */
import { wireAddress } from '../../letter/address.ts';
import type { EnvelopeWay } from '../../outbox/envelope-way.ts';
import type { Envelope, Following } from '../../outbox/relay.ts';
import type { Receipt, Reply, Step } from '../../outbox/reply.ts';
import type { TimeLimits } from './limits.ts';
import { type Wire, WireLost } from './wire.ts';

/** What the relay's EHLO offered. */
export type Offers = { readonly pipelining: boolean; readonly smtputf8: boolean; readonly size: boolean };

/** Bytes of the letter that wait with the dot, so that what a broken relay keeps of a dropped letter is visibly cut. */
const heldBack = 64;
const dot = Buffer.from('.\r\n');
/** For the first reply to an envelope that travelled with a dot which was answered already. */
const overlapLimitMs = 30_000;

/** A session as transactions see it. */
export type Line = {
  readonly wire: Wire;
  readonly offers: Offers;
  readonly limits: TimeLimits;
  /** How the next envelope shall travel, asked when a dot is written, and what the relay's answers teach about it. */
  readonly way: () => EnvelopeWay;
  readonly learn: (way: 'one_group' | 'overlapped', turnaroundMs: number) => void;
  /** The connection was lost before an overlapped envelope was answered. */
  readonly overlapBroke: () => void;
  /** The envelope that travelled with the last dot: its replies are still to be read. */
  ahead: { readonly envelope: Envelope; readonly writtenAt: number } | undefined;
  /** Milliseconds from the last dot to its reply. */
  dotMs: number;
};

/** Runs the transaction to its receipt. Never throws: what breaks is part of the receipt. */
export async function transact(
  line: Line,
  envelope: Envelope,
  letter: readonly Buffer[],
  mayDot: () => Promise<boolean>,
  following: () => Following | undefined,
): Promise<Receipt> {
  const { wire, offers, limits } = line;
  const commands = envelopeCommands(envelope, offers, letter);
  if ('kind' in commands) return commands;
  const progress: Progress = { dot: 'not_written' };
  try {
    const ahead = aheadOf(line, envelope);
    const permission = ask(mayDot);
    const begun = performance.now();
    // RFC 2920: in one group where the relay offers PIPELINING.
    if (offers.pipelining && !ahead) wire.write([commands.join('')]);
    const refusal = ahead
      ? await answersTo(line, commands)
      : await offer(wire, limits, offers.pipelining, commands);
    if (refusal !== undefined) return refusal;
    if (ahead) line.learn('overlapped', performance.now() - ahead.writtenAt);
    else if (line.dotMs > 0) line.learn('one_group', line.dotMs + performance.now() - begun);
    return await handOver(line, letter, permission, progress, following);
  } catch (error) {
    if (!(error instanceof WireLost)) wire.drop('an error of our own');
    return {
      kind: 'lost',
      dot: progress.dot,
      ...(error instanceof WireLost && error.silent ? { silent: true } : {}),
      reason: error instanceof Error ? error.message : String(error),
    };
  }
}

/** A relay that threw away what followed the dot would never answer: that is found out soon, and not tried again. */
async function answersTo(
  { wire, limits, overlapBroke }: Line,
  commands: Commands,
): Promise<Receipt | undefined> {
  try {
    return await offer(wire, { ...limits, mail: Math.min(limits.mail, overlapLimitMs) }, true, commands);
  } catch (error) {
    overlapBroke();
    throw error;
  }
}

/** The envelope as far as it travelled already; any other one finds the line where nothing else is to be read. */
function aheadOf(line: Line, envelope: Envelope): Line['ahead'] {
  const { ahead, wire } = line;
  line.ahead = undefined;
  if (ahead === undefined) inStep(wire);
  else if (ahead.envelope !== envelope) {
    wire.drop('another letter than the one announced came next');
    throw new WireLost('another letter than the one announced came next');
  }
  return ahead;
}

/** A reply nobody asked for would be taken for the next one: better no session than a wrong receipt. */
function inStep(wire: Wire): void {
  if (!wire.unread) return;
  wire.drop('the relay wrote a reply that nothing had asked for');
  throw new WireLost('the relay wrote a reply that nothing had asked for');
}

type Progress = { dot: 'not_written' | 'written' };
type Permission = { readonly granted: Promise<boolean>; early: boolean | undefined };
type Commands = readonly [mail: string, rcpt: string, data: string];

/** Starts the commit while the envelope travels; a failed commit is a no. */
function ask(mayDot: () => Promise<boolean>): Permission {
  const permission: Permission = { granted: mayDot().catch(() => false), early: undefined };
  permission.granted.then((granted) => {
    permission.early = granted;
  });
  return permission;
}

type Impossible = Extract<Receipt, { kind: 'impossible' }>;

/** The commands, or the reason why this relay cannot be offered the letter. */
function envelopeCommands(
  envelope: Envelope,
  offers: Offers,
  letter: readonly Buffer[],
): Commands | Impossible {
  const from = wireAddress(envelope.from);
  const to = wireAddress(envelope.to);
  if (from.kind === 'unusable')
    return { kind: 'impossible', reason: `the return path cannot be used: ${from.reason}` };
  if (to.kind === 'unusable') return { kind: 'impossible', reason: to.reason };
  const needsUtf8 = from.kind === 'needs_smtputf8' || to.kind === 'needs_smtputf8';
  // RFC 6531, 3.2: a local part beyond ASCII may only be sent to a relay that offers SMTPUTF8.
  if (needsUtf8 && !offers.smtputf8) return noUtf8;
  const size = offers.size ? ` SIZE=${letter.reduce((sum, chunk) => sum + chunk.length, 0)}` : '';
  const utf8 = needsUtf8 ? ' SMTPUTF8' : '';
  return [`MAIL FROM:<${from.address}>${size}${utf8}\r\n`, `RCPT TO:<${to.address}>\r\n`, 'DATA\r\n'];
}

const noUtf8: Impossible = {
  kind: 'impossible',
  reason: 'the address has letters beyond ASCII before its @, and the relay does not offer SMTPUTF8',
  lacks: 'smtputf8',
};

/** Reads the replies to the envelope, which it writes step by step where that was not done. Undefined: go on with the body. */
async function offer(
  wire: Wire,
  limits: TimeLimits,
  pipelining: boolean,
  commands: Commands,
): Promise<Receipt | undefined> {
  const replies: Reply[] = [];
  let refusal: Extract<Receipt, { kind: 'replied' }> | undefined;
  for (const step of steps) {
    if (!pipelining) wire.write([commands[replies.length] ?? '']);
    try {
      const reply = await wire.reply(limits[step]);
      replies.push(reply);
      if (reply.code >= 400) refusal ??= { kind: 'replied', step, reply };
    } catch (error) {
      // A 421 cuts a group short: it is the answer to everything that was not answered.
      if (refusal === undefined) throw error;
      break;
    }
    if (!pipelining && refusal !== undefined) break;
  }
  const data = replies[2];
  if (refusal === undefined) return expect354(wire, data);
  await closeTransaction(wire, limits, data);
  return refusal;
}

const steps = ['mail', 'rcpt', 'data'] as const satisfies readonly Step[];

function expect354(wire: Wire, data: Reply | undefined): undefined {
  if (data?.code === 354) return undefined;
  wire.drop('the relay answered DATA with something else than 354');
  throw new WireLost('the relay answered DATA with something else than 354');
}

/** Leaves no transaction open behind a refused envelope. */
async function closeTransaction(wire: Wire, limits: TimeLimits, data: Reply | undefined): Promise<void> {
  if (!wire.open) return;
  try {
    // RFC 2920, 3.1: where every RCPT failed but DATA was accepted all the same, a single dot ends it.
    const endsData = data?.code === 354;
    wire.write(endsData ? [dot] : ['RSET\r\n']);
    const reply = await wire.reply(endsData ? limits.dot : limits.rset);
    if (!endsData && reply.code >= 300) wire.drop('the relay refused RSET');
  } catch {
    // The refusal stands; the session is gone and says so itself.
  }
}

/** Body, permission, dot, reply. */
async function handOver(
  line: Line,
  letter: readonly Buffer[],
  permission: Permission,
  progress: Progress,
  following: () => Following | undefined,
): Promise<Receipt> {
  const { wire, limits } = line;
  const [body, tail] = split(letter);
  const written = permission.early === undefined;
  if (written) wire.write(body);
  if (!(await permission.granted)) {
    wire.drop('the ledger did not allow the dot');
    return { kind: 'withheld' };
  }
  inStep(wire);
  if (!wire.open) throw new WireLost('the relay ended the connection before the dot');
  progress.dot = 'written';
  const next = nextEnvelope(line, following);
  const dotAt = performance.now();
  wire.write([...(written ? [] : body), tail, next === undefined ? dot : `.\r\n${next}`]);
  const reply = await wire.reply(limits.dot);
  line.dotMs = performance.now() - dotAt;
  if (reply.code >= 300 && reply.code < 400) return outOfStep(wire, reply);
  return { kind: 'replied', step: 'dot', reply };
}

/** RFC 5321, 4.3.2 has no 3yz for a dot: a reply too many came before it, and the letter may be taken all the same. */
function outOfStep(wire: Wire, { code }: Reply): never {
  const reason = `the relay answered the dot with ${code}`;
  wire.drop(reason);
  throw new WireLost(reason);
}

/** The commands of the next envelope where they shall travel with the dot (RFC 2920, 3.1), and notes that they did. */
function nextEnvelope(line: Line, following: () => Following | undefined): string | undefined {
  if (line.way() !== 'overlapped') return undefined;
  const next = following();
  if (next === undefined) return undefined;
  const commands = envelopeCommands(next.envelope, line.offers, next.bytes);
  if ('kind' in commands) return undefined;
  line.ahead = { envelope: next.envelope, writtenAt: performance.now() };
  return commands.join('');
}

/** Cuts the last bytes off, without copying. */
function split(letter: readonly Buffer[]): [body: readonly Buffer[], tail: Buffer] {
  const last = letter.at(-1) ?? Buffer.alloc(0);
  const cut = Math.max(0, last.length - heldBack);
  return [[...letter.slice(0, -1), last.subarray(0, cut)], last.subarray(cut)];
}
