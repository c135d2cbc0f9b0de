/** What the pages of one issue show, and the steps that they call. */
import type { ArticleId, Period } from '../audience/ids.ts';
import type { Newsletter } from '../config/newsletter.ts';
import type { Article, ArticleImage } from '../gather/article.ts';
import type { DeskIssue } from '../issue/desk.ts';
import type { Edit } from '../issue/edit.ts';
import type { Change, EditOutcome, Signed } from '../issue/edit-issue.ts';
import type { Erratum } from '../issue/erratum.ts';
import type { ChosenArticle, IssueState } from '../issue/issue.ts';
import type { RedraftOutcome } from '../issue/redraft.ts';
import type { BroughtFile, KeptUpload } from './upload.ts';

export type ChosenOnDesk = ChosenArticle & {
  /** Its source does not have it any more. */
  readonly gone: boolean;
  /** Address of the picture that the letter prints, or would like to; null: none was found. */
  readonly picture: string | null;
};
/** An article that the issue does not carry, with the reason. */
export type Candidate = { readonly article: Article; readonly reason: string };

export type IssueOnDesk = {
  readonly newsletter: Newsletter;
  readonly issue: DeskIssue;
  /** Whether another edition would be composed now than the approved one that waits to leave. */
  readonly overtaken: boolean;
  /** A mark of the articles that changed at their source since they were picked; empty where none did. */
  readonly moved: string;
  /** In the order of the letter. */
  readonly chosen: readonly ChosenOnDesk[];
  readonly candidates: readonly Candidate[];
  /** Corrections of earlier issues that nobody decided about. */
  readonly proposals: readonly Erratum[];
  /** The latest first. */
  readonly changes: readonly Change[];
  /** The change that can be taken back now. */
  readonly undoable: Change | null;
  /** The one that was taken back last, and can be made once more. */
  readonly redoable: Change | null;
  readonly now: Date;
};

type IssueNews = {
  readonly version: number;
  readonly state: IssueState;
  /** As in IssueOnDesk. */
  readonly moved: string;
  /** After the version that was asked about, the oldest first. */
  readonly changes: readonly Change[];
};

export type EditSteps = {
  /** Null when nothing was drafted under this name. */
  readonly issue: (newsletter: string, period: Period) => Promise<IssueOnDesk | null>;
  /** What came after a version; null without an issue. */
  readonly news: (newsletter: string, period: Period, since: number) => Promise<IssueNews | null>;
  /** With every picture that was found for it, also on its page. */
  readonly article: (newsletter: string, id: ArticleId) => Promise<Article | null>;
  /** The picture that the letter prints of it at this place, of all that were found; null: none. */
  readonly printedImage: (newsletter: Newsletter, item: ChosenArticle) => Promise<ArticleImage | null>;
  readonly edit: (
    newsletter: string,
    period: Period,
    edit: Edit,
    signed: Omit<Signed, 'at'>,
  ) => Promise<EditOutcome>;
  /** Chooses anew around what a person pinned, edited or wrote. */
  readonly redraft: (
    newsletter: string,
    period: Period,
    signed: Pick<Signed, 'by' | 'version'>,
  ) => Promise<RedraftOutcome>;
  /** Keeps a picture that an editor brought, once it was read to its end; nothing is kept of what is refused. */
  readonly upload: (file: BroughtFile) => Promise<KeptUpload>;
  readonly undo: (
    newsletter: string,
    period: Period,
    change: number,
    signed: Omit<Signed, 'at'>,
  ) => Promise<EditOutcome>;
};
