import { describe, expect, it } from 'vitest';
import type { ArticleId, EditionHash, IssueId, Period } from '../../src/audience/ids.ts';
import type { Newsletter } from '../../src/config/newsletter.ts';
import { sayIn } from '../../src/config/say.ts';
import { type CheckNeeds, checkIssue } from '../../src/issue/check.ts';
import type { ChosenSource } from '../../src/issue/check-choice.ts';
import type { Reached } from '../../src/issue/check-links.ts';
import type { DeskIssue } from '../../src/issue/desk.ts';
import type { EditionContent } from '../../src/issue/edition.ts';
import type { Block } from '../../src/issue/issue.ts';
import type { TemplateFault } from '../../src/issue/liquid.ts';
import { surveyEdition } from '../../src/letter/survey.ts';
import { anArticle, aPaper } from './newsroom.ts';

const tuesday5 = new Date('2026-11-24T04:00:00Z');
const foot = '<a href="[[ unsubscribe_url ]]">Se désabonner</a>';
const picture = '<img src="https://lacalanque.example/p.jpg" alt="Le port" width="600" height="300">';
const dark = '<style>@media (prefers-color-scheme:dark){a{color:#9cf}}</style>';
const page = (body: string) => `<html lang="fr"><head>${dark}</head><body><h1>L'Hebdo</h1>${body}`;
const goodHtml = page(`<a href="https://lacalanque.example/1/">Le tramway</a>${picture}${foot}`);

/** A good issue; each example breaks one thing and looks at what the check says. */
type Broken = {
  content?: Partial<EditionContent>;
  issue?: Partial<DeskIssue>;
  chosen?: readonly ChosenSource[];
  audience?: { now: number; last: number | null; seedsAway?: number };
  reached?: Record<string, Reached>;
  newsletter?: Partial<Newsletter>;
  now?: Date;
  lostLinks?: string;
};

async function check(broken: Broken = {}) {
  const newsletter = aPaper({ sections: noQuota, ...broken.newsletter });
  const marked: string[] = [];
  const asked: string[] = [];
  const needs: CheckNeeds = {
    letter: {
      slots: surveyEdition,
      compose: async (_, { id }) => ({
        kind: 'composed',
        edition: {
          hash: 'now' as EditionHash,
          issueId: id,
          newsletter: 'lhebdo',
          content: { ...content, ...broken.content },
        },
        files: {
          'issue.mjml': '<mjml>\n[[ reader.frist_name ]]\n[[ unsubscribe_url ]]',
          'issue.txt.liquid': '',
        },
        weight: { bytes: 0, articles: [{ id: 1 as ArticleId, bytes: 60_000 }] },
        pictureProblems: [],
      }),
    },
    articles: {
      chosen: async () =>
        broken.chosen ?? [chosen(1, { kind: 'lead' }), outing('[Agenda] Du 28-29 novembre')],
      markPages: async (gone, back) => void marked.push(...gone, ...back.map((url) => `back: ${url}`)),
    },
    audience: async () => broken.audience ?? { now: 1000, last: 990 },
    outside: {
      reach: async (url) => {
        asked.push(url);
        return broken.reached?.[url] ?? { kind: 'alive' };
      },
      spell: async () => new Map(),
      clients: async () => ({ clients: [], titles: new Map() }),
      lostLinks: broken.lostLinks ?? null,
    },
  };
  const now = broken.now ?? tuesday5;
  const report = await checkIssue(
    newsletter,
    { ...issue, ...broken.issue },
    now,
    needs,
    new AbortController().signal,
  );
  const brief = report.findings.map(({ level, check: name, place }) => `${level} ${name} ${place}`);
  return { ...report, brief, marked, asked };
}

const noQuota = aPaper().sections.map((one) => ({ ...one, quota: { min: 0, max: 4 } }));

const content: EditionContent = {
  subject: "L'Hebdo n° 447 : Le tramway",
  html: goodHtml,
  text: 'Le tramway\nhttps://lacalanque.example/1/\n[[ unsubscribe_url ]]\n',
  from: { name: 'La Calanque', address: 'hebdo@lacalanque.example' },
  replyTo: null,
  returnPathDomain: 'lacalanque.example',
  listId: { name: "L'Hebdo", id: 'lhebdo.lacalanque.example' },
  language: 'fr',
};

const issue: DeskIssue = {
  id: 1 as IssueId,
  newsletter: 'lhebdo',
  period: '2026-W48' as Period,
  number: 447,
  date: '2026-11-24',
  state: 'draft',
  subject: "L'Hebdo n° 447 : Le tramway",
  preheader: 'Un budget voté · Le port recrute · La mer monte',
  edito: null,
  items: [],
  version: 1,
  approvedHash: null,
  sendAt: null,
  pausedReason: null,
  sponsors: {},
  errata: [],
  edited: [],
  approvedBy: null,
  approvedAt: null,
  leaveAskedBy: null,
  draftedFor: null,
  unapprovedReason: null,
};

function chosen(id: number, block: Block, facts: Parameters<typeof anArticle>[1] = {}): ChosenSource {
  const article = anArticle(id, facts);
  return {
    articleId: article.id,
    block,
    position: 0,
    reason: '',
    pinned: false,
    pickedHash: `hash-${id}`,
    edited: {},
    article,
    gone: false,
  };
}

const aSponsor: Newsletter['sponsors'][number] = {
  id: 'port',
  title: 'Port',
  text: 'Un partenaire.',
  url: 'https://port.example/',
  alt: '',
  from: '2026-11-01',
  until: '2026-12-31',
  place: 'middle',
  mark: 'advert',
};

const lead = chosen(1, { kind: 'lead' });

function outing(title: string): ChosenSource {
  return chosen(9, { kind: 'agenda' }, { title, series: 'Agenda' });
}

it('finds nothing in a good issue', async () => {
  const { findings, blocked, edition, asked } = await check();
  expect(findings).toEqual([]);
  expect(blocked).toBe(false);
  expect(edition?.hash).toBe('now');
  expect(asked.sort()).toEqual(['https://lacalanque.example/1/', 'https://lacalanque.example/p.jpg']);
});

describe('braces in the text of an article', () => {
  const braces = chosen(
    3,
    { kind: 'front_page' },
    { title: 'Moustache', excerpt: 'Écrivez {{ nom }} ou {% if x %}.' },
  );
  const html = `${goodHtml}<p>Écrivez {{&nbsp;nom }} ou {% if x %}.</p>`;

  it('leave as the text they are, and the article is named', async () => {
    const { brief, blocked } = await check({
      content: { html },
      chosen: [lead, braces, outing('[Agenda] Du 28-29 novembre')],
    });
    expect(brief).toEqual(['note placeholder Moustache']);
    expect(blocked).toBe(false);
  });

  it('answer for nothing that no article says', async () => {
    const more = { content: { html: `${html}\n{{ lead.title }}` }, chosen: [braces] };
    expect((await check(more)).brief).toContain('block placeholder html:2');
  });
});

describe('what must not leave', () => {
  it.each<[string, Broken, string]>([
    ['an unknown slot', { content: { html: `${goodHtml}\n[[ reader.age ]]` } }, 'block placeholder html:2'],
    [
      'a condition that nothing ends',
      { content: { text: '[[ if premium ]]\n[[ unsubscribe_url ]]' } },
      'block placeholder text:1',
    ],
    [
      'a Liquid expression left over',
      { content: { text: `a\nb {{ lead.title }}\n[[ unsubscribe_url ]]` } },
      'block placeholder text:2',
    ],
    [
      'a letter without unsubscribe link',
      { content: { html: page('<p>Bonjour</p>') } },
      'block unsubscribe html',
    ],
    [
      'an unsubscribe link that only some readers see',
      { content: { text: '[[ if premium ]][[ unsubscribe_url ]][[ end ]]' } },
      'block unsubscribe text',
    ],
    ['an empty subject', { issue: { subject: ' ' } }, 'block subject subject'],
    [
      'a relative link',
      { content: { html: `${goodHtml}<a href="/agenda">Agenda</a>` } },
      'block link Agenda </agenda>',
    ],
    [
      'a link that runs a script',
      { content: { html: `${goodHtml}<a href="javascript:alert(1)">x</a>` } },
      'block link x <javascript:alert(1)>',
    ],
    [
      'an article whose page is gone',
      { reached: { 'https://lacalanque.example/1/': { kind: 'dead', status: 404 } } },
      'block link Le tramway <https://lacalanque.example/1/>',
    ],
    [
      'a dead picture',
      { reached: { 'https://lacalanque.example/p.jpg': { kind: 'dead', status: 410 } } },
      'block image https://lacalanque.example/p.jpg',
    ],
    [
      'a picture without alternative text',
      { content: { html: page(`${foot}<img src="https://x.example/a.png" width="1" height="1">`) } },
      'block image https://x.example/a.png',
    ],
    ['a letter that Gmail clips', { content: { html: goodHtml + 'é'.repeat(60_000) } }, 'block weight html'],
    ['last week’s date', { issue: { date: '2026-11-17' } }, 'block date 2026-11-17'],
    [
      'an outing that is over',
      { chosen: [lead, outing('[Agenda] Samedi 21 novembre')] },
      'block agenda [Agenda] Samedi 21 novembre',
    ],
    [
      'an article gone at its source',
      { chosen: [lead, { ...outing('[Agenda] 28 novembre'), gone: true }] },
      'block article [Agenda] 28 novembre',
    ],
    ['a letter for nobody', { audience: { now: 0, last: 990 } }, 'block audience destinataires'],
  ])('%s', async (_, broken, expected) => {
    const { brief, blocked } = await check(broken);
    expect(brief).toEqual([expected]);
    expect(blocked).toBe(true);
  });
});

describe('what an editor should look at', () => {
  it.each<[string, Broken, string]>([
    [
      'a seed who is no reader',
      { audience: { now: 1000, last: 990, seedsAway: 1 } },
      'warn audience release.seeds',
    ],
    [
      'an article that its feed has dropped',
      {
        chosen: [
          chosen(1, { kind: 'lead' }, { flags: [{ kind: 'vanished', at: '2026-11-23T04:00:00Z' }] }),
          outing('[Agenda] Du 28-29 novembre'),
        ],
      },
      `warn article ${anArticle(1).title}`,
    ],
    ['a subject that a telephone cuts', { issue: { subject: 'é'.repeat(71) } }, 'warn subject subject'],
    ['no preheader', { issue: { preheader: '' } }, 'warn preheader preheader'],
    ['no lead story', { chosen: [outing('[Agenda] 28 novembre')] }, 'warn section À la une'],
    [
      'a rubrique that newsletter.yaml promises and nobody filled',
      { newsletter: { sections: aPaper().sections.filter(({ id }) => id === 'societe') } },
      'note section Société',
    ],
    ['a short preheader', { issue: { preheader: 'Court' } }, 'note preheader preheader'],
    ['a long preheader', { issue: { preheader: 'é'.repeat(111) } }, 'note preheader preheader'],
    ['yesterday’s date', { issue: { date: '2026-11-23' } }, 'warn date 2026-11-23'],
    ['an empty agenda', { chosen: [chosen(1, { kind: 'lead' })] }, 'note agenda Le week-end'],
    [
      'an article that changed since it was picked',
      { chosen: [lead, { ...outing('[Agenda] 28 novembre'), pickedHash: 'another' }] },
      'warn article [Agenda] 28 novembre',
    ],
    ['a letter near the limit', { content: { html: goodHtml + 'e'.repeat(100_000) } }, 'warn weight html'],
    ['a fifth fewer readers and more', { audience: { now: 700, last: 1000 } }, 'warn audience destinataires'],
    [
      'a site that does not answer',
      {
        reached: {
          'https://lacalanque.example/1/': {
            kind: 'doubtful',
            doubt: { kind: 'timed_out', host: 'lacalanque.example' },
          },
        },
      },
      'warn link Le tramway <https://lacalanque.example/1/>',
    ],
    [
      'a dead link that is no article’s',
      {
        content: { html: `${goodHtml}<a href="https://x.example/pub">Annonce</a>` },
        reached: { 'https://x.example/pub': { kind: 'dead', status: 404 } },
      },
      'warn link Annonce <https://x.example/pub>',
    ],
    [
      'another edition than the approved one',
      { issue: { approvedHash: 'then' as EditionHash } },
      'warn approval then',
    ],
    [
      'returns to a foreign domain',
      { content: { returnPathDomain: 'bounces.example' } },
      'warn sender newsletter.yaml: sender.return_path_domain',
    ],
  ])('%s', async (_, broken, expected) => {
    const { brief, blocked } = await check(broken);
    expect(brief).toEqual([expected]);
    expect(blocked).toBe(false);
  });
});

it('names the heaviest articles of a letter that is too heavy', async () => {
  const { findings } = await check({ content: { html: goodHtml + 'é'.repeat(60_000) } });
  expect(findings[0]?.message).toContain('117,6 ko');
  expect(findings[0]?.fix).toContain('« Article 1 » 58,6 ko');
});

it('says which article to take out, what the letter weighs then, and how much to cut instead', async () => {
  const { findings } = await check({ content: { html: goodHtml + 'e'.repeat(103_000) } });
  expect(findings[0]).toMatchObject({ level: 'warn', check: 'weight', at: { kind: 'article', id: 1 } });
  expect(findings[0]?.fix).toMatch(
    /Sans « Article 1 », elle pèserait 4\d,\d ko ; ou coupez environ 3\d{3} signes/,
  );
});

it('leads to the article or the field on the desk that a finding means', async () => {
  const places = async (broken: Broken) => (await check(broken)).findings.map(({ at }) => at);
  expect(await places({ issue: { preheader: '' } })).toEqual([{ kind: 'field', field: 'preheader' }]);
  expect(await places({ chosen: [lead, outing('[Agenda] Samedi 21 novembre')] })).toEqual([
    { kind: 'article', id: 9 },
  ]);
  expect(
    await places({ reached: { 'https://lacalanque.example/1/': { kind: 'dead', status: 404 } } }),
  ).toEqual([{ kind: 'article', id: 1 }]);
  const pictured = goodHtml.replace(picture, `<a href="https://lacalanque.example/1/">${picture}</a>`);
  expect(
    await places({
      content: { html: pictured },
      reached: { 'https://lacalanque.example/p.jpg': { kind: 'dead', status: 404 } },
    }),
  ).toEqual([{ kind: 'article', id: 1 }]);
});

it('sees in the letter itself that a death stands beside a partner, ampersands and all', async () => {
  const death = chosen(
    5,
    { kind: 'front_page' },
    { title: 'Décès du peintre', url: 'https://lacalanque.example/5/?a=1&b=2' },
  );
  const html = goodHtml.replace(
    foot,
    `<a href="https://lacalanque.example/5/?a=1&#38;b=2">Décès du peintre</a><a href="https://port.example/?x=1&amp;y=2">Le Port</a>${foot}`,
  );
  const partner = {
    ...aSponsor,
    url: 'https://port.example/?x=1&y=2',
    title: 'Les assurances du Port',
  };
  const { brief } = await check({
    content: { html },
    chosen: [lead, death, outing('[Agenda] Du 28-29 novembre')],
    newsletter: { sponsors: [partner] },
  });
  expect(brief).toContain('warn neighbour Décès du peintre');
});

it('weighs what one reader gets, not the blocks of all communes together', async () => {
  const block = (commune: string) => `[[ if commune == "${commune}" ]]${'e'.repeat(60_000)}[[ end ]]`;
  const { findings, bytes } = await check({
    content: { html: goodHtml + block('marseille') + block('aubagne') },
  });
  expect(findings).toEqual([]);
  expect(bytes).toBeGreaterThan(60_000);
  expect(bytes).toBeLessThan(61_000);
});

it('names the template line of a slot that nobody knows, and blocks', async () => {
  const html = `${goodHtml}<p>\n\n\n[[ reader.frist_name ]]</p>`;
  const { brief, blocked } = await check({ content: { html } });
  expect(blocked).toBe(true);
  expect(brief).toContain('block placeholder issue.mjml:2');
});

it('takes an article back whose page answers again', async () => {
  const { marked, brief } = await check({ chosen: [{ ...chosen(1, { kind: 'lead' }), gone: true }] });
  expect(marked).toEqual(['back: https://lacalanque.example/1/']);
  expect(brief.filter((line) => line.startsWith('block'))).toEqual([]);
});

it('remembers the articles whose page is gone, and only those', async () => {
  const { marked } = await check({
    content: { html: `${goodHtml}<a href="https://x.example/pub">Annonce</a>` },
    reached: {
      'https://lacalanque.example/1/': { kind: 'dead', status: 404 },
      'https://x.example/pub': { kind: 'dead', status: 404 },
    },
  });
  expect(marked).toEqual(['https://lacalanque.example/1/']);
});

it('says it in the newsletter’s language, the gravest first', async () => {
  const broken: Broken = { issue: { preheader: '', subject: '' }, audience: { now: 0, last: null } };
  const french = await check(broken);
  expect(french.findings.map(({ level }) => level)).toEqual(['block', 'block', 'warn']);
  expect(french.findings[0]?.message).toBe('La lettre n’a pas d’objet.');
  const english = await check({ ...broken, newsletter: { language: 'en' } });
  expect(english.findings[0]?.message).toBe('The letter has no subject.');
});

function thatFails(faults: readonly TemplateFault[]): CheckNeeds {
  return {
    letter: { slots: surveyEdition, compose: async () => ({ kind: 'faults', faults }) },
    articles: { chosen: async () => [lead, outing('[Agenda] 28 novembre')], markPages: async () => {} },
    audience: async () => ({ now: 0, last: null }),
    outside: {
      reach: async () => ({ kind: 'alive' }),
      spell: async () => null,
      clients: async () => ({ clients: [], titles: new Map() }),
      lostLinks: null,
    },
  };
}

it('leads to the article that has no place in the letter any more, in the language of whoever looks', async () => {
  const why = { kind: 'no_section', id: 'meteo' } as const;
  const unfit = { articleId: lead.article.id, title: 'Orage', commune: null, why };
  const needs = thatFails([{ file: 'newsletter.yaml', line: 1, message: 'unknown section "meteo"', unfit }]);
  const { signal } = new AbortController();
  const told = async (language: 'fr' | 'en') => {
    const { findings } = await checkIssue(aPaper(), issue, tuesday5, needs, signal, sayIn(language));
    return findings.find(({ place }) => place === 'Orage');
  };
  expect(await told('fr')).toEqual({
    level: 'block',
    check: 'article',
    place: 'Orage',
    at: { kind: 'article', id: lead.article.id },
    message: 'La lettre ne peut pas le porter : newsletter.yaml n’a plus sa rubrique «\u00a0meteo\u00a0».',
    fix: 'Déplacez-le ou retirez-le, ou remettez «\u00a0meteo\u00a0» dans newsletter.yaml.',
  });
  expect(await told('en')).toMatchObject({
    message: 'The letter cannot carry it: unknown section "meteo".',
    fix: 'Move it or drop it, or put “meteo” back into newsletter.yaml.',
  });
});

it('names the place of a template that does not compose, and still checks the rest', async () => {
  const report = await checkIssue(
    aPaper({ sections: noQuota }),
    issue,
    tuesday5,
    thatFails([{ file: 'partials/lead.mjml', line: 12, message: 'undefined variable: titel' }]),
    new AbortController().signal,
  );
  expect(report.edition).toBeNull();
  expect(report.findings.map(({ check: name, place }) => `${name} ${place}`)).toEqual([
    'template partials/lead.mjml:12',
    'audience destinataires',
  ]);
});

it('keeps a letter back whose links would lead to the machine that sends it', async () => {
  const report = await check({ lostLinks: 'http://127.0.0.1:8026' });
  expect([report.blocked, report.brief[0]]).toEqual([true, 'block link PUBLIC_URL']);
});
