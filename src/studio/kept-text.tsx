/** What a person wrote into a form that could not be taken, shown so that nothing of it is lost. */
import type { Say } from '../config/say.ts';

const machineFields = new Set(
  'form_token version item action what page press block position lead change hash sure'.split(' '),
);
const fieldWords: Readonly<Record<string, readonly [fr: string, en: string]>> = {
  text: ['Texte', 'Text'],
  title: ['Titre', 'Title'],
  name: ['Nom', 'Name'],
  signature: ['Signature', 'Signature'],
  alt: ['Texte de l’image', 'The picture’s words'],
  credit: ['Crédit', 'Credit'],
  url: ['Lien', 'Link'],
  wrong: ['Les mots faux', 'The wrong words'],
  right: ['Les mots justes', 'The right words'],
  from: ['Premier jour', 'First day'],
  until: ['Dernier jour', 'Last day'],
  at: ['Heure de départ', 'Hour of leaving'],
  email: ['Adresse', 'Address'],
};

/** Names and texts of what a person wrote into a form. */
export function typedIn(fields: URLSearchParams): readonly (readonly [string, string])[] {
  return [...fields].filter(([name, value]) => !machineFields.has(name) && value !== '');
}

/** What was typed, to be copied. */
export function KeptText({ fields, say }: { readonly fields: URLSearchParams; readonly say: Say }) {
  return typedIn(fields).map(([name, value], at) => (
    <p className="field" key={name}>
      <label htmlFor={`kept-${at}`}>{say(...(fieldWords[name] ?? [name, name]))}</label>
      <textarea
        id={`kept-${at}`}
        readOnly
        rows={Math.min(12, 1 + Math.ceil(value.length / 70))}
        defaultValue={value}
      />
    </p>
  ));
}
