/** The letters of the bench: one text for every way to send, so that all of them carry the same. */
import type { EditionContent } from '../../src/issue/edition.ts';

export function htmlOf(kb: number): string {
  // 59 characters each, of which one is two bytes and becomes six in quoted-printable.
  const paragraphs = '<p>Un paragraphe de la semaine, ni long ni court, été.</p>\n'.repeat(
    Math.round(kb * 14.6),
  );
  return `<p>Bonjour [[ reader.first_name | "à vous" ]]</p>${paragraphs}<p><a href="[[ unsubscribe_url ]]">Se désinscrire</a></p>`;
}

export const text = 'Bonjour\nSe désinscrire : [[ unsubscribe_url ]]\n';

export function editionOf(kb: number): EditionContent {
  return {
    subject: 'L’Hebdo n° 447',
    html: htmlOf(kb),
    text,
    from: { name: 'La Calanque', address: 'hebdo@lacalanque.example' },
    replyTo: null,
    returnPathDomain: 'retours.lacalanque.example',
    listId: { name: 'L’Hebdo', id: 'lhebdo.lacalanque.example' },
    language: 'fr',
  };
}

/** The slots filled as for one reader, for those who compose without them. */
export function filled(words: string): string {
  return words
    .replaceAll('[[ reader.first_name | "à vous" ]]', 'Camille')
    .replaceAll(
      '[[ unsubscribe_url ]]',
      'https://lettres.lacalanque.example/u/eyJzIjoxLCJuIjoibGhlYmRvIn0.c2lnbmF0dXJl',
    );
}

/** One whole message, dot-stuffed and without its final dot: what raw sockets and the pool are given. */
export function messageOf(kb: number): Buffer {
  const body = filled(htmlOf(kb))
    .replaceAll('é', '=C3=A9')
    .replaceAll('à', '=C3=A0')
    .replaceAll('\n', '\r\n');
  const fields = [
    'From: La Calanque <hebdo@lacalanque.example>',
    'To: Camille <reader@example.org>',
    'Subject: =?UTF-8?Q?L=E2=80=99Hebdo_n=C2=B0_447?=',
    'Date: Tue, 24 Nov 2026 05:00:00 +0000',
    'Message-ID: <sample@lacalanque.example>',
    'MIME-Version: 1.0',
    'Content-Type: text/html; charset=utf-8',
    'Content-Transfer-Encoding: quoted-printable',
  ];
  return Buffer.from(`${fields.join('\r\n')}\r\n\r\n${body}\r\n`);
}
