/** Joins world and steps: opens the world once, hands each step what it needs, closes it. */
import { type Approving, approving } from './app/approving.ts';
import { openAtWork } from './app/at-work.ts';
import { type Audience, audience } from './app/audience.ts';
import { type Composing, composing } from './app/composing.ts';
import { type Drafting, drafting } from './app/drafting.ts';
import { type Gathering, gathering } from './app/gathering.ts';
import { type Keeping, keeping } from './app/keeping.ts';
import { type Previewing, previewing } from './app/preview.ts';
import { type Reporting, reporting } from './app/reporting.ts';
import { type Retaining, retaining } from './app/retaining.ts';
import { type Returns, returns } from './app/returns.ts';
import { type Segments, segments } from './app/segments.ts';
import { type Sending, sending } from './app/sending.ts';
import { type Visits, visits } from './app/visits.ts';
import { type Webhooks, webhooks } from './app/webhooks.ts';
import type { Configuration } from './config/environment.ts';
import { openWorld, type World } from './world/world.ts';

/** Each file of src/app/ joins one part of the path; a command sees steps, never drivers. */
export type App = AsyncDisposable & {
  readonly world: World;
  readonly visits: Visits;
} & Approving &
  Audience &
  Composing &
  Drafting &
  Gathering &
  Keeping &
  Previewing &
  Retaining &
  Reporting &
  Returns &
  Segments &
  Webhooks &
  Sending;

/** Opens everything the steps need. */
export async function openApp(configuration: Configuration): Promise<App> {
  const world = await openWorld(configuration);
  const visited = visits(world);
  const composed = composing(world);
  const drafted = drafting(world);
  const approved = approving(world, { ...composed, ...drafted });
  const sends = sending(world, approved.approveUnattended);
  const { watched, ended } = openAtWork();
  return {
    world,
    visits: visited,
    ...audience(world),
    ...composed,
    ...drafted,
    ...approved,
    ...sends,
    send: watched(sends.send),
    goOnSending: watched(sends.goOnSending),
    releaseIfDue: watched(sends.releaseIfDue),
    ...gathering(world),
    ...keeping(world),
    ...retaining(world),
    ...returns(world),
    ...segments(world),
    ...webhooks(world),
    ...previewing(world, composed),
    ...reporting(world),
    [Symbol.asyncDispose]: async () => {
      await ended();
      await visited[Symbol.asyncDispose]();
      await world[Symbol.asyncDispose]();
    },
  };
}
