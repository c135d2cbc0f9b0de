/** Holds requests and answers to openapi.json by a validator that is none of ours: Ajv, JSON Schema 2020-12. */
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';

type Content = Readonly<Record<string, { readonly schema: object }>>;
type Operation = {
  readonly requestBody?: { readonly content: Content };
  readonly responses: Readonly<Record<string, { readonly content?: Content }>>;
};
export type Description = {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, object>> };
};
export type Exchange = {
  readonly method: string;
  readonly path: string;
  /** What was sent, parsed; undefined: nothing, or no JSON. */
  readonly sent: unknown;
  readonly answer: Response;
  readonly json: unknown;
};

/** Throws when an answer is none that is described (status, type or any field), or when a body was taken that is not described. */
export function describedExchanges(description: Description): (exchange: Exchange) => void {
  const validatorOf = validators(description);
  const operationOf = operations(description);
  return ({ method, path, sent, answer, json }) => {
    const operation = operationOf(method, path);
    if (operation === undefined) return;
    const here = `${method} ${path}: ${answer.status}`;
    const schema = answerSchema(operation, answer, here);
    if (schema !== null) hold(validatorOf(schema), json, `${here}, the answer`);
    else if (json !== null) throw new Error(`${here} has a body where none is described`);
    const body = operation.requestBody?.content['application/json']?.schema;
    if (answer.ok && body !== undefined && sent !== undefined)
      hold(validatorOf(body), sent, `${here}, the body`);
  };
}

function operations({ paths }: Description): (method: string, path: string) => Operation | undefined {
  const patterns = Object.entries(paths).map(([path, methods]) => ({
    pattern: new RegExp(`^${path.replace(/\{\w+\}/g, '[^/]+')}$`),
    methods,
  }));
  // «/segments/count» before «/segments/{name}»: the first one with this method is the literal one.
  patterns.sort(
    (one, other) => one.pattern.source.split('[').length - other.pattern.source.split('[').length,
  );
  return (method, path) => {
    const [bare = ''] = path.split('?');
    const name = method.toLowerCase();
    return patterns.find(({ pattern, methods }) => pattern.test(bare) && methods[name])?.methods[name];
  };
}

/** null: no body is described. */
function answerSchema({ responses }: Operation, { status, headers }: Response, here: string): object | null {
  const response = responses[status];
  if (response === undefined) throw new Error(`${here} is not described`);
  if (response.content === undefined) return null;
  const [type = ''] = (headers.get('content-type') ?? '').split(';');
  const schema = response.content[type]?.schema;
  if (schema === undefined) throw new Error(`${here} as ${type} is not described`);
  return schema;
}

/** Strict: a keyword or a format that JSON Schema does not know is a mistake of the description. */
export function validators({
  components,
}: Pick<Description, 'components'>): (schema: object) => ValidateFunction {
  const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, allErrors: true });
  formats.default(ajv);
  ajv.addVocabulary(['components']);
  const compiled = new Map<object, ValidateFunction>();
  return (schema) => {
    const known = compiled.get(schema) ?? ajv.compile({ ...schema, components });
    compiled.set(schema, known);
    return known;
  };
}

function hold(validate: ValidateFunction, value: unknown, what: string): void {
  if (!validate(value)) throw new Error(`${what} is not as described: ${JSON.stringify(validate.errors)}`);
}
