/** Shapes that several routes share: ids, pages of a list, names. */
import { z } from 'zod';

export const newsletterName = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]*$/, 'must be the name of a newsletter, such as lhebdo')
  .max(80)
  .describe('The name of a newsletter: that of its folder.');

/** An id in an address: digits, and below 2^53. */
export const pathId = z
  .string()
  .regex(/^[1-9]\d{0,14}$/)
  .transform(Number);

export const id = z.int().positive();
export const moment = z.iso.datetime({ offset: true });

/** The parameters of every list: keyset pages on ids, so that nothing is skipped while things are added. */
export const pageQuery = {
  after: z
    .string()
    .regex(/^\d{1,15}$/, 'must be the id of the last one you have')
    .transform(Number)
    .optional()
    .describe('Only what comes after this id: «next» of the page before.'),
  limit: z.coerce.number().int().min(1).max(500).default(100).describe('How many at most.'),
};

/** A page of a list. next: to be given as «after»; null at the end. */
export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.strictObject({ data: z.array(item), next: id.nullable() });
}

/** One more than asked for was read: whether there is a next page. */
export function paged<Row extends { readonly id: number }>(rows: readonly Row[], limit: number) {
  const data = rows.slice(0, limit);
  return { rows: data, next: rows.length > limit ? (data.at(-1)?.id ?? null) : null };
}

export const oneLine = (most: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(most)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused.
    .regex(/^[^\u0000-\u001f\u007f\u2028\u2029]*$/, 'must be text on one line');
