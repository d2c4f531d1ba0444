/**
 * What a script adds: times in the visitor's own zone, and keys on the side by side view. The keys work while a
 * pair has the focus (WCAG 2.1.4: single letters must not fire anywhere else, nor while somebody writes).
 * In a string because it is the browser's; test/desk/review.node.test.ts runs it in Chromium.
 */
export const reviewScript = `
{
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const words = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: 'medium', timeStyle: 'short', hourCycle: 'h23' });
  for (const time of document.querySelectorAll('time[datetime]')) {
    if (!time.textContent.endsWith('UTC')) continue;
    time.title = time.textContent;
    time.textContent = words.format(new Date(time.dateTime));
  }

  // A time to publish at is written in the visitor's zone and sent in UTC, as the form without script sends it.
  const pad = (number) => String(number).padStart(2, '0');
  for (const input of document.querySelectorAll('input[type="datetime-local"][data-local]')) {
    const sent = document.createElement('input');
    sent.type = 'hidden';
    sent.name = input.name;
    input.removeAttribute('name');
    const at = new Date(input.value + 'Z');
    input.value = at.getFullYear() + '-' + pad(at.getMonth() + 1) + '-' + pad(at.getDate()) + 'T' + pad(at.getHours()) + ':' + pad(at.getMinutes());
    const tell = () => { sent.value = input.value ? new Date(input.value).toISOString().slice(0, 16) : ''; };
    input.addEventListener('input', tell);
    tell();
    input.after(sent);
    if (input.labels[0]) input.labels[0].textContent = input.dataset.local.replace('{zone}', own);
  }

  for (const hint of document.querySelectorAll('[data-keys]')) hint.hidden = false;
  const pairs = [...document.querySelectorAll('.pairs > .pair')];
  const go = (pair) => {
    if (!pair) return;
    pair.focus({ preventScroll: true });
    pair.scrollIntoView({ block: 'nearest' });
  };
  const open = (pair, kind) => {
    const fold = pair.querySelector('details.' + kind);
    if (!fold) return;
    fold.open = true;
    fold.querySelector('textarea')?.focus();
  };
  const does = {
    j: (at) => go(pairs[at + 1]),
    k: (at) => go(pairs[at - 1]),
    n: (at) => go(pairs.find((pair, n) => n > at && pair.classList.contains('marked')) ?? pairs.find((pair) => pair.classList.contains('marked'))),
    e: (at) => open(pairs[at], 'edit'),
    c: (at) => open(pairs[at], 'comment'),
  };
  document.addEventListener('keydown', (event) => {
    const writing = event.target.closest('input, textarea, select');
    if (writing && event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      writing.form?.requestSubmit();
      return;
    }
    const at = pairs.indexOf(event.target.closest('.pairs > .pair'));
    if (at < 0 || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Escape') {
      // Back from a form to its pair; what was typed stays in it.
      for (const fold of pairs[at].querySelectorAll('.doing > details[open]')) fold.open = false;
      go(pairs[at]);
    } else if (!writing && Object.hasOwn(does, event.key)) {
      event.preventDefault();
      does[event.key](at);
    }
  });
  const from = location.hash.startsWith('#p') && document.getElementById(location.hash.slice(1));
  if (from) from.focus({ preventScroll: true });
  for (const link of document.querySelectorAll('a[href*="#p"]')) {
    link.addEventListener('click', () => setTimeout(() => document.getElementById(link.hash.slice(1))?.focus({ preventScroll: true })));
  }
}
`;
