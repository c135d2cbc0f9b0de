/** The form of a segment: rows of conditions into a tree, and a tree into rows where rows can show it. */
import type { SegmentTree } from '../audience/segment.ts';
import { type ParsedSegment, parseSegment } from '../audience/segment-file.ts';

/** One row; what: as a choice of the list writes it, «commune:arles», «attribute:contains». */
export type Row = {
  readonly not: boolean;
  readonly what: string;
  /** Of an attribute. */
  readonly name: string;
  /** Days, a day, or what the attribute is compared with. */
  readonly value: string;
};
export type SegmentForm = {
  readonly name: string;
  readonly title: string;
  readonly joint: 'all' | 'any';
  readonly rows: readonly Row[];
};

/** As many as a joint may have parts. */
const mostRows = 100;

/** The rows that were filled in, in their order. */
export function readSegmentForm(fields: URLSearchParams): SegmentForm {
  // One more than there may be, so that too many are refused rather than cut off.
  const rows = Array.from({ length: mostRows + 1 }, (_, at) => ({
    not: fields.get(`not.${at}`) === '1',
    what: fields.get(`what.${at}`) ?? '',
    name: (fields.get(`name.${at}`) ?? '').trim(),
    value: (fields.get(`value.${at}`) ?? '').trim(),
  }));
  return {
    name: (fields.get('name') ?? '').trim(),
    title: (fields.get('title') ?? '').trim(),
    joint: fields.get('joint') === 'any' ? 'any' : 'all',
    rows: rows.filter(({ what }) => what !== ''),
  };
}

/** The segment that a form means, checked like any other; row: at which a fault is, where it is at one. */
export function segmentOf({ name, title, joint, rows }: SegmentForm): ParsedSegment {
  const of = rows.map((row) => (row.not ? { kind: 'not', of: conditionOf(row) } : conditionOf(row)));
  return parseSegment(name, JSON.stringify({ title, tree: { kind: joint, of } }));
}

/** Unchecked: parseSegment says what is wrong with it. */
function conditionOf({ what, name, value }: Row): unknown {
  const [kind = '', word = '', state = ''] = what.split(':');
  switch (kind) {
    case 'newsletter':
      return { kind, newsletter: word, state };
    case 'commune':
      return { kind, commune: word };
    case 'rubrique':
      return { kind, rubrique: word };
    case 'segment':
      return { kind, segment: word };
    case 'language':
      return { kind, language: word };
    case 'premium':
      return { kind, premium: true };
    case 'opened':
    case 'clicked':
      return { kind, days: numberOf(value) };
    case 'signed_up':
      return { kind, [word]: value };
    case 'attribute':
      return { kind, name, ...testOf(word, value) };
    default:
      return { kind };
  }
}

function testOf(word: string, value: string): object {
  switch (word) {
    case 'is_number':
      return { test: 'is', value: numberOf(value) };
    case 'is_true':
      return { test: 'is', value: true };
    case 'at_least':
    case 'at_most':
      return { test: word, value: numberOf(value) };
    case 'exists':
      return { test: word };
    default:
      return { test: word, value };
  }
}

/** «12,5» as people write it; what is no number stays text, and is refused as such. */
function numberOf(text: string): number | string {
  const number = Number(text.replace(',', '.').replace(/\s/g, ''));
  return text === '' || Number.isNaN(number) ? text : number;
}

/** null: the tree has a shape that rows cannot show. */
export function rowsOf(tree: SegmentTree): Pick<SegmentForm, 'joint' | 'rows'> | null {
  if (tree.kind !== 'all' && tree.kind !== 'any') return rowsOf({ kind: 'all', of: [tree] });
  const rows = tree.of.flatMap((part) => rowOf(part) ?? []);
  return rows.length === tree.of.length && rows.length <= mostRows ? { joint: tree.kind, rows } : null;
}

function rowOf(tree: SegmentTree): Row | null {
  if (tree.kind !== 'not') return plainRow(tree, false);
  return tree.of.kind === 'not' ? null : plainRow(tree.of, true);
}

function plainRow(tree: SegmentTree, not: boolean): Row | null {
  const row = (what: string, more: Partial<Row> = {}) => ({ not, what, name: '', value: '', ...more });
  switch (tree.kind) {
    case 'newsletter':
      return row(`newsletter:${tree.newsletter}:${tree.state}`);
    case 'commune':
      return row(`commune:${tree.commune}`);
    case 'rubrique':
      return row(`rubrique:${tree.rubrique}`);
    case 'segment':
      return row(`segment:${tree.segment}`);
    case 'language':
      return row(`language:${tree.language}`);
    case 'premium':
      return row('premium', { not: not === tree.premium });
    case 'opened':
    case 'clicked':
      return row(tree.kind, { value: String(tree.days) });
    case 'signed_up':
      if (tree.from !== undefined && tree.before !== undefined) return null;
      return row(tree.from === undefined ? 'signed_up:before' : 'signed_up:from', {
        value: tree.from ?? tree.before ?? '',
      });
    case 'attribute':
      return attributeRow(tree, row);
    default:
      return null;
  }
}

function attributeRow(
  tree: Extract<SegmentTree, { kind: 'attribute' }>,
  row: (what: string, more: Partial<Row>) => Row,
): Row | null {
  const { name } = tree;
  if (tree.test === 'exists') return row('attribute:exists', { name });
  if (tree.test !== 'is') return row(`attribute:${tree.test}`, { name, value: String(tree.value) });
  if (tree.value === false) return null;
  const word = tree.value === true ? 'is_true' : typeof tree.value === 'number' ? 'is_number' : 'is';
  return row(`attribute:${word}`, { name, value: tree.value === true ? '' : String(tree.value) });
}
