/** A segment's tree as SQL: fixed words of ours, and every value that somebody chose as a parameter. */
import type { AttributeCondition, SegmentTree } from '../../audience/segment.ts';

export type SegmentSql = {
  /** True or false, never null, of the reader that the statement calls s. */
  readonly text: string;
  /** For $first, $first + 1, … */
  readonly values: readonly unknown[];
};

/** tree: expanded, without other segments. first: the number of the first parameter that the statement has free. */
export function segmentSql(tree: SegmentTree, first: number): SegmentSql {
  const values: unknown[] = [];
  const given: Given = (value) => `$${first + values.push(value) - 1}`;
  return { text: textOf(tree, given), values };
}

/** Takes a value and returns the place that stands for it. */
type Given = (value: unknown) => string;

/** not: of who does not meet it. It goes down to the conditions, because not all of them speak of every reader. */
function textOf(tree: SegmentTree, given: Given, not = false): string {
  switch (tree.kind) {
    case 'all':
    case 'any': {
      const joint = (tree.kind === 'all') !== not ? ' and ' : ' or ';
      return `(${tree.of.map((part) => textOf(part, given, not)).join(joint)})`;
    }
    case 'not':
      return textOf(tree.of, given, !not);
    // Of who does not consent nothing is known: neither that they opened something nor that they did not.
    case 'opened':
      return `(s.track_opens and ${not ? 'not ' : ''}${visitText('v.link = 0', tree.days, given)})`;
    case 'clicked':
      return `(s.track_clicks and ${not ? 'not ' : ''}${visitText('v.link > 0', tree.days, given)})`;
    default:
      return not ? `(not ${conditionText(tree, given)})` : conditionText(tree, given);
  }
}

type AnyReader = Exclude<SegmentTree, { kind: 'all' | 'any' | 'not' | 'opened' | 'clicked' }>;

function conditionText(condition: AnyReader, given: Given): string {
  switch (condition.kind) {
    case 'newsletter':
      return `exists (select from subscriptions sb where sb.subscriber_id = s.id
        and sb.newsletter = ${given(condition.newsletter)}::text and sb.state = ${given(condition.state)}::text)`;
    case 'rubrique':
      return `(${given(condition.rubrique)}::text = any(s.sections))`;
    case 'commune': {
      const commune = `${given(condition.commune)}::text`;
      return `(coalesce(s.commune = ${commune}, false) or ${commune} = any(s.more_communes))`;
    }
    case 'premium':
      return `(s.premium = ${given(condition.premium)}::boolean)`;
    case 'language':
      return `coalesce(s.language = ${given(condition.language)}::text, false)`;
    case 'signed_up':
      return `exists (select from (
          select coalesce(min(r.at), s.created_at) as at from consent_receipts r
          where r.subscriber_id = s.id and r.action = 'granted' and r.purpose = 'newsletter') first
        where first.at >= coalesce(${given(startOf(condition.from))}::timestamptz, '-infinity')
          and first.at < coalesce(${given(startOf(condition.before))}::timestamptz, 'infinity'))`;
    case 'attribute':
      return `coalesce(${attributeText(condition, given)}, false)`;
    case 'segment':
      throw new Error(`the segment «${condition.segment}» was not put in its place`);
    default:
      return condition satisfies never;
  }
}

/** Link 0 is the pixel; programs that only look are no reader. */
function visitText(which: string, days: number, given: Given): string {
  return `exists (select from reader_visits v where v.subscriber_id = s.id and ${which} and v.people > 0
    and v.first_at >= now() - make_interval(days => ${given(days)}::int))`;
}

function attributeText(condition: AttributeCondition, given: Given): string {
  const name = `${given(condition.name)}::text`;
  const value = `(s.attributes -> ${name})`;
  switch (condition.test) {
    case 'is':
      return `${value} = ${given(JSON.stringify(condition.value))}::jsonb`;
    case 'contains':
      return `(jsonb_typeof(${value}) = 'string' and strpos(s.attributes ->> ${name}, ${given(condition.value)}::text) > 0)`;
    case 'at_least':
    case 'at_most': {
      const sign = condition.test === 'at_least' ? '>=' : '<=';
      // A case, so that a text is never read as a number: «and» promises no order.
      return `case when jsonb_typeof(${value}) = 'number'
        then (s.attributes ->> ${name})::numeric ${sign} ${given(condition.value)}::numeric end`;
    }
    case 'exists':
      return `jsonb_exists(s.attributes, ${name})`;
    default:
      return condition satisfies never;
  }
}

function startOf(day: string | undefined): string | null {
  return day === undefined ? null : `${day}T00:00:00Z`;
}
