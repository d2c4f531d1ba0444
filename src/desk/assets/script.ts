/**
 * The desk's script on every page: passkeys, which no form can do, and looking again whether a text has been read.
 * Everything else works without it. It stands in a string because it is the browser's, not the Worker's;
 * test/desk/newsroom.node.test.ts runs it in Chromium.
 */
export const script = `
const bytes = (text) => Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0));
const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');

async function post(path, body) {
  const reply = await fetch(path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!reply.ok) throw new Error(path + ' answered ' + reply.status);
  return reply.json();
}

async function enter(box) {
  const options = await post('/desk/passkeys/ask', {});
  const { id, response } = await navigator.credentials.get({
    publicKey: { ...options, challenge: bytes(options.challenge) },
  });
  const { csrf } = await post('/desk/passkeys/enter', {
    id,
    clientDataJSON: text(response.clientDataJSON),
    authenticatorData: text(response.authenticatorData),
    signature: text(response.signature),
    userHandle: response.userHandle ? text(response.userHandle) : null,
  });
  // A form that was refused because the session had ended goes out again, now with the new session's token.
  const kept = document.querySelector('form[data-kept]');
  if (!kept) return location.assign(box.dataset.next);
  kept.elements.csrf.value = csrf;
  kept.requestSubmit();
}

async function add(box) {
  const { csrf } = box.dataset;
  const options = await post('/desk/passkeys/offer', { csrf });
  const { id, response } = await navigator.credentials.create({
    publicKey: {
      ...options,
      challenge: bytes(options.challenge),
      user: { ...options.user, id: bytes(options.user.id) },
      excludeCredentials: options.excludeCredentials.map((known) => ({ ...known, id: bytes(known.id) })),
    },
  });
  await post('/desk/passkeys', {
    csrf,
    id,
    clientDataJSON: text(response.clientDataJSON),
    authenticatorData: text(response.getAuthenticatorData()),
    publicKey: text(response.getPublicKey()),
    algorithm: response.getPublicKeyAlgorithm(),
    transports: response.getTransports(),
  });
  location.assign('/desk/people?done=1');
}

for (const one of document.querySelectorAll('[data-without-script]')) one.hidden = true;
document.querySelector('.foot form').removeAttribute('target');

const does = { enter, add };
for (const box of document.querySelectorAll('[data-passkey]')) {
  if (!window.PublicKeyCredential) continue;
  box.hidden = false;
  const button = box.querySelector('button');
  button.addEventListener('click', async () => {
    button.disabled = true;
    const note = box.querySelector('[data-note]');
    note.textContent = '';
    try {
      await does[box.dataset.passkey](box);
    } catch (error) {
      console.warn(error);
      note.textContent = box.dataset.failed;
    }
    button.disabled = false;
  });
}

// A page that renews itself by a header or an element takes the place from under whoever reads it slowly; this one
// changes once, when there is news.
const LOOK_AGAIN_MS = 2000;
async function lookAgain() {
  const page = await fetch(location.href).then((reply) => (reply.ok ? reply.text() : undefined), () => undefined);
  if (page === undefined || page.includes('data-in-work="')) setTimeout(lookAgain, LOOK_AGAIN_MS);
  else location.reload();
}
if (document.querySelector('[data-in-work]')) setTimeout(lookAgain, LOOK_AGAIN_MS);

// The desk has what was sent: the browser's own copy (submit.js) may go.
if (location.pathname.startsWith('/desk/submissions/')) {
  try {
    const sent = sessionStorage.getItem('draft-sent');
    if (sent) localStorage.removeItem(sent);
    sessionStorage.removeItem('draft-sent');
  } catch {}
}
`;
