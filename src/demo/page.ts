/** The sample site's pages: an article with its og:image, the front page, the legal notice. */
import { escapeMarkup, shownText } from './markup.ts';
import type { Published } from './published.ts';

const style = `body{margin:0;font:18px/1.6 Georgia,serif;color:#1b2a33;background:#fbf8f2}
header{background:#173f52;color:#fff;padding:18px 24px}header a{color:#fff;text-decoration:none;font-size:26px}
main{max-width:720px;margin:0 auto;padding:24px}h1{line-height:1.2}img{width:100%;height:auto;border-radius:6px}
figcaption,footer,.meta{font:14px/1.5 sans-serif;color:#5b6b73}footer{max-width:720px;margin:0 auto;padding:24px}
.desk{font:700 13px sans-serif;color:#c2452d;text-transform:uppercase;letter-spacing:.06em}`;

/** The page of one article on the site at `site`. */
export function articlePage(article: Published, site: string): string {
  const head = [
    `<link rel="canonical" href="${article.url}">`,
    `<meta property="og:type" content="article">`,
    `<meta property="og:title" content="${escapeMarkup(article.title)}">`,
    `<meta property="og:image" content="${article.picture.url}">`,
    `<meta property="og:image:width" content="1200"><meta property="og:image:height" content="675">`,
    `<meta property="og:image:alt" content="${escapeMarkup(article.picture.alt)}">`,
    `<meta property="article:published_time" content="${article.publishedAt.toISOString()}">`,
  ].join('\n');
  return document(article.title, site, head, [
    `<p class="desk">${escapeMarkup(article.desk)}${article.premium ? ' · Abonnés' : ''}</p>`,
    `<h1>${escapeMarkup(article.title)}</h1>`,
    `<p class="meta">${article.byline} · ${dateInWords(article.publishedAt)}</p>`,
    `<figure style="margin:0"><img src="${article.picture.url}" alt="${escapeMarkup(article.picture.alt)}" width="1200" height="675"><figcaption>${escapeMarkup(article.picture.caption)} (crédit DR)</figcaption></figure>`,
    `<p><strong>${escapeMarkup(article.standfirst)}</strong></p>`,
    shownText(article),
    `<p class="meta">En savoir plus : ${escapeMarkup(article.tags.join(', '))}</p>`,
  ]);
}

/** The newest articles, as links. */
export function frontPage(articles: readonly Published[], site: string): string {
  return document('La Calanque', site, '', [
    '<h1>La semaine d’Aix-Marseille</h1>',
    ...articles.map(
      (article) =>
        `<p><span class="desk">${escapeMarkup(article.desk)}</span><br><a href="${article.url}">${escapeMarkup(article.title)}</a></p>`,
    ),
  ]);
}

export function legalPage(site: string): string {
  return document('Mentions légales', site, '', [
    '<h1>Mentions légales</h1>',
    '<p>La Calanque est un journal d’exemple : il n’a ni rédaction, ni siège, ni lecteurs.</p>',
    '<h2 id="vos-donnees">Vos données</h2>',
    '<p>La démonstration ne quitte pas cette machine et s’efface quand elle finit : personne n’y est inscrit pour de bon.</p>',
  ]);
}

function document(title: string, site: string, head: string, body: readonly string[]): string {
  return `<!doctype html>
<html lang="fr"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escapeMarkup(title)} – La Calanque</title>
${head}
<style>${style}</style></head>
<body><header><a href="${site}/">La Calanque</a></header>
<main>${body.join('\n')}</main>
<footer>Journal fictif, écrit pour la démonstration de Hebdo. <a href="${site}/mentions-legales">Mentions légales</a></footer>
</body></html>`;
}

function dateInWords(date: Date): string {
  return new Intl.DateTimeFormat('fr', { dateStyle: 'full', timeZone: 'Europe/Paris' }).format(date);
}
