/** The dictionary's own thread: Hunspell, compiled to WebAssembly, with the French words of Dicollecte. */
import { parentPort } from 'node:worker_threads';
import dictionary from 'dictionary-fr';
import { type Hunspell, loadModule } from 'hunspell-asm';

export type SpellingQuestion = readonly string[];
/** Each word with its verdict: null where the dictionary knows it, else what may have been meant. */
export type SpellingAnswer = readonly (readonly [string, readonly string[] | null])[];

/** Suggestions take a quarter of a second each; beyond these an unknown word is told without. */
const mostSuggested = 12;
const suggestions = 3;

const factory = await loadModule();
const hunspell = factory.create(
  factory.mountBuffer(dictionary.aff, 'fr.aff'),
  factory.mountBuffer(dictionary.dic, 'fr.dic'),
);

parentPort?.on('message', (words: SpellingQuestion) => {
  let suggested = 0;
  const answer: SpellingAnswer = words.map((word) => {
    if (knows(hunspell, word)) return [word, null];
    suggested += 1;
    return [word, suggested > mostSuggested ? [] : hunspell.suggest(word).slice(0, suggestions)];
  });
  parentPort?.postMessage(answer);
});

/** A compound is known where its parts are: «franco-provençal». */
function knows(speller: Hunspell, word: string): boolean {
  const typed = word.replaceAll("'", '’');
  if (speller.spell(typed)) return true;
  const parts = typed.split('-');
  return parts.length > 1 && parts.every((part) => part.length < 2 || speller.spell(part));
}
