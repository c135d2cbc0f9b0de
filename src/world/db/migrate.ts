/** Brings the tables forward under Kysely's advisory lock; several processes may start at once. */
import { type Migration, Migrator } from 'kysely/migration';
import type { Db } from './database.ts';
import * as truth from './migrations/0001_truth.ts';
import * as drafting from './migrations/0010_drafting.ts';
import * as pictures from './migrations/0020_pictures.ts';
import * as pagePictures from './migrations/0021_page_pictures.ts';
import * as outbox from './migrations/0030_outbox.ts';
import * as ledgerKeys from './migrations/0031_ledger_keys.ts';
import * as audience from './migrations/0040_audience.ts';
import * as returns from './migrations/0050_returns.ts';
import * as studio from './migrations/0050_studio.ts';
import * as refusedStep from './migrations/0051_refused_step.ts';
import * as pulses from './migrations/0052_pulses.ts';
import * as pace from './migrations/0060_pace.ts';
import * as judged from './migrations/0061_judged.ts';
import * as signUp from './migrations/0070_sign_up.ts';
import * as pause from './migrations/0071_pause.ts';
import * as runs from './migrations/0080_runs.ts';
import * as stages from './migrations/0090_stages.ts';
import * as envelopeWay from './migrations/0091_envelope_way.ts';
import * as overlap from './migrations/0093_overlap.ts';
import * as partners from './migrations/0100_partners.ts';
import * as recall from './migrations/0101_recall.ts';
import * as errata from './migrations/0102_errata.ts';
import * as reached from './migrations/0110_reached.ts';
import * as tracking from './migrations/0120_tracking.ts';
import * as visits from './migrations/0121_visits.ts';
import * as report from './migrations/0122_report.ts';
import * as choices from './migrations/0130_choices.ts';
import * as serviceLetters from './migrations/0131_service_letters.ts';
import * as preferences from './migrations/0132_preferences.ts';
import * as spentChallenges from './migrations/0133_spent_challenges.ts';
import * as editionWords from './migrations/0140_edition_words.ts';
import * as quietPeriods from './migrations/0141_quiet_periods.ts';
import * as toldLetters from './migrations/0142_told_letters.ts';
import * as welcomed from './migrations/0143_welcomed.ts';
import * as api from './migrations/0150_api.ts';
import * as segments from './migrations/0151_segments.ts';
import * as webhooks from './migrations/0152_webhooks.ts';
import * as refusedServiceLetters from './migrations/0160_refused_service_letters.ts';
import * as imports from './migrations/0164_imports.ts';
import * as corrections from './migrations/0173_corrections.ts';
import * as unwritten from './migrations/0180_unwritten.ts';
import * as keptCounts from './migrations/0181_kept_counts.ts';
import * as rest from './migrations/0185_rest.ts';
import * as feedTroubles from './migrations/0195_feed_troubles.ts';
import * as reachedDoubts from './migrations/0196_reached_doubts.ts';
import * as webhookTroubles from './migrations/0197_webhook_troubles.ts';
import * as presses from './migrations/0198_presses.ts';
import * as importedContact from './migrations/0205_imported_contact.ts';
import * as movedAddresses from './migrations/0210_moved_addresses.ts';
import * as losses from './migrations/0215_losses.ts';
import * as claims from './migrations/0220_claims.ts';
import * as unreadReturns from './migrations/0221_unread_returns.ts';
import * as said from './migrations/0225_said.ts';
import * as approvalReaders from './migrations/0228_approval_readers.ts';
import * as redrafts from './migrations/0229_redrafts.ts';
import * as draftedFor from './migrations/0240_drafted_for.ts';
import * as saidKeys from './migrations/0241_said_keys.ts';
import * as approvedFor from './migrations/0250_approved_for.ts';
import * as decided from './migrations/0265_decided.ts';
import * as secretFingerprint from './migrations/0275_secret_fingerprint.ts';
import * as takenBack from './migrations/0280_taken_back.ts';

/** In order of their names; a migration that landed is never edited again. */
const migrations: Record<string, Migration> = {
  '0001_truth': truth,
  '0010_drafting': drafting,
  '0020_pictures': pictures,
  '0021_page_pictures': pagePictures,
  '0030_outbox': outbox,
  '0031_ledger_keys': ledgerKeys,
  '0040_audience': audience,
  '0050_returns': returns,
  '0050_studio': studio,
  '0051_refused_step': refusedStep,
  '0052_pulses': pulses,
  '0060_pace': pace,
  '0061_judged': judged,
  '0070_sign_up': signUp,
  '0071_pause': pause,
  '0080_runs': runs,
  '0090_stages': stages,
  '0091_envelope_way': envelopeWay,
  '0093_overlap': overlap,
  '0100_partners': partners,
  '0101_recall': recall,
  '0102_errata': errata,
  '0110_reached': reached,
  '0120_tracking': tracking,
  '0121_visits': visits,
  '0122_report': report,
  '0130_choices': choices,
  '0131_service_letters': serviceLetters,
  '0132_preferences': preferences,
  '0133_spent_challenges': spentChallenges,
  '0140_edition_words': editionWords,
  '0141_quiet_periods': quietPeriods,
  '0142_told_letters': toldLetters,
  '0143_welcomed': welcomed,
  '0150_api': api,
  '0151_segments': segments,
  '0152_webhooks': webhooks,
  '0160_refused_service_letters': refusedServiceLetters,
  '0164_imports': imports,
  '0173_corrections': corrections,
  '0180_unwritten': unwritten,
  '0181_kept_counts': keptCounts,
  '0185_rest': rest,
  '0195_feed_troubles': feedTroubles,
  '0196_reached_doubts': reachedDoubts,
  '0197_webhook_troubles': webhookTroubles,
  '0198_presses': presses,
  '0205_imported_contact': importedContact,
  '0210_moved_addresses': movedAddresses,
  '0215_losses': losses,
  '0220_claims': claims,
  '0221_unread_returns': unreadReturns,
  '0225_said': said,
  '0228_approval_readers': approvalReaders,
  '0229_redrafts': redrafts,
  '0240_drafted_for': draftedFor,
  '0241_said_keys': saidKeys,
  '0250_approved_for': approvedFor,
  '0265_decided': decided,
  '0275_secret_fingerprint': secretFingerprint,
  '0280_taken_back': takenBack,
};

/** Returns the names of the migrations that ran now. Throws with the failing one's name. */
export async function migrate(db: Db): Promise<readonly string[]> {
  const migrator = new Migrator({
    db,
    provider: { getMigrations: async () => migrations },
    // Parts of the house number their own tables: 0031 may land after 0040 ran somewhere, and depends on it in nothing.
    allowUnorderedMigrations: true,
  });
  const { error, results = [] } = await migrator.migrateToLatest();
  const failed = results.find((result) => result.status === 'Error');
  if (error)
    throw new Error(`Migration ${failed?.migrationName ?? 'of the database'} failed: ${String(error)}`, {
      cause: error,
    });
  return results.map((result) => result.migrationName);
}
