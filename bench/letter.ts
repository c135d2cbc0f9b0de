/** How fast letters of 60 kB are built, with and without DKIM and tracking: `npx tsx bench/letter.ts`. */
import { generateKeyPairSync } from 'node:crypto';
import type { SigningKey } from '../src/letter/dkim.ts';
import { buildLetter } from '../src/letter/letter.ts';
import { prepareEdition } from '../src/letter/prepare.ts';
import { sampleEdition, sampleEnvelope, sampleReader } from '../test/letter/sample.ts';

const domain = 'lacalanque.example';
const rsa = { domain, selector: 'rsa', key: generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey };
const ed = { domain, selector: 'ed', key: generateKeyPairSync('ed25519').privateKey };

const paragraph = '<p style="margin:0">Le tramway arrive à la Joliette, les travaux durent.</p>\n';
const story = paragraph.repeat(600);
const edition = sampleEdition({
  html: `<p>Bonjour [[ reader.first_name | "à vous" ]]</p>\n${story}<a href="[[ preferences_url ]]">Mes choix</a> <a href="[[ unsubscribe_url ]]">Quitter</a>\n`,
  text: `${'Le tramway arrive.\n'.repeat(200)}Quitter : [[ unsubscribe_url ]]\n`,
});

const link = (number: number) => `<a href="[[ link:${number} ]]">Lire</a>\n`;
const linked = sampleEdition({
  ...edition.content,
  html: edition.content.html + Array.from({ length: 30 }, (_, at) => link(at + 1)).join(''),
  links: { counted: 'all', to: Array.from({ length: 30 }, (_, at) => `https://${domain}/article-${at}`) },
});
const countedAt = 'https://lettres.lacalanque.example/r/lhebdo/2026-W48';
const agreed = { tracking: { opens: false, clicks: true } };

measure('without DKIM', [], 50_000);
measure('30 links counted for all', [], 50_000, linked);
measure('30 links of a reader who agreed', [], 50_000, linked, agreed);
measure('RSA-2048', [rsa], 2_000);
measure('RSA-2048 and Ed25519', [rsa, ed], 2_000);

function measure(
  what: string,
  signing: readonly SigningKey[],
  letters: number,
  of: typeof edition = edition,
  told: Parameters<typeof sampleReader>[0] = {},
): void {
  const prepared = prepareEdition(of, { signing, countedAt });
  const clicks = `https://lettres.lacalanque.example/r/${'x'.repeat(44)}`;
  const [reader, envelope] = [
    sampleReader(told),
    sampleEnvelope({ links: { ...sampleEnvelope().links, clicks } }),
  ];
  const size = Buffer.concat(buildLetter(prepared, reader, envelope)).length;
  for (let at = 0; at < 500; at++) buildLetter(prepared, reader, envelope);
  const [cpu, start] = [process.cpuUsage(), performance.now()];
  for (let at = 0; at < letters; at++) buildLetter(prepared, reader, envelope);
  const seconds = (performance.now() - start) / 1000;
  const used = process.cpuUsage(cpu);
  const milliseconds = (used.user + used.system) / 1000 / letters;
  console.log(
    `${what}: ${Math.round(size / 1024)} kB, ${Math.round(letters / seconds)} letters/s, ${milliseconds.toFixed(4)} ms of CPU each`,
  );
}
