/** What travels through the queue: names and ids, parsed at the border because Redis may hold another version's jobs. */
import { z } from 'zod';

export const newsletterPayload = z.object({ newsletter: z.string().regex(/^[a-z0-9][a-z0-9-]*$/) });
export const batchPayload = z.object({ issueId: z.int().positive(), batch: z.int().min(0) });
