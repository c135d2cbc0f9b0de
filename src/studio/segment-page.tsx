/** The page of one segment: to build it, to remove it, or to read one that is nested too deep for rows. */
import type { SegmentTree } from '../audience/segment.ts';
import { PostForm, type Visit } from './page.tsx';
import { SegmentEditor, type SegmentShown } from './segment-editor.tsx';

export function SegmentPage({ shown }: { readonly shown: SegmentShown }) {
  const { visit, form, kept, mayChange, trouble, said } = shown;
  const { say } = visit;
  return (
    <div className="stack">
      <section className="card now form">
        <p>
          <a href="/studio/segments">{say('Tous les segments', 'All segments')}</a>
        </p>
        <h1>{kept ? form.title : say('Un nouveau segment', 'A new segment')}</h1>
        {said === 'saved' && (
          <div className="said good" role="status">
            <p>{say('C’est enregistré.', 'Saved.')}</p>
          </div>
        )}
        {said === 'unapproved' && (
          <div className="said warn" role="status">
            <p>
              {say(
                'C’est enregistré. Un numéro approuvé allait à ces lecteurs : il est à approuver de nouveau.',
                'Saved. An approved issue was to go to these readers: it has to be approved again.',
              )}
            </p>
          </div>
        )}
        {trouble.length > 0 && (
          <div className="said bad" role="alert">
            {trouble.map((line) => (
              <p key={line}>{line}</p>
            ))}
          </div>
        )}
        <SegmentEditor shown={shown} />
      </section>
      {kept && mayChange && (
        <details className="card form">
          <summary>{say('Supprimer ce segment…', 'Remove this segment…')}</summary>
          <PostForm visit={visit} action={`/studio/segments/${form.name}/remove`}>
            <p>
              {say(
                'Refusé tant qu’un numéro ou un segment s’en sert.',
                'Refused while an issue or a segment uses it.',
              )}
            </p>
            <button type="submit" className="bad">
              {say('Supprimer', 'Remove')}
            </button>
          </PostForm>
        </details>
      )}
    </div>
  );
}

/** A tree that rows cannot show: it is read here, and changed where it was made. */
export function DeepSegment({
  visit: { say },
  tree,
  name,
  title,
}: {
  readonly visit: Visit;
  readonly tree: SegmentTree;
  readonly name: string;
  readonly title: string;
}) {
  return (
    <section className="card now form">
      <p>
        <a href="/studio/segments">{say('Tous les segments', 'All segments')}</a>
      </p>
      <h1>{title}</h1>
      <p className="said">
        {say(
          'Ses conditions s’emboîtent plus que ce formulaire ne sait le montrer. Changez-le par l’API, ou avec : ',
          'Its conditions are nested deeper than this form can show. Change it by the API, or with: ',
        )}
        <code>{`hebdo segments show ${name} > ${name}.json; hebdo segments add ${name} --file ${name}.json`}</code>
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard. */}
      <pre tabIndex={0}>{JSON.stringify(tree, null, 2)}</pre>
    </section>
  );
}
