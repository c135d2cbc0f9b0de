/** What readers are told of a newsletter that nobody joins any more, French first. */
import type { Words } from './page.tsx';

export const closedWords = {
  title: (title: string): Words => ({
    fr: `Nous ne proposons plus ${title}`,
    en: `We no longer offer ${title}`,
  }),
  text: {
    fr: 'Cette lettre n’est plus publiée, ou n’accueille plus de nouveaux lecteurs. Rien n’a été changé.',
    en: 'This newsletter is no longer published, or takes no new readers any more. Nothing was changed.',
  },
  noWayBack: (title: string): Words => ({
    fr: `Nous ne proposons plus ${title}\u00A0: on ne peut pas s’y réabonner.`,
    en: `We no longer offer ${title}: it cannot be subscribed to again.`,
  }),
  noFewer: (title: string): Words => ({
    fr: `Nous ne proposons plus ${title}. Rien n’a été changé\u00A0: vos lettres arrivent comme avant.`,
    en: `We no longer offer ${title}. Nothing was changed: your letters come as before.`,
  }),
  beforehand: {
    fr: 'Cette lettre n’accueille plus de nouveaux lecteurs\u00A0: vous ne pourrez pas vous y réabonner ensuite.',
    en: 'This newsletter takes no new readers any more: you will not be able to subscribe again afterwards.',
  },
  /** Of what was asked for before it closed, beside what can still be had. */
  without: (titles: string): Words => ({
    fr: `Entre-temps, nous avons cessé de proposer ${titles}\u00A0: rien n’en arrivera.`,
    en: `Meanwhile we have stopped offering ${titles}: nothing of it will come.`,
  }),
  others: { fr: 'Nos autres lettres', en: 'Our other newsletters' },
} as const;
