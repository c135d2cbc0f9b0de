/** What the network said of a picture or an address, for whoever reads a finding: told in English, read in French too. */
import { whyIn } from '../gather/unreachable.ts';
import type { Say } from './finding.ts';

/** What is rarer stays as the network, or the picture's reader, said it. */
export function reasonInWords(reason: string, say: Say): string {
  return say(inFrench(reason), reason);
}

function inFrench(reason: string): string {
  const host = /^(\S+) could not be asked: /.exec(reason)?.[1];
  const why = whyIn(reason);
  if (host !== undefined && why !== null) return `${host} est injoignable : ${why.fr}`;
  return phrases.reduce((said, [english, french]) => said.replace(english, french), reason);
}

const phrases: readonly (readonly [RegExp, string])[] = [
  [/^(\S+) could not be asked: /, '$1 est injoignable : '],
  [/^(\S+) did not finish its answer in time$/, '$1 n’a pas répondu à temps'],
  [/^the answer is (\d+)$/, 'la réponse est $1'],
  [/^(\S+) answers (\d+)$/, '$1 répond $2'],
  [/^no time was left to ask$/, 'le temps a manqué pour le demander'],
  [/^(\S+) sends more than (\d+) bytes$/, '$1 envoie plus de $2 octets'],
  [/^more than (\d+) redirects, the last one to /, 'plus de $1 redirections, la dernière vers '],
  [/^(\S+) leads to a private address.*$/, '$1 mène à une adresse privée'],
  [/^(.*) is neither http nor https$/, '$1 n’est ni http ni https'],
  [/^"(.*)" is no address$/, '«\u00a0$1\u00a0» n’est pas une adresse'],
  [/it is ([\w+-]+), which mail does not show$/, 'elle est en $1, que les messageries ne montrent pas'],
  [/it is too small \((.*)\)$/, 'elle est trop petite ($1)'],
  [/it is not a picture that can be read \(.*\)$/, 'ce n’est pas une image lisible'],
  [/^the uploaded picture (\S+) is not there$/, 'l’image envoyée $1 n’est plus là'],
];
