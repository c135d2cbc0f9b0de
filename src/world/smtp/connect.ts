/** Opens one session: nodemailer connects, protects the line and logs in, then its socket is taken over. */
import type { Socket } from 'node:net';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { RelayAddress } from '../../config/relay-address.ts';
import { connectFault } from './connect-fault.ts';
import type { TimeLimits } from './limits.ts';
import type { Offers } from './transaction.ts';
import { Wire } from './wire.ts';

export type OpenSession = { readonly wire: Wire; readonly offers: Offers };

/** Connects and logs in. Throws RelayFault, or why it was stopped. */
export async function connectToRelay(
  address: RelayAddress,
  limits: TimeLimits,
  signal: AbortSignal,
): Promise<OpenSession> {
  const connection = new SMTPConnection(connectionOptions(address, limits));
  try {
    await unlessStopped(connected(connection), signal);
    // The last reply is EHLO's, after STARTTLS where it was spoken: its lines are the relay's offers.
    const offers = offersIn(String(connection.lastServerResponse));
    if (address.login) await unlessStopped(loggedIn(connection, address.login), signal);
    return { wire: takeOver(connection), offers };
  } catch (error) {
    connection.close();
    signal.throwIfAborted();
    throw connectFault(address, error);
  }
}

/** nodemailer waits for a silent relay as long as its limits say, whoever stops meanwhile. */
function unlessStopped(step: Promise<void>, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason);
    signal.addEventListener('abort', stop, { once: true });
    step.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}

function connectionOptions(address: RelayAddress, limits: TimeLimits): SMTPConnection.Options {
  const { host, port, implicit, tls } = address;
  return {
    host,
    port,
    secure: implicit,
    requireTLS: !implicit && (tls === 'required' || tls === 'unverified'),
    ignoreTLS: tls === 'none',
    opportunisticTLS: tls === 'optional',
    tls: { rejectUnauthorized: tls === 'required' },
    connectionTimeout: limits.connect,
    greetingTimeout: limits.greeting,
    socketTimeout: limits.mail,
    socketCloseTimeout: 1000,
  };
}

function connected(connection: SMTPConnection): Promise<void> {
  return new Promise((resolve, reject) => {
    // Stays for the life of the connection: nodemailer reports a broken socket here, and Wire reports it to us.
    connection.on('error', reject);
    connection.connect((error) => (error ? reject(error) : resolve()));
  });
}

function loggedIn(connection: SMTPConnection, login: { user: string; pass: string }): Promise<void> {
  return new Promise((resolve, reject) => {
    connection.on('error', reject);
    connection.login({ ...login, credentials: login }, (error) => (error ? reject(error) : resolve()));
  });
}

/** From here on the replies are ours; nodemailer's other listeners only notice that the socket closes. */
function takeOver(connection: SMTPConnection): Wire {
  const socket: Socket | false | null = connection._socket;
  if (!socket || socket.destroyed) throw new Error('the relay closed the connection after the login');
  socket.removeAllListeners('data');
  socket.setTimeout(0);
  socket.setNoDelay(true);
  return new Wire(socket);
}

function offersIn(ehlo: string): Offers {
  const has = (word: string) => new RegExp(`^(?:250[ -])?${word}\\b`, 'im').test(ehlo);
  return { pipelining: has('PIPELINING'), smtputf8: has('SMTPUTF8'), size: has('SIZE') };
}
