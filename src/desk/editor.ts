/** Who works in the studio, and what each role may do: read by every route, button and test. */
export const roles = ['editor', 'chief', 'operator'] as const;
export type Role = (typeof roles)[number];
export type EditorId = number & { readonly __brand: 'EditorId' };

export type Editor = {
  readonly id: EditorId;
  readonly email: string;
  /** Signs approvals and changes; nobody else has it. */
  readonly name: string;
  readonly roles: readonly Role[];
  readonly language: 'fr' | 'en';
};

export type Right =
  | 'look'
  | 'edit'
  | 'test'
  | 'segment'
  | 'approve'
  | 'schedule'
  | 'hold'
  | 'send'
  | 'pause'
  | 'resume'
  | 'cancel'
  | 'operate'
  | 'readers';

const desk: readonly Role[] = ['editor', 'chief'];
const everybody: readonly Role[] = roles;

/** One journalist alone makes a small paper's letter; where two people must agree, its leaving is the chief's. */
const rights = {
  look: { alone: everybody, together: everybody },
  edit: { alone: desk, together: desk },
  test: { alone: desk, together: desk },
  /** To make and change the groups of readers that letters may go to. */
  segment: { alone: desk, together: desk },
  approve: { alone: desk, together: desk },
  schedule: { alone: desk, together: ['chief'] },
  // Whoever sees that it must not leave may hold it.
  hold: { alone: everybody, together: everybody },
  send: { alone: desk, together: ['chief'] },
  pause: { alone: everybody, together: everybody },
  resume: { alone: everybody, together: ['chief', 'operator'] },
  cancel: { alone: desk, together: ['chief'] },
  /** The queue's board. */
  operate: { alone: ['operator'], together: ['operator'] },
  /** What is kept of one reader: their receipts, and what they did where they agreed to its being recorded. */
  readers: { alone: ['chief', 'operator'], together: ['chief', 'operator'] },
} as const satisfies Record<Right, Record<'alone' | 'together', readonly Role[]>>;

/** approval: what newsletter.yaml asks for. */
export function mayUse(
  editor: Pick<Editor, 'roles'>,
  right: Right,
  approval: 'none' | 'one' | 'two',
): boolean {
  const allowed: readonly Role[] = rights[right][approval === 'two' ? 'together' : 'alone'];
  return editor.roles.some((role) => allowed.includes(role));
}
