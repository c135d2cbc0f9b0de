/** Settings of how issues leave: sender, schedule, approval, stages, brakes. */
import { z } from 'zod';
import { address, cron, oneLine, percent } from './newsletter-values.ts';
import { wish } from './settings-wishes.ts';

/** A send of many letters begins with a few: seeds, then a share, then the rest; each is looked at before the next. */
const release = z.strictObject({
  /** Readers who get it before all others: the newsroom's own addresses, which must be subscribed. */
  seeds: z.array(address).default([]),
  /** How many per cent of the letters leave before the rest; 0: the rest waits for nobody but the seeds. */
  share_percent: percent.max(50).default(1),
  /** A list with fewer letters has no share. */
  from_letters: z.int().min(0).default(2000),
  /** How long each stage is looked at after its letters have left. */
  settle_minutes: z.number().min(0).max(1440).default(1),
});

/** A send pauses by itself above these shares of its letters, until somebody resumes it. */
const pauseAt = z.strictObject({
  refused_percent: percent.default(10),
  /** Put off more than once, or given up. */
  put_off_percent: percent.default(30),
  /** Readers who called it spam, of those who got it. */
  complaints_percent: percent.default(0.3),
});

export const sendingSettings = {
  sender: z.strictObject({
    name: oneLine,
    address,
    reply_to: address.optional(),
    /** Domain of the return path (RFC 5321 MAIL FROM); the sender's domain when absent. */
    return_path_domain: z.string().optional(),
  }),
  schedule: z
    .strictObject({
      gather: cron.default('0 * * * *'),
      draft: cron.default('0 18 * * 1'),
      /** The slot: when an approved issue leaves. */
      send: cron.default('0 6 * * 2'),
    })
    .default({ gather: '0 * * * *', draft: '0 18 * * 1', send: '0 6 * * 2' }),
  /** none: the issue leaves at its slot without a person, as long as no check blocks. */
  approval: z.enum(['none', 'one', 'two']).default('one'),
  /** How long a send from the studio, or an approval after the slot, can be taken back before the first letter leaves. */
  undo_seconds: z.int().min(0).max(3600).default(60),
  /** Who gets test letters when an editor asks: addresses of people who agreed to it. They need not be subscribed. */
  testers: z.array(address).max(50, wish('fifty_testers')).default([]),
  /** What happens to letters whose fate is unknown after a crash between the final dot and its reply. */
  unknown: z.enum(['at_most_once', 'at_least_once']).default('at_most_once'),
  release: release.default({ seeds: [], share_percent: 1, from_letters: 2000, settle_minutes: 1 }),
  pause_at: pauseAt.default({ refused_percent: 10, put_off_percent: 30, complaints_percent: 0.3 }),
  /** A letter that the relay puts off is tried again for so long, then given up with its last reply. */
  give_up_after_hours: z.number().min(1).max(168).default(24),
};
