/** Checks the letter's weight against Gmail's limit, and says which articles would bring it below. Pure. */
import type { ArticleId } from '../audience/ids.ts';
import type { Newsletter } from '../config/newsletter.ts';
import type { Say } from '../config/say.ts';
import type { SlotReport } from './check-letter.ts';
import { atArticle, type Finding } from './finding.ts';

/** An article with its bytes in the HTML part. */
export type WeighedArticle = { readonly id: ArticleId; readonly title: string; readonly bytes: number };

/** Room that a change of a word or two may take without another look. */
const room = 0.95;

/** Gmail clips a letter whose HTML passes 102 kB, and its unsubscribe link with it. `heaviest`: the heaviest first. */
export function checkWeight(
  newsletter: Newsletter,
  slots: SlotReport,
  heaviest: readonly WeighedArticle[],
  say: Say,
): Finding[] {
  const limit = newsletter.limits.html_kb * 1024;
  const bytes = slots.heaviestBytes;
  if (bytes <= limit * room) return [];
  const over = bytes > limit;
  const kb = (count: number) => (count / 1024).toFixed(1).replace('.', say(',', '.'));
  const name = ({ title, bytes: its }: WeighedArticle) =>
    `${say('«', '“')} ${title} ${say('»', '”')} ${kb(its)}${say(' ko', ' kB')}`;
  const most = heaviest.slice(0, 3).map(name).join(', ');
  const excess = bytes - limit * room;
  const out = enoughToTakeOut(heaviest, excess);
  const left = kb(bytes - out.reduce((sum, one) => sum + one.bytes, 0));
  const names = out.map(({ title }) => `${say('«', '“')} ${title} ${say('»', '”')}`).join(', ');
  const [first] = out;
  return [
    {
      level: over ? 'block' : 'warn',
      check: 'weight',
      place: 'html',
      ...(first && atArticle(first.id)),
      message: say(
        `La lettre pèse ${kb(bytes)} ko ${over ? 'et dépasse' : 'et approche'} ${newsletter.limits.html_kb} ko, où Gmail la coupe.`,
        `The letter weighs ${kb(bytes)} kB and ${over ? 'passes' : 'nears'} ${newsletter.limits.html_kb} kB, where Gmail clips it.`,
      ),
      fix: say(
        `Les articles les plus lourds : ${most}. ${out.length > 0 ? `Sans ${names}, elle pèserait ${left} ko ; ou coupez` : 'Coupez'} environ ${signs(excess)} signes dans les accroches.`,
        `The heaviest articles: ${most}. ${out.length > 0 ? `Without ${names} it would weigh ${left} kB; or cut` : 'Cut'} some ${signs(excess)} characters of the excerpts.`,
      ),
    },
  ];
}

/** The lightest article that is enough alone, else the heaviest ones until it is enough. */
function enoughToTakeOut(heaviest: readonly WeighedArticle[], excess: number): readonly WeighedArticle[] {
  const alone = heaviest.findLast(({ bytes }) => bytes >= excess);
  if (alone) return [alone];
  let taken = 0;
  const needed = heaviest.findIndex(({ bytes }) => {
    taken += bytes;
    return taken >= excess;
  });
  return needed < 0 ? [] : heaviest.slice(0, needed + 1);
}

/** French has some 105 bytes in a hundred characters; rounded up, so that the cut is enough. */
function signs(bytes: number): number {
  return Math.ceil(bytes / 1.05 / 10) * 10;
}
