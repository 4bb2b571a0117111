/**
 * Extracts the public key of an X.509 certificate. It checks no name, date or issuer: the caller that fetched the
 * certificate must trust its origin.
 */

const CERTIFICATE = /-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]{1,20000})-----END CERTIFICATE-----/;
const SEQUENCE = 0x30;
/** Tag of the element `[0]`, which holds the version; certificates of version 1 omit it. */
const VERSION = 0xa0;
/** Number of elements before the key: serial number, signature algorithm, issuer, validity, subject (RFC 5280, 4.1). */
const BEFORE_KEY = 5;

interface Element {
  readonly tag: number;
  /** The element's bytes including tag and length. */
  readonly whole: Uint8Array;
  readonly content: Uint8Array;
}

/** Returns the SubjectPublicKeyInfo of the first certificate in `pem`, as DER; null where there is none. */
export function publicKeyOf(pem: string): Uint8Array | null {
  const base64 = CERTIFICATE.exec(pem)?.[1]?.replace(/\s/g, "");
  const der = base64 === undefined ? null : bytesOf(base64);
  const certificate = der === null ? null : elementAt(der, 0);
  const signed = certificate === null ? null : elementAt(certificate.content, 0);
  if (signed?.tag !== SEQUENCE) return null;
  let at = 0;
  for (let left = BEFORE_KEY; left > 0;) {
    const element = elementAt(signed.content, at);
    if (element === null) return null;
    at += element.whole.length;
    if (element.tag !== VERSION) left--;
  }
  const key = elementAt(signed.content, at);
  return key?.tag === SEQUENCE ? key.whole : null;
}

/** Returns the DER element that begins at `at`; null where it does not end within `der`. */
function elementAt(der: Uint8Array, at: number): Element | null {
  const tag = der[at];
  const first = der[at + 1];
  if (tag === undefined || first === undefined) return null;
  const more = first < 0x80 ? 0 : first - 0x80;
  // Three length bytes allow 16 MB; zero length bytes mean the indefinite form, which DER does not have.
  if (first === 0x80 || more > 3) return null;
  let length = more === 0 ? first : 0;
  for (let index = 0; index < more; index++) length = length * 256 + (der[at + 2 + index] ?? 0);
  const start = at + 2 + more;
  const end = start + length;
  return end > der.length ? null : { tag, whole: der.subarray(at, end), content: der.subarray(start, end) };
}

function bytesOf(base64: string): Uint8Array | null {
  try {
    return Uint8Array.fromBase64(base64);
  } catch {
    return null; // The text is not base64; the decoder reports that only by throwing.
  }
}
