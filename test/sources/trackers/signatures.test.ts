import EasyPost from "@easypost/api";
import { beforeAll, describe, expect, test } from "vitest";
import { aftership } from "../../../src/sources/trackers/aftership.ts";
import { easypost } from "../../../src/sources/trackers/easypost.ts";
import { seventeentrack } from "../../../src/sources/trackers/seventeentrack.ts";
import { shipengine } from "../../../src/sources/trackers/shipengine.ts";
import { shippo } from "../../../src/sources/trackers/shippo.ts";
import { hexFromBytes } from "../../../src/sources/verify/signature.ts";
import type { Source, Webhook } from "../../../src/sources/source.ts";
import on_its_way from "../../fixtures/easypost/tracker_updated.json";
import { NO_PORTS } from "../../support/source_ports.ts";
import { hmacOf, RECEIVED_MS, trackerWebhook } from "../../support/trackers.ts";

const SECRET = "sécret-of-the-shop";
const OTHER = "secret-of-another-shop";
const BODY = JSON.stringify(on_its_way);
const NOW_S = RECEIVED_MS / 1_000;

interface Signed {
  readonly name: string;
  readonly source: Source;
  /** The body signed as its sender would, so many seconds before it comes in. */
  readonly sign: (body: string, secret: string, age_s?: number) => Promise<Webhook>;
  readonly secrets: (secret: string) => readonly string[];
  readonly has_time: boolean;
}

let rsa: CryptoKeyPair;
let stranger: CryptoKeyPair;
let jwks = "";

const RSA = {
  name: "RSASSA-PKCS1-v1_5",
  hash: "SHA-256",
  modulusLength: 2_048,
  publicExponent: new Uint8Array([1, 0, 1]),
};

beforeAll(async () => {
  rsa = await crypto.subtle.generateKey(RSA, true, ["sign", "verify"]) as CryptoKeyPair;
  stranger = await crypto.subtle.generateKey(RSA, true, ["sign", "verify"]) as CryptoKeyPair;
  const key = await crypto.subtle.exportKey("jwk", rsa.publicKey) as JsonWebKey;
  jwks = JSON.stringify({ keys: [{ ...key, kid: "key-1" }] });
});

async function signedByShipengine(
  body: string,
  token: string,
  age_s = 0,
  pair = rsa,
  kid = "key-1",
): Promise<Webhook> {
  const timestamp = new Date(RECEIVED_MS - age_s * 1_000).toISOString();
  const bytes = new TextEncoder().encode(`${timestamp}.${body}`);
  const signature = new Uint8Array(await crypto.subtle.sign(RSA.name, pair.privateKey, bytes));
  return trackerWebhook(body, {
    "x-shipengine-rsa-sha256-key-id": kid,
    "x-shipengine-rsa-sha256-signature": btoa(String.fromCharCode(...signature)),
    "x-shipengine-timestamp": timestamp,
  }, token);
}

const SENDERS: readonly Signed[] = [
  {
    name: "EasyPost",
    source: easypost,
    sign: async (body, secret) =>
      trackerWebhook(body, {
        "x-hmac-signature": `hmac-sha256-hex=${
          // A weight of 14 is signed as 14.0.
          hexFromBytes(
            await hmacOf(secret.normalize("NFKD"), body.replace(`"weight":14,`, `"weight":14.0,`)),
          )}`,
      }),
    secrets: (secret) => [secret],
    has_time: false,
  },
  {
    name: "AfterShip",
    source: aftership,
    sign: async (body, secret) =>
      trackerWebhook(body, {
        "aftership-hmac-sha256": btoa(String.fromCharCode(...await hmacOf(secret, body))),
      }),
    secrets: (secret) => [secret],
    has_time: false,
  },
  {
    name: "Shippo, where it signs",
    source: shippo,
    sign: async (body, secret, age_s = 0) => {
      const hex = hexFromBytes(await hmacOf(secret, `${NOW_S - age_s}.`, body));
      return trackerWebhook(body, { "shippo-auth-signature": `t=${NOW_S - age_s},v1=${hex}` });
    },
    secrets: (secret) => [secret],
    has_time: true,
  },
  {
    name: "17TRACK",
    source: seventeentrack,
    sign: async (body, secret) => {
      const text = new TextEncoder().encode(`${body}/${secret}`);
      return trackerWebhook(body, {
        sign: hexFromBytes(new Uint8Array(await crypto.subtle.digest("SHA-256", text))),
      });
    },
    secrets: (secret) => [secret],
    has_time: false,
  },
  {
    name: "ShipEngine",
    source: shipengine,
    sign: signedByShipengine,
    secrets: (secret) => [secret, jwks],
    has_time: true,
  },
];

const isTaken = async (source: Source, webhook: Webhook, secrets: readonly string[]) =>
  (await source.verify(webhook, secrets, NO_PORTS)).ok;

describe.each(SENDERS)("a signature of $name", ({ source, sign, secrets }) => {
  test("is accepted, also from the second of two live secrets", async () => {
    expect(await isTaken(source, await sign(BODY, SECRET), secrets(SECRET))).toBe(true);
    expect(await isTaken(source, await sign(BODY, SECRET), [OTHER, ...secrets(SECRET)])).toBe(true);
  });

  test("is refused with one byte changed, with another shop's secret, and with none", async () => {
    const webhook = await sign(BODY, SECRET);
    const changed = trackerWebhook(
      BODY.replace("00340434161094042557", "00340434161094042558"),
      Object.fromEntries(webhook.headers),
      webhook.token,
    );
    expect(await isTaken(source, changed, secrets(SECRET))).toBe(false);
    expect(await isTaken(source, webhook, secrets(OTHER))).toBe(false);
    expect(await isTaken(source, webhook, [])).toBe(false);
    expect(await isTaken(source, webhook, [""])).toBe(false);
    expect(await isTaken(source, await sign(BODY, ""), secrets(""))).toBe(false);
    expect(await isTaken(source, trackerWebhook(BODY), secrets(SECRET))).toBe(false);
  });
});

describe.each(SENDERS.filter(({ has_time }) => has_time))(
  "a signature of $name",
  ({ source, sign, secrets }) => {
    test("is refused when it is more than five minutes old, or more than five minutes in the future", async () => {
      expect(await isTaken(source, await sign(BODY, SECRET, 300), secrets(SECRET))).toBe(true);
      expect(await isTaken(source, await sign(BODY, SECRET, 301), secrets(SECRET))).toBe(false);
      expect(await isTaken(source, await sign(BODY, SECRET, -301), secrets(SECRET))).toBe(false);
    });
  },
);

describe("EasyPost's own client", () => {
  const client = new EasyPost("EZAK-none");

  test.each([
    ["with a whole weight", BODY],
    ["with a weight that has a fraction", BODY.replace(`"weight":14,`, `"weight":614.4,`)],
  ])("takes what we take, %s", async (_what, body) => {
    const webhook = await SENDERS[0]!.sign(body, SECRET);
    const headers = { "X-Hmac-Signature": webhook.headers.get("x-hmac-signature")! };
    const event = client.Utils.validateWebhook(Buffer.from(body), headers, SECRET);
    expect(event).toMatchObject({ description: "tracker.updated" });
    expect(await isTaken(easypost, webhook, [SECRET])).toBe(true);
    expect(() => client.Utils.validateWebhook(Buffer.from(body), headers, OTHER)).toThrow();
    expect(await isTaken(easypost, webhook, [OTHER])).toBe(false);
  });
});

describe("a token in the address", () => {
  test("is the only proof for Shippo where Shippo does not sign", async () => {
    expect(await isTaken(shippo, trackerWebhook(BODY, {}, SECRET), [SECRET])).toBe(true);
    expect(await isTaken(shippo, trackerWebhook(BODY, {}, OTHER), [SECRET])).toBe(false);
    expect(await isTaken(shippo, trackerWebhook(BODY, {}, ""), [""])).toBe(false);
    expect(await isTaken(shippo, trackerWebhook(BODY), [SECRET])).toBe(false);
  });

  test("does not replace a signature that is wrong", async () => {
    const headers = { "shippo-auth-signature": `t=${NOW_S},v1=${"0".repeat(64)}` };
    expect(await isTaken(shippo, trackerWebhook(BODY, headers, SECRET), [SECRET])).toBe(false);
  });

  test("is needed beside ShipEngine's signature, which any customer of ShipEngine can have made", async () => {
    expect(await isTaken(shipengine, await signedByShipengine(BODY, OTHER), [SECRET, jwks])).toBe(false);
    expect(await isTaken(shipengine, await signedByShipengine(BODY, SECRET), [SECRET])).toBe(false);
    // The list of keys is published: it must never count as the token.
    expect(await isTaken(shipengine, await signedByShipengine(BODY, jwks), [jwks])).toBe(false);
  });
});

describe("ShipEngine's keys", () => {
  test("can be one or a list, and only the key that the signature names is used", async () => {
    const [key] = JSON.parse(jwks).keys;
    expect(await isTaken(shipengine, await signedByShipengine(BODY, SECRET), [SECRET, JSON.stringify(key)]))
      .toBe(
        true,
      );
    const of_stranger = await signedByShipengine(BODY, SECRET, 0, stranger);
    expect(await isTaken(shipengine, of_stranger, [SECRET, jwks])).toBe(false);
    const unknown = await signedByShipengine(BODY, SECRET, 0, rsa, "key-2");
    expect(await isTaken(shipengine, unknown, [SECRET, jwks])).toBe(false);
  });

  test.each(["{", `{"keys":[]}`, `{"keys":[{"kid":"key-1","n":"AQAB","e":"AQAB"}]}`])(
    "that are none verify nothing: %s",
    async (keys) => {
      expect(await isTaken(shipengine, await signedByShipengine(BODY, SECRET), [SECRET, keys])).toBe(false);
    },
  );
});
