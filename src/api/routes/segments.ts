/** Segments: readers chosen by conditions; the tree is data, and counted as it stands. */
import { z } from 'zod';
import { measure, segmentName, segmentTitle, segmentTree, treeLimits } from '../../audience/segment.ts';
import type { RouteShape } from '../route.ts';
import { id, moment, pageOf, pageQuery } from '../schemas.ts';

export const segment = z
  .strictObject({
    id,
    name: segmentName,
    title: z.string(),
    tree: segmentTree,
    created_at: moment,
    changed_at: moment,
  })
  .meta({ id: 'Segment' });
const counted = z
  .strictObject({
    readers: z.int().min(0),
    receiving: z.record(z.string(), z.int().min(0)).describe('Of those, how many receive each newsletter.'),
  })
  .meta({ id: 'SegmentCount' });

const tree = segmentTree.refine((given) => {
  const { nodes, depth } = measure(given);
  return nodes <= treeLimits.nodes && depth <= treeLimits.depth;
}, `must have at most ${treeLimits.nodes} conditions in ${treeLimits.depth} levels`);
const params = z.strictObject({ name: segmentName });

export const segmentRoutes = {
  listSegments: {
    method: 'GET',
    path: '/segments',
    scope: 'segments',
    summary: { fr: 'Les segments', en: 'Segments' },
    query: z.strictObject(pageQuery),
    answers: { 200: pageOf(segment) },
    problems: ['invalid'],
  },
  createSegment: {
    method: 'POST',
    path: '/segments',
    scope: 'segments',
    summary: { fr: 'Créer un segment', en: 'Make a segment' },
    body: z.strictObject({ name: segmentName, title: segmentTitle, tree }).meta({ id: 'NewSegment' }),
    answers: { 201: segment },
    problems: ['conflict'],
  },
  countTree: {
    method: 'POST',
    path: '/segments/count',
    scope: 'segments',
    summary: { fr: 'Compter sans rien garder', en: 'Count, and keep nothing' },
    body: z.strictObject({ tree }).meta({ id: 'SegmentToCount' }),
    answers: { 200: counted },
    problems: [],
  },
  readSegment: {
    method: 'GET',
    path: '/segments/:name',
    scope: 'segments',
    summary: { fr: 'Un segment', en: 'One segment' },
    params,
    answers: { 200: segment },
    problems: ['not_found'],
  },
  replaceSegment: {
    method: 'PUT',
    path: '/segments/:name',
    scope: 'segments',
    summary: { fr: 'Changer un segment', en: 'Change a segment' },
    params,
    body: z.strictObject({ title: segmentTitle, tree }).meta({ id: 'SegmentChange' }),
    answers: { 200: segment },
    problems: ['not_found'],
  },
  removeSegment: {
    method: 'DELETE',
    path: '/segments/:name',
    scope: 'segments',
    summary: {
      fr: 'Supprimer un segment que rien n’utilise',
      en: 'Remove a segment that nothing uses',
    },
    params,
    answers: { 204: null },
    problems: ['not_found', 'conflict'],
  },
  countSegment: {
    method: 'GET',
    path: '/segments/:name/count',
    scope: 'segments',
    summary: { fr: 'Combien de lecteurs, maintenant', en: 'How many readers, now' },
    params,
    answers: { 200: counted },
    problems: ['not_found', 'conflict'],
  },
} as const satisfies Readonly<Record<string, RouteShape>>;
