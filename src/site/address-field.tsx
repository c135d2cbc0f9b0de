/** An address as every form asks for it, and the question about one that may not be meant. No script. */
import type { ReactNode } from 'react';
import type { Doubt } from '../audience/doubt.ts';
import { Both, Label, type Language, Submit, type Words } from './page.tsx';
import { signUpWords as words } from './sign-up-words.ts';

export function AddressField(field: {
  readonly say: Words;
  readonly language: Language;
  /** What was typed before. */
  readonly typed: string | undefined;
}) {
  return (
    <div className="field">
      <label htmlFor="email">
        <Label say={field.say} language={field.language} />
      </label>
      <input
        id="email"
        name="email"
        type="email"
        autoComplete="email"
        maxLength={254}
        required
        defaultValue={field.typed}
      />
    </div>
  );
}

/** Where the answer goes, and what it carries beside the address. */
type Sent = {
  /** undefined: to the page itself. */
  readonly to?: string;
  readonly hidden: readonly (readonly [name: string, value: string])[];
  readonly language: Language;
};

/** Two ways on: the address that was probably meant, or another one, and the one that was written. */
export function DoubtAsked({
  about: { address, doubt },
  form,
  sent,
}: {
  readonly about: { readonly address: string; readonly doubt: Doubt };
  /** The empty form, for another address than that of an office. */
  readonly form: ReactNode;
  readonly sent: Sent;
}) {
  const say = doubt.kind === 'role' ? words.role(address) : words.misspelt(address, doubt.proposal);
  return (
    <>
      <Both say={say} language={sent.language} />
      {doubt.kind === 'role' ? (
        form
      ) : (
        <Again email={doubt.proposal} say={words.take(doubt.proposal)} sent={sent} />
      )}
      <Again email={address} say={words.keep(address)} sent={sent} asWritten />
    </>
  );
}

function Again({
  email,
  say,
  sent: { to, hidden, language },
  asWritten = false,
}: {
  readonly email: string;
  readonly say: Words;
  readonly sent: Sent;
  readonly asWritten?: boolean;
}) {
  const fields = [['email', email] as const, ...hidden, ...(asWritten ? [['as_written', '1'] as const] : [])];
  return (
    <form method="post" action={to}>
      {fields.map(([name, value]) => (
        <input key={`${name} ${value}`} type="hidden" name={name} value={value} />
      ))}
      <Submit say={say} language={language} quiet={asWritten} />
    </form>
  );
}
