/** Every address of the studio and the right it asks for. What is not in this table is not served. */
import type { Right } from '../desk/editor.ts';

export type RouteRule = {
  readonly method: 'GET' | 'POST';
  /** Under /studio. */
  readonly path: string;
  /** open: before sign-in. */
  readonly right: Right | 'open';
};

export const routes: readonly RouteRule[] = [
  { method: 'GET', path: '/sign-in', right: 'open' },
  { method: 'POST', path: '/sign-in', right: 'open' },
  { method: 'GET', path: '/enter/:token', right: 'open' },
  { method: 'POST', path: '/enter/:token', right: 'open' },
  { method: 'GET', path: '/assets/:file', right: 'open' },
  { method: 'POST', path: '/leave', right: 'look' },
  { method: 'POST', path: '/language', right: 'look' },
  { method: 'GET', path: '/', right: 'look' },
  { method: 'POST', path: '/draft/:newsletter', right: 'edit' },
  { method: 'GET', path: '/issue/:newsletter/:period', right: 'look' },
  { method: 'POST', path: '/issue/:newsletter/:period/edit', right: 'edit' },
  { method: 'POST', path: '/issue/:newsletter/:period/undo', right: 'edit' },
  { method: 'GET', path: '/issue/:newsletter/:period/letter', right: 'look' },
];
