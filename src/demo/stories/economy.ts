/** Sample articles: économie, immobilier, innovation. */
import type { Story } from './story.ts';

export const economy: readonly Story[] = [
  {
    slug: 'halles-du-port-quarante-producteurs',
    title: 'À Marseille, les halles du port rouvrent avec quarante producteurs',
    desk: 'Économie',
    byline: 'La rédaction',
    hoursAgo: 20,
    standfirst:
      'Fermées depuis onze ans, les anciennes halles aux agrumes retrouvent des étals, des cuisines et une criée. Quarante producteurs du département y vendent en direct, six jours sur sept.',
    body: [
      'Il est cinq heures et la lumière est déjà allumée sous la verrière. Les premiers camions arrivent de Saint-Martin-de-Crau, de Pertuis, de La Roque-d’Anthéron : des salades, du fenouil, des fromages de chèvre encore tièdes. « On gagne deux heures de route et un intermédiaire », résume une maraîchère en alignant ses cageots.',
      '[pullquote]On gagne deux heures de route et un intermédiaire[/pullquote]',
      'Le bâtiment a été repris par une société coopérative où siègent producteurs, salariés et habitants du quartier. Les loyers suivent le chiffre d’affaires : un étal qui vend peu paie peu. En échange, chacun affiche son prix d’achat et son prix de vente.',
      'Au premier étage, trois cuisines partagées accueillent les cantines de quatre écoles. Deux tonnes de légumes invendus devraient y être transformées chaque semaine. Le premier bilan sera rendu public dans six mois.',
    ],
    tags: ['Marseille', 'Alimentation', 'Commerce'],
    picture: {
      scene: 'market',
      light: 'noon',
      alt: 'Trois étals sous des auvents rayés jaune et blanc',
      caption: 'Les étals des halles, sous la verrière restaurée.',
    },
  },
  {
    slug: 'la-ciotat-320-postes-filiere-navale',
    title: 'Emploi : 320 postes à pourvoir dans la filière navale de La Ciotat',
    desk: 'Économie',
    byline: 'Service économie',
    hoursAgo: 44,
    standfirst:
      'Chaudronniers, peintres, électriciens, ébénistes : les ateliers du chantier cherchent des bras et ouvrent leurs portes. Un bus de l’emploi fera étape dans huit communes.',
    body: [
      'Le carnet de commandes est plein pour trois ans, mais les équipes manquent. Les quarante ateliers installés sous les grands portiques ont recensé leurs besoins ensemble, pour la première fois : 320 postes, dont la moitié sans diplôme exigé.',
      'Une école de production ouvre dans l’ancienne forge. On y apprend le métier sur de vraies coques, avec un salaire dès la première semaine. « Le bois, la fibre, l’inox : ici on touche à tout », promet l’équipe pédagogique.',
      'Le bus de l’emploi s’arrêtera notamment à Aubagne, Cassis et Marseille. Les candidats peuvent monter sans rendez-vous ni curriculum vitæ.',
    ],
    tags: ['La Ciotat', 'Emploi', 'Industrie'],
    picture: {
      scene: 'port',
      light: 'evening',
      alt: 'Un navire chargé de conteneurs sous trois portiques, au soleil couchant',
      caption: 'Les portiques du chantier, vus du môle.',
    },
  },
  {
    slug: 'fos-sur-mer-quai-electrique',
    title: 'À Fos-sur-Mer, les navires éteindront leurs moteurs à quai',
    desk: 'Économie',
    byline: 'Service économie',
    hoursAgo: 71,
    standfirst:
      'Un premier quai électrifié entre en service. Branchés à terre, les porte-conteneurs pourront couper leurs groupes diesel pendant l’escale.',
    body: [
      'La prise a la taille d’un camion. Un bras articulé la présente devant la coque, quatre câbles s’enclenchent et le ronflement s’arrête. « Le silence, c’est ce qui frappe en premier », raconte un docker présent lors des essais.',
      'L’installation peut alimenter deux navires à la fois, soit la consommation d’une ville de dix mille habitants. Une partie du courant viendra des ombrières solaires posées sur les parcs à véhicules voisins.',
      'Deux autres quais doivent suivre. Le coût de chaque escale branchée reste supérieur à celui du gazole ; une prime dégressive comblera l’écart pendant cinq ans.',
    ],
    tags: ['Fos-sur-Mer', 'Port', 'Énergie'],
    picture: {
      scene: 'port',
      light: 'morning',
      alt: 'Un porte-conteneurs à quai devant des grues, le matin',
      caption: 'Le premier quai équipé peut recevoir deux navires.',
    },
  },
  {
    slug: 'vitrolles-village-artisans',
    title: "Vitrolles : une ancienne jardinerie devient village d'artisans",
    desk: 'Économie',
    byline: 'La rédaction',
    hoursAgo: 98,
    standfirst:
      'Vingt-deux ateliers, une matériauthèque et un restaurant ouvrier s’installent sous les serres d’une jardinerie fermée. Les baux sont prévus pour durer.',
    body: [
      'Les serres sont restées, les tables de culture aussi : elles servent désormais d’établis. Une relieuse, deux menuisiers, un réparateur de vélos-cargos et une savonnière ont emménagé les premiers.',
      'La matériauthèque récupère les chutes des chantiers voisins et les revend au poids. Le restaurant, lui, sert le midi un plat unique à prix fixe, à partager aux grandes tables.',
      'Les artisans ont obtenu des baux de douze ans, une rareté dans la zone. « On peut enfin investir dans une machine », se réjouit le collectif.',
    ],
    tags: ['Vitrolles', 'Artisanat'],
    picture: {
      scene: 'timberFlats',
      light: 'ochre',
      alt: 'Trois bâtiments de bois entourés d’arbres',
      caption: 'Le village compte vingt-deux ateliers.',
    },
  },
  {
    slug: 'istres-premiers-logements-en-bois',
    title: 'Logement : à Istres, soixante appartements en bois livrés avec trois mois d’avance',
    desk: 'Immobilier',
    byline: 'Service économie',
    hoursAgo: 52,
    standfirst:
      'Montés comme un meuble à partir de panneaux fabriqués dans le Luberon, les immeubles ont poussé en dix-neuf semaines. Les locataires reçoivent leurs clés.',
    body: [
      'Pas de toupie, presque pas de poussière : le chantier a surpris les voisins. Les panneaux arrivaient percés, isolés, munis de leurs fenêtres ; une équipe de neuf personnes posait un étage par semaine.',
      'Les loyers restent ceux du logement social. La facture de chauffage, elle, devrait tenir en un plein de courses par an, selon le bailleur. Un suivi sera publié pendant trois hivers.',
    ],
    tags: ['Istres', 'Logement'],
    picture: {
      scene: 'timberFlats',
      light: 'olive',
      alt: 'Immeubles de bois à trois et quatre étages derrière une rangée d’arbres',
      caption: 'Soixante logements répartis en trois immeubles.',
    },
  },
  {
    slug: 'aix-bureaux-reprennent-des-couleurs',
    title: 'Bureaux : à Aix-en-Provence, le marché reprend des couleurs',
    desk: 'Immobilier',
    byline: 'Service économie',
    hoursAgo: 84,
    premium: true,
    standfirst:
      'Surfaces plus petites, baux plus courts, cours arborées : ce que demandent désormais les entreprises. Nos chiffres, quartier par quartier.',
    body: [
      'Le téléphone des commercialisateurs sonne de nouveau. Sur neuf mois, les surfaces louées progressent de 12 %, portées par des plateaux de moins de 300 mètres carrés.',
      'La suite est réservée à nos abonnés : carte des loyers, délais de vacance et projets livrés d’ici deux ans.',
    ],
    tags: ['Aix-en-Provence', 'Bureaux'],
    picture: {
      scene: 'roofs',
      light: 'ochre',
      alt: 'Des toits autour d’un clocher, dans une lumière dorée',
      caption: 'Le centre ancien concentre les petites surfaces.',
    },
  },
  {
    slug: 'cassis-bouees-qui-ecoutent-la-mer',
    title: 'Au large de Cassis, des bouées écoutent la mer respirer',
    desk: 'Innovation',
    byline: 'Service sciences',
    hoursAgo: 30,
    standfirst:
      'Douze capteurs acoustiques suivent jour et nuit poissons, cétacés et bateaux. Les premiers enregistrements sont en accès libre.',
    body: [
      'À quarante mètres de fond, la Méditerranée crépite : crevettes pistolets, herbiers qui dégazent, hélices au loin. Douze bouées captent ce paysage et l’envoient à terre toutes les dix minutes.',
      'Un algorithme entraîné par des étudiants reconnaît déjà neuf espèces. Quand un grand cétacé approche, les capitaines volontaires reçoivent une alerte et ralentissent.',
      'Les sons sont publiés sous licence libre. Une classe de Cassis en a tiré un concert, joué sur le port.',
    ],
    tags: ['Cassis', 'Mer', 'Recherche'],
    picture: {
      scene: 'buoys',
      light: 'noon',
      alt: 'Trois bouées scientifiques et, sous la surface, un banc de poissons',
      caption: 'Les bouées transmettent toutes les dix minutes.',
    },
  },
  {
    slug: 'gardanne-calculateur-chauffe-piscine',
    title: 'Gardanne : le calculateur qui chauffe la piscine',
    desk: 'Innovation',
    byline: 'Service sciences',
    hoursAgo: 63,
    standfirst:
      'La chaleur de quatre baies de serveurs maintient le bassin à 27 degrés. La commune économise l’équivalent du chauffage de deux écoles.',
    body: [
      'Derrière le local technique, les ventilateurs ont disparu : les machines baignent dans une huile qui emporte leur chaleur vers un échangeur. L’eau du grand bassin fait le reste.',
      'Le calcul sert à des laboratoires de la région, qui paient l’heure de machine à prix coûtant. « Le meilleur kilowattheure est celui qu’on utilise deux fois », sourit le responsable du site.',
    ],
    tags: ['Gardanne', 'Énergie', 'Numérique'],
    picture: {
      scene: 'machines',
      light: 'noon',
      alt: 'Des baies de serveurs reliées par un tuyau jaune à une piscine',
      caption: 'Un échangeur relie les serveurs au bassin.',
    },
  },
  {
    slug: 'french-tech-huit-premiers-clients',
    title: 'French Tech : huit jeunes pousses racontent leur premier client',
    desk: 'Innovation',
    byline: 'La rédaction',
    hoursAgo: 110,
    standfirst:
      'Un pêcheur, une clinique, un lycée, une boulangerie : avant les levées de fonds, il y a toujours eu quelqu’un pour dire oui. Récits croisés entre Marseille et Aix-en-Provence.',
    body: [
      'Elles fabriquent des capteurs de sel, des logiciels de tournée ou des filets biodégradables. Toutes se souviennent du premier bon de commande, souvent griffonné, parfois payé en retard, jamais oublié.',
      'Le point commun ? Un client voisin, rencontré sans salon ni plateforme. « Il m’a rappelé parce qu’il pouvait passer à l’atelier », raconte l’une d’elles.',
      '[Best_Wordpress_Gallery gallery_type=”slideshow” theme_id=”1″ gallery_id=”27″]',
    ],
    tags: ['French Tech', 'Marseille', 'Aix-en-Provence'],
    picture: {
      scene: 'screen',
      light: 'evening',
      alt: 'Un téléphone affichant une vidéo, entouré de messages',
      caption: 'Huit récits à lire et à écouter.',
    },
  },
];
