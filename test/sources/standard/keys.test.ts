import { Webhook } from "standardwebhooks";
import { beforeAll, describe, expect, test } from "vitest";
import { ed25519Matches } from "../../../src/sources/verify/ed25519.ts";
import { bytesFromHex } from "../../../src/sources/verify/signature.ts";
import type { Webhook as SenderWebhook } from "../../../src/sources/source.ts";
import { standard } from "../../../src/sources/standard/standard.ts";
import placed from "../../fixtures/standard/order_placed.json";
import { NOW_MS } from "../../support/cast.ts";

const SECRET = "whsec_d2F5YmlsbC1zaG9wLXNlY3JldC1mb3ItdGVzdHM=";
const BODY = JSON.stringify(placed);

interface Signer {
  readonly public_key: string;
  readonly sign: (id: string, body: string) => Promise<string>;
}

let shop: Signer;
let stranger: Signer;

beforeAll(async () => {
  shop = await ed25519Signer();
  stranger = await ed25519Signer();
});

async function ed25519Signer(): Promise<Signer> {
  const pair = await crypto.subtle.generateKey("Ed25519", true, ["sign", "verify"]) as CryptoKeyPair;
  const raw = await crypto.subtle.exportKey("raw", pair.publicKey) as ArrayBuffer;
  return {
    public_key: `whpk_${base64(raw)}`,
    sign: async (id, body) => {
      const signed = new TextEncoder().encode(`${id}.${NOW_MS / 1_000}.${body}`);
      return `v1a,${base64(await crypto.subtle.sign("Ed25519", pair.privateKey, signed))}`;
    },
  };
}

function base64(bytes: ArrayBuffer): string {
  return btoa(String.fromCharCode(...new Uint8Array(bytes)));
}

function hex(text: string): Uint8Array {
  return bytesFromHex(text)!;
}

function delivered(signature: string, body = BODY, id = "msg_1"): SenderWebhook {
  const headers = new Headers({
    "webhook-id": id,
    "webhook-timestamp": String(NOW_MS / 1_000),
    "webhook-signature": signature,
  });
  return { headers, body: new TextEncoder().encode(body), received_at_ms: NOW_MS };
}

async function isTaken(webhook: SenderWebhook, secrets: readonly string[]): Promise<boolean> {
  return (await standard.verify(webhook, secrets)).ok;
}

describe("a v1 signature of the senders' own library", () => {
  test("is accepted, but not with one byte changed or with another secret", async () => {
    const signature = new Webhook(SECRET).sign("msg_1", new Date(NOW_MS), BODY);
    expect(await isTaken(delivered(signature), [SECRET])).toBe(true);
    expect(await isTaken(delivered(signature, BODY.replace("1001", "1002")), [SECRET])).toBe(false);
    expect(await isTaken(delivered(signature), ["whsec_b3RoZXItc2VjcmV0LW9mLWFub3RoZXItc2hvcA=="])).toBe(
      false,
    );
  });
});

describe("a v1a signature", () => {
  test("is accepted with the public key of its sender", async () => {
    expect(await isTaken(delivered(await shop.sign("msg_1", BODY)), [shop.public_key])).toBe(true);
  });

  test("matches the published example: RFC 8032, section 7.1, TEST 2", async () => {
    const keys = [hex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c")];
    const signatures = [hex(
      "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da" +
        "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    )];
    expect(await ed25519Matches({ keys, signatures, signed: hex("72") })).toBe(true);
    expect(await ed25519Matches({ keys, signatures, signed: hex("73") })).toBe(false);
  });

  test("is refused with one byte changed, for another id, and with another key", async () => {
    const signature = await shop.sign("msg_1", BODY);
    expect(await isTaken(delivered(signature, BODY.replace("1001", "1002")), [shop.public_key])).toBe(false);
    expect(await isTaken(delivered(signature, BODY, "msg_2"), [shop.public_key])).toBe(false);
    expect(await isTaken(delivered(signature), [stranger.public_key])).toBe(false);
  });

  test("is found among several signatures, and with either of two live keys", async () => {
    const list = `v1,AAAA v1a,??? ${await stranger.sign("msg_1", BODY)} ${await shop.sign("msg_1", BODY)}`;
    expect(await isTaken(delivered(list), [shop.public_key])).toBe(true);
    const alone = delivered(await shop.sign("msg_1", BODY));
    expect(await isTaken(alone, [stranger.public_key, shop.public_key])).toBe(true);
  });

  test("is accepted beside v1 while a shop moves from one to the other", async () => {
    const v1 = new Webhook(SECRET).sign("msg_1", new Date(NOW_MS), BODY);
    const v1a = await shop.sign("msg_1", BODY);
    const both = [shop.public_key, SECRET];
    expect(await isTaken(delivered(v1), both)).toBe(true);
    expect(await isTaken(delivered(v1a), both)).toBe(true);
    expect(await isTaken(delivered(`${v1} ${v1a}`), [SECRET])).toBe(true);
    expect(await isTaken(delivered(`${v1} ${v1a}`), [shop.public_key])).toBe(true);
    expect(await isTaken(delivered(v1a), [SECRET])).toBe(false);
    expect(await isTaken(delivered(v1), [shop.public_key])).toBe(false);
  });

  test("of another version's name is refused", async () => {
    const signature = (await shop.sign("msg_1", BODY)).replace("v1a,", "v1,");
    expect(await isTaken(delivered(signature), [shop.public_key])).toBe(false);
  });

  test("has the same time tolerance", async () => {
    const webhook = { ...delivered(await shop.sign("msg_1", BODY)), received_at_ms: NOW_MS + 301_000 };
    expect(await standard.verify(webhook, [shop.public_key])).toMatchObject({
      ok: false,
      message: "Cannot verify webhook as its age must be <= 300 s: current age is 301 s",
    });
  });

  test.each(["whpk_", "whpk_not base64", "whpk_AAAA", `whpk_${btoa("\xff".repeat(32))}`])(
    "is not verified with %s",
    async (secret) => {
      expect(await isTaken(delivered(await shop.sign("msg_1", BODY)), [secret])).toBe(false);
    },
  );

  test("that can be made without a private key is refused, as under a key of zeros", async () => {
    // Under a key of order 4, R of the same order and S = 0 verify for one in four messages.
    const forged = btoa(String.fromCharCode(...new Uint8Array(64)));
    const zeros = `whpk_${btoa("\0".repeat(32))}`;
    const ids = Array.from({ length: 16 }, (_, index) => `msg_${index}`);
    const taken = await Promise.all(ids.map((id) => isTaken(delivered(`v1a,${forged}`, BODY, id), [zeros])));
    expect(taken).not.toContain(true);
  });

  test("cannot be replaced by an HMAC whose key is the public key", async () => {
    const as_secret = shop.public_key.replace("whpk_", "whsec_");
    const signature = new Webhook(as_secret).sign("msg_1", new Date(NOW_MS), BODY);
    expect(await isTaken(delivered(signature), [shop.public_key])).toBe(false);
  });
});
