/**
 * Comfort on a form that is kept as a draft: it is saved while one types, nothing is lost with a connection or a
 * session, the preview follows, and files can be dropped. A string, because it is the browser's and not the
 * Worker's. Markup of the preview is parsed by XMLHttpRequest as a document: scripts in it never run, and no
 * text becomes markup here, so Trusted Types hold.
 */
export const submitScript = `
const KEEP_MS = 300, SAVE_MS = 1500, AGAIN_MS = 10000, LIVE_MS = 800;
const texts = (form) => Object.fromEntries([...new FormData(form)].filter(([, value]) => typeof value === 'string'));
// Still as the desk gave it: nobody has typed there, and the browser has put nothing back by itself.
const untouched = (element) => element.options
  ? element.selectedIndex === Math.max(0, [...element.options].findIndex((option) => option.defaultSelected))
  : element.value === element.defaultValue;
const later = (does) => {
  let timer;
  return { in(ms) { clearTimeout(timer); timer = setTimeout(does, ms); }, stop() { clearTimeout(timer); } };
};

for (const one of document.querySelectorAll('[data-with-script]')) one.hidden = false;

for (const form of document.querySelectorAll('form[data-draft]')) {
  const words = form.dataset;
  const key = 'draft:' + words.member + ':' + words.draft;
  const note = form.querySelector('[data-note]');
  const say = (text) => { if (note && note.textContent !== text) note.textContent = text; };
  let version = 0, saving = false;

  // Without storage (private windows, full quota) the desk's own copy still is there.
  const keep = () => { try { localStorage.setItem(key, JSON.stringify({ at: Date.now(), fields: texts(form) })); } catch {} };
  const forget = () => { try { localStorage.removeItem(key); } catch {} };
  const kept = () => { try { return JSON.parse(localStorage.getItem(key)); } catch { return null; } };

  // A session that was begun anew in another tab has another token; our own page tells it.
  async function renewToken() {
    const page = await ask('GET', location.pathname.startsWith('/desk/submit') ? '/desk/submit' : location.pathname);
    const field = page.document && page.document.querySelector('input[name=csrf]');
    if (page.status === 200 && field && field.value !== form.elements.csrf.value) {
      form.elements.csrf.value = field.value;
      return true;
    }
    return false;
  }

  async function save() {
    if (saving) return saves.in(SAVE_MS);
    saving = true;
    const saved = version;
    let status = 0;
    try {
      const post = () => fetch('/desk/drafts', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(texts(form)),
      });
      ({ status } = await post());
      if (status === 403 && (await renewToken())) ({ status } = await post());
    } catch {}
    saving = false;
    if (status === 200) {
      say(words.noteSaved);
      if (saved === version) forget();
      return;
    }
    if (status === 413) return say(words.noteLong);
    say(status === 401 || status === 403 ? words.noteSession : words.noteKept);
    saves.in(AGAIN_MS);
  }
  const keeps = later(keep);
  const saves = later(save);

  // On a slow line people type before this script has come.
  const early = [...form.elements].some((element) => /^(?:INPUT|TEXTAREA|SELECT)$/.test(element.tagName) && !untouched(element));
  const found = 'given' in words ? null : kept();
  if (found && found.at > Number(words.savedAt)) {
    const now = texts(form);
    let differs = false;
    for (const [name, value] of Object.entries(found.fields)) {
      const element = form.elements[name];
      if (name === 'csrf' || name === 'draft' || !element || value === now[name] || !untouched(element)) continue;
      element.value = value;
      differs = true;
    }
    if (differs) { say(words.noteRestored); saves.in(0); } else forget();
  } else if (found) forget();
  try { sessionStorage.removeItem('draft-sent'); } catch {}

  form.addEventListener('input', () => {
    version++;
    keeps.in(KEEP_MS);
    saves.in(SAVE_MS);
    if (lives) lives.in(LIVE_MS);
  });
  addEventListener('pagehide', () => { if (version > 0 && !sent) keep(); });
  addEventListener('online', () => { if (kept()) saves.in(0); });
  let sent = false;
  form.addEventListener('submit', () => {
    keeps.stop();
    saves.stop();
    // Until the desk has answered it stands in the browser; desk.js takes it away where the desk has it.
    if (version > 0) keep();
    sent = true;
    try { sessionStorage.setItem('draft-sent', key); } catch {}
  });

  const part = document.querySelector('[data-live-part]');
  const lives = words.live && part ? later(show) : undefined;
  let asked = 0;
  async function show() {
    const turn = ++asked;
    if (form.elements.markdown.value.trim() === '') return;
    if (form.elements.lang.value === '') {
      const first = document.createElement('p');
      first.className = 'hint';
      first.setAttribute('role', 'status');
      first.textContent = words.noLang;
      if (part.textContent !== words.noLang) part.replaceChildren(first);
      return;
    }
    const { status, document: page } = await ask('POST', words.live, JSON.stringify(texts(form)));
    const fresh = page && page.querySelector('[data-live-part]');
    if (!fresh || turn !== asked) return;
    part.replaceChildren(...[...fresh.childNodes].map((node) => document.importNode(node, true)));
    // Too many looks at once say nothing of the fields.
    if (status !== 200 && status !== 422) return;
    wrong = new Map([...part.querySelectorAll('[data-wrong]')].map((one) => [one.dataset.wrong, one.textContent]));
    mark();
  }

  // Beside its field, as when the form was sent: but not in the one that somebody is still writing in.
  let wrong;
  function mark() {
    if (!wrong) return;
    for (const name of Object.keys(texts(form))) {
      const field = form.elements[name];
      const note = document.getElementById(field.id + '-error');
      const message = wrong.get(name);
      if (!field.id || (message && field === document.activeElement)) continue;
      if (!message) {
        note?.remove();
        field.removeAttribute('aria-invalid');
        describe(field, false);
      } else if (note) note.textContent = message;
      else {
        const fresh = document.createElement('p');
        fresh.className = 'error';
        fresh.id = field.id + '-error';
        fresh.textContent = message;
        field.before(fresh);
        field.setAttribute('aria-invalid', 'true');
        describe(field, true);
      }
    }
  }
  function describe(field, isWrong) {
    const ids = (field.getAttribute('aria-describedby') ?? '').split(' ').filter((id) => id && id !== field.id + '-error');
    if (isWrong) ids.push(field.id + '-error');
    if (ids.length > 0) field.setAttribute('aria-describedby', ids.join(' '));
    else field.removeAttribute('aria-describedby');
  }
  form.addEventListener('focusout', () => setTimeout(mark));
  if (lives && !part.querySelector('section')) lives.in(0);

  if (early) form.dispatchEvent(new Event('input'));

  const area = form.elements.markdown;
  const { markdown_file: chosen, header_image: picture } = form.elements;
  const put = (input, file) => {
    const held = new DataTransfer();
    held.items.add(file);
    input.files = held.files;
  };
  const take = async (file) => {
    if (file.type.startsWith('image/') && picture) {
      put(picture, file);
      return true;
    }
    const text = file.size < 2000000 ? await file.text() : '';
    // Not UTF-8: the desk reads it from the file field, where it knows more encodings.
    if (text.trim() === '' || /[\\0\\uFFFD]/.test(text)) return false;
    area.setRangeText(text, area.selectionStart, area.selectionEnd, 'end');
    area.dispatchEvent(new Event('input', { bubbles: true }));
    return true;
  };
  area.addEventListener('dragover', (event) => { if (event.dataTransfer.types.includes('Files')) event.preventDefault(); });
  area.addEventListener('drop', async (event) => {
    const [file] = event.dataTransfer.files;
    if (!file) return;
    event.preventDefault();
    if (!(await take(file)) && chosen) put(chosen, file);
  });
  if (chosen) chosen.addEventListener('change', async () => {
    const [file] = chosen.files;
    if (file && area.value.trim() === '' && (await take(file))) chosen.value = '';
  });
}

function ask(method, path, body) {
  return new Promise((done) => {
    const request = new XMLHttpRequest();
    request.open(method, path);
    request.responseType = 'document';
    if (body) request.setRequestHeader('Content-Type', 'application/json');
    request.onloadend = () => done({ status: request.status, document: request.response });
    request.send(body);
  });
}
`;
