/** An edition, a reader and an envelope that tests bend to their purpose. */
import type { EditionHash, EmailAddress, IssueId, LetterId, SubscriberId } from '../../src/audience/ids.ts';
import type { Edition, EditionContent } from '../../src/issue/edition.ts';
import type { LetterEnvelope, Reader } from '../../src/letter/reader.ts';

export function sampleEdition(content: Partial<EditionContent> = {}): Edition {
  return {
    hash: '3f'.repeat(32) as EditionHash,
    issueId: 7 as IssueId,
    newsletter: 'lhebdo',
    content: {
      subject: "L'Hebdo n° 447 : le tramway arrive",
      html: '<p>Bonjour [[ reader.first_name | "à vous" ]]</p>\n<a href="[[ unsubscribe_url ]]">Quitter</a>\n',
      text: 'Bonjour [[ reader.first_name | "à vous" ]]\nQuitter : [[ unsubscribe_url ]]\n',
      from: { name: 'La Calanque', address: 'lhebdo@lacalanque.example' },
      replyTo: 'redaction@lacalanque.example',
      returnPathDomain: 'retours.lacalanque.example',
      listId: { name: "L'Hebdo de La Calanque", id: 'lhebdo.lacalanque.example' },
      language: 'fr',
      ...content,
    },
  };
}

export function sampleReader(reader: Partial<Omit<Reader, 'email'>> & { email?: string } = {}): Reader {
  return {
    subscriberId: 12 as SubscriberId,
    firstName: 'Zoé',
    lastName: null,
    premium: false,
    commune: null,
    ...reader,
    email: (reader.email ?? 'zoe@example.org') as EmailAddress,
  };
}

export function sampleEnvelope(envelope: Partial<LetterEnvelope> = {}): LetterEnvelope {
  return {
    letterId: 4711 as LetterId,
    date: new Date('2026-11-24T05:00:00Z'),
    messageId: 'abcdef.4711@lacalanque.example',
    links: {
      unsubscribe: 'https://lacalanque.example/u/abc.def-1',
      oneClick: 'https://lacalanque.example/u/abc.def-1',
      preferences: 'https://lacalanque.example/p/abc.def-1',
      web: 'https://lacalanque.example/l/lhebdo/2026-W48',
    },
    feedbackId: '447:lhebdo:hebdo',
    ...envelope,
  };
}
