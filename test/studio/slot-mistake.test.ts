/** A slot that was mistyped in an issue: every look and the test letter say which one, where it stands and which there are. */
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { looks } from '../../src/studio/looks.ts';
import { type Browser, openRoom, type Room } from './room.ts';

let room: Room;
let issue: string;
let editor: Browser;
beforeAll(async () => {
  room = await openRoom();
  issue = await room.prepare(1);
  editor = await room.signedIn('Rose', ['editor']);
}, 240_000);
afterAll(() => room[Symbol.asyncDispose]());

async function writeEdito(text: string): Promise<void> {
  const edito = JSON.stringify({ text, signature: 'Rose' });
  await sql`update issues set edito = ${edito}::jsonb, version = version + 1`.execute(
    room.app.world.database.db,
  );
}
const letter = async (look: string) => {
  const answer = await editor.get(`${issue}/letter?look=${look}`);
  return `${answer.status} ${await answer.text()}`;
};
const placeholders = async (language: 'fr' | 'en') => {
  const report = await room.app.check('lhebdo', undefined, AbortSignal.timeout(60_000), language);
  const findings = report.kind === 'checked' ? report.findings : [];
  return findings.filter(({ check }) => check === 'placeholder');
};

describe('an unknown slot in the édito', () => {
  beforeAll(() => writeEdito('Chers lecteurs,\n\nBonjour [[ prenom ]] !'));

  it.each(looks)('%s names it, its place and the slots that there are', async (look) => {
    expect(await letter(look)).toMatch(
      /^200 La lettre ne peut pas être composée\.\n\nÉdito, ligne 3, «.\[\[ prenom \]\].» : .*emplacement inconnu.*reader\.first_name/s,
    );
  });

  it('is why no test letter leaves', async () => {
    const form = await editor.fieldsOf(await editor.get(`${issue}/leaving`));
    const told = await editor.follow(await editor.post(`${issue}/test`, form));
    expect(told).toMatch(/rien n’est parti : Édito, ligne 3.*prenom/s);
    expect(room.relay.arrived).toEqual([]);
  });

  it('is one finding, at the édito, in the language of who looks', async () => {
    const [found, ...more] = await placeholders('fr');
    expect(more).toEqual([]);
    expect(found).toMatchObject({ level: 'block', place: 'Édito', at: { kind: 'field', field: 'edito' } });
    expect(found?.message).toMatch(/emplacement inconnu.*reader\.first_name/);
    const [english] = await placeholders('en');
    expect(english?.message).toMatch(/unknown slot "prenom"; known are .*reader\.first_name/);
  });
});

it('a condition that nothing ends is told as such, once', async () => {
  await writeEdito('[[ if premium ]]Merci de nous soutenir.');
  expect(await letter('wide')).toMatch(
    /^200 La lettre ne peut pas.*Édito, ligne 1, «.\[\[ if premium \]\].» : .*ne ferme/s,
  );
  expect(await placeholders('fr')).toMatchObject([{ place: 'Édito' }]);
});

it('a subject with a mistyped slot says so', async () => {
  await writeEdito('Bonjour.');
  await sql`update issues set subject = 'Pour vous, [[ nom ]]', version = version + 1`.execute(
    room.app.world.database.db,
  );
  expect(await letter('source')).toMatch(/^200 La lettre ne peut pas.*Objet, ligne 1, «.\[\[ nom \]\].»/s);
  expect(await placeholders('fr')).toMatchObject([
    { place: 'Objet', at: { kind: 'field', field: 'subject' } },
  ]);
});
