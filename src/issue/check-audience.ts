/** Checks how many readers the letter has, against the last one that was sent. Pure. */
import { type Say, sayCount } from '../config/say.ts';
import type { Finding } from './finding.ts';

/** Letters that would be written now, and that the last sent issue had; null before the first. */
export type AudienceSize = {
  readonly now: number;
  readonly last: number | null;
  /** How many of release.seeds are no readers: they would get nothing, and nobody would look first. */
  readonly seedsAway?: number;
};

export function checkAudience(size: AudienceSize, limitPercent: number, say: Say): Finding[] {
  return [...checkSize(size, limitPercent, say), ...checkSeeds(size, say)];
}

function checkSeeds({ seedsAway = 0 }: AudienceSize, say: Say): Finding[] {
  if (seedsAway === 0) return [];
  return [
    {
      level: 'warn',
      check: 'audience',
      place: 'release.seeds',
      message: say(
        `${seedsAway} des adresses qui la reçoivent en premier ne sont pas abonnées.`,
        `${seedsAway} of the addresses that get it first are not subscribed.`,
      ),
      fix: say(
        'Abonnez-les : hebdo subscribers add ; ou ôtez-les de newsletter.yaml.',
        'Subscribe them: hebdo subscribers add; or take them out of newsletter.yaml.',
      ),
    },
  ];
}

function checkSize({ now, last }: AudienceSize, limitPercent: number, say: Say): Finding[] {
  const finding = { check: 'audience', place: say('destinataires', 'audience') } as const;
  if (now === 0)
    return [
      {
        ...finding,
        level: 'block',
        message: say('Personne ne recevrait cette lettre.', 'Nobody would receive this letter.'),
        fix: say(
          'Importez des lecteurs : hebdo subscribers import.',
          'Import readers: hebdo subscribers import.',
        ),
      },
    ];
  if (last === null || last === 0) return [];
  const change = ((now - last) / last) * 100;
  if (Math.abs(change) <= limitPercent) return [];
  const percent = `${change > 0 ? '+' : '−'}${Math.abs(Math.round(change))} %`;
  return [
    {
      ...finding,
      level: 'warn',
      message: sayCount(
        now,
        say,
        [
          `${now} lecteur, contre ${last} pour le dernier numéro (${percent}).`,
          `${now} lecteurs, contre ${last} pour le dernier numéro (${percent}).`,
        ],
        [
          `${now} reader, against ${last} for the last issue (${percent}).`,
          `${now} readers, against ${last} for the last issue (${percent}).`,
        ],
      ),
      fix: say(
        'Vérifiez le dernier import et les désabonnements.',
        'Look at the last import and the unsubscriptions.',
      ),
    },
  ];
}
