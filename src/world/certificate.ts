/** Looks at the certificate a server shows, without trusting or refusing it. */
import { connect as connectTls, type PeerCertificate, type TLSSocket } from 'node:tls';
import SMTPConnection from 'nodemailer/lib/smtp-connection';

export type Certificate = {
  readonly until: Date;
  /** Why a careful client refuses it; null when it would not. */
  readonly refusal: string | null;
};

const patience = 8_000;

/** Of a server that speaks TLS from the first byte. */
export function certificateOf(host: string, port: number): Promise<Certificate> {
  return new Promise((resolve, reject) => {
    const socket = connectTls({ host, port, servername: host, rejectUnauthorized: false });
    socket.setTimeout(patience, () => socket.destroy(new Error('no answer')));
    socket.once('error', reject);
    socket.once('secureConnect', () => {
      resolve(certificate(socket));
      socket.destroy();
    });
  });
}

/** Of a mail relay that begins TLS with STARTTLS; null when it offers none. */
export function certificateOfRelay(host: string, port: number): Promise<Certificate | null> {
  return new Promise((resolve, reject) => {
    const connection = new SMTPConnection({
      host,
      port,
      opportunisticTLS: true,
      tls: { rejectUnauthorized: false },
      connectionTimeout: patience,
      greetingTimeout: patience,
    });
    connection.on('error', reject);
    connection.connect((error) => {
      if (error) return reject(error);
      const socket: unknown = connection._socket;
      resolve(connection.secure ? certificate(socket as TLSSocket) : null);
      connection.quit();
    });
  });
}

function certificate(socket: TLSSocket): Certificate {
  const shown: PeerCertificate = socket.getPeerCertificate();
  return {
    until: new Date(shown.valid_to),
    refusal: socket.authorized ? null : String(socket.authorizationError),
  };
}
