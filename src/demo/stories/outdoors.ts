/** Sample articles: transports, environnement, sports. */
import type { Story } from './story.ts';

export const outdoors: readonly Story[] = [
  {
    slug: 'tramway-du-littoral-premieres-rames',
    title: 'Tramway du littoral : les premières rames roulent à vide jusqu’à l’Estaque',
    desk: 'Transports',
    byline: 'La rédaction',
    hoursAgo: 9,
    standfirst:
      'Six kilomètres de rails, onze stations et la mer à chaque fenêtre : les essais ont commencé à Marseille. Les voyageurs monteront dans quatre mois, et les deux premiers week-ends seront gratuits.',
    body: [
      'La rame blanche glisse au pas, sans un voyageur. À bord, des sacs de sable tiennent lieu de passagers et une équipe en gilet note chaque vibration. Sur le quai, des enfants agitent la main.',
      '« On voit la mer depuis tous les sièges », s’amuse une conductrice, en formation depuis trois semaines. La ligne longe le port, franchit la gare de marchandises par un pont neuf, puis descend vers l’Estaque entre deux rangées de tamaris.',
      '[pullquote]On voit la mer depuis tous les sièges[/pullquote]',
      'Les essais dureront quatre mois : freinage, feux, évacuation, puis marche à blanc aux horaires réels. Une rame passera toutes les six minutes en journée, toutes les douze minutes le soir.',
      'Reste la question des correspondances. Deux lignes de bus seront redessinées ; les habitants peuvent donner leur avis à chaque station, pendant les essais.',
    ],
    tags: ['Marseille', 'Tramway', 'Mobilité'],
    picture: {
      scene: 'tramway',
      light: 'noon',
      alt: 'Une rame de tramway blanche et jaune devant des façades',
      caption: 'La première rame d’essai sur le boulevard du littoral.',
    },
  },
  {
    slug: 'trains-et-velos-60-places-de-plus',
    title: 'Trains & vélos : 60 places de plus chaque matin entre Aix & Marseille',
    desk: 'Transports',
    byline: 'Service transports',
    hoursAgo: 34,
    standfirst:
      'Des voitures sans sièges aux heures de pointe : l’essai commence lundi, sans réservation ni supplément.',
    body: [
      'Les crochets ont été dessinés par des usagers, testés dans un hangar, puis refaits deux fois. On y suspend un vélo d’une seule main, même électrique.',
      'Un compteur à l’entrée de chaque gare indiquera le nombre de places libres dans les trois prochains trains.',
    ],
    tags: ['Aix-en-Provence', 'Marseille', 'Vélo'],
    picture: {
      scene: 'viaduct',
      light: 'olive',
      alt: 'Un train orange sur un viaduc de pierre claire',
      caption: 'La ligne franchit l’Arc sur son viaduc.',
    },
  },
  {
    slug: 'marignane-navette-de-l-etang',
    title: 'Marignane : une navette électrique relie l’aéroport à l’étang',
    desk: 'Transports',
    byline: 'Service transports',
    hoursAgo: 87,
    standfirst:
      'Dix-huit places, neuf minutes, un ticket de bus ordinaire : le bateau remplace un détour de quarante minutes.',
    body: [
      'Le ponton est à cinq minutes à pied des arrivées. La navette part toutes les demi-heures et emporte vélos et poussettes. Par fort mistral, un bus prend le relais.',
    ],
    tags: ['Marignane', 'Étang de Berre'],
    picture: {
      scene: 'lagoon',
      light: 'noon',
      alt: 'Un étang bordé de roseaux où marchent quatre échassiers',
      caption: 'L’étang de Berre, côté Marignane.',
    },
  },
  {
    slug: 'calanques-week-ends-reserves',
    title: 'Calanques : moins de monde, plus de posidonies',
    desk: 'Environnement',
    byline: 'Service environnement',
    hoursAgo: 16,
    modifiedHoursAgo: 3,
    standfirst:
      'Un an de réservation gratuite a fait baisser la fréquentation de 18 % les jours de pointe. Sous l’eau, les herbiers repartent.',
    body: [
      'Les plongeurs ont compté les pousses une à une, sur douze carrés d’un mètre. Résultat : la prairie de posidonies a regagné ce qu’elle avait perdu en quatre ans.',
      'Côté sentiers, les gardes notent moins de déchets et davantage de familles. La réservation reste gratuite ; elle s’étend à deux nouvelles criques entre Marseille et Cassis.',
    ],
    tags: ['Cassis', 'Marseille', 'Calanques', 'Biodiversité'],
    picture: {
      scene: 'calanque',
      light: 'evening',
      alt: 'Une calanque au couchant, deux voiles rouges',
      caption: 'La crique suivie depuis un an par les plongeurs.',
    },
  },
  {
    slug: 'etang-de-berre-herbiers',
    title: 'Étang de Berre : à Martigues, les herbiers reviennent mètre après mètre',
    desk: 'Environnement',
    byline: 'Service environnement',
    hoursAgo: 66,
    standfirst:
      'Plantées à la main par des lycéens, les premières touffes tiennent. Les anguilles aussi sont de retour.',
    body: [
      'Bottes aux cuisses, ils avancent en ligne. Chaque élève porte trente boutures, un piquet et une ficelle. En une matinée, huit cents mètres carrés sont plantés.',
      'L’eau est plus claire, la lumière descend plus bas. Les pêcheurs ont relevé des juvéniles d’anguilles à trois endroits.',
    ],
    tags: ['Martigues', 'Étang de Berre'],
    picture: {
      scene: 'lagoon',
      light: 'morning',
      alt: 'Des oiseaux orangés dans un étang bordé de roseaux',
      caption: 'Les berges replantées, côté Martigues.',
    },
  },
  {
    slug: 'planete-locale-l-eau-grise-des-collines',
    title: '[Planète locale] L’eau des douches arrose déjà les oliviers de Pertuis',
    desk: 'Environnement',
    byline: 'Service environnement',
    hoursAgo: 101,
    standfirst:
      'Filtrée par des roseaux puis par du sable, l’eau d’un gymnase irrigue un verger communal. Le tour du système en six étapes.',
    body: [
      'Six mètres cubes par jour, autrefois perdus, font boire trois cents arbres. Le bassin de roseaux ne demande qu’une taille par an.',
    ],
    tags: ['Pertuis', 'Eau'],
    picture: {
      scene: 'mountain',
      light: 'ochre',
      alt: 'Des oliviers au pied d’une montagne, en fin de journée',
      caption: 'Le verger communal, au pied de la montagne.',
    },
  },
  {
    slug: 'guetteurs-de-feux-l-album',
    title: 'Guetteurs de feux : une saison là-haut',
    desk: 'Environnement',
    byline: 'Service environnement',
    hoursAgo: 24 * 70,
    modifiedHoursAgo: 5,
    standfirst: 'Trois mois dans une vigie, jumelles en main. Notre récit de la saison, complété d’un album.',
    body: ['La vigie mesure quatre mètres carrés. On y dort, on y cuisine et, surtout, on y regarde.'],
    tags: ['Forêt'],
    picture: {
      scene: 'mountain',
      light: 'evening',
      alt: 'Une montagne au crépuscule',
      caption: 'Vue depuis la vigie.',
    },
  },
  {
    slug: 'la-ciotat-aviron-finale-regionale',
    title: 'Aviron : La Ciotat accueille la finale régionale, côté plage',
    desk: 'Sports',
    byline: 'Service des sports',
    hoursAgo: 39,
    standfirst:
      'Quarante-deux équipages, une arrivée à vingt mètres du sable et des bénévoles partout : mode d’emploi pour les spectateurs.',
    body: [
      'Les premières séries partent à neuf heures. La digue offre la meilleure vue, mais c’est sur la plage que tout se joue, dans les cent derniers mètres.',
      'Le club prête des jumelles contre une pièce d’identité. Les chiens sont les bienvenus, les parasols aussi.',
    ],
    tags: ['La Ciotat', 'Aviron'],
    picture: {
      scene: 'rowing',
      light: 'morning',
      alt: 'Trois bateaux d’aviron à quatre rameurs sur une mer calme',
      caption: 'Les équipages à l’entraînement dans la baie.',
    },
  },
  {
    slug: 'semi-de-la-montagne-6000-dossards',
    title: 'Course à pied : 6 000 dossards pour le semi de la montagne',
    desk: 'Sports',
    byline: 'Service des sports',
    hoursAgo: 90,
    standfirst:
      'Parti d’Aix-en-Provence, le parcours gagne quatre kilomètres de sentiers. Les inscriptions ont été closes en deux heures.',
    body: [
      'Les organisateurs ont choisi de ne pas grandir davantage : six mille coureurs, pas un de plus, pour ménager les sentiers. Le gobelet est en métal, et il est obligatoire.',
    ],
    tags: ['Aix-en-Provence', 'Course à pied'],
    picture: {
      scene: 'trailRun',
      light: 'morning',
      alt: 'Cinq coureurs sur un sentier jalonné de fanions',
      caption: 'Le nouveau tracé passe par les crêtes.',
    },
  },
  {
    slug: 'aubagne-ecole-de-petanque',
    title: 'Pétanque : à Aubagne, une école pour les 8-12 ans',
    desk: 'Sports',
    byline: 'Service des sports',
    hoursAgo: 118,
    standfirst: 'Pointer, tirer, se taire : trois leçons par semaine, et déjà une liste d’attente.',
    body: [
      'On y apprend d’abord à porter la mène de l’adversaire. Les boules sont prêtées, les grands-parents tolérés jusqu’à la ligne blanche.',
    ],
    tags: ['Aubagne', 'Pétanque'],
    picture: {
      scene: 'boules',
      light: 'olive',
      alt: 'Quatre boules autour d’un cochonnet, sous des arbres',
      caption: 'Le boulodrome accueille trente élèves.',
    },
  },
];
