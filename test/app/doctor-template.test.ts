import { expect, it } from 'vitest';
import { examineTemplate } from '../../src/app/doctor/template.ts';
import type { TemplateFiles } from '../../src/issue/liquid.ts';
import { sampleFiles, sampleNewsletter } from '../support/sample-issue.ts';

const now = new Date('2026-11-23T12:00:00Z');
const files = sampleFiles();

/** The findings after words were put before the end of the letter's body. */
async function examined(added: string, taken: TemplateFiles = files) {
  const layout = (taken['issue.mjml'] ?? '').replace('</mj-body>', `${added}</mj-body>`);
  const findings = await examineTemplate(sampleNewsletter(), { ...taken, 'issue.mjml': layout }, now);
  return findings.map(({ level, message }) => `${level} ${message}`);
}

it('finds the sample newsletter’s templates right', async () => {
  expect(await examined('')).toEqual(['ok its templates compose a letter of every block']);
});

it.each(['essentiel', 'sante'])('finds those of %s right', async (name) => {
  const findings = await examineTemplate(sampleNewsletter(name), sampleFiles(name), now);
  expect(findings.map(({ message }) => message)).toEqual(['its templates compose a letter of every block']);
});

it.each([
  ['<mj-foo>x</mj-foo>', /^fault issue\.mjml:\d+: <mj-foo>/],
  ['{% if x %}', /^fault issue\.mjml:\d+: tag \{% if x %\} not closed/],
  ['<mj-raw>[[ reader.frist_name ]]</mj-raw>', /^fault issue\.mjml:\d+: unknown slot "reader\.frist_name"/],
])('names the place of %s', async (added, expected) => {
  expect(await examined(added)).toEqual([expect.stringMatching(expected)]);
});

it('misses the unsubscribe link of the text part', async () => {
  const foot = 'shared/foot.txt.liquid';
  const text = (files[foot] ?? '').replaceAll('[[ unsubscribe_url ]]', '');
  expect(await examined('', { ...files, [foot]: text })).toEqual([
    'fault not every part of the letter has an unsubscribe link for every reader',
  ]);
});
