import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parseNewsletter } from '../../src/config/newsletter.ts';
import { asSettings, demoSettings, draftedBeside, sampleSettings } from '../../src/demo/settings.ts';

const now = new Date('2026-11-23T08:00:00Z');

const site = 'http://127.0.0.1:9';

function settingsWith(ownFeeds: readonly string[], name = 'lhebdo') {
  const own = ownFeeds.length > 0;
  const feeds = own ? asSettings(ownFeeds) : sampleSettings(site, name);
  return newsletterOf(name, demoSettings(yamlOf(name), { site, feeds, own, now }));
}

function yamlOf(name: string): string {
  return readFileSync(`templates/${name}/newsletter.yaml`, 'utf8');
}

function newsletterOf(name: string, yaml: string) {
  const parsed = parseNewsletter(name, 'newsletter.yaml', yaml);
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

test('the daily is drafted though the weekly left minutes before, and one of the two waits beside the other', () => {
  expect(newsletterOf('essentiel', yamlOf('essentiel')).hold_back).toEqual(['lhebdo']);
  expect(settingsWith([], 'essentiel').hold_back).toEqual([]);
  expect(draftedBeside('lhebdo')).toBe('essentiel');
  expect(draftedBeside('essentiel')).toBe('lhebdo');
});

test('the channel has a feed of its own, the daily those of the paper', () => {
  expect(settingsWith([], 'sante').feeds.map((feed) => feed.url)).toEqual([`${site}/sante/feed/`]);
  expect(settingsWith([], 'essentiel').feeds).toHaveLength(11);
});
