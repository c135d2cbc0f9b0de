/** What a request knows once it passed the door: who asks, and in which words to answer. */
import type { Context } from 'hono';
import type { Visit } from './page.tsx';

export type StudioEnv = {
  Variables: {
    visit: Visit;
    /** The fields of a POST, read once at the door. */
    fields: URLSearchParams;
    /** A route that no rule names is not served. */
    ruled: boolean;
  };
};
export type StudioContext = Context<StudioEnv>;
