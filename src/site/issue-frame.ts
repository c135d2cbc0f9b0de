/** What stands around an issue on the web in the place of what the letter says to its reader: other issues, sign-up, publisher. */
import type { Newsletter } from '../config/newsletter.ts';
import { typeset } from '../issue/typography.ts';
import { escapeHtml } from '../letter/single-line.ts';
import type { WebFrame } from '../letter/web-page.ts';
import { kiosqueWords as words } from './words.ts';

/** self: the page's own address, as the letter's links have it. */
export function issueFrame(newsletter: Newsletter, self: string): WebFrame {
  const { name, language } = newsletter;
  const archive = { url: `/kiosque/${name}`, words: words.all[language] };
  return { self, archive, foot: footOf(newsletter, archive) };
}

function footOf(
  { name, title, language, sign_up, publisher }: Newsletter,
  archive: WebFrame['archive'],
): string {
  const letter = typeset(title, language);
  const { legal, address, contact, legal_url } = publisher;
  const ways = [
    ...(sign_up.open ? [link(`/s/${name}`, words.receive(letter)[language], way)] : []),
    link(archive.url, archive.words, way),
  ];
  const notice = language === 'fr' ? 'Mentions légales' : 'Legal notice';
  const identity = [
    link(publisher.url, publisher.name, 'color:inherit'),
    link(`mailto:${contact}`, contact, 'color:inherit'),
    ...(legal_url ? [link(legal_url, notice, 'color:inherit')] : []),
  ];
  return [
    `<footer style="${look}"><p style="${heading}">${escapeHtml(letter)}</p>`,
    `<p style="margin:0 0 16px">${ways.join(' ')}</p>`,
    `<p style="margin:0;color:#635c52;color:light-dark(#635c52,#b5aea2)">${escapeHtml(typeset(legal, language))}`,
    `<br>${escapeHtml(typeset(address, language))}<br>${identity.join(' · ')}</p></footer>`,
  ].join('');
}

/** Dark only where the letter is: light-dark() follows the color-scheme that the letter asks for. */
const look =
  "width:calc(100% - 48px);max-width:592px;margin:44px auto 0;padding:22px 0 36px;border-top:1px solid;text-align:center;font:14px/22px 'Helvetica Neue',Helvetica,Arial,sans-serif;color:#1c1a17;color:light-dark(#1c1a17,#ece6da)";
const heading = "margin:0 0 16px;font:bold 24px/30px Georgia,'Times New Roman',serif";
const way = 'display:inline-block;padding:0 8px;line-height:44px;white-space:nowrap;color:inherit';

function link(url: string, shown: string, style: string): string {
  return `<a href="${escapeHtml(url)}" style="text-decoration:underline;${style}">${escapeHtml(shown)}</a>`;
}
