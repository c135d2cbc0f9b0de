/** Every address of the API: what is not in this table is not served, and the description is made from it. */
import { issueRoutes } from './routes/issues.ts';
import { newsletterRoutes } from './routes/newsletters.ts';
import { subscriberRoutes } from './routes/subscribers.ts';

export const groups = {
  newsletters: newsletterRoutes,
  subscribers: subscriberRoutes,
  issues: issueRoutes,
} as const;

export const routes = { ...newsletterRoutes, ...subscriberRoutes, ...issueRoutes } as const;
