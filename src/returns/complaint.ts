/** Complaints: a reader pressed «spam», and the provider tells us (feedback loops, RFC 5965). */
import { fieldOf } from './fields.ts';
import type { ReturnedMail } from './mail.ts';

/** auth-failure (RFC 6591) is about our own domain: no reader complained. */
export type FeedbackType = 'abuse' | 'opt-out' | 'auth-failure' | 'not-spam';

/** What kind of complaint the mail is, or null when it is none. */
export function complaintIn(mail: ReturnedMail): FeedbackType | null {
  if (mail.feedback !== null) return feedbackType(fieldOf(mail.feedback, 'feedback-type') ?? '');
  const from = fieldOf(mail.headers, 'from') ?? '';
  // Microsoft's feedback loop (JMRP) writes no RFC 5965 report.
  if (/staff@hotmail\.com/i.test(from) && /^complaint about message/i.test(mail.subject)) return 'abuse';
  // What Apple Mail and others send for a reader who asked to leave.
  if (/^\s*unsubscribe\s*$/i.test(mail.subject)) return 'opt-out';
  return null;
}

function feedbackType(written: string): FeedbackType {
  const type = written.trim().toLowerCase();
  if (type.startsWith('auth')) return 'auth-failure';
  if (type === 'not-spam') return 'not-spam';
  return type.startsWith('opt-out') || type === 'unsubscribe' ? 'opt-out' : 'abuse';
}
