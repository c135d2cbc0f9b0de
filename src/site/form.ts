/** What a POST brought, whichever way it was encoded. */
import type { Context } from 'hono';

/** Fields in order; a repeated one several times. null: the body is not a form. */
export async function formFields(context: Context): Promise<URLSearchParams | null> {
  const type = context.req.header('content-type') ?? '';
  if (!type.startsWith('multipart/form-data')) return urlEncoded(await context.req.text());
  try {
    const form = await context.req.formData();
    return new URLSearchParams(
      [...form].flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
    );
  } catch {
    return null;
  }
}

/** Some programs end a body with a line break, which would be of its last field: one that means it writes %0D%0A. */
function urlEncoded(body: string): URLSearchParams {
  return new URLSearchParams(body.trim());
}
