/** The editors' pages: from sign-in to a letter that left. Every page is whole without script. */
import type { Hono } from 'hono';
import { compress } from 'hono/compress';
import type { SettingsFault } from '../config/settings-fault.ts';
import { WrongUse } from '../config/wrong-use.ts';
import { assetFiles, type PackageFile } from './assets.ts';
import { type AudienceSteps, audiencePages } from './audience.tsx';
import { type BoardSteps, boardPages } from './board.ts';
import { brokenSettingsPage } from './broken-settings.tsx';
import { type ChecksSteps, checksPages } from './checks-panel.tsx';
import { type DeskSteps, deskPages } from './desk.tsx';
import type { StudioEnv } from './env.ts';
import { type ErrataSteps, errataPages } from './errata.tsx';
import { type GuardNeeds, guardedStudio } from './guard.ts';
import type { EditSteps } from './issue-facts.ts';
import { issuePages } from './issue-page.tsx';
import { itemPages } from './item.tsx';
import { leavingPages } from './leaving.ts';
import type { LeavingSteps } from './leaving-facts.ts';
import { type LetterSteps, letterPages } from './letter.tsx';
import { type ReceiptLookUp, receiptLookUp } from './receipt.tsx';
import { redraftPages } from './redraft.tsx';
import { type ReportSteps, reportPages } from './report.tsx';
import { type ReaderSteps, readerPages } from './report-readers.tsx';
import { type SegmentSteps, segmentPages } from './segments.tsx';
import { type SignInSteps, signInPages } from './sign-in.tsx';
import { sponsorPages } from './sponsor.tsx';
import { troublePage } from './trouble.tsx';

export type StudioNeeds = {
  readonly guard: GuardNeeds;
  readonly signIn: SignInSteps;
  readonly desk: DeskSteps;
  readonly edit: EditSteps;
  readonly errata: ErrataSteps;
  readonly board: BoardSteps;
  readonly letter: LetterSteps;
  readonly checks: ChecksSteps;
  readonly leaving: LeavingSteps;
  readonly receipt: ReceiptLookUp;
  readonly report: ReportSteps & ReaderSteps;
  readonly segments: SegmentSteps;
  readonly audience: AudienceSteps;
  readonly packageFile: PackageFile;
  /** Told of what an editor sees as «an error on our side». */
  readonly onError: (error: Error) => void;
  /** What is wrong in newsletter.yaml, where that is why a page failed; null when it is not. */
  readonly settingsFaults: (error: Error) => readonly SettingsFault[] | null;
};

/** To be mounted at /studio. */
export function studioPages(needs: StudioNeeds): Hono<StudioEnv> {
  const studio = guardedStudio(needs.guard);
  studio.onError((error, context) => {
    // A newsletter that there is not: somebody else's link, or one of a folder that was taken away.
    if (error instanceof WrongUse) return troublePage(context, 'notFound');
    const faults = needs.settingsFaults(error);
    if (faults !== null) return brokenSettingsPage(context, faults);
    needs.onError(error);
    return troublePage(context, 'fault');
  });
  // An issue's page is 260 kB of rows that repeat each other. Cookies are SameSite=Lax: no other site can have a page with
  // a token sent over and over to weigh it (BREACH).
  studio.use(compress());
  return studio
    .route('/', signInPages(needs.signIn))
    .route('/', assetFiles(needs.packageFile))
    .route('/', deskPages(needs.desk))
    .route('/', issuePages(needs.edit))
    .route('/', itemPages(needs.edit))
    .route('/', redraftPages(needs.edit))
    .route('/', sponsorPages(needs.edit))
    .route('/', errataPages(needs.errata))
    .route('/', letterPages(needs.letter))
    .route('/', checksPages(needs.checks))
    .route('/', leavingPages(needs.leaving))
    .route('/', boardPages(needs.board))
    .route('/', receiptLookUp(needs.receipt))
    .route('/', reportPages(needs.report))
    .route('/', readerPages(needs.report))
    .route('/', segmentPages(needs.segments))
    .route('/', audiencePages(needs.audience))
    .all('*', (context) => troublePage(context, 'notFound'));
}
