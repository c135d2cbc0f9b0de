/** The inbox's own thread: parsing letters does not slow the sender, and what maildev prints stays off stdout. */
import { parentPort, workerData } from 'node:worker_threads';
import { MailDev } from 'maildev';

const { mailDirectory, smtp, web } = workerData as { mailDirectory: string; smtp: number; web: number };
const maildev = new MailDev({
  smtp,
  ip: '127.0.0.1',
  web,
  webIp: '127.0.0.1',
  mailDirectory,
  silent: true,
});
const servers = await maildev.start();
parentPort?.postMessage({ smtp: servers.smtp.getPort(), web: servers.api?.getPort() ?? web });
