/** Two consents apart from that to receive letters: whether openings and clicks of this reader may be recorded. */
import type { SubscriberId } from './ids.ts';
import type { OpenedToken } from './token.ts';
import type { Wording } from './wording.ts';

/** Off until the reader ticks it, each by itself. */
export type Tracking = { readonly opens: boolean; readonly clicks: boolean };
export const noTracking: Tracking = { opens: false, clicks: false };

const trackingPurposes = ['open_tracking', 'click_tracking'] as const;
export type TrackingPurpose = (typeof trackingPurposes)[number];

export type TrackingChange = {
  readonly purpose: TrackingPurpose;
  readonly granted: boolean;
  /** The sentence that stood beside the choice; null: another one, which can be withdrawn from all the same. */
  readonly wording: Wording | null;
  readonly source: string;
  /** Truncated (src/audience/network.ts). */
  readonly network: string | null;
};

export type TrackingNeeds = {
  readonly open: (purpose: 'preferences', text: string) => OpenedToken;
  /** Writes choice and receipt together; a choice that stands already leaves no receipt. */
  readonly setTracking: (
    reader: SubscriberId,
    change: TrackingChange,
  ) => Promise<'changed' | 'already' | 'gone'>;
};

/** What a reader ticked on the preferences page, each with its own receipt. wordings null: it showed others, and nothing is granted. */
export async function chooseTracking(
  text: string,
  wanted: Tracking,
  shown: Pick<TrackingChange, 'network'> & {
    readonly wordings: Readonly<Record<TrackingPurpose, Wording>> | null;
  },
  { open, setTracking }: TrackingNeeds,
): Promise<{ readonly kind: 'saved' | 'gone' | 'invalid' }> {
  const opened = open('preferences', text);
  if (opened.kind !== 'token') return { kind: 'invalid' };
  const { subscriberId, newsletter, issueId } = opened.token;
  const source = `preferences page${issueId === null ? '' : `, link of ${newsletter} issue ${issueId}`}`;
  for (const purpose of trackingPurposes) {
    const granted = purpose === 'open_tracking' ? wanted.opens : wanted.clicks;
    const wording = shown.wordings?.[purpose] ?? null;
    if (granted && wording === null) continue;
    const outcome = await setTracking(subscriberId, {
      purpose,
      granted,
      wording,
      source,
      network: shown.network,
    });
    if (outcome === 'gone') return { kind: 'gone' };
  }
  return { kind: 'saved' };
}
