/** GET /api/v1: the description for people, made from the same tables; no script, nothing from elsewhere. */
import type { Context } from 'hono';
import { type Language, renderPage } from '../site/page.tsx';
import { pagePolicy } from '../site/style.ts';
import { groupWords, ruleWords, pageWords as words } from './page-words.ts';
import { problems } from './problems.ts';
import { safeHeaders } from './respond.ts';
import type { RouteShape } from './route.ts';
import { groups } from './routes.ts';

export function apiPage(context: Context, { publicUrl }: { readonly publicUrl: string }): Response {
  const asked = context.req.query('language') ?? context.req.header('accept-language') ?? '';
  const language = asked.toLowerCase().startsWith('en') ? 'en' : 'fr';
  for (const [name, value] of Object.entries(safeHeaders)) context.header(name, value);
  context.header('Content-Security-Policy', pagePolicy);
  context.header('Vary', 'Accept-Language');
  return context.html(
    renderPage({
      title: words.title[language],
      language,
      newsletter: null,
      children: <Page language={language} publicUrl={publicUrl} />,
    }),
  );
}

function Page({ language, publicUrl }: { readonly language: Language; readonly publicUrl: string }) {
  const other = language === 'fr' ? 'en' : 'fr';
  return (
    <>
      <h1>{words.title[language]}</h1>
      <p>{words.intro[language]}</p>
      <p>
        <a href="/api/v1/openapi.json">{words.description[language]}</a> ·{' '}
        <a href={`/api/v1?language=${other}`} lang={other}>
          {words.other[language]}
        </a>
      </p>
      <h2>{words.begin[language]}</h2>
      <p>{words.token[language]}</p>
      <section className="receipt">
        <p>
          <code>hebdo tokens add crm --scope subscribers:read</code>
        </p>
        <p>
          <code>curl -H "Authorization: Bearer hebdo_…" {publicUrl}/api/v1/subscribers</code>
        </p>
      </section>
      <h2>{words.rules[language]}</h2>
      {ruleWords.map((rule) => (
        <p key={rule.en}>{rule[language]}</p>
      ))}
      <h2>{words.routes[language]}</h2>
      {Object.entries(groups).map(([name, table]) => (
        <Group key={name} name={name} table={table} language={language} />
      ))}
      <h2>{words.problems[language]}</h2>
      <p>{words.problemsIntro[language]}</p>
      <section className="receipt">
        {Object.entries(problems).map(([name, { status, words: said }]) => (
          <p key={name} id={name}>
            <code>
              {status} {name}
            </code>{' '}
            {said[language]}
          </p>
        ))}
      </section>
    </>
  );
}

function Group(group: {
  readonly name: string;
  readonly table: Readonly<Record<string, RouteShape>>;
  readonly language: Language;
}) {
  const { name, table, language } = group;
  return (
    <section className="receipt">
      <h3>{groupWords[name]?.[language] ?? name}</h3>
      {Object.entries(table).map(([operation, { method, path, scope, summary }]) => (
        <p key={operation}>
          <code>
            <strong>{method}</strong> {path.replace(/:(\w+)/g, '{$1}')}
          </code>
          <span className="hint">
            {summary[language]} · {scope === 'open' ? words.open[language] : <code>{scope}</code>}
          </span>
        </p>
      ))}
    </section>
  );
}
