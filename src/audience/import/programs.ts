/** Which program wrote a list, told by columns that it alone writes together; receipts name it. */

/**
 * Names after `plain`. Read in each program's source or help, November 2026: Mailchimp's audience export, Brevo's contacts,
 * Mailjet's contact properties (API v3), listmonk (cmd/subscribers.go), Ghost (members-csv), Mailtrain
 * (server/routes/subscriptions.js), Substack's email_list.csv; our own are those of `../export.ts`.
 */
const signs = {
  Hebdo: ['email', 'more communes', 'sections', 'paused until', 'consent source'],
  Mailchimp: ['email address', 'leid', 'euid'],
  Brevo: ['email', 'added time', 'modified time'],
  Mailjet: ['email', 'isexcludedfromcampaigns'],
  listmonk: ['uuid', 'email', 'attributes', 'status'],
  Ghost: ['email', 'subscribed to emails', 'complimentary plan'],
  Mailtrain: ['cid', 'status', 'hash email', 'email'],
  Substack: ['email', 'active subscription', 'email disabled'],
} as const satisfies Record<string, readonly string[]>;

export type Program = keyof typeof signs;

/** null: a spreadsheet, or a program that we do not know. */
export function programOf(spelled: readonly string[]): Program | null {
  const programs = Object.entries(signs) as [Program, readonly string[]][];
  return programs.find(([, names]) => names.every((name) => spelled.includes(name)))?.[0] ?? null;
}
