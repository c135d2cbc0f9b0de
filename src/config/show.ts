/** The effective configuration as one line for a person, secrets masked. */
import { relative } from 'node:path';
import type { Configuration } from './environment.ts';

/**
 * Such as «database embedded (.hebdo/postgres) · queue postgres · relay smtps://user:•••@host:465 · public http://…».
 * Paths are shown from the folder given.
 */
export function showConfiguration(configuration: Configuration, folder: string): string {
  const { database, queue, smtp } = configuration;
  const path = (of: string) => relative(folder, of) || '.';
  return [
    database.kind === 'embedded'
      ? `database embedded (${path(database.folder)})`
      : `database ${maskUrl(database.url)}`,
    queue.kind === 'redis' ? `queue ${maskUrl(queue.url)}` : 'queue postgres',
    smtp
      ? `relay ${[smtp.url, ...smtp.more].map(maskUrl).join(' and ')} (up to ${smtp.connections} connections)`
      : 'relay none',
    ...Object.entries(smtp?.pace ?? {}).map(([provider, rate]) => `${provider} ${shownRate(rate)}`),
    ...(configuration.dkim.length > 0 ? [`DKIM ${configuration.dkim.map(shownKey).join(', ')}`] : []),
    ...(configuration.imap ? [`returns ${maskUrl(configuration.imap)}`] : []),
    ...(configuration.bounceListen ? [`returns by SMTP on ${shownPlace(configuration.bounceListen)}`] : []),
    `public ${configuration.publicUrl ?? 'not set'}`,
    `site ${configuration.host}:${configuration.port}`,
    ...(configuration.metricsListen ? [`metrics ${shownPlace(configuration.metricsListen)}`] : []),
    `templates ${path(configuration.templates)}`,
    `secret ${configuration.secret ? 'given' : 'kept in home'}`,
    ...(configuration.allowPrivateFeeds ? ['private feeds allowed'] : []),
    ...(configuration.allowPrivateWebhooks ? ['private webhooks allowed'] : []),
  ].join(' · ');
}

function shownRate(perSecond: number): string {
  return perSecond >= 1 ? `${Math.round(perSecond * 10) / 10}/s` : `${Math.round(perSecond * 600) / 10}/min`;
}

function shownKey({ domain, selector, active }: Configuration['dkim'][number]): string {
  return `${selector} of ${domain}${active ? '' : ' (standby)'}`;
}

function shownPlace({ host, port }: { readonly host: string; readonly port: number }): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`;
}

/** The address with its password hidden, also one given as a parameter (`?password=…`). */
export function maskUrl(address: string): string {
  const url = new URL(address);
  const parameters = url.search.replace(/([?&][^=&]*(?:pass|secret|token|key)[^=&]*=)[^&]*/gi, '$1•••');
  const user = url.username ? `${url.username}${url.password ? ':•••' : ''}@` : url.password ? ':•••@' : '';
  return `${url.protocol}//${user}${url.host}${url.pathname.replace(/\/$/, '')}${parameters}`;
}
