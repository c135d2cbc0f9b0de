/** The sample newsroom's articles as they stand on its site: written stories with an address, a number and dates. */
import { careAndMedia } from './stories/care-and-media.ts';
import { economy } from './stories/economy.ts';
import { health } from './stories/health.ts';
import { outdoors } from './stories/outdoors.ts';
import { outings } from './stories/outings.ts';
import { publicLife } from './stories/public-life.ts';
import type { Story } from './stories/story.ts';
import { weekendWords } from './weekend.ts';

export type Published = Story & {
  /** Absolute. */
  readonly url: string;
  readonly picture: Story['picture'] & { readonly url: string };
  /** As WordPress counts its posts. */
  readonly number: number;
  readonly publishedAt: Date;
  readonly updatedAt: Date;
};

/** The week's articles on a site at `address` (no trailing slash), the newest first. */
export function publishedArticles(address: string, now: Date): readonly Published[] {
  const stories = [
    ...economy,
    ...publicLife,
    ...careAndMedia,
    ...outdoors,
    ...outings(weekendWords(now)),
    toldTwice,
    ...health,
  ];
  return stories
    .map((story, at) => publish(story, 4210 + at, address, now))
    .sort((one, other) => other.publishedAt.getTime() - one.publishedAt.getTime());
}

/** The transport desk's own telling of a story that the main desk has told: another address, nearly the same title. */
const toldTwice: Story = {
  slug: 'tramway-du-littoral-essais',
  title: 'Tramway du littoral : premières rames à vide jusqu’à l’Estaque',
  desk: 'Transports',
  byline: 'Service transports',
  hoursAgo: 12,
  deskOnly: true,
  standfirst:
    'Les essais commencent sur les six kilomètres de la ligne. Les voyageurs monteront dans quatre mois.',
  body: ['Une rame d’essai circule depuis ce matin entre le port et l’Estaque.'],
  tags: ['Marseille', 'Tramway'],
  picture: {
    scene: 'tramway',
    light: 'evening',
    alt: 'Une rame de tramway au crépuscule',
    caption: 'La rame d’essai, en fin de journée.',
  },
};

function publish(story: Story, number: number, address: string, now: Date): Published {
  const before = (hours: number) => new Date(now.getTime() - hours * 3_600_000);
  return {
    ...story,
    url: `${address}/${deskPath(story.desk)}/${story.slug}/`,
    picture: { ...story.picture, url: `${address}/images/${story.slug}.png` },
    number,
    publishedAt: before(story.hoursAgo),
    updatedAt: before(story.modifiedHoursAgo ?? story.hoursAgo),
  };
}

function deskPath(desk: Story['desk']): string {
  return desk === 'Agenda Sorties'
    ? 'sorties'
    : desk
        .normalize('NFD')
        .replace(/\p{M}/gu, '')
        .toLowerCase()
        .replace(/[^a-z]+/g, '-');
}
