import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { newsletterJsonSchema } from '../../src/config/newsletter.ts';

it('templates/newsletter.schema.json is what newsletterJsonSchema() gives', () => {
  const kept = readFileSync(new URL('../../templates/newsletter.schema.json', import.meta.url), 'utf8');
  // When this fails: npx vitest run test/config/newsletter-schema.test.ts --update
  expect(JSON.parse(kept)).toEqual(newsletterJsonSchema());
});
