/** Sample articles of the channel Santé: its own feed tells them, the site's does not. */
import type { Story } from './story.ts';

export const health: readonly Story[] = [
  {
    slug: 'martigues-maternite-salle-nature',
    title: 'À Martigues, la maternité ouvre deux salles sans machines',
    desk: 'Santé',
    byline: 'Service santé',
    hoursAgo: 26,
    premium: true,
    deskOnly: true,
    standfirst:
      'Baignoire, lianes de tissu, lumière basse : les femmes qui le souhaitent y accouchent accompagnées d’une sage-femme, à dix mètres du bloc. En six mois, une sur quatre a choisi l’une de ces salles, et les transferts en urgence n’ont pas augmenté.',
    body: [
      'Il a fallu convaincre les assureurs, puis les anesthésistes. La règle est simple : au moindre doute, on change de salle, et le chemin tient en dix mètres de couloir.',
      'L’équipe publie ses chiffres chaque trimestre, complications comprises. La suite est réservée à nos abonnés.',
    ],
    tags: ['Hôpital', 'Martigues'],
    picture: {
      scene: 'healthCentre',
      light: 'morning',
      alt: 'Un hôpital blanc sous les arbres, dans la lumière du matin',
      caption: 'La maternité, côté jardin.',
    },
  },
  {
    slug: 'marseille-pharmacies-vaccin-sans-attente',
    title: 'Marseille : quarante pharmacies vaccinent sans rendez-vous le samedi',
    desk: 'Santé',
    byline: 'Service santé',
    hoursAgo: 38,
    deskOnly: true,
    standfirst:
      'Grippe, tétanos, rappels : on entre, on remonte sa manche, on repart un quart d’heure plus tard. La liste des officines est affichée dans les stations de métro.',
    body: [
      'Le dispositif est né d’un constat : les actifs ne se vaccinent pas parce qu’ils ne trouvent pas l’heure.',
    ],
    tags: ['Prévention', 'Marseille'],
    picture: {
      scene: 'kiosk',
      light: 'noon',
      alt: 'Un kiosque au toit jaune, une antenne au-dessus, devant des immeubles',
      caption: 'Le point d’information de la place.',
    },
  },
  {
    slug: 'aix-sommeil-des-adolescents',
    title: 'Sommeil : ce que six lycées d’Aix ont appris en commençant à neuf heures',
    desk: 'Santé',
    byline: 'Service santé',
    hoursAgo: 75,
    premium: true,
    deskOnly: true,
    standfirst:
      'Une heure de plus le matin, un an de mesures et deux mille volontaires. Les notes ont peu bougé ; les absences, les accidents de trajet et les consultations pour migraine ont nettement baissé.',
    body: ['Les chercheurs ont prêté des bracelets et promis de rendre les données. Ils ont tenu parole.'],
    tags: ['Recherche', 'Aix-en-Provence'],
    picture: {
      scene: 'library',
      light: 'morning',
      alt: 'Des rayonnages et trois lampes, au lever du jour',
      caption: 'La bibliothèque d’un des lycées, à huit heures.',
    },
  },
  {
    slug: 'posidonie-pansements',
    title: 'Un pansement tiré des algues de l’étang entre en essai',
    desk: 'Santé',
    byline: 'Service sciences',
    hoursAgo: 104,
    premium: true,
    deskOnly: true,
    standfirst:
      'Le gel garde la plaie humide sans la coller. Trente patients du pays salonais le testent pendant un an, suivis à domicile par des infirmières libérales.',
    body: [
      'La première phase, menée à Marseille, n’a montré aucune réaction grave. La suite est réservée à nos abonnés.',
    ],
    tags: ['Recherche', 'Salon-de-Provence'],
    picture: {
      scene: 'lagoon',
      light: 'morning',
      alt: 'Trois flamants dans un étang bordé de roseaux, au petit matin',
      caption: 'Les algues sont récoltées à la main.',
    },
  },
  {
    slug: 'vitrolles-velo-sur-ordonnance',
    title: 'Vitrolles : le vélo sur ordonnance a trouvé ses cyclistes',
    desk: 'Santé',
    byline: 'Service santé',
    hoursAgo: 128,
    deskOnly: true,
    standfirst:
      'Cent vingt patients diabétiques pédalent deux fois par semaine avec un éducateur. Neuf sur dix sont encore là après un an.',
    body: ['La commune prête les vélos, la caisse paie l’encadrement, et le groupe choisit la route.'],
    tags: ['Soins', 'Vitrolles'],
    picture: {
      scene: 'trailRun',
      light: 'olive',
      alt: 'Cinq coureurs sur un sentier jalonné de fanions, au pied d’une montagne',
      caption: 'Le parcours du mardi, partagé avec les coureurs.',
    },
  },
];
