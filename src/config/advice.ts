/** What is allowed in the environment and yet hardly meant: said at every start, stops nothing. */
import { type Configuration, variableNames } from './environment.ts';
import { isLoopback } from './reached.ts';

export type Advice = { readonly variable: string; readonly message: string };

/** A slip of the pen in a variable's name would otherwise go unnoticed for ever. */
export function adviceFor(
  environment: Record<string, string | undefined>,
  configuration: Configuration,
): readonly Advice[] {
  return [...unknownVariables(environment), ...unsafeAddress(configuration)];
}

function unknownVariables(environment: Record<string, string | undefined>): readonly Advice[] {
  return Object.keys(environment)
    .filter((name) => name.startsWith('HEBDO_') && !variableNames.includes(name))
    .map((variable) => {
      const near = nearest(variable);
      return {
        variable,
        message: near ? `Hebdo reads no such variable; is ${near} meant?` : 'Hebdo reads no such variable',
      };
    });
}

/** Links in letters carry a reader's key: beyond this machine they must not travel in the open. */
function unsafeAddress({ publicUrl }: Configuration): readonly Advice[] {
  if (publicUrl === undefined || publicUrl.startsWith('https:')) return [];
  if (isLoopback(new URL(publicUrl).hostname)) return [];
  const message = `should begin with https:// (mail programs refuse one-click unsubscription without it, RFC 8058)`;
  return [{ variable: 'PUBLIC_URL', message }];
}

function nearest(name: string): string | undefined {
  const [best] = variableNames
    .map((known) => ({ known, distance: editDistance(name, known) }))
    .sort((one, other) => one.distance - other.distance);
  return best && best.distance <= 3 ? best.known : undefined;
}

/** Levenshtein's: how many letters to add, drop or change. */
function editDistance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (const [line, letter] of [...one].entries()) {
    const next = [line + 1];
    for (const [at, wanted] of [...other].entries())
      next.push(
        Math.min((row[at] ?? 0) + (letter === wanted ? 0 : 1), (row[at + 1] ?? 0) + 1, (next[at] ?? 0) + 1),
      );
    row = next;
  }
  return row[other.length] ?? 0;
}
