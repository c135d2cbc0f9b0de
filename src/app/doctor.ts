/** Examines everything a send depends on; one broken thing never hides another. */
import type { Configuration } from '../config/environment.ts';
import { systemClock } from '../world/clock.ts';
import { OtherSecret } from '../world/secret.ts';
import { openTemplates } from '../world/templates.ts';
import { openWorld } from '../world/world.ts';
import { examineDatabase, examineQueue } from './doctor/database.ts';
import { type Finding, fault, within } from './doctor/finding.ts';
import { examineMachine } from './doctor/machine.ts';
import { examineNewsletters } from './doctor/newsletters.ts';
import { examineRelay } from './doctor/relay.ts';
import { examineReturns } from './doctor/returns.ts';
import { examineKeys, examineSigned } from './doctor/signing.ts';

/** Milliseconds for each examination. */
const limit = 20_000;

/** Findings in the order of the path; the world is opened for it and closed again. */
export async function examine(configuration: Configuration): Promise<readonly Finding[]> {
  const now = systemClock.now();
  const stored = await examineStores(configuration);
  const templates = openTemplates(configuration.templates);
  const others = await Promise.all([
    within('relay', limit, examineRelay(configuration.smtp, now), 'Look at SMTP_URL.'),
    within('DKIM', limit, examineKeys(configuration.dkim), 'Look at DKIM_KEYS.'),
    within('DKIM', limit, examineSigned(configuration.dkim, templates), 'Look at DKIM_KEYS.'),
    within('returns', 2 * limit, examineReturns(configuration, now), 'Look at IMAP_URL and BOUNCE_LISTEN.'),
    within('machine', limit, examineMachine(configuration, now), 'Look at HEBDO_HOME.'),
    within(
      'templates',
      limit,
      examineNewsletters(templates, now),
      `Look at the templates folder ${configuration.templates}.`,
    ),
  ]);
  return [...stored, ...others.flat()];
}

async function examineStores(configuration: Configuration): Promise<readonly Finding[]> {
  const work = async () => {
    const opened = await openWorld(configuration).catch((error: unknown) => {
      if (error instanceof OtherSecret) return error;
      throw error;
    });
    if (opened instanceof OtherSecret)
      return [fault('secret', opened.message, 'No command runs with this database until that is right.')];
    await using world = opened;
    const queue = within(
      'queue',
      limit,
      examineQueue(world),
      'Look at REDIS_URL, or start the server it names.',
    );
    return [...(await examineDatabase(world)), ...(await queue)];
  };
  const fix =
    configuration.database.kind === 'embedded'
      ? 'Look at the message above; HEBDO_HOME must be writable.'
      : 'Look at DATABASE_URL: is the server up, does it know user, password and database?';
  return within('database', 2 * limit, work(), fix);
}
