import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { typeset } from '../../src/issue/typography.ts';

/** Makes the spaces visible: ~ does not break, ^ is narrow and does not break. */
const shown = (text: string) => text.replaceAll('\u00a0', '~').replaceAll('\u202f', '^');

describe('French', () => {
  it.each([
    ["l'eau d'Aix, aujourd'hui", 'l’eau d’Aix, aujourd’hui'],
    ["L'Hebdo n°447", 'L’Hebdo n°~447'],
    ['Les n° 12 et nos 3', 'Les n°~12 et nos 3'],
    ['« Métropoles French Tech » !', '«^Métropoles French Tech^»^!'],
    ['«Le oui l’emporte»', '«^Le oui l’emporte^»'],
    ['Il a dit "oui" au port', 'Il a dit «^oui^» au port'],
    ['d\'"en bas"', 'd’«^en bas^»'],
    ['Un écran de 24" et rien', 'Un écran de 24" et rien'],
    ['Quoi?! Vraiment ?', 'Quoi^?! Vraiment^?'],
    ['Tram : oui; bus: non', 'Tram~: oui^; bus~: non'],
    ['À 15:30 ou 15h30', 'À 15:30 ou 15h30'],
    ['12 000 habitants, 1 250 000 €', '12^000 habitants, 1^250^000~€'],
    ['13002 Marseille, 0491000000', '13002 Marseille, 0491000000'],
    ['+12,5% en 2026', '+12,5^% en 2026'],
    ['du 25 au 26 mars', 'du 25 au 26~mars'],
    ['le 1er décembre', 'le 1er~décembre'],
    ['3 millions d’euros', '3~millions d’euros'],
    ['M. Durand et Mme Petit', 'M.~Durand et Mme~Petit'],
    ['Attendez...', 'Attendez…'],
    ['«"\'"', "«^«^'^»"],
    ['...000 000', '…000^000'],
    ['OM - PSG', 'OM – PSG'],
    ['Aix-Marseille', 'Aix-Marseille'],
    ["Le site https://a.example/?q=l'eau&b=1; ok", "Le site https://a.example/?q=l'eau&b=1; ok"],
    ["Écrire à l'adresse o'neil@example.org !", "Écrire à l’adresse o'neil@example.org^!"],
    ['Bonjour [[ reader.first_name | "à tous !" ]]!', 'Bonjour [[ reader.first_name | "à tous !" ]]!'],
    ['', ''],
  ])('%s', (text, set) => expect(shown(typeset(text, 'fr'))).toBe(set));
});

describe('English', () => {
  it.each([
    ["The city's plan", 'The city’s plan'],
    ['He said "yes" twice...', 'He said “yes” twice…'],
    ['Why? Now!', 'Why? Now!'],
    ["See https://a.example/it's", "See https://a.example/it's"],
  ])('%s', (text, set) => expect(typeset(text, 'en')).toBe(set));
});

it('leaves text alone that is set already', () => {
  const pieces = fc.constantFrom(
    ...[
      '«',
      '»',
      '"',
      "'",
      ' ',
      '\u00a0',
      '\u202f',
      '!',
      '?',
      ';',
      ':',
      '%',
      '€',
      '12',
      '000',
      'a',
      'n°',
      'mars',
    ],
    ...['.', '...', '-', '[[', ']]', 'M.', 'É', '(', ')', '\n', 'https://a.b/c', 'x@y.fr', '1er'],
  );
  const language = fc.constantFrom('fr' as const, 'en' as const);
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 14 }), language, (parts, of) => {
      const once = typeset(parts.join(''), of);
      expect(typeset(once, of)).toBe(once);
    }),
    { numRuns: 3000 },
  );
});

it('never touches addresses and slots', () => {
  const address = 'https://lacalanque.example/a?b=c:d;e!f\'g"'.slice(0, -1);
  fc.assert(
    fc.property(fc.string({ maxLength: 20 }), (words) => {
      expect(typeset(`${words} ${address} [[ x | "a ! b" ]] fin !`, 'fr')).toContain(` ${address} `);
    }),
  );
});
