/** The part of the studio's script that keeps what was chosen in a form that brings a page, and offers what was kept and not saved. */
export const offering = `
// A tick that is asked for says «I am sure»: it is given anew.
const choices = ['select', 'input[type=radio]', 'input[type=checkbox]:not([required])']
  .map((kind) => 'form[method=post]:not([data-saves]) ' + kind + '[id]').join(', ');
const byDefault = (field) => field.options
  ? ([...field.options].find(({ defaultSelected }) => defaultSelected) ?? field.options[0])?.value
  : String(field.defaultChecked);
const chosenIn = (field) => (field.options ? field.value : String(field.checked));
/** As the form goes: a choice is no work before. Of radios only the one that was taken is kept. */
function keepChoices(form) {
  for (const field of form.querySelectorAll(choices)) {
    const chosen = chosenIn(field);
    const isOther = chosen !== byDefault(field) || isUnsaved(field);
    if (isOther && !(field.type === 'radio' && !field.checked)) localStorage.setItem(keyOf(field), chosen);
    else localStorage.removeItem(keyOf(field));
  }
}
function offerChoices(root) {
  for (const field of root.querySelectorAll(choices)) {
    const kept = localStorage.getItem(keyOf(field));
    const option = [...(field.options ?? [])].find(({ value }) => value === kept);
    if (kept === byDefault(field) || (field.options && !option)) isUnsaved(field) || localStorage.removeItem(keyOf(field));
    else if (kept !== null && kept !== chosenIn(field))
      offer(field, 'chosen', [kept === 'false' ? say('unticked') : '', quoted((option ?? field.labels[0]).textContent.trim())], () => {
        if (option) field.value = kept;
        else field.checked = kept === 'true';
      });
  }
}
/** A day as people write it. */
function asWritten({ type }, kept) {
  const isDay = type === 'date';
  if (!isDay && type !== 'datetime-local') return kept;
  const how = { timeZone: 'UTC', dateStyle: 'long', ...(isDay ? {} : { timeStyle: 'short' }) };
  return new Intl.DateTimeFormat(document.documentElement.lang, how).format(new Date(kept + (isDay ? '' : 'Z')));
}
function quoted(text) {
  const quote = document.createElement('q');
  quote.textContent = text.length > 300 ? text.slice(0, 300) + '\\u2026' : text;
  return quote;
}
function offer(field, what, shown, putIn) {
  const box = document.createElement('div');
  box.className = 'said warn small typed';
  box.setAttribute('role', 'status');
  const done = (act) => () => { act(); box.remove(); field.focus(); };
  box.append(say(what), ...shown, ' ', pressed('back', done(() => {
    putIn();
    field.dispatchEvent(new Event('input', { bubbles: true }));
    field.dispatchEvent(new Event('change', { bubbles: true }));
  })), ' ', pressed('forget', done(() => localStorage.removeItem(keyOf(field)))));
  (field.closest('label') ?? field).after(box);
  field.closest('details')?.setAttribute('open', '');
}
function pressed(word, act) {
  const button = Object.assign(document.createElement('button'), { type: 'button', className: 'small quiet', textContent: say(word) });
  button.addEventListener('click', act);
  return button;
}
/** Field by field is long where there are many. */
function offerAll(form) {
  const offers = () => [...form.querySelectorAll('.typed')];
  if (offers().length < 2) return;
  const box = Object.assign(document.createElement('div'), { className: 'said warn small' });
  const all = (at) => () => {
    for (const offer of offers()) offer.querySelectorAll('button')[at].click();
    box.remove();
  };
  box.append(say('whole'), pressed('allBack', all(0)), ' ', pressed('forgetAll', all(1)));
  form.prepend(box);
}
`;
