/** Every address of the API: what is not in this table is not served, and the description is made from it. */
import { issueRoutes } from './routes/issues.ts';
import { newsletterRoutes } from './routes/newsletters.ts';
import { segmentRoutes } from './routes/segments.ts';
import { subscriberRoutes } from './routes/subscribers.ts';

export const groups = {
  newsletters: newsletterRoutes,
  subscribers: subscriberRoutes,
  segments: segmentRoutes,
  issues: issueRoutes,
} as const;

export const routes = { ...newsletterRoutes, ...subscriberRoutes, ...segmentRoutes, ...issueRoutes } as const;
