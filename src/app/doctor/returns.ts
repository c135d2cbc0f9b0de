/** Where returned letters are heard: does the mailbox let us in, does the listener have what it shows. Nothing is read or marked. */
import { connect } from 'node:net';
import type { Configuration } from '../../config/environment.ts';
import { openMailbox } from '../../world/imap/mailbox.ts';
import { listenerCertificate } from '../../world/smtp/listener-certificate.ts';
import { type Finding, fault, ok, warn } from './finding.ts';

const about = 'returns';

export async function examineReturns(
  { imap, bounceListen, bounceTls }: Pick<Configuration, 'imap' | 'bounceListen' | 'bounceTls'>,
  now: Date,
): Promise<readonly Finding[]> {
  if (imap === undefined && bounceListen === undefined)
    return [
      warn(
        about,
        'nobody hears what comes back',
        'Set IMAP_URL or BOUNCE_LISTEN: readers whose mailbox is gone are else written to for ever.',
      ),
    ];
  return [
    ...(imap === undefined ? [] : [await examineMailbox(imap)]),
    ...(bounceListen === undefined ? [] : await examineListener(bounceListen, bounceTls, now)),
  ];
}

async function examineMailbox(imap: string): Promise<Finding> {
  try {
    await using mailbox = await openMailbox(imap);
    return ok(about, `the mailbox of ${mailbox.name} lets us in`);
  } catch (error) {
    const { message, cause } = error as Error;
    const reason = cause instanceof Error ? ` (${cause.message})` : '';
    return fault(
      about,
      `${message}${reason}`,
      'Until then no bounce or complaint that comes by mail counts.',
    );
  }
}

async function examineListener(
  place: NonNullable<Configuration['bounceListen']>,
  tls: Configuration['bounceTls'],
  now: Date,
): Promise<readonly Finding[]> {
  const shown = `BOUNCE_LISTEN, port ${place.port}`;
  const certificate = await listenerCertificate(tls, now).then(
    () => null,
    (error: Error) => fault(about, error.message, 'Until then "hebdo up" and "hebdo worker" do not start.'),
  );
  const listens = (await answers(place))
    ? ok(about, `${shown}: somebody listens`)
    : warn(about, `${shown}: nobody listens now`, 'Start "hebdo up" or "hebdo worker" on this machine.');
  return certificate === null ? [listens] : [certificate, listens];
}

/** Whether a connection is taken, from this machine. */
function answers({ host, port }: NonNullable<Configuration['bounceListen']>): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: host === '0.0.0.0' || host === '::' ? 'localhost' : host, port });
    const answer = (taken: boolean) => {
      socket.destroy();
      resolve(taken);
    };
    socket.once('connect', () => answer(true)).once('error', () => answer(false));
    socket.setTimeout(5_000, () => answer(false));
  });
}
