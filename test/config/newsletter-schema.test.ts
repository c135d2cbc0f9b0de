import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { newsletterJsonSchema } from '../../src/config/newsletter.ts';

it('templates/newsletter.schema.json is what newsletterJsonSchema() gives', () => {
  const kept = readFileSync(new URL('../../templates/newsletter.schema.json', import.meta.url), 'utf8');
  // When this fails: node -e "import('./src/config/newsletter.ts').then((m) => console.log(JSON.stringify(m.newsletterJsonSchema(), null, 2)))" > templates/newsletter.schema.json
  expect(JSON.parse(kept)).toEqual(newsletterJsonSchema());
});
