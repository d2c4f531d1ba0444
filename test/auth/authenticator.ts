/** An authenticator in software: makes what a browser's WebAuthn API would hand to the desk's script. */
import { toBase64Url } from '../../src/auth/base64url.ts';

const utf8 = (text: string) => Uint8Array.from(new TextEncoder().encode(text));
const digest = async (bytes: Uint8Array<ArrayBuffer>) =>
  new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));

export interface Ceremony {
  challenge: string;
  origin: string;
  rpId: string;
  flags?: number;
  counter?: number;
  type?: string;
}

/** One ECDSA integer of a DER signature: no needless zeros, and one where the high bit would mean minus. */
function derInteger(bytes: Uint8Array): number[] {
  const trimmed = [...bytes].slice(bytes.findIndex((byte) => byte !== 0));
  const positive = (trimmed[0] ?? 0) >= 0x80 ? [0, ...trimmed] : trimmed;
  return [0x02, positive.length, ...positive];
}

export function der(raw: Uint8Array): Uint8Array<ArrayBuffer> {
  const body = [...derInteger(raw.slice(0, 32)), ...derInteger(raw.slice(32))];
  return new Uint8Array([0x30, body.length, ...body]);
}

export async function newAuthenticator() {
  const keys = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, [
    'sign',
    'verify',
  ]);
  if (!('privateKey' in keys)) throw new Error('no key pair');
  const spki = await crypto.subtle.exportKey('spki', keys.publicKey);
  const credentialId = crypto.getRandomValues(new Uint8Array(20));
  const id = toBase64Url(credentialId);

  const clientData = (ceremony: Ceremony, type: string) =>
    utf8(
      JSON.stringify({ type: ceremony.type ?? type, challenge: ceremony.challenge, origin: ceremony.origin }),
    );
  const authData = async (ceremony: Ceremony, flags: number, tail: number[]) => {
    const counter = new Uint8Array(4);
    new DataView(counter.buffer).setUint32(0, ceremony.counter ?? 0);
    const hash = await digest(utf8(ceremony.rpId));
    return new Uint8Array([...hash, ceremony.flags ?? flags, ...counter, ...tail]);
  };

  return {
    id,
    create: async (ceremony: Ceremony) => ({
      id,
      clientDataJSON: toBase64Url(clientData(ceremony, 'webauthn.create')),
      authenticatorData: toBase64Url(
        await authData(ceremony, 0x45, [...new Uint8Array(16), 0, 20, ...credentialId, 0xa0]),
      ),
      publicKey: toBase64Url(new Uint8Array(spki as ArrayBuffer)),
      algorithm: -7,
      transports: ['internal'],
    }),
    get: async (ceremony: Ceremony) => {
      const client = clientData(ceremony, 'webauthn.get');
      const data = await authData(ceremony, 0x05, []);
      const signed = new Uint8Array([...data, ...(await digest(client))]);
      const raw = await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, keys.privateKey, signed);
      return {
        id,
        clientDataJSON: toBase64Url(client),
        authenticatorData: toBase64Url(data),
        signature: toBase64Url(der(new Uint8Array(raw))),
        userHandle: null,
      };
    },
  };
}
