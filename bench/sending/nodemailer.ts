/** Ordinary uses of nodemailer: a message composed for each letter, or one composed beforehand, through its pool. */
import nodemailer from 'nodemailer';
import { filled, htmlOf, messageOf, text } from './bytes.ts';
import type { Task } from './plan.ts';

export async function sendByNodemailer(task: Task, port: number): Promise<void> {
  const transport = nodemailer.createTransport({
    host: '127.0.0.1',
    port,
    ignoreTLS: true,
    pool: true,
    maxConnections: task.connections,
    maxMessages: Number.POSITIVE_INFINITY,
  });
  const message = task.path === 'pool' ? prebuilt(task.kb) : composed(task.kb);
  let next = 0;
  const lane = async () => {
    while (next < task.letters) await transport.sendMail(message(next++));
  };
  await Promise.all(Array.from({ length: task.connections * 2 }, lane));
  transport.close();
}

function composed(kb: number) {
  const html = filled(htmlOf(kb));
  const words = filled(text);
  return (at: number) => ({
    from: { name: 'La Calanque', address: 'hebdo@lacalanque.example' },
    to: { name: 'Camille', address: `reader${at}@example.org` },
    subject: 'L’Hebdo n° 447',
    html,
    text: words,
    list: { unsubscribe: `https://lettres.lacalanque.example/u/${at}` },
  });
}

function prebuilt(kb: number) {
  const raw = messageOf(kb);
  return (at: number) => ({
    envelope: { from: 'bounces@lacalanque.example', to: `reader${at}@example.org` },
    raw,
  });
}
