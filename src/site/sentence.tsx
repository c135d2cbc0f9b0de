/** The sentence that a button agrees to, and how its form tells that it was this one which stood there. */
import type { Context } from 'hono';
import type { Wording } from '../audience/wording.ts';
import { type Caller, callerOf } from './peer.ts';

/** What the page of a button showed, and from where it was pressed. */
export type Shown = Caller & { readonly wording: Wording };

/** Stands in the form, above its button. */
export function Sentence({ wording }: { readonly wording: Wording }) {
  return (
    <>
      <ShownMark of={[wording]} />
      <p className="wording">{wording.text}</p>
    </>
  );
}

/** A page may stay open while a title changes or another version is deployed: its form says which sentences it showed. */
export function ShownMark({ of }: { readonly of: readonly Wording[] }) {
  return <input type="hidden" name="shown" value={shownMark(of)} />;
}

/** 64 bits of each hash: enough to tell our own sentences apart. */
export function shownMark(wordings: readonly Wording[]): string {
  return wordings.map(({ hash }) => hash.slice(0, 16)).join(' ');
}

/** False: the form showed another sentence, or none. */
export function wasShown(fields: URLSearchParams, wordings: readonly Wording[]): boolean {
  return fields.get('shown') === shownMark(wordings);
}

/** null: the form showed another sentence, or none; then nobody agreed to this one. */
export function shownIn(context: Context, fields: URLSearchParams, wording: Wording): Shown | null {
  return wasShown(fields, [wording]) ? { wording, ...callerOf(context) } : null;
}
