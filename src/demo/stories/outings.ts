/** Sample articles: the agenda, whose titles carry the dates of the coming weekend, and what to see, eat and hear. */
import type { Story, WeekendWords } from './story.ts';

export function outings(weekend: WeekendWords): readonly Story[] {
  return [
    {
      slug: `agenda-week-end-${slugOf(weekend.next)}`,
      title: `[Agenda] Que faire ce week-end du ${weekend.next} ?`,
      desk: 'Agenda Sorties',
      byline: 'Service culture',
      hoursAgo: 14,
      standfirst:
        'Un bal sur le port, une nuit des étoiles, un marché de céramistes et trois concerts gratuits : notre choix de Marseille à Salon-de-Provence.',
      body: [
        '<strong>Samedi.</strong> Bal populaire sur le port de La Ciotat, de 18 heures à minuit. Marché des céramistes à Aubagne, toute la journée.',
        '<strong>Dimanche.</strong> Nuit des étoiles à Pertuis, lunettes prêtées. À Marseille, une fanfare joue de kiosque en kiosque.',
      ],
      tags: ['Agenda', 'Marseille', 'Aubagne', 'Pertuis'],
      picture: {
        scene: 'stringLights',
        light: 'night',
        alt: 'Un petit orchestre sous des guirlandes d’ampoules',
        caption: 'Le bal du port, l’un des rendez-vous du week-end.',
      },
    },
    {
      slug: `agenda-week-end-${slugOf(weekend.last)}`,
      title: `[Agenda] Que faire ce week-end du ${weekend.last} ?`,
      desk: 'Agenda Sorties',
      byline: 'Service culture',
      hoursAgo: 130,
      standfirst: 'Vide-greniers, ciné-concert et balade contée : notre sélection de la semaine dernière.',
      body: ['Ce rendez-vous est passé ; le suivant paraît chaque semaine.'],
      tags: ['Agenda'],
      picture: {
        scene: 'stringLights',
        light: 'evening',
        alt: 'Des guirlandes d’ampoules au crépuscule',
        caption: 'Ciné-concert en plein air.',
      },
    },
    {
      slug: `agenda-concerts-${slugOf(weekend.friday)}`,
      title: `[Agenda] Concerts gratuits à Aix-en-Provence vendredi ${weekend.friday}`,
      desk: 'Agenda Sorties',
      byline: 'Service culture',
      hoursAgo: 41,
      standfirst:
        'Quatuor, rap et fanfare : trois cours d’hôtels particuliers ouvrent leurs grilles à partir de 19 heures.',
      body: ['On entre sans billet, dans la limite des places. Apportez un coussin : les pavés sont durs.'],
      tags: ['Agenda', 'Aix-en-Provence', 'Musique'],
      picture: {
        scene: 'stringLights',
        light: 'evening',
        alt: 'Cinq musiciens sur une estrade sous des ampoules',
        caption: 'Trois cours, trois concerts.',
      },
    },
    {
      slug: 'exposition-cent-affiches-de-la-mer',
      title: 'Exposition : cent affiches de la mer, sorties de leurs tubes',
      desk: 'Agenda Sorties',
      byline: 'Service culture',
      hoursAgo: 55,
      standfirst:
        'Retrouvées dans un grenier de Port-de-Bouc, elles n’avaient pas vu le jour depuis soixante ans. L’entrée est libre.',
      body: [
        'Paquebots, sardines, régates : les couleurs ont gardé leur éclat. Les visiteurs peuvent imprimer la leur sur une presse à bras.',
      ],
      tags: ['Port-de-Bouc', 'Expositions'],
      picture: {
        scene: 'posters',
        light: 'morning',
        alt: 'Trois affiches encadrées, éclairées par des projecteurs',
        caption: 'Trois des cent affiches exposées.',
      },
    },
    {
      slug: 'recette-panisses-du-cabanon',
      title: 'La recette : les panisses, comme au cabanon',
      desk: 'Agenda Sorties',
      byline: 'Service cuisine',
      hoursAgo: 73,
      standfirst:
        'De la farine de pois chiche, de l’eau, de l’huile d’olive et un peu de patience. Le tour de main qui les rend croustillantes.',
      body: [
        'Versez la farine en pluie, remuez sans faiblir un quart d’heure, laissez prendre au frais. Coupez en dés, faites dorer, salez, poivrez, mangez debout.',
      ],
      tags: ['Tables & Recettes'],
      picture: {
        scene: 'kitchen',
        light: 'noon',
        alt: 'Une poêle de panisses dorées, une bouteille d’huile',
        caption: 'Dorées à l’huile d’olive.',
      },
    },
  ];
}

function slugOf(words: string): string {
  return words
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-');
}
