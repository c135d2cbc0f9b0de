/** Tells what is wrong in newsletter.yaml: commands by file and line in English, pages in the editor's language. */
import { inEnglish, type Say } from './say.ts';
import type { SettingsFault } from './settings-fault.ts';
import type { SettingsFlaw } from './settings-flaw.ts';
import { wishInWords } from './settings-wishes.ts';

/** «lhebdo/newsletter.yaml:12: schedule.send: expected a cron pattern», which editors' programs can follow. */
export function faultAsLine({ file, line, key, flaw }: SettingsFault): string {
  return `${file}:${line}: ${key ? `${key}: ` : ''}${flawInWords(flaw, inEnglish)}`;
}

/** «Ligne 12, schedule.send : il faut un motif cron de cinq champs, comme "0 6 * * 2"». */
export function faultInWords({ line, key, flaw }: SettingsFault, say: Say): string {
  const place = `${say('Ligne', 'Line')} ${line}${key === '' ? '' : `, ${key}`}`;
  return `${place}${say(' : ', ': ')}${flawInWords(flaw, say)}.`;
}

export function flawInWords(flaw: SettingsFlaw, say: Say): string {
  switch (flaw.kind) {
    case 'missing':
      return say('ce réglage manque', 'is missing');
    case 'unknown_setting':
      return say('Hebdo ne connaît pas ce réglage', 'Hebdo knows no such setting');
    case 'unmet':
      return wishInWords(flaw.wish, say);
    case 'wrong_type':
      return say(
        `il faut ${typeInFrench(flaw.expected)}, et il y a ${typeInFrench(flaw.found)}`,
        `Invalid input: expected ${flaw.expected}, received ${flaw.found}`,
      );
    case 'no_choice': {
      const choices = flaw.choices.map((choice) => `"${choice}"`);
      return say(
        `il faut l’un de : ${choices.join(', ')}`,
        `Invalid option: expected one of ${choices.join('|')}`,
      );
    }
    case 'too_big':
    case 'too_small':
      return boundInWords(flaw, say);
    case 'unknown_section': {
      const known = flaw.known.join(', ');
      return say(
        `la rubrique « ${flaw.id} » n’existe pas ; il y a ${known}`,
        `unknown section "${flaw.id}"; known are ${known}`,
      );
    }
    case 'twice':
      return say(`« ${flaw.id} » y est déjà`, `"${flaw.id}" is there already`);
    case 'tester_twice':
      return say('cette adresse y est déjà', 'this address is there already');
    case 'yaml':
      return say(grammarInFrench(flaw), flaw.said);
    case 'other':
      return say(`cette valeur ne convient pas (${flaw.said})`, flaw.said);
    default:
      return flaw satisfies never;
  }
}

type Bound = Extract<SettingsFlaw, { kind: 'too_big' | 'too_small' }>;

function boundInWords({ kind, of, bound }: Bound, say: Say): string {
  const unit = units[of];
  const most = kind === 'too_big';
  const french = [bound, ...(unit ? [unit.fr] : []), most ? 'au plus' : 'au moins'].join(' ');
  const english = `${unit ? 'have' : 'be'} ${most ? '<=' : '>='}${bound}${unit ? ` ${unit.en}` : ''}`;
  return say(french, `${most ? 'Too big' : 'Too small'}: expected ${of} to ${english}`);
}

const units: Readonly<Record<string, { readonly fr: string; readonly en: string }>> = {
  string: { fr: 'caractères', en: 'characters' },
  array: { fr: 'éléments', en: 'items' },
};

function typeInFrench(name: string): string {
  return types[name] ?? name;
}

const types: Readonly<Record<string, string>> = {
  string: 'un texte',
  number: 'un nombre',
  int: 'un nombre entier',
  boolean: 'true ou false',
  array: 'une liste',
  object: 'un groupe de réglages',
  record: 'un groupe de réglages',
  null: 'rien',
};

/** What the parser says of its own grammar stays as it says it, after words that say what it is about. */
function grammarInFrench({ code, said }: Extract<SettingsFlaw, { kind: 'yaml' }>): string {
  switch (code) {
    case 'DUPLICATE_KEY':
      return 'ce réglage y est deux fois';
    case 'TAB_AS_INDENT':
      return 'décalez avec des espaces, sans tabulation';
    default:
      return `l’écriture du fichier ne se lit pas ici (YAML : ${said})`;
  }
}
