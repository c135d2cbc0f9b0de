/** What a row says of somebody's wish: they receive, they left, their mailbox is gone, they complained, they never confirmed. */
import { type Cells, plain } from './columns.ts';
import { isMarked, readYesNo } from './values.ts';

export type Standing = 'subscribed' | 'unsubscribed' | 'bounced' | 'complained';

/** The words of a status column, French and English, of the programs of `programs.ts` and of people. */
const words = {
  complained: /^(complain\w*|spam\w*|plainte)$/,
  bounced: /^(cleaned|bounced?|(hard|soft) ?bounced?)$/,
  unconfirmed: /^(pending|unconfirmed|en attente|non confirme\w*)$/,
  unsubscribed:
    /^(unsub\w*|desabonne\w*|desinscri\w*|block\w*|black\w*|disabled|inacti\w*|opt(ed)? ?out|non subscribed|not subscribed|archived|deleted|supprime\w*)$/,
} as const;

/** The gravest word of a row counts: one column may still say «subscribed» of an address that another calls dead. */
export function standingOf(cells: Cells): Standing | 'unconfirmed' {
  const status = plain(cells('status')[0] ?? '');
  const marked = (mark: 'left' | 'bounced' | 'complained') => cells(mark).some(isMarked);
  if (words.complained.test(status) || marked('complained')) return 'complained';
  if (words.bounced.test(status) || marked('bounced')) return 'bounced';
  const left = marked('left') || cells('subscribed').some((cell) => readYesNo(cell) === false);
  if (left || words.unsubscribed.test(status)) return 'unsubscribed';
  return words.unconfirmed.test(status) ? 'unconfirmed' : 'subscribed';
}
