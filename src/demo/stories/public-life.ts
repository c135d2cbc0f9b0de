/** Sample articles: société, politique, santé, international, com & médias. */
import type { Story } from './story.ts';

export const publicLife: readonly Story[] = [
  {
    slug: 'ecole-de-la-mer-marseille',
    title: "À Marseille, une école publique fait classe sur l'eau un jour par semaine",
    desk: 'Société',
    byline: 'La rédaction',
    hoursAgo: 27,
    standfirst:
      'Lecture des vents, calcul des distances, poésie à la barre : vingt-six élèves de CM2 embarquent chaque mardi sur une vieille goélette.',
    body: [
      'Le tableau noir est vissé au pied du mât. On y lit la dictée du jour : « La houle vient du large. » Les élèves écrivent assis sur le pont, le cahier calé contre les genoux.',
      'L’équipe enseignante mesure déjà les progrès en mathématiques. Mais c’est ailleurs que le changement frappe : personne n’a manqué un mardi depuis le premier embarquement.',
      'Le bateau accueille quatre classes et cherche deux animateurs de plus pour en recevoir six.',
    ],
    tags: ['Marseille', 'École', 'Mer'],
    picture: {
      scene: 'calanque',
      light: 'morning',
      alt: 'Deux voiliers à l’entrée d’une calanque',
      caption: 'La goélette sort chaque mardi, sauf par mistral.',
    },
  },
  {
    slug: 'salon-de-provence-cuisines-partagees',
    title: 'Salon-de-Provence : les cuisines de quartier font école',
    desk: 'Société',
    byline: 'La rédaction',
    hoursAgo: 57,
    standfirst:
      'Une cuisine commune par îlot, un menu décidé ensemble et trente repas par soir. Cinq autres communes viennent observer.',
    body: [
      'On s’inscrit à la craie sur la porte. Ceux qui épluchent mangent gratuitement, les autres paient trois euros. Le vendredi, c’est soupe au pistou et table ouverte.',
      'L’idée est née dans une copropriété de quarante logements où personne ne se connaissait. Aujourd’hui, trois îlots ont leur cuisine et un quatrième cherche un local.',
    ],
    tags: ['Salon-de-Provence', 'Solidarité'],
    picture: {
      scene: 'kitchen',
      light: 'ochre',
      alt: 'Une poêle fumante sur un plan de travail carrelé',
      caption: 'Trente repas partagés chaque soir.',
    },
  },
  {
    slug: 'arles-le-marche-change-de-trottoir',
    title: 'Arles : le marché du samedi change de trottoir, et tout le monde s’y fait',
    desk: 'Société',
    byline: 'La rédaction',
    hoursAgo: 76,
    standfirst:
      'Pour laisser respirer les platanes, 300 étals ont glissé de trente mètres. Récit d’un déménagement que l’on disait impossible.',
    body: [
      'Il aura fallu deux ans de réunions, quatre plans et beaucoup de café. Samedi, pourtant, les premiers camions se sont garés du bon côté sans une hésitation.',
      'Les racines des platanes avaient soulevé la chaussée. Le sol est désormais perméable, planté, et interdit aux véhicules de plus de trois tonnes.',
    ],
    tags: ['Arles', 'Commerce', 'Arbres'],
    picture: {
      scene: 'boules',
      light: 'ochre',
      alt: 'Des platanes dorés au-dessus d’un terrain de boules',
      caption: 'Les platanes du boulevard ont retrouvé de la terre.',
    },
  },
  {
    slug: 'miramas-bibliotheque-la-nuit',
    title: 'Miramas : la bibliothèque reste allumée jusqu’à minuit',
    desk: 'Société',
    byline: 'Service culture',
    hoursAgo: 121,
    standfirst:
      'Étudiants, veilleurs, insomniaques et parents de nourrissons s’y croisent. L’essai de trois mois est prolongé.',
    body: [
      'À vingt-deux heures, il reste soixante-dix personnes. Une infirmière relit ses cours avant sa garde, deux lycéens préparent un exposé, un bébé dort dans une poussette.',
      'La nuit, pas de prêt : on lit sur place, on parle bas, on apporte sa tisane. Un gardien et deux bibliothécaires volontaires suffisent.',
    ],
    tags: ['Miramas', 'Lecture'],
    picture: {
      scene: 'library',
      light: 'night',
      alt: 'Des rayonnages éclairés par trois lampes, sous un ciel étoilé',
      caption: 'Soixante-dix lecteurs en moyenne après vingt-deux heures.',
    },
  },
  {
    slug: 'grande-concertation-port-ancien',
    title: 'Le port ancien à pied ? Une grande concertation s’ouvre à Marseille',
    desk: 'Société',
    byline: 'La rédaction',
    hoursAgo: -40,
    standfirst:
      'Cent habitants tirés au sort vont imaginer les quais de demain. Les travaux commenceront par une année d’essais réversibles.',
    body: [
      'Peinture au sol, bancs déplaçables, ombrières de toile : rien ne sera coulé dans le béton avant que chacun l’ait essayé. Les cent tirés au sort auront les mêmes plans et les mêmes chiffres que les ingénieurs.',
    ],
    tags: ['Marseille', 'Urbanisme'],
    picture: {
      scene: 'roofs',
      light: 'morning',
      alt: 'Une colline coiffée d’un clocher au-dessus des toits',
      caption: 'Vue des quais vers la colline.',
    },
  },
  {
    slug: 'budget-42-millions-aux-communes',
    title: 'Budget métropolitain : ce que changent les 42 millions promis aux communes',
    desk: 'Politique',
    byline: 'Service politique',
    hoursAgo: 23,
    standfirst:
      'Voirie, écoles, eau : l’enveloppe est répartie selon de nouveaux critères. Ce que chaque commune gagne, et ce qu’elle devra faire en échange.',
    body: [
      'La règle tient en une phrase : plus une commune est exposée à la chaleur, plus elle reçoit. Ombre, îlots de fraîcheur et fuites d’eau deviennent les premiers critères de partage.',
      '« Pour une fois, le calcul est public », note un élu d’une petite commune. Le fichier complet est en ligne ; chacun peut refaire l’addition.',
      'En échange, les communes s’engagent à publier l’avancement des chantiers tous les trois mois.',
    ],
    tags: ['Métropole', 'Budget'],
    picture: {
      scene: 'council',
      light: 'morning',
      alt: 'Un fronton à colonnes, des marches et deux drapeaux',
      caption: 'La répartition a été votée en séance publique.',
    },
  },
  {
    slug: 'pertuis-plan-velo-unanimite',
    title: 'Pertuis : le plan vélo voté à l’unanimité',
    desk: 'Politique',
    byline: 'Service politique',
    hoursAgo: 69,
    standfirst:
      'Vingt-huit kilomètres de pistes, un garage par école et un atelier municipal : le calendrier court sur quatre ans.',
    body: [
      'Le vote a surpris jusqu’à l’estrade. Majorité et opposition ont retenu la même carte, dessinée par des collégiens à partir de leurs trajets réels.',
      'Premier tronçon : de la gare au lycée, séparé des voitures sur toute sa longueur. Les travaux durent cinq mois.',
    ],
    tags: ['Pertuis', 'Vélo'],
    picture: {
      scene: 'mountain',
      light: 'olive',
      alt: 'Une montagne calcaire au-dessus d’un verger d’oliviers',
      caption: 'La future voie longera les vergers.',
    },
  },
  {
    slug: 'metropole-mode-d-emploi',
    title: 'Métropole : qui décide de quoi ? Notre mode d’emploi',
    desk: 'Politique',
    byline: 'Service politique',
    hoursAgo: 105,
    premium: true,
    standfirst:
      'Poubelles, tramways, eau, logement : quatorze questions du quotidien et, pour chacune, le bon guichet.',
    body: [
      'Vous cherchez à qui signaler un trottoir cassé ? Trois administrations peuvent répondre, une seule peut réparer. Notre guide les nomme, avec les délais constatés.',
      'La suite est réservée à nos abonnés.',
    ],
    tags: ['Métropole', 'Services publics'],
    picture: {
      scene: 'council',
      light: 'evening',
      alt: 'Un bâtiment à colonnes au crépuscule',
      caption: 'Quatorze questions, quatorze guichets.',
    },
  },
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
