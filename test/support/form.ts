/** The forms of a page, filled in as a browser sends them. */
import { DomUtils, parseDocument } from 'htmlparser2';

type Changes = Readonly<Record<string, string | readonly string[]>>;

/** What the form with that `action` field would post as it stands, but for the fields that are set anew. */
export function formOn(html: string, action: string | null, changes: Changes = {}): URLSearchParams {
  const forms = DomUtils.getElementsByTagName('form', parseDocument(html)).map(fieldsOf);
  const fields = forms.find((form) => form.get('action') === action);
  if (fields === undefined) throw new Error(`no form with the action ${action} in:\n${html}`);
  for (const [name, values] of Object.entries(changes)) {
    fields.delete(name);
    for (const value of [values].flat()) fields.append(name, value);
  }
  return fields;
}

/** Looks at a page, presses a button of it. */
export async function press(
  url: string,
  action: string | null,
  changes: Changes = {},
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> {
  const body = formOn(await (await fetch(url)).text(), action, changes);
  return fetch(url, { method: 'POST', body, headers, redirect: 'manual' });
}

type Element = ReturnType<typeof DomUtils.getElementsByTagName>[number];

function fieldsOf(form: Element): URLSearchParams {
  const fields = new URLSearchParams();
  const given = DomUtils.getElementsByTagName((name) => name === 'input' || name === 'select', form);
  for (const { attribs, name: tag, children } of given) {
    const { name = '', type, value = '' } = attribs;
    const selected = DomUtils.getElementsByTagName('option', children).find(
      (one) => 'selected' in one.attribs,
    );
    const unticked = (type === 'checkbox' || type === 'radio') && !('checked' in attribs);
    if (!unticked) fields.append(name, tag === 'select' ? (selected?.attribs.value ?? '') : value);
  }
  return fields;
}
