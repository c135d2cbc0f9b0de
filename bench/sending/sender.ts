/** A process that sends: takes one task after another from the bench, so that CPU and memory are its own. */
import { joinHebdo, sendByHebdo } from './hebdo.ts';
import { sendByNodemailer } from './nodemailer.ts';
import type { Measured, Task } from './plan.ts';
import { sendRaw } from './raw.ts';

export type Order = { readonly task: Task; readonly port: number; readonly databaseUrl: string };

process.on('message', async ({ task, port, databaseUrl }: Order) => {
  process.send?.(await measure(task, port, databaseUrl));
});
process.on('disconnect', () => process.exit());

async function measure(task: Task, port: number, databaseUrl: string): Promise<Measured> {
  let peak = process.memoryUsage.rss();
  const watch = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss());
  }, 200);
  let cpu = process.cpuUsage();
  let start = performance.now();
  const restart = () => {
    cpu = process.cpuUsage();
    start = performance.now();
  };
  const more = await send(task, port, databaseUrl, restart);
  const seconds = (performance.now() - start) / 1000;
  const used = process.cpuUsage(cpu);
  clearInterval(watch);
  return {
    letters: task.letters,
    seconds,
    cpu_ms_per_letter: (used.user + used.system) / 1000 / task.letters,
    peak_mb: Math.max(peak, process.memoryUsage.rss()) / 1e6,
    ...more,
  };
}

async function send(task: Task, port: number, databaseUrl: string, started: () => void) {
  switch (task.path) {
    case 'hebdo':
      return task.joins
        ? joinHebdo(task, port, databaseUrl, started)
        : sendByHebdo(task, port, databaseUrl, started);
    case 'raw':
      return sendRaw(task, port);
    case 'sendmail':
    case 'pool':
      return sendByNodemailer(task, port);
    default:
      return task.path satisfies never;
  }
}
