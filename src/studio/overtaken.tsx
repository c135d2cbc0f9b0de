/** What is told where today would make another letter than the approved one: which one leaves, and the way to the other. */
import type { Say } from '../config/say.ts';

export function Overtaken({ say }: { readonly say: Say }) {
  return (
    <p className="said warn" role="note">
      <strong>
        {say(
          'Un article, une image, un modèle ou un réglage a changé depuis l’approbation : c’est l’édition approuvée qui partira.',
          'An article, a picture, a template or a setting has changed since the approval: the approved edition is what will leave.',
        )}
      </strong>{' '}
      {say(
        'Retirez l’approbation pour voir la lettre d’aujourd’hui, puis approuvez de nouveau.',
        'Take the approval back to see the letter of today, then approve anew.',
      )}
    </p>
  );
}
