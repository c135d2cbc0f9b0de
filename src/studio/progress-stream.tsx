/** Serves the figures of a send while letters leave. */
import { streamSSE } from 'hono/streaming';
import { renderToStaticMarkup } from 'react-dom/server';
import type { StudioContext } from './env.ts';
import { placeOf } from './issue-page.tsx';
import type { LeavingSteps } from './leaving-facts.ts';
import { Progress } from './progress.tsx';

/** Milliseconds between two looks at the figures. */
const lookEvery = 1_000;

/**
 * The figures as they move: a stream for browsers that follow one, as long as their tab is looked at; one look for those
 * that ask again and again. 204, or «settled»: it leaves no more.
 */
export async function followProgress(context: StudioContext, steps: LeavingSteps): Promise<Response> {
  const { newsletter: name, period } = placeOf(context);
  const visit = context.get('visit');
  const { time_zone: zone } = await steps.newsletter(name);
  const look = async (): Promise<string | null> => {
    const status = await steps.status(name, period);
    if (status.kind !== 'started' || status.issue.state !== 'sending') return null;
    return renderToStaticMarkup(
      <Progress status={status} visit={visit} clock={{ now: steps.now(), zone }} />,
    );
  };
  if (!context.req.header('accept')?.includes('text/event-stream')) {
    const figures = await look();
    return figures === null ? context.body(null, 204) : context.html(figures);
  }
  // A proxy that gathers answers would hold the figures back.
  context.header('X-Accel-Buffering', 'no');
  return streamSSE(context, async (stream) => {
    for (let figures = await look(); figures !== null; figures = await look()) {
      if (stream.aborted) return;
      await stream.writeSSE({ event: 'figures', data: figures });
      await stream.sleep(lookEvery);
    }
    await stream.writeSSE({ event: 'settled', data: '' });
  });
}
