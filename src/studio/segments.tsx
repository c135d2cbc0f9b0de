/** /studio/segments: which there are, one to build, its live count. */
import { Hono } from 'hono';
import type { Segment, SegmentTree } from '../audience/segment.ts';
import type { Unexpandable } from '../audience/segment-expand.ts';
import { type SegmentTrouble, segmentTroubleInWords } from '../audience/segment-words.ts';
import type { Newsletter } from '../config/newsletter.ts';
import type { Say } from '../config/say.ts';
import { mayUse } from '../desk/editor.ts';
import { typeset } from '../issue/typography.ts';
import type { StudioContext, StudioEnv } from './env.ts';
import { renderPage } from './page.tsx';
import { choiceGroups } from './segment-choices.ts';
import type { CountShown } from './segment-count.tsx';
import { readSegmentForm, rowsOf, type SegmentForm, segmentOf } from './segment-form.ts';
import { DeepSegment, SegmentPage } from './segment-page.tsx';
import { troublePage } from './trouble.tsx';
import { numberInWords } from './words.ts';

type Counted =
  | Extract<CountShown, { kind: 'counted' }>
  | { readonly kind: 'unusable'; readonly why: Unexpandable };

export type SegmentSteps = {
  readonly newsletters: () => Promise<readonly Newsletter[]>;
  readonly all: () => Promise<readonly Segment[]>;
  readonly count: (tree: SegmentTree) => Promise<Counted>;
  readonly store: (
    segment: Pick<Segment, 'name' | 'title' | 'tree'>,
    how: 'make' | 'change',
  ) => Promise<
    | { readonly kind: 'stored'; readonly unapproved: readonly string[] }
    | { readonly kind: 'taken' | 'gone' }
    | { readonly kind: 'refused'; readonly refusal: SegmentTrouble }
  >;
  readonly remove: (
    name: string,
  ) => Promise<
    { readonly kind: 'removed' | 'gone' } | { readonly kind: 'used'; readonly by: readonly string[] }
  >;
};

export function segmentPages(steps: SegmentSteps): Hono<StudioEnv> {
  return new Hono<StudioEnv>()
    .get('/segments', (context) => showList(context, steps))
    .get('/segments/new', (context) =>
      showForm(context, steps, { name: '', title: '', joint: 'all', rows: [] }, { kept: false }),
    )
    .get('/segments/:name', (context) => showOne(context, steps, context.req.param('name')))
    .post('/segments/count', (context) => {
      const fields = context.get('fields');
      return showForm(context, steps, readSegmentForm(fields), { kept: fields.has('kept') });
    })
    .post('/segments/save', (context) => save(context, steps))
    .post('/segments/:name/remove', async (context) => {
      const name = context.req.param('name');
      const removed = await steps.remove(name);
      if (removed.kind !== 'used') return context.redirect('/studio/segments', 303);
      const { say } = context.get('visit');
      const by = removed.by.join(', ');
      return troublePage(
        context,
        'notUnderstood',
        say(`Rien n’est supprimé : ${by} s’en sert.`, `Nothing is removed: ${by} uses it.`),
      );
    });
}

async function showList(context: StudioContext, steps: SegmentSteps): Promise<Response> {
  const visit = context.get('visit');
  const { say, language } = visit;
  const all = await steps.all();
  const counts = await Promise.all(all.map(({ tree }) => steps.count(tree)));
  const inWords = (count: Counted | undefined) =>
    count?.kind === 'counted' ? numberInWords(count.readers, language) : '—';
  return context.html(
    renderPage(
      visit,
      say('Les segments', 'Segments'),
      <section className="card now form stack">
        <h1>{say('Les segments', 'Segments')}</h1>
        <p>
          {say(
            'Un segment dit à quels lecteurs va un numéro ou une lettre d’essai.',
            'A segment says which readers an issue or a test letter goes to.',
          )}
        </p>
        {all.length === 0 && (
          <p className="soft">
            {say(
              'Aucun pour l’instant : chaque numéro va à tous les abonnés de sa lettre.',
              'None so far: each issue goes to everybody who receives its newsletter.',
            )}
          </p>
        )}
        {all.length > 0 && (
          <table>
            <thead>
              <tr>
                <th>{say('Segment', 'Segment')}</th>
                <th className="n">{say('Lecteurs', 'Readers')}</th>
              </tr>
            </thead>
            <tbody>
              {all.map(({ name, title }, at) => (
                <tr key={name}>
                  <td>
                    <a href={`/studio/segments/${name}`}>{title}</a> <code>{name}</code>
                  </td>
                  <td className="n">{inWords(counts[at])}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
        {mayChange(context) && (
          <p>
            <a className="button" href="/studio/segments/new">
              {say('Nouveau segment', 'New segment')}
            </a>
          </p>
        )}
        {visit.editor && mayUse(visit.editor, 'readers', 'one') && (
          <p className="small">
            <a href="/studio/receipt">
              {say('Reçu de consentement d’un lecteur', 'Consent receipt of a reader')}
            </a>
          </p>
        )}
      </section>,
    ),
  );
}

async function showOne(context: StudioContext, steps: SegmentSteps, name: string): Promise<Response> {
  const found = (await steps.all()).find((one) => one.name === name);
  if (found === undefined) return troublePage(context, 'notFound');
  const shown = rowsOf(found.tree);
  if (shown !== null) return showForm(context, steps, { name, title: found.title, ...shown }, { kept: true });
  const visit = context.get('visit');
  return context.html(
    renderPage(
      visit,
      found.title,
      <DeepSegment visit={visit} tree={found.tree} name={name} title={found.title} />,
    ),
  );
}

async function showForm(
  context: StudioContext,
  steps: SegmentSteps,
  form: SegmentForm,
  { kept, trouble = [] }: { readonly kept: boolean; readonly trouble?: readonly string[] },
): Promise<Response> {
  const visit = context.get('visit');
  const [newsletters, all] = await Promise.all([steps.newsletters(), steps.all()]);
  const others = all.filter(({ name }) => !kept || name !== form.name);
  const shown = {
    ...{ visit, form, kept, trouble, mayChange: mayChange(context) },
    unsaved: context.req.method === 'POST',
    said: context.req.query('said'),
    groups: choiceGroups(newsletters, others, visit.say),
    count: await countOf(context, steps, form),
    titles: new Map(newsletters.map(({ name, title, language }) => [name, typeset(title, language)])),
  };
  const title = kept ? form.title : visit.say('Un nouveau segment', 'A new segment');
  return context.html(
    renderPage(visit, title, <SegmentPage shown={shown} />),
    trouble.length > 0 ? 422 : 200,
  );
}

/** null: nothing was chosen yet. The name is of no matter for a count. */
async function countOf(
  context: StudioContext,
  steps: SegmentSteps,
  form: SegmentForm,
): Promise<CountShown | null> {
  if (form.rows.length === 0) return null;
  const parsed = segmentOf({ ...form, name: 'x', title: 'x' });
  const { say } = context.get('visit');
  if (parsed.kind === 'faults') return { kind: 'unusable', reason: troubleOf(parsed.faults, say).join(' ') };
  const counted = await steps.count(parsed.segment.tree);
  if (counted.kind === 'counted') return counted;
  const why = segmentTroubleInWords(counted.why, say);
  return { kind: 'unusable', reason: say(`Il ne se compte pas : ${why}.`, `It cannot be counted: ${why}.`) };
}

async function save(context: StudioContext, steps: SegmentSteps): Promise<Response> {
  const fields = context.get('fields');
  const { say } = context.get('visit');
  const form = readSegmentForm(fields);
  const kept = fields.has('kept');
  const refuse = (trouble: readonly string[]) => showForm(context, steps, form, { kept, trouble });
  if (form.rows.length === 0)
    return refuse([say('Choisissez au moins une condition.', 'Choose a condition at least.')]);
  const parsed = segmentOf(form);
  if (parsed.kind === 'faults') return refuse(troubleOf(parsed.faults, say));
  const stored = await steps.store(parsed.segment, kept ? 'change' : 'make');
  switch (stored.kind) {
    case 'stored':
      return context.redirect(
        `/studio/segments/${form.name}?said=${stored.unapproved.length > 0 ? 'unapproved' : 'saved'}`,
        303,
      );
    case 'taken':
      return refuse([
        say('Ce nom court est pris : prenez-en un autre.', 'This short name is taken: take another one.'),
      ]);
    case 'gone':
      return refuse([say('Ce segment n’existe plus.', 'This segment does not exist any more.')]);
    case 'refused':
      return refuse([
        `${say('Rien n’est enregistré : ', 'Nothing was saved: ')}${segmentTroubleInWords(stored.refusal, say)}.`,
      ]);
    default:
      return stored satisfies never;
  }
}

/** «tree.of.2.days: …» is the third row. */
function troubleOf(faults: readonly string[], say: Say): readonly string[] {
  const words = faults.map((fault) => {
    const [, at] = /^tree\.of\.(\d+)/.exec(fault) ?? [];
    if (at !== undefined)
      return say(
        `Ligne ${Number(at) + 1} : la valeur ne va pas (un nombre de jours, un jour comme 2026-11-24, un attribut en a-z).`,
        `Row ${Number(at) + 1}: the value does not fit (a number of days, a day such as 2026-11-24, an attribute of a-z).`,
      );
    if (fault.startsWith('name'))
      return say(
        'Le nom court n’a que des lettres a-z, des chiffres et des tirets.',
        'The short name has only letters a-z, digits and hyphens.',
      );
    if (fault.startsWith('title')) return say('Donnez-lui un nom.', 'Give it a name.');
    return say(
      'Ce segment a trop de conditions, ou une valeur qui ne va pas.',
      'This segment has too many conditions, or a value that does not fit.',
    );
  });
  return [...new Set(words)];
}

function mayChange(context: StudioContext): boolean {
  const { editor } = context.get('visit');
  return editor !== null && mayUse(editor, 'segment', 'one');
}
