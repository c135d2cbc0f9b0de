/** What is wrong in newsletter.yaml although each value fits: names that stand for nothing, names that stand twice. */
import type { NewsletterSettings } from './newsletter-schema.ts';
import type { SettingsFlaw } from './settings-flaw.ts';

/** What does not fit the rest, and where it stands. */
export type Unfit = { readonly path: readonly PropertyKey[]; readonly flaw: SettingsFlaw };

export function unfitSettings(settings: NewsletterSettings): readonly Unfit[] {
  return [...unknownSections(settings), ...doubles(settings)];
}

function unknownSections(settings: NewsletterSettings): Unfit[] {
  const ids = settings.sections.map((one) => one.id);
  const named = settings.feeds.flatMap((one, at) => [
    ...(one.section === undefined ? [] : [{ path: ['feeds', at, 'section'], id: one.section }]),
    ...Object.entries(one.categories).map(([category, id]) => ({
      path: ['feeds', at, 'categories', category],
      id,
    })),
  ]);
  return named
    .filter(({ id }) => !ids.includes(id))
    .map(({ path, id }) => ({ path, flaw: { kind: 'unknown_section', id, known: ids } }));
}

/** Two of the same name would share one place in the letter. */
function doubles(settings: NewsletterSettings): Unfit[] {
  const lists = (['sections', 'communes', 'sponsors'] as const).flatMap((list) => {
    const ids = settings[list].map(({ id }) => id);
    return ids.flatMap((id, at) =>
      ids.indexOf(id) < at ? [{ path: [list, at, 'id'], flaw: { kind: 'twice' as const, id } }] : [],
    );
  });
  const testers = settings.testers.map((one) => one.toLowerCase());
  const twice = testers.flatMap((one, at) =>
    testers.indexOf(one) < at ? [{ path: ['testers', at], flaw: { kind: 'tester_twice' as const } }] : [],
  );
  return [...lists, ...twice];
}
