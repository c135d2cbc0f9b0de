/** Settings of whom a newsletter is for: audience, sign-up, archive, tracking. */
import { z } from 'zod';
import { httpUrl, identifier } from './newsletter-values.ts';

export const readerSettings = {
  audience: z
    .strictObject({
      /** Its issues leave to the readers of this segment alone («hebdo segments»), unless an editor chooses another. */
      segment: identifier.optional(),
      /** A channel for subscribers: readers without the premium mark get no letter, whatever they asked for. */
      premium_only: z.boolean().optional(),
    })
    .default({}),
  /** The sign-up page, /s/<newsletter>. */
  sign_up: z
    .strictObject({
      /** false: nobody joins it any more, whatever link they follow. Who has it may keep it, and its archive stays. */
      open: z.boolean().default(true),
      /** Sites whose pages may show the form in a frame, such as https://www.example.org; the publisher's always may. */
      embed_on: z.array(httpUrl).default([]),
      /** Against list bombing: the visitor's browser computes for about a second. Without script the limits are stricter. */
      proof_of_work: z.boolean().default(false),
      /** What a reader gets after confirming: a short letter that leads to the latest issue, or nothing. */
      welcome: z.enum(['latest_issue', 'none']).default('latest_issue'),
    })
    .default({ open: true, embed_on: [], proof_of_work: false, welcome: 'latest_issue' }),
  /** The public archive, /kiosque/<newsletter>. */
  kiosque: z
    .strictObject({
      /** Whether search engines may list the issues. */
      robots: z.enum(['noindex', 'index']).default('noindex'),
    })
    .default({ robots: 'noindex' }),
  /** What letters tell of openings and clicks. A reader's own are recorded with their consent alone, whatever stands here. */
  tracking: z
    .strictObject({
      /** aggregate: clicks are counted by link for all, without saying whose. consented: of readers who agreed only. */
      clicks: z.enum(['aggregate', 'consented', 'off']).default('aggregate'),
      opens: z.enum(['consented', 'off']).default('consented'),
    })
    .default({ clicks: 'aggregate', opens: 'consented' }),
};
