/** What a row says of somebody's wish: they receive, they left, their mailbox is gone, they complained, they never confirmed. */
import { type Cells, plain } from './columns.ts';
import { isMarked, readDate, readYesNo } from './values.ts';

export type Standing = 'subscribed' | 'unsubscribed' | 'bounced' | 'complained';
type Word = Standing | 'unconfirmed';
/** unknown: a word, as the file has it, of which nobody can say what it means. It is no consent. */
export type ReadStanding = Word | { readonly unknown: string };

const left = [
  'unsub|opt(ed)? ?out|stop|block|black|bann|disabled|deactivat|inacti|archiv|deleted|removed|cancel|refus',
  'declin|reject|suspend|exclu|suppress|revo|expire|withdrawn$|left$|gone$|former|transactional|do not|no longer',
  '(not|never) subscri|desabonn|desinscri|desactiv|resili|bloqu|oppos|liste (noire|rouge|d opposition)|retir',
  'supprim|efface|annul|ancien|(non|pas|plus|jamais) (abonn|inscri|subscri)|ne (pas|plus|veut)',
  '(no|non|n|0|false|faux|off)$',
].join('|');
/**
 * The words of a status, French and English, of the programs of `programs.ts` and of people; after `plain`, the gravest
 * first. Those of leaving may have more behind them («unsubscribed by admin»); those of consent stand alone.
 */
const words = {
  complained: /^(complain|spam|junk|abuse|plainte|(marked|reported|signale) (as|comme) spam)/,
  bounced: /^(cleaned|bounce|(hard|soft) ?bounce|invalid|undeliver|npai|adresse (invalide|erronee))/,
  unconfirmed:
    /^(pending|unconfirm|unverif|unactivat|validating|(a?waiting|en attente|attente|en cours)|a (confirmer|valider)|(not|never|non|pas|jamais) ((yet|encore) )?(confirm|verif|valid|activ|enabled)|confirmation|(double )?opt ?in pending)/,
  unsubscribed: new RegExp(`^(${left})`),
  subscribed:
    /^((re)?subscribed?|subscriber|regular|activ(e|ee|ated)|actif|enabled|confirm(ed|ee?)|(double )?opt(ed)? ?in|abonnee?|inscrite?|free|paid|comped|premium|gratuit|payant|yes|oui|y|o|1|true|vrai|on)$/,
} as const satisfies Record<Word, RegExp>;
const gravestFirst = ['complained', 'bounced', 'unsubscribed', 'unconfirmed', 'subscribed'] as const;

/** The gravest word of a row counts: one column may still say «subscribed» of an address that another calls dead. */
export function standingOf(cells: Cells): ReadStanding {
  const marked = (mark: 'left' | 'bounced' | 'complained', standing: Standing) =>
    cells(mark).some(isMarked) ? [standing] : [];
  const said = [
    ...marked('complained', 'complained'),
    ...marked('bounced', 'bounced'),
    ...marked('left', 'unsubscribed'),
    ...cells('subscribed').map(answerIn),
    ...cells('status').map(wordIn),
  ];
  const gravest = gravestFirst.find((word) => word !== 'subscribed' && said.includes(word));
  return gravest ?? said.find((word) => typeof word === 'object') ?? 'subscribed';
}

/** «yes», «no», the day on which they agreed, or a word as in a status. */
function answerIn(cell: string): ReadStanding {
  const answer = readYesNo(cell);
  if (answer === false) return 'unsubscribed';
  return answer === true || readDate(cell) instanceof Date ? 'subscribed' : wordIn(cell);
}

/** An empty cell says nothing against them: they receive, as in a list without the column. */
function wordIn(cell: string): ReadStanding {
  const unknown = cell.trim();
  if (unknown === '') return 'subscribed';
  // «Désinscrit(e)», «abonné·e·s»
  const text = plain(unknown).replace(/( (e|s|es))+$/, '');
  return gravestFirst.find((word) => words[word].test(text)) ?? { unknown };
}
