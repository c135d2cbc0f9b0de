/** Sample articles: santé, international, com & médias. */
import type { Story } from './story.ts';

export const careAndMedia: readonly Story[] = [
  {
    slug: 'port-de-bouc-maison-de-sante',
    title: 'Port-de-Bouc : neuf soignants sous un même toit, sans dépassement',
    desk: 'Santé',
    byline: 'Service santé',
    hoursAgo: 48,
    standfirst:
      'Médecins, sages-femmes, kinés et une psychologue ouvrent une maison de santé à deux pas du port. Les rendez-vous du jour restent du jour.',
    body: [
      'Un créneau sur trois n’est jamais réservable à l’avance : il attend celui qui tombera malade ce matin. C’est la règle de la maison, affichée à l’entrée.',
      'Les soignants sont salariés d’une coopérative. Une médiatrice aide à remplir les dossiers ; un bus relie les quartiers hauts deux fois par heure.',
    ],
    tags: ['Port-de-Bouc', 'Soins'],
    picture: {
      scene: 'healthCentre',
      light: 'noon',
      alt: 'Un bâtiment blanc surmonté d’une croix, bordé d’arbres',
      caption: 'La maison de santé ouvre six jours sur sept.',
    },
  },
  {
    slug: 'aubagne-imagerie-du-soir',
    title: 'Aubagne : l’imagerie ouvre le soir, et les délais fondent',
    desk: 'Santé',
    byline: 'Service santé',
    hoursAgo: 92,
    premium: true,
    standfirst:
      'En ouvrant ses scanners jusqu’à vingt-trois heures, un centre public a divisé l’attente par trois. Enquête sur une organisation qui fait des envieux.',
    body: [
      'L’idée vient des manipulateurs eux-mêmes : deux équipes courtes plutôt qu’une longue. Les patients qui travaillent choisissent massivement le soir.',
      'La suite est réservée à nos abonnés de la chaîne Santé.',
    ],
    tags: ['Aubagne', 'Hôpital'],
    picture: {
      scene: 'healthCentre',
      light: 'evening',
      alt: 'Un centre de santé aux fenêtres éclairées, le soir',
      caption: 'Le centre reçoit jusqu’à vingt-trois heures.',
    },
  },
  {
    slug: 'trois-ports-une-charte-de-l-air',
    title: 'Alger, Gênes, Marseille : trois ports, une même charte de l’air',
    desk: 'International',
    byline: 'La rédaction',
    hoursAgo: 80,
    standfirst:
      'Les trois villes mesureront leurs fumées avec les mêmes capteurs et publieront les chiffres le même jour.',
    body: [
      'Jusqu’ici, chacune avait sa méthode, et toutes se trouvaient bonnes élèves. La charte impose un appareil, une hauteur, une heure. Les résultats seront comparables, donc discutables.',
      'Barcelone et Tunis ont demandé à rejoindre le groupe.',
    ],
    tags: ['Méditerranée', 'Marseille', 'Port'],
    picture: {
      scene: 'lighthouses',
      light: 'evening',
      alt: 'Trois phares reliés par un fil de lumière au-dessus de la mer',
      caption: 'Trois ports, un protocole commun.',
    },
  },
  {
    slug: 'une-radio-dans-un-kiosque',
    title: 'Une radio de quartier émet depuis un kiosque à journaux',
    desk: 'Com & Médias',
    byline: 'Service médias',
    hoursAgo: 60,
    standfirst:
      'Six mètres carrés, deux micros, trente bénévoles : à Marseille, le dernier kiosque de la place a trouvé une seconde vie.',
    body: [
      'On achète le journal d’un côté, on parle de l’autre. Les passants deviennent chroniqueurs, la marchande de fleurs lit la météo marine.',
      'L’audience ? « Trois mille personnes dans un rayon de deux kilomètres », calcule l’équipe, qui refuse la publicité et vend des cafés.',
    ],
    tags: ['Marseille', 'Radio', 'Presse'],
    picture: {
      scene: 'kiosk',
      light: 'evening',
      alt: 'Un kiosque à journaux surmonté d’une antenne, au crépuscule',
      caption: 'Le kiosque émet de sept heures à minuit.',
    },
  },
  {
    slug: 'la-video-verticale-change-les-redactions',
    title: 'Ce que la vidéo verticale change dans les rédactions locales',
    desk: 'Com & Médias',
    byline: 'Service médias',
    hoursAgo: 114,
    premium: true,
    standfirst:
      'Quatre titres régionaux racontent leurs essais, leurs succès et ce qu’ils ont arrêté. Une enquête de la chaîne Com et Médias.',
    body: [
      'Plus de vues, moins de clics : tous font le même constat. Mais deux rédactions ont trouvé comment ramener leurs spectateurs vers l’article.',
      'La suite est réservée à nos abonnés.',
    ],
    tags: ['Médias', 'Vidéo'],
    picture: {
      scene: 'screen',
      light: 'night',
      alt: 'Une vidéo verticale sur l’écran d’un téléphone',
      caption: 'Quatre rédactions ont ouvert leurs chiffres.',
    },
  },
];
