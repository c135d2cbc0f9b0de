/** Changes of the partners: words, address, picture and days of a flight. */
import type { Newsletter, Sponsor } from '../config/newsletter.ts';
import { isDay } from './calendar.ts';
import { safeAddress } from './compose-address.ts';
import {
  type Edit,
  type EditableParts,
  type Edited,
  type EditRefusal,
  edited,
  onOneLine,
  refused,
} from './edit.ts';

/** Characters. */
const longest = { title: 120, text: 400, alt: 300 } as const;

/** What the desk wrote stands beside what newsletter.yaml says, never over it. */
export function changeSponsors(
  newsletter: Newsletter,
  issue: EditableParts,
  edit: Extract<Edit, { kind: 'sponsor' | 'unsponsor' | 'yaml_sponsor' }>,
): Edited {
  const { sponsors } = issue;
  const become = (own: EditableParts['sponsors']) => edited({ ...issue, sponsors: own }, 'sponsors');
  switch (edit.kind) {
    case 'sponsor': {
      const id = edit.id ?? freeId(edit.sponsor.title, newsletter, issue);
      const written = write({ ...edit.sponsor, id });
      return typeof written === 'string' ? refused(written) : become({ ...sponsors, [id]: written });
    }
    case 'unsponsor': {
      const { [edit.id]: own, ...others } = sponsors;
      const inYaml = newsletter.sponsors.some(({ id }) => id === edit.id);
      if (!inYaml && !own) return refused('no_such_item');
      return become(inYaml ? { ...others, [edit.id]: null } : others);
    }
    case 'yaml_sponsor': {
      const { [edit.id]: _, ...others } = sponsors;
      return newsletter.sponsors.some(({ id }) => id === edit.id) ? become(others) : refused('no_such_item');
    }
    default:
      return edit satisfies never;
  }
}

function write(sponsor: Sponsor): Sponsor | EditRefusal {
  const title = onOneLine(sponsor.title);
  const text = onOneLine(sponsor.text);
  const alt = onOneLine(sponsor.alt);
  const url = safeAddress(sponsor.url.trim());
  if (title === '') return 'empty';
  if (title.length > longest.title || text.length > longest.text || alt.length > longest.alt)
    return 'too_long';
  if (url === null) return 'bad_address';
  if (!isDay(sponsor.from) || !isDay(sponsor.until) || sponsor.from > sponsor.until) return 'bad_dates';
  if (sponsor.image !== undefined && alt === '') return 'no_alt';
  return { ...sponsor, title, text, alt, url };
}

/** «Librairie du Port» → librairie-du-port, or librairie-du-port-2 where that is taken. */
function freeId(title: string, newsletter: Newsletter, { sponsors }: EditableParts): string {
  const base =
    title
      .normalize('NFD')
      .replace(/\p{M}/gu, '')
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 40) || 'partenaire';
  const taken = new Set([...newsletter.sponsors.map(({ id }) => id), ...Object.keys(sponsors)]);
  let id = base;
  for (let next = 2; taken.has(id); next++) id = `${base}-${next}`;
  return id;
}
