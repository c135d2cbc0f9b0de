/** What the sample newsroom writes: an article before any feed has told it its own way. */
import type { PaletteName } from '../pictures/palettes.ts';
import type { SceneName } from '../pictures/picture.ts';

export type Desk =
  | 'Société'
  | 'Politique'
  | 'Économie'
  | 'Innovation'
  | 'Santé'
  | 'Com & Médias'
  | 'Transports'
  | 'Environnement'
  | 'International'
  | 'Immobilier'
  | 'Sports'
  | 'Agenda Sorties';

export type Story = {
  /** Last part of its address. */
  readonly slug: string;
  /** As typed in the newsroom: straight or curly apostrophes, ordinary spaces. */
  readonly title: string;
  readonly desk: Desk;
  readonly byline: string;
  /** Hours between its publication and the visit; negative for one dated ahead by mistake. */
  readonly hoursAgo: number;
  /** Hours since it was changed, where it was. */
  readonly modifiedHoursAgo?: number;
  readonly premium?: true;
  /** Told by its desk's feed alone, not by the site's. */
  readonly deskOnly?: true;
  readonly standfirst: string;
  /** May hold raw shortcodes and markup, as an editor's screen leaves them. */
  readonly body: readonly string[];
  readonly tags: readonly string[];
  readonly picture: {
    readonly scene: SceneName;
    readonly light: PaletteName;
    readonly alt: string;
    readonly caption: string;
  };
};

/** The weekend that the agenda speaks of, in words: «28-29 novembre», «31 octobre-1er novembre». */
export type WeekendWords = { readonly next: string; readonly last: string; readonly friday: string };
