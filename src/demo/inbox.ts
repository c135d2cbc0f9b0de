/** A local inbox (maildev): takes every letter of the demo and shows it in a browser. Nothing leaves the machine. */
import { MailDev } from 'maildev';

export type Inbox = AsyncDisposable & {
  /** For SMTP_URL. */
  readonly smtpUrl: string;
  /** Where to look at the letters. */
  readonly address: string;
};

/** Letters are kept under `folder`. Takes the usual ports 1025 and 1080 when they are free, others when not. */
export async function openInbox(folder: string, ports: { smtp: number; web: number }): Promise<Inbox> {
  const maildev = new MailDev({
    smtp: ports.smtp,
    ip: '127.0.0.1',
    web: ports.web,
    webIp: '127.0.0.1',
    mailDirectory: folder,
    silent: true,
  });
  const { smtp, api } = await maildev.start();
  return {
    smtpUrl: `smtp://127.0.0.1:${smtp.getPort()}`,
    address: `http://127.0.0.1:${api?.getPort() ?? ports.web}/`,
    [Symbol.asyncDispose]: () => maildev.stop(),
  };
}
