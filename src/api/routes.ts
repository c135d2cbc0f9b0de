/** Every address of the API: what is not in this table is not served, and the description is made from it. */
import { issueRoutes } from './routes/issues.ts';
import { newsletterRoutes } from './routes/newsletters.ts';
import { segmentRoutes } from './routes/segments.ts';
import { subscriberRoutes } from './routes/subscribers.ts';
import { webhookRoutes } from './routes/webhooks.ts';

export const groups = {
  newsletters: newsletterRoutes,
  subscribers: subscriberRoutes,
  segments: segmentRoutes,
  issues: issueRoutes,
  webhooks: webhookRoutes,
} as const;

export const routes = {
  ...newsletterRoutes,
  ...subscriberRoutes,
  ...segmentRoutes,
  ...issueRoutes,
  ...webhookRoutes,
} as const;
