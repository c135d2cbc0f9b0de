import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parseNewsletter } from '../../src/config/newsletter.ts';
import { demoSettings } from '../../src/demo/settings.ts';

const yaml = readFileSync('templates/lhebdo/newsletter.yaml', 'utf8');
const now = new Date('2026-11-23T08:00:00Z');

function settingsWith(ownFeeds: readonly string[]) {
  const parsed = parseNewsletter(
    'lhebdo',
    'newsletter.yaml',
    demoSettings(yaml, 'http://127.0.0.1:9', ownFeeds, now),
  );
  if (parsed.kind === 'faults') throw new Error(JSON.stringify(parsed.faults));
  return parsed.newsletter;
}

test('the demo is the project’s own newsletter with the sample newsroom’s feeds', () => {
  const newsletter = settingsWith([]);
  expect(newsletter.feeds).toHaveLength(11);
  expect(newsletter.feeds.every((feed) => feed.url.startsWith('http://127.0.0.1:9/'))).toBe(true);
  expect(newsletter.feeds.filter((feed) => feed.most_read)).toHaveLength(1);
  expect(newsletter.title).toBe("L'Hebdo");
});

test('feeds of the user’s take the place of the sample’s, and a month of them is news', () => {
  const newsletter = settingsWith(['https://example.org/feed']);
  expect(newsletter.feeds.map((feed) => feed.url)).toEqual(['https://example.org/feed']);
  expect(newsletter.limits.window_days).toBe(31);
});
