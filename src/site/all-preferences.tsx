/** The way to the preferences page from each page that it leads to, and from what that one answers. */
import { Label, type Language } from './page.tsx';
import { preferenceWords } from './words.ts';

/** token: of the reader's preferences. */
export function AllPreferences({ token, language }: { readonly token: string; readonly language: Language }) {
  return (
    <p className="leave screen">
      <a href={`/p/${token}`}>
        <Label say={preferenceWords.all} language={language} />
      </a>
    </p>
  );
}
