/** The press that a form came from, as the page's script names it (script-save.ts). */
import type { Press } from '../issue/edit-issue.ts';

/** Null without script, and where it is not understood. */
export function pressOf(fields: URLSearchParams): Press | null {
  const page = fields.get('page') ?? '';
  const number = Number(fields.get('press'));
  return /^[\d-]{7,50}$/.test(page) && Number.isSafeInteger(number) && number > 0 ? { page, number } : null;
}
