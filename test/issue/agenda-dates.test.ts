import { expect, it } from 'vitest';
import { agendaDates } from '../../src/issue/agenda-dates.ts';

it.each([
  ['[Agenda] Que faire ce week-end du 25-26 mars ?', '2023-03-23', '2023-03-25', '2023-03-26'],
  ['[Agenda] Que faire ce week-end du 25 et 26 mars ?', '2023-03-23', '2023-03-25', '2023-03-26'],
  ['[Agenda] Samedi 28 novembre, la nuit des musées', '2026-11-24', '2026-11-28', '2026-11-28'],
  ['Marché de Noël du 27 au 29 novembre', '2026-11-24', '2026-11-27', '2026-11-29'],
  ['Cézanne s’expose jusqu’au 3 décembre', '2026-11-24', '2026-11-24', '2026-12-03'],
  ["Cézanne s'expose jusqu'au dimanche 3 janvier", '2026-11-24', '2026-11-24', '2027-01-03'],
  ['Fêtes : du 27 décembre au 3 janvier', '2026-12-20', '2026-12-27', '2027-01-03'],
  ['Du vendredi 30 octobre au dimanche 1er novembre', '2026-10-27', '2026-10-30', '2026-11-01'],
  ['Le 1er décembre à 20h30, concert à la Criée', '2026-11-24', '2026-12-01', '2026-12-01'],
  ['Soirée du 31 décembre, ce qu’il reste à voir', '2027-01-02', '2026-12-31', '2026-12-31'],
  ['Festival du 3 au 12 juillet 2027', '2026-11-24', '2027-07-03', '2027-07-12'],
  ['Du 28 nov. au 2 déc. à Aubagne', '2026-11-24', '2026-11-28', '2026-12-02'],
  ['10 idées pour le 29 novembre', '2026-11-24', '2026-11-29', '2026-11-29'],
  ['[Agenda] Que faire le samedi 28/11 ?', '2026-11-24', '2026-11-28', '2026-11-28'],
  ['Que faire ce week-end (28-29/11) ?', '2026-11-24', '2026-11-28', '2026-11-29'],
  ['Marché de Noël du 27/11 au 03/01', '2026-11-24', '2026-11-27', '2027-01-03'],
  ['Jusqu’au 05/12/26, les santons d’Aubagne', '2026-11-24', '2026-11-24', '2026-12-05'],
  ['29 février à Marseille', '2027-02-20', '2027-02-28', '2027-02-28'],
  ['What’s on this week-end, November 28-29', '2026-11-24', '2026-11-28', '2026-11-29'],
  ['On until 3 December', '2026-11-24', '2026-11-24', '2026-12-03'],
])('«%s», published %s, runs from %s until %s', (title, publishedOn, from, until) => {
  expect(agendaDates(title, publishedOn)).toEqual({ from, until, said: true });
});

it.each([
  ['[Agenda] Que faire ce week-end ?', '2026-11-24', '2026-11-28', '2026-11-29'],
  ['[Agenda] Que faire ce week-end ?', '2026-11-28', '2026-11-28', '2026-11-29'],
  ['[Agenda] Que faire ce week-end ?', '2026-11-29', '2026-11-28', '2026-11-29'],
  ['[Agenda] 5 sorties gratuites à Mai-Juin', '2026-11-24', '2026-11-28', '2026-11-29'],
  ['[Agenda] La 1/2 finale, ouvert 24h/24 et 7j/7', '2026-11-24', '2026-11-28', '2026-11-29'],
  ['[Agenda] Rendez-vous à 18 h mardi', '2026-11-24', '2026-11-28', '2026-11-29'],
])('«%s», published %s without a date, means the week-end %s to %s', (title, publishedOn, from, until) => {
  expect(agendaDates(title, publishedOn)).toEqual({ from, until, said: false });
});
