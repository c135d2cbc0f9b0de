/** Names the settings that a feed is read with, so that an editor's change reads an unchanged feed again. */
import { createHash } from 'node:crypto';
import type { FeedSettings, Newsletter } from '../config/newsletter.ts';

/** Grows when Hebdo itself reads feeds differently. */
const readerVersion = 1;

/** 16 hex digits. */
export function settingsKey(newsletter: Newsletter, feed: FeedSettings): string {
  const { sections, communes, agenda, publisher, time_zone } = newsletter;
  const names = sections.map(({ id, name, aliases }) => ({ id, name, aliases }));
  const read = [readerVersion, feed, names, communes, agenda.series, publisher.name, time_zone];
  return createHash('sha256').update(JSON.stringify(read)).digest('hex').slice(0, 16);
}
