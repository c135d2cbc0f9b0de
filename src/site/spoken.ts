/** In which language a reader's page speaks: the one they chose, else that of the newsletter whose link they followed. */
import type { Newsletter } from '../config/newsletter.ts';
import type { Language } from './page.tsx';

export type Spoken = {
  /** Those whose settings can be read. */
  readonly newsletters: readonly Newsletter[];
  /** null: its settings are gone or broken, and its pages work all the same. */
  readonly newsletter: Newsletter | null;
  /** Who names the paper where it must be named: that newsletter, else another one. null: none can be read. */
  readonly speaker: Newsletter | null;
  readonly language: Language;
};

export async function spokenTo(
  { newsletters }: { readonly newsletters: () => Promise<readonly Newsletter[]> },
  seen: { readonly newsletter: string; readonly language: Language | null },
): Promise<Spoken> {
  const all = await newsletters();
  const found = all.find(({ name }) => name === seen.newsletter) ?? null;
  const language = seen.language ?? found?.language ?? 'fr';
  const speaking = found ?? all[0] ?? null;
  return {
    newsletters: all,
    newsletter: found && { ...found, language },
    speaker: speaking && { ...speaking, language },
    language,
  };
}
