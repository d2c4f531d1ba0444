/**
 * What a script adds where a page has many forms: one of them is sent and the page comes back, so what was typed in
 * the others is kept for this tab and put back, for the one who typed it and nobody else. Who leaves with something unsent is asked first.
 * In a string because it is the browser's; test/desk/review.node.test.ts runs it in Chromium.
 */
export const unsentScript = `
{
  const read = (key) => { try { return JSON.parse(sessionStorage.getItem(key)) ?? []; } catch { return []; } };
  // False where there is no storage, or no room in it.
  const write = (key, kept) => {
    try {
      if (kept.length > 0) sessionStorage.setItem(key, JSON.stringify(kept));
      else sessionStorage.removeItem(key);
      return true;
    } catch { return false; }
  };
  // A page of the desk has come, so what was sent has arrived. Who goes back came from the browser's own words on a broken line.
  // Who has left the desk leaves nothing to the next person in this tab; whose session ended is asked in with the way back.
  const left = location.pathname + location.search === '/desk/enter';
  if (left || performance.getEntriesByType('navigation')[0]?.type !== 'back_forward') {
    try {
      for (const key of Object.keys(sessionStorage)) {
        if (key.startsWith('unsent:')) write(key, left ? [] : read(key).filter(({ sent }) => !sent));
      }
    } catch {}
  }

  const page = document.querySelector('[data-unsent]');
  if (page) {
    const key = 'unsent:' + page.dataset.member + page.dataset.unsent;
    const fieldsOf = (form) => [...form.elements].filter((one) => one.matches('textarea, input:not([type]), input[type=text]'));
    const forms = [...document.querySelectorAll('main form[method=post]')].filter((form) => fieldsOf(form).length > 0);
    // A text that was refused stands in a form of its own and nowhere else.
    const refused = document.getElementById('kept');
    const isTyped = (form) => form === refused?.form || fieldsOf(form).some((one) => one.value !== one.defaultValue);
    const nameOf = (form) => {
      const [first] = fieldsOf(form);
      const { segment, quote, base_revision: revision } = form.elements;
      const id = first === refused ? 'edit-' + segment.value : first.id;
      return {
        to: new URL(form.action).pathname,
        place: id || segment?.value || '',
        quote: quote?.value ?? '',
        was: first === refused ? '' : first.defaultValue,
        revision: revision?.value,
      };
    };

    // The same words first, wherever they stand now; else the same place, as a change of the revision that it was written for.
    const find = (one) => {
      const same = forms.map((form) => ({ form, is: nameOf(form) })).filter(({ is }) => is.to === one.to);
      const alike = ({ is }) => is.was === one.was && is.quote === one.quote;
      return same.find((it) => it.is.place === one.place && alike(it)) ??
        (one.was === '' ? undefined : same.find(alike)) ??
        same.find(({ is }) => is.place === one.place);
    };
    const elsewhere = read(key).filter((one) => {
      const found = find(one);
      if (!found) return true;
      const { form, is } = found;
      for (const field of fieldsOf(form)) field.value = one.values[field.name] ?? field.value;
      if (is.was !== one.was && one.revision) form.elements.base_revision.value = one.revision;
      if (!isTyped(form)) return false;
      for (let fold = form.closest('details'); fold; fold = fold.parentElement.closest('details')) fold.open = true;
      const note = document.createElement('p');
      note.className = 'hint';
      note.setAttribute('role', 'status');
      note.textContent = page.dataset.restored;
      form.before(note);
      return false;
    });

    let sent, staying = false;
    const unsent = () => forms.filter((form) => form !== sent && isTyped(form));
    const keep = () => write(key, [...elsewhere, ...forms.filter(isTyped).map((form) => ({
      ...nameOf(form),
      values: Object.fromEntries(fieldsOf(form).map((field) => [field.name, field.value])),
      ...(form === sent ? { sent: true } : {}),
    }))]);
    document.addEventListener('submit', ({ target }) => {
      sent = target;
      staying = Boolean(target.elements.back) || new URL(target.action).pathname.includes('/review/');
    });
    document.addEventListener('input', ({ target }) => { if (target.form === sent) sent = undefined; });
    document.addEventListener('click', (event) => {
      const link = event.target.closest('a[href]');
      if (link && !event.ctrlKey && !event.metaKey) staying = link.pathname.endsWith('/review') && link.pathname === page.dataset.unsent;
    });
    addEventListener('pagehide', keep);
    addEventListener('beforeunload', (event) => {
      const isKept = keep();
      const lost = refused && !refused.form;
      if (lost || (unsent().length > 0 && !(staying && isKept))) event.preventDefault();
    });
  }
}
`;
