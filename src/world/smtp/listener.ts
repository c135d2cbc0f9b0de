/** Receives mail for our return paths by SMTP, and for nothing else: no relaying, no accounts, no folders. */
import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerOptions } from 'smtp-server';
import type { CertificateFiles } from '../../config/environment.ts';
import { keepCertificate, listenerCertificate } from './listener-certificate.ts';

export type Listener = AsyncDisposable & { readonly host: string; readonly port: number };
type Incoming = { readonly from: string; readonly to: readonly string[]; readonly bytes: Buffer };
export type ListenerNeeds = {
  readonly accepts: (address: string) => boolean;
  /** Throws when the mail could not be kept: the sender is asked to come again. */
  readonly receive: (mail: Incoming) => Promise<'taken' | 'refused'>;
  readonly onTrouble: (error: Error) => void;
};

/** A return carries at most our own letter and a few words; some quote it twice. */
const largestMail = 2 * 1024 * 1024;
const mostRecipients = 20;

export type ListenerPlace = {
  readonly host: string;
  readonly port: number;
  /** Shown after STARTTLS; undefined: one that Hebdo makes for itself. */
  readonly tls: CertificateFiles | undefined;
};

/** Resolves when it listens. Throws, with what to do, when it cannot. */
export async function listenForMail(
  { host, port, tls }: ListenerPlace,
  needs: ListenerNeeds,
): Promise<Listener> {
  const server = new SMTPServer({
    ...settings,
    ...(await listenerCertificate(tls, new Date())),
    onRcptTo: ({ address }, { envelope }, done) => {
      if (!needs.accepts(address)) done(reply(550, 'No such return path here'));
      else if (envelope.rcptTo.length >= mostRecipients) done(reply(452, 'Too many recipients'));
      else done();
    },
    onData: (stream, { envelope }, done) => {
      const from = envelope.mailFrom ? envelope.mailFrom.address : '';
      const to = envelope.rcptTo.map(({ address }) => address);
      answerTo(stream, needs, { from, to }).then(
        (refusal) => done(refusal),
        (error: Error) => {
          needs.onTrouble(error);
          done(reply(451, 'Cannot keep it now, come again'));
        },
      );
    },
  });
  // A sender that breaks off is no trouble of ours; what matters is said by the handlers above.
  server.on('error', () => {});
  await listening(server, host, port);
  const address = server.server.address() as AddressInfo;
  const kept = keepCertificate(tls, (renewed) => server.updateSecureContext(renewed), needs.onTrouble);
  return {
    host,
    port: address.port,
    [Symbol.asyncDispose]: () => {
      kept[Symbol.dispose]();
      return new Promise((closed) => server.close(closed));
    },
  };
}

const settings = {
  banner: 'returned letters only',
  disabledCommands: ['AUTH'],
  hideENHANCEDSTATUSCODES: false,
  disableReverseLookup: true,
  logger: false,
  size: largestMail,
  maxClients: 50,
  socketTimeout: 60_000,
  closeTimeout: 5_000,
} satisfies SMTPServerOptions;

/** The refusal, or nothing when the mail was taken. */
async function answerTo(
  stream: SMTPServerDataStream,
  { receive }: ListenerNeeds,
  envelope: Omit<Incoming, 'bytes'>,
): Promise<Error | undefined> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) if (!stream.sizeExceeded) chunks.push(chunk);
  if (stream.sizeExceeded) return reply(552, 'Larger than any return');
  const answer = await receive({ ...envelope, bytes: Buffer.concat(chunks) });
  return answer === 'refused' ? reply(554, 'Nobody reads this address, it takes returns only') : undefined;
}

function reply(responseCode: number, text: string): Error {
  return Object.assign(new Error(text), { responseCode });
}

function listening(server: SMTPServer, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.server.once('error', (error: NodeJS.ErrnoException) => {
      const fix =
        error.code === 'EADDRINUSE'
          ? 'Another program listens there (a second hebdo on this machine?): give one of them another BOUNCE_LISTEN, or none.'
          : error.code === 'EACCES'
            ? 'Ports below 1024 belong to root: take a higher one and lead port 25 to it.'
            : 'Check BOUNCE_LISTEN.';
      reject(new Error(`Returned letters cannot be taken on ${host}:${port} (${error.message}). ${fix}`));
    });
    server.listen(port, host, resolve);
  });
}
