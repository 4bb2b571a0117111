/** A certificate made on the spot, so that no private key lies in the repository: the least DER that holds a public key. */

export interface Signer {
  readonly pem: string;
  /** base64 of the RSA-SHA256 signature. */
  readonly sign: (text: string) => Promise<string>;
}

export async function makeSigner(): Promise<Signer> {
  const { publicKey, privateKey } = await crypto.subtle.generateKey(
    {
      name: "RSASSA-PKCS1-v1_5",
      modulusLength: 2048,
      publicExponent: new Uint8Array([1, 0, 1]),
      hash: "SHA-256",
    },
    true,
    ["sign", "verify"],
  ) as CryptoKeyPair;
  const spki = new Uint8Array(await crypto.subtle.exportKey("spki", publicKey) as ArrayBuffer);
  return {
    pem: pem(certificate(spki)),
    sign: async (text) =>
      base64(
        new Uint8Array(
          await crypto.subtle.sign("RSASSA-PKCS1-v1_5", privateKey, new TextEncoder().encode(text)),
        ),
      ),
  };
}

const SEQUENCE = 0x30;
const INTEGER = 0x02;
const BIT_STRING = 0x03;
const UTC_TIME = 0x17;
/** sha256WithRSAEncryption, with its NULL. */
const SHA256_RSA = [0x30, 0x0d, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x0b, 0x05, 0x00];

/** Version 3, serial 1, nobody to nobody. Its own signature is empty: the reader trusts the host, not the issuer. */
function certificate(spki: Uint8Array): Uint8Array {
  const name = der(SEQUENCE, []);
  const time = (text: string) => der(UTC_TIME, [...new TextEncoder().encode(text)]);
  const validity = der(SEQUENCE, [...time("261101000000Z"), ...time("271101000000Z")]);
  const version = der(0xa0, der(INTEGER, [2]));
  const serial = der(INTEGER, [1]);
  const signed = der(SEQUENCE, [
    ...version,
    ...serial,
    ...SHA256_RSA,
    ...name,
    ...validity,
    ...name,
    ...spki,
  ]);
  return Uint8Array.from(der(SEQUENCE, [...signed, ...SHA256_RSA, ...der(BIT_STRING, [0])]));
}

function der(tag: number, content: readonly number[]): number[] {
  const { length } = content;
  const size = length < 0x80 ? [length] : [0x82, length >> 8, length & 0xff];
  return [tag, ...size, ...content];
}

function pem(bytes: Uint8Array): string {
  const lines = base64(bytes).match(/.{1,64}/g)!.join("\n");
  return `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`;
}

function base64(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
}
