/** French typography that only a person can mend, by examples: the table's bad ones, and good ones that look like them. */
import { describe, expect, it } from 'vitest';
import type { ArticleId } from '../../src/audience/ids.ts';
import { sayIn } from '../../src/config/say.ts';
import { checkTypography } from '../../src/issue/check-typography.ts';

const found = (title: string, excerpt = '') =>
  checkTypography(
    [{ place: title, at: { kind: 'article', id: 1 as ArticleId }, pieces: [title, excerpt], source: 'f' }],
    sayIn('fr'),
  );

describe('what is told', () => {
  it.each([
    ['Quelle victoire !!', '« !! », un seul signe suffit'],
    ['La suite..', '« .. », un point ou trois'],
    ['Le port , la gare', '« port , », pas d’espace avant'],
    ['Le port,la gare', '« port,la », une espace après la virgule'],
    ['Le port ouvre.La gare ferme', '« ouvre.La », une espace après le point'],
    ['A Marseille, la mer monte', '« A », la capitale garde son accent : À'],
    ['Un budget voté. A Arles aussi', '« A », la capitale garde son accent : À'],
    ['Etat des lieux', '« Etat », la capitale garde son accent : É'],
    ['Le 2ème tramway', '« 2ème », s’abrège 2e'],
    ['La 1ère rame', '« 1ère », s’abrège 1re'],
    ['Mr Roux est élu', '« Mr », monsieur s’abrège M.'],
    ['Des quais, des grues, etc...', '« etc... », etc. n’a qu’un point'],
    ['Une “ville” neuve', 'les guillemets français sont « »'],
    ['LE TRAMWAY OUVRE DEMAIN', 'un titre en capitales se lit mal'],
    ['Le tramway ouvre.', '« ouvre. », un titre ne finit pas par un point'],
    ['Une « ville neuve', '« » qui ne vont pas par deux'],
    ['Le port (et la gare', '( ) qui ne vont pas par deux'],
    ['Une "ville neuve', 'un guillemet seul'],
  ])('%s', (title, expected) => {
    expect(
      found(title)
        .map(({ message }) => message)
        .join(),
    ).toContain(expected);
  });

  it('as one note for a text, with its place', () => {
    expect(found('Etat des lieux !!', 'Le port,la gare')).toEqual([
      expect.objectContaining({
        level: 'note',
        check: 'typography',
        place: 'Etat des lieux !!',
        at: { kind: 'article', id: 1 },
      }),
    ]);
  });
});

describe('what is not', () => {
  it.each([
    ['Quelle victoire !'],
    ['Affaire à suivre…'],
    ['À Marseille, la mer monte de 1,5 mètre'],
    ['L’A7 fermée'],
    ['Vitamine A et santé'],
    ['L’État répond'],
    ['Le 2e tramway, la 1re rame'],
    ['M. Roux est élu'],
    ['La SNCF et la RTM'],
    ['Rendez-vous sur lacalanque.example/Une,Deux'],
    ['Une « ville » neuve (et belle)'],
    ['Voir https://lacalanque.example/a,b..c !'],
  ])('%s', (title) => {
    expect(found(title)).toEqual([]);
  });

  it('a full stop at the end of an excerpt', () => {
    expect(found('Le tramway', 'Il ouvre demain.')).toEqual([]);
  });
});
