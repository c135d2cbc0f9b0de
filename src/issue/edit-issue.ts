/** One change to an issue: read, decide, write under a guard, remember who did it and how it was before. */
import type { ArticleId, IssueId, Period } from '../audience/ids.ts';
import type { Newsletter } from '../config/newsletter.ts';
import { sayIn } from '../config/say.ts';
import type { Article } from '../gather/article.ts';
import { applyEdit } from './apply-edit.ts';
import type { DeskIssue } from './desk.ts';
import { type Edit, type EditableParts, type EditRefusal, subjectsErasedBy } from './edit.ts';
import { type ChangeNote, changeInWords, noteOf } from './edit-words.ts';
import { mayDo } from './issue.ts';

/** A press on a page as it is open in somebody's browser: asked again it is the same one, and the page has seen what its own came to. */
export type Press = { readonly page: string; readonly number: number };

/** One line of the log. */
export type Change = {
  readonly id: number;
  /** The issue's version that it made. */
  readonly version: number;
  readonly by: string;
  readonly at: Date;
  readonly change: ChangeNote;
  /** The change that this one took back. */
  readonly undoes: number | null;
  /** Null: made without script. */
  readonly press: Press | null;
};
export type NewChange = {
  readonly by: string;
  readonly at: Date;
  readonly change: ChangeNote;
  readonly undoes: number | null;
  readonly press: Press | null;
  /** Why an approval is taken back with it. */
  readonly reason: string;
};

/** With the parts as they were before it. */
export type Reversible = { readonly change: Change; readonly before: EditableParts };

export type EditOutcome =
  | { readonly kind: 'edited'; readonly issue: DeskIssue }
  /** Somebody changed the same thing since this page was made. */
  | { readonly kind: 'conflict'; readonly issue: DeskIssue; readonly changes: readonly Change[] }
  /** The draft was made anew since: what the change meant may not be there any more. */
  | { readonly kind: 'redrafted'; readonly issue: DeskIssue }
  | { readonly kind: 'refused'; readonly issue: DeskIssue; readonly reason: EditRefusal }
  /** It leaves already, or has left. */
  | { readonly kind: 'settled'; readonly issue: DeskIssue }
  | { readonly kind: 'no_issue' };

export type EditNeeds = {
  readonly find: (newsletter: string, period: Period) => Promise<DeskIssue | null>;
  readonly articles: (ids: readonly ArticleId[]) => Promise<readonly Article[]>;
  /** Changes that made versions after this one, the oldest first. */
  readonly changesSince: (id: IssueId, version: number) => Promise<readonly Change[]>;
  /** The change that would be undone next. */
  readonly undoable: (id: IssueId) => Promise<Reversible | null>;
  /** The undo that would be taken back next: nothing else was changed since. */
  readonly redoable: (id: IssueId) => Promise<Reversible | null>;
  /** Writes under a guard on the version; takes an approval back. Null when the issue is not that version any more. */
  readonly save: (issue: DeskIssue, parts: EditableParts, change: NewChange) => Promise<DeskIssue | null>;
};

export type Signed = {
  readonly by: string;
  readonly at: Date;
  /** The version that the editor saw. */
  readonly version: number;
  readonly press: Press | null;
};

/** A stale page is no fault as long as nobody touched the same thing: then the change is made on the issue as it is. */
export async function editIssue(
  newsletter: Newsletter,
  period: Period,
  edit: Edit,
  signed: Signed,
  needs: EditNeeds,
): Promise<EditOutcome> {
  return untilFirst(newsletter, period, signed, needs, (issue, changes) =>
    editThis(newsletter, issue, changes, edit, signed, needs),
  );
}

/** overtaken: another hand was faster; its change is in the log now, and the question is asked again. */
async function untilFirst(
  newsletter: Newsletter,
  period: Period,
  { version, press }: Signed,
  needs: EditNeeds,
  decide: (issue: DeskIssue, changes: readonly Change[]) => Promise<EditOutcome | 'overtaken'>,
): Promise<EditOutcome> {
  for (;;) {
    const issue = await needs.find(newsletter.name, period);
    if (issue === null) return { kind: 'no_issue' };
    const changes = await needs.changesSince(issue.id, version);
    if (changes.some((change) => change.version > issue.version)) continue;
    if (isMade(changes, press)) return { kind: 'edited', issue };
    if (!mayDo(issue.state, 'edit')) return { kind: 'settled', issue };
    const outcome = await decide(issue, changes);
    if (outcome !== 'overtaken') return outcome;
  }
}

async function editThis(
  newsletter: Newsletter,
  issue: DeskIssue,
  changes: readonly Change[],
  edit: Edit,
  { by, at, version, press }: Signed,
  needs: EditNeeds,
): Promise<EditOutcome | 'overtaken'> {
  const others = changes.filter((change) => !isOfPage(change, press));
  const crossing = touching(others, edit);
  if (crossing.length > 0) return { kind: 'conflict', issue, changes: crossing };
  if (wasRedrafted(issue, changes, version) && isOfChoice(edit)) return { kind: 'redrafted', issue };
  const articles = new Map((await needs.articles(articlesOf(issue, edit))).map((one) => [one.id, one]));
  const decided = applyEdit(newsletter, issue, edit, articles);
  if (decided.kind === 'refused') return { kind: 'refused', issue, reason: decided.reason };
  if (same(issue, decided.parts)) return { kind: 'edited', issue };
  const change = noteOf(newsletter, issue, edit, articles);
  const reason = reasonOf(newsletter, by, change);
  const saved = await needs.save(issue, decided.parts, { by, at, change, undoes: null, press, reason });
  return saved ? { kind: 'edited', issue: saved } : 'overtaken';
}

/** The answer to it was lost on its way. */
function isMade(changes: readonly Change[], press: Press | null): boolean {
  return changes.some((change) => isOfPage(change, press) && change.press?.number === press?.number);
}

function isOfPage(change: Change, press: Press | null): boolean {
  return press !== null && change.press?.page === press.page;
}

/** Those that the edit would overwrite. */
function touching(changes: readonly Change[], edit: Edit): readonly Change[] {
  const erased = subjectsErasedBy(edit);
  return changes.filter(({ change: { about, also = [] } }) =>
    [about, ...also].some((subject) => erased.includes(subject)),
  );
}

/** A draft made anew by a command keeps no log: its version is missing there. */
function wasRedrafted(issue: DeskIssue, changes: readonly Change[], version: number): boolean {
  return (
    changes.length !== issue.version - version || changes.some(({ change }) => change.kind === 'redraft')
  );
}

/** About an article: a new draft leaves alone what is of the issue itself, and its partners and corrections. */
function isOfChoice(edit: Edit): boolean {
  return 'item' in edit || 'articleId' in edit;
}

function articlesOf(issue: DeskIssue, edit: Edit): ArticleId[] {
  const own = issue.items.map(({ articleId }) => articleId);
  return edit.kind === 'add' ? [...own, edit.articleId] : own;
}

/** Takes back the change that the editor saw as the last one, or makes once more the one that was taken back last. */
export async function undoChange(
  newsletter: Newsletter,
  period: Period,
  changeId: number,
  signed: Signed,
  needs: EditNeeds,
): Promise<EditOutcome> {
  const { by, at, press, version } = signed;
  return untilFirst(newsletter, period, signed, needs, async (issue, changes) => {
    // A second press before the page had shown the first.
    if (changes.some((one) => isOfPage(one, press) && one.undoes === changeId))
      return { kind: 'edited', issue };
    const [last, taken] = await Promise.all([needs.undoable(issue.id), needs.redoable(issue.id)]);
    const meant = [last, taken].find((one) => one?.change.id === changeId);
    if (!meant && last === null && wasRedrafted(issue, changes, version)) return { kind: 'redrafted', issue };
    if (!meant) return { kind: 'conflict', issue, changes: last ? [last.change] : changes };
    const change: ChangeNote = { ...meant.change.change, taken: meant === taken ? 'again' : 'back' };
    const reason = reasonOf(newsletter, by, change);
    const undone = { by, at, change, undoes: changeId, press, reason };
    const saved = await needs.save(issue, meant.before, undone);
    return saved ? { kind: 'edited', issue: saved } : 'overtaken';
  });
}

function reasonOf(newsletter: Newsletter, by: string, change: ChangeNote): string {
  return `${by} : ${changeInWords(change, sayIn(newsletter.language))}.`;
}

function same(issue: EditableParts, parts: EditableParts): boolean {
  const essence = ({ subject, preheader, edito, items, sponsors, errata }: EditableParts) =>
    JSON.stringify([subject, preheader, edito, items, sponsors, errata]);
  return essence(issue) === essence(parts);
}
