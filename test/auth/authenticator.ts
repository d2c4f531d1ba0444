/** An authenticator in software: makes what a browser's WebAuthn API would hand to the desk's script. */
import { fromBase64Url, toBase64Url } from '../../src/auth/base64url.ts';

type Bytes = Uint8Array<ArrayBuffer>;

const utf8 = (text: string): Bytes => Uint8Array.from(new TextEncoder().encode(text));
const digest = async (bytes: Bytes) => new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));

export interface Ceremony {
  challenge: string;
  origin: string;
  rpId: string;
  flags?: number;
  counter?: number;
  type?: string;
  /** More members of the client data. */
  client?: Record<string, unknown>;
  /** Appended to the authenticator data. */
  tail?: number[];
  userHandle?: string;
}

/** COSE's names: ES256, EdDSA, RS256. */
export type Algorithm = -7 | -8 | -257;

/** One ECDSA integer of a DER signature: no needless zeros, and one where the high bit would mean minus. */
function derInteger(bytes: Uint8Array): number[] {
  const trimmed = [...bytes].slice(bytes.findIndex((byte) => byte !== 0));
  const positive = (trimmed[0] ?? 0) >= 0x80 ? [0, ...trimmed] : trimmed;
  return [0x02, positive.length, ...positive];
}

export function der(raw: Uint8Array): Bytes {
  const body = [...derInteger(raw.slice(0, 32)), ...derInteger(raw.slice(32))];
  return new Uint8Array([0x30, body.length, ...body]);
}

/** RFC 8949: a byte string, and what its length takes. */
const cborBytes = (bytes: Uint8Array): number[] => {
  const { length } = bytes;
  const head =
    length < 24 ? [0x40 + length] : length < 256 ? [0x58, length] : [0x59, length >> 8, length & 255];
  return [...head, ...bytes];
};
const cborText = (text: string): number[] => [0x60 + text.length, ...utf8(text)];

/** RFC 9052, section 7: the public key as an authenticator writes it. */
function coseKey(algorithm: Algorithm, jwk: JsonWebKey): number[] {
  const part = (value: string | undefined) => cborBytes(fromBase64Url(value ?? '') ?? new Uint8Array());
  switch (algorithm) {
    case -7:
      return [0xa5, 1, 2, 3, 0x26, 0x20, 1, 0x21, ...part(jwk.x), 0x22, ...part(jwk.y)];
    case -8:
      return [0xa4, 1, 1, 3, 0x27, 0x20, 6, 0x21, ...part(jwk.x)];
    case -257:
      return [0xa4, 1, 3, 3, 0x39, 1, 0, 0x20, ...part(jwk.n), 0x21, ...part(jwk.e)];
  }
}

const parameters = (algorithm: Algorithm) => {
  switch (algorithm) {
    case -7:
      return { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
    case -8:
      return { name: 'Ed25519' };
    case -257:
      return {
        name: 'RSASSA-PKCS1-v1_5',
        hash: 'SHA-256',
        modulusLength: 2048,
        publicExponent: new Uint8Array([1, 0, 1]),
      };
  }
};

export async function newAuthenticator(algorithm: Algorithm = -7) {
  const keys = await crypto.subtle.generateKey(parameters(algorithm), true, ['sign', 'verify']);
  if (!('privateKey' in keys)) throw new Error('no key pair');
  const spki = await crypto.subtle.exportKey('spki', keys.publicKey);
  const cose = coseKey(algorithm, (await crypto.subtle.exportKey('jwk', keys.publicKey)) as JsonWebKey);
  const credentialId = crypto.getRandomValues(new Uint8Array(20));
  const id = toBase64Url(credentialId);
  let owner = '';

  const clientData = ({ challenge, origin, client, ...ceremony }: Ceremony, type: string) =>
    utf8(JSON.stringify({ type: ceremony.type ?? type, challenge, origin, ...client }));
  const authData = async (ceremony: Ceremony, flags: number, credential: number[]) => {
    const counter = new Uint8Array(4);
    new DataView(counter.buffer).setUint32(0, ceremony.counter ?? 0);
    const hash = await digest(utf8(ceremony.rpId));
    const tail = ceremony.tail ?? [];
    return new Uint8Array([...hash, ceremony.flags ?? flags, ...counter, ...credential, ...tail]);
  };
  const sign = async (data: Bytes): Promise<Bytes> => {
    const raw = new Uint8Array(await crypto.subtle.sign(parameters(algorithm), keys.privateKey, data));
    return algorithm === -7 ? der(raw) : raw;
  };

  return {
    id,
    cose: new Uint8Array(cose),
    /** Remembers whose it is, as a discoverable passkey does. */
    create: async (ceremony: Ceremony) => {
      owner = ceremony.userHandle ?? owner;
      const data = await authData(ceremony, 0x45, [...new Uint8Array(16), 0, 20, ...credentialId, ...cose]);
      return {
        id,
        clientDataJSON: toBase64Url(clientData(ceremony, 'webauthn.create')),
        authenticatorData: toBase64Url(data),
        publicKey: toBase64Url(new Uint8Array(spki as ArrayBuffer)),
        algorithm: algorithm as number,
        transports: ['internal'],
      };
    },
    get: async (ceremony: Ceremony) => {
      const client = clientData(ceremony, 'webauthn.get');
      const data = await authData(ceremony, 0x05, []);
      return {
        id,
        clientDataJSON: toBase64Url(client),
        authenticatorData: toBase64Url(data),
        signature: toBase64Url(await sign(new Uint8Array([...data, ...(await digest(client))]))),
        userHandle: (ceremony.userHandle ?? owner) as string | null,
      };
    },
  };
}

/** The attestation object "none" around authenticator data, which a browser also gives and the desk never reads. */
export function attestationObject(authenticatorData: string): string {
  const data = fromBase64Url(authenticatorData) ?? new Uint8Array();
  return toBase64Url(
    new Uint8Array([
      0xa3,
      ...cborText('fmt'),
      ...cborText('none'),
      ...cborText('attStmt'),
      0xa0,
      ...cborText('authData'),
      ...cborBytes(data),
    ]),
  );
}
