/** Sample articles: société, politique. */
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
];
