/** Every address of the studio and the right it asks for. What is not in this table is not served. */
import type { Right } from '../desk/editor.ts';

export type RouteRule = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Under /studio. */
  readonly path: string;
  /** open: before sign-in. */
  readonly right: Right | 'open';
  /** Another program's page posts here and knows no form token: its origin and the session must do. */
  readonly tokenless?: true;
  /** It may bring a picture: whoever is signed in may post more here than elsewhere. */
  readonly upload?: true;
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
  { method: 'GET', path: '/board', right: 'operate' },
  { method: 'GET', path: '/board/*', right: 'operate' },
  { method: 'POST', path: '/board/api/*', right: 'operate', tokenless: true },
  { method: 'PUT', path: '/board/api/*', right: 'operate', tokenless: true },
  { method: 'PATCH', path: '/board/api/*', right: 'operate', tokenless: true },
  { method: 'DELETE', path: '/board/api/*', right: 'operate', tokenless: true },
  { method: 'GET', path: '/receipt', right: 'readers' },
  { method: 'POST', path: '/receipt', right: 'readers' },
  { method: 'GET', path: '/segments', right: 'look' },
  { method: 'GET', path: '/segments/new', right: 'segment' },
  { method: 'POST', path: '/segments/count', right: 'look' },
  { method: 'POST', path: '/segments/save', right: 'segment' },
  { method: 'GET', path: '/segments/:name', right: 'look' },
  { method: 'POST', path: '/segments/:name/remove', right: 'segment' },
  { method: 'POST', path: '/draft/:newsletter', right: 'edit' },
  { method: 'GET', path: '/issue/:newsletter/:period', right: 'look' },
  { method: 'GET', path: '/issue/:newsletter/:period/news', right: 'look' },
  { method: 'POST', path: '/issue/:newsletter/:period/edit', right: 'edit' },
  { method: 'POST', path: '/issue/:newsletter/:period/undo', right: 'edit' },
  { method: 'GET', path: '/issue/:newsletter/:period/redraft', right: 'edit' },
  { method: 'POST', path: '/issue/:newsletter/:period/redraft', right: 'edit' },
  { method: 'GET', path: '/issue/:newsletter/:period/item/:item', right: 'look' },
  { method: 'POST', path: '/issue/:newsletter/:period/picture', right: 'edit', upload: true },
  { method: 'GET', path: '/issue/:newsletter/:period/sponsor', right: 'edit' },
  { method: 'GET', path: '/issue/:newsletter/:period/sponsor/:id', right: 'edit' },
  { method: 'POST', path: '/issue/:newsletter/:period/sponsor', right: 'edit', upload: true },
  { method: 'GET', path: '/issue/:newsletter/:period/errata', right: 'look' },
  { method: 'POST', path: '/issue/:newsletter/:period/errata', right: 'edit' },
  { method: 'POST', path: '/issue/:newsletter/:period/erratum', right: 'edit' },
  { method: 'GET', path: '/issue/:newsletter/:period/letter', right: 'look' },
  { method: 'GET', path: '/issue/:newsletter/:period/checks', right: 'look' },
  { method: 'GET', path: '/issue/:newsletter/:period/leaving', right: 'look' },
  { method: 'GET', path: '/issue/:newsletter/:period/audience', right: 'look' },
  { method: 'POST', path: '/issue/:newsletter/:period/audience', right: 'schedule' },
  { method: 'POST', path: '/issue/:newsletter/:period/test-segment', right: 'test' },
  { method: 'GET', path: '/issue/:newsletter/:period/check', right: 'look' },
  { method: 'GET', path: '/issue/:newsletter/:period/progress', right: 'look' },
  { method: 'GET', path: '/issue/:newsletter/:period/report', right: 'look' },
  { method: 'GET', path: '/issue/:newsletter/:period/report/letter', right: 'look' },
  { method: 'GET', path: '/issue/:newsletter/:period/report/readers', right: 'readers' },
  { method: 'GET', path: '/issue/:newsletter/:period/report/readers.csv', right: 'readers' },
  { method: 'GET', path: '/issue/:newsletter/:period/report.csv', right: 'look' },
  { method: 'GET', path: '/issue/:newsletter/:period/report.json', right: 'look' },
  { method: 'POST', path: '/issue/:newsletter/:period/approve', right: 'approve' },
  { method: 'POST', path: '/issue/:newsletter/:period/schedule', right: 'schedule' },
  { method: 'POST', path: '/issue/:newsletter/:period/send', right: 'send' },
  { method: 'POST', path: '/issue/:newsletter/:period/hold', right: 'hold' },
  { method: 'POST', path: '/issue/:newsletter/:period/unapprove', right: 'approve' },
  { method: 'POST', path: '/issue/:newsletter/:period/again', right: 'send' },
  { method: 'POST', path: '/issue/:newsletter/:period/release', right: 'send' },
  { method: 'POST', path: '/issue/:newsletter/:period/pause', right: 'pause' },
  { method: 'POST', path: '/issue/:newsletter/:period/resume', right: 'resume' },
  { method: 'POST', path: '/issue/:newsletter/:period/cancel', right: 'cancel' },
  { method: 'POST', path: '/issue/:newsletter/:period/test', right: 'test' },
];
