/** The kinds of value that newsletter.yaml is made of, each with what a person is told who wrote another one. */
import { CronExpressionParser } from 'cron-parser';
import { z } from 'zod';
import { wish } from './settings-wishes.ts';

export const identifier = z.string().regex(/^[a-z0-9][a-z0-9-]*$/, wish('identifier'));
export const httpUrl = z.url({ protocol: /^https?$/, error: wish('http_url') });
export const localDate = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/, wish('date'))
  .refine(isDate, wish('real_date'));
export const cron = z
  .string()
  .regex(/^(\S+\s+){4,5}\S+$/, wish('cron'))
  .refine(isCron, wish('cron_bounds'));
export const timeZone = z.string().refine(isTimeZone, wish('time_zone'));
export const address = z
  .string()
  .regex(/^[^\s@<>",;:\\]+@[^\s@<>",;:\\]+\.[^\s@<>",;:\\]+$/, wish('address'));
/** A value that becomes a header must not be able to end it (RFC 5322, 2.2). */
export const oneLine = z
  .string()
  .regex(/^[^\r\n\0]*$/, wish('one_line'))
  .max(250);
/** A share in per cent that may have a fraction. */
export const percent = z.number().min(0).max(100);
/** A word with a star stands for all that begin with it. Case and accents do not matter. */
export const wordList = (usual: readonly string[]) =>
  z.array(z.string().trim().min(2).max(60)).default([...usual]);

function isDate(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

function isCron(pattern: string): boolean {
  try {
    CronExpressionParser.parse(pattern);
    return true;
  } catch {
    return false;
  }
}

function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}
