/** A session over an open line: letters go over it, and its relay learns from what is answered. */
import { afterOverlapBroke, learnTurnaround } from '../../outbox/envelope-way.ts';
import { isAnswer, whatEnded } from '../../outbox/relay-signs.ts';
import type { Receipt } from '../../outbox/reply.ts';
import type { OpenSession } from './connect.ts';
import type { TimeLimits } from './limits.ts';
import type { Route, Session } from './route.ts';
import { type Line, transact } from './transaction.ts';

const goodbyeMs = 1000;

/** Whoever else wants a session. */
type Others = {
  /** The relay bears one more session now. */
  readonly roomGrew: () => void;
  readonly waiting: () => number;
};

/** Each session that is given back has all who wait look for one: where they are more than these, turns are longer. */
const fewWait = 20;

export function sessionOf(
  route: Route,
  { wire, offers }: OpenSession,
  limits: TimeLimits,
  others: Others,
): Session {
  const life = { answered: false, barren: false, lentAt: Date.now() };
  const turnIsOver = () => {
    const waiting = others.waiting();
    return waiting > 0 && Date.now() - life.lentAt >= limits.turn * Math.max(1, waiting / fewWait);
  };
  // An envelope that is announced is this hand's: with its last letter none is.
  const grouped = () => (turnIsOver() ? 'one_group' : route.wayFor(wire));
  const line: Line = {
    ...{ wire, offers, limits, ahead: undefined, dotMs: 0 },
    way: () => (offers.pipelining ? grouped() : 'step_by_step'),
    learn: (tried, ms) => {
      route.trial = learnTurnaround(route.trial, tried, ms);
    },
    overlapBroke: () => {
      route.trial = afterOverlapBroke(route.trial);
    },
  };
  route.lacks = offers.smtputf8 ? [] : ['smtputf8'];
  const told = (receipt: Receipt, to: string, now: number) => {
    route.learn(receipt, now);
    if (life.answered) return;
    life.answered = isAnswer(receipt);
    const end = whatEnded(receipt);
    if (end === null) return;
    life.barren = true;
    route.endedUnanswered(to, end, now);
  };
  return {
    way: line.way,
    get answered() {
      return life.answered;
    },
    get barren() {
      return life.barren;
    },
    get open() {
      const mayGoOn = !route.isCrowded && !route.refusesUs && (route.ration?.has(new Date()) ?? true);
      return wire.open && mayGoOn && (line.ahead !== undefined || !turnIsOver());
    },
    lent: () => {
      life.lentAt = Date.now();
    },
    get alive() {
      return wire.open;
    },
    transact: async (envelope, letter, mayDot, following = () => undefined) => {
      route.ration?.use();
      const receipt = await transact(line, envelope, letter, mayDot, following);
      told(receipt, envelope.to, Date.now());
      if (route.hasRoom) others.roomGrew();
      return receipt;
    },
    leaveInStep: () => {
      route.leaveTrial(wire);
      if (line.ahead) wire.drop('the letter that was announced does not follow');
    },
    quit: () => wire.quit(goodbyeMs),
  };
}
