/** An item's own words, each beside the original that one click brings back, and the way to its page. */
import { type Desk, EditForm } from './edit-page-form.tsx';
import type { ChosenOnDesk } from './issue-facts.ts';

type Shown = { readonly desk: Desk; readonly item: ChosenOnDesk; readonly name: string };

export function ItemTexts({ desk, item, name }: Shown) {
  const { say } = desk.visit;
  const id = name.replace(' ', '-');
  return (
    <details id={`texts-${id}`}>
      <summary>{say('Titre et chapô', 'Title and excerpt')}</summary>
      <Text desk={desk} item={item} name={name} part="title" />
      <Text desk={desk} item={item} name={name} part="excerpt" />
    </details>
  );
}

function Text({ desk, item, name, part }: Shown & { readonly part: 'title' | 'excerpt' }) {
  const { say } = desk.visit;
  const id = `${part}-${name}`.replace(' ', '-');
  const own = item.edited[part];
  const original = item.article[part];
  const label = part === 'title' ? say('Titre', 'Title') : say('Chapô', 'Excerpt');
  return (
    <EditForm desk={desk} what={part} item={name} saves="change" className="field">
      <label htmlFor={id}>{label}</label>
      <textarea id={id} name="text" rows={part === 'title' ? 2 : 4} defaultValue={own ?? original} />
      <span className="row small">
        <button type="submit" className="small quiet" id={`${id}-save`}>
          {say('Enregistrer', 'Save')}
        </button>
        {own !== undefined && (
          <>
            <button type="submit" name="original" value="1" className="small quiet" id={`${id}-original`}>
              {say('Revenir à l’original', 'Back to the original')}
            </button>
            <span className="soft">{original}</span>
          </>
        )}
      </span>
    </EditForm>
  );
}
