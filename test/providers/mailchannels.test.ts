import { Webhooks } from "mailchannels-sdk";
import { afterEach, describe, expect, test, vi } from "vitest";
import { mailchannels } from "../../src/providers/mailchannels.ts";
import type { ProviderPorts } from "../../src/providers/provider.ts";
import { NOW_MS } from "../support/cast.ts";
import { ADA, encode, fixture, KEY, NO_PORTS, NOW_S, readingOf, webhook } from "../support/providers.ts";

const pair = async () =>
  await crypto.subtle.generateKey("Ed25519", true, ["sign", "verify"]) as CryptoKeyPair;
const KEYS = await pair();
const OTHER_KEYS = await pair();
const SPKI = new Uint8Array(await crypto.subtle.exportKey("spki", KEYS.publicKey) as ArrayBuffer).toBase64();
const RAW = new Uint8Array(await crypto.subtle.exportKey("raw", KEYS.publicKey) as ArrayBuffer).toBase64();

const BODY = fixture("mailchannels_events.json");
const ACCOUNT = "linden7";
const KEY_ID = "mckey";

interface Signing {
  readonly keys?: CryptoKeyPair;
  readonly created?: number;
  readonly parameters?: string;
  readonly label?: string;
}

async function signed(body: string, signing: Signing = {}): Promise<Record<string, string>> {
  const { keys = KEYS, created = NOW_S, label = "sig_1795348800" } = signing;
  const parameters = signing.parameters ??
    `("content-digest");created=${created};alg="ed25519";keyid="${KEY_ID}"`;
  const digest = `sha-256=:${
    new Uint8Array(await crypto.subtle.digest("SHA-256", encode(body))).toBase64()
  }:`;
  const base = `"content-digest": ${digest}\n"@signature-params": ${parameters}`;
  const signature = new Uint8Array(await crypto.subtle.sign("Ed25519", keys.privateKey, encode(base)));
  return {
    "content-digest": digest,
    "signature-input": `${label}=${parameters}`,
    signature: `${label}=:${signature.toBase64()}:`,
  };
}

const ports = (key: string | null): ProviderPorts => ({
  ...NO_PORTS,
  mailchannels_key: (id) => Promise.resolve(id === KEY_ID ? key : null),
});

const verify = (
  body: string,
  headers: Record<string, string>,
  accounts = [ACCOUNT],
  key: string | null = SPKI,
) => mailchannels.verify(webhook(body, headers), accounts, ports(key));

afterEach(() => {
  vi.useRealTimers();
});

describe("MailChannels' signature", () => {
  test("is accepted under its key in every form in which the key can be given", async () => {
    const pem = `-----BEGIN PUBLIC KEY-----\n${SPKI}\n-----END PUBLIC KEY-----\n`;
    for (const key of [SPKI, pem, RAW]) {
      expect(await verify(BODY, await signed(BODY), [ACCOUNT], key)).toEqual({ ok: true, value: null });
    }
  });

  test("is accepted with its parameters in another order", async () => {
    const parameters = `("content-digest");keyid="${KEY_ID}";alg="ed25519";created=${NOW_S}`;
    expect((await verify(BODY, await signed(BODY, { parameters }))).ok).toBe(true);
  });

  test("is accepted or refused as by MailChannels' own library", async () => {
    vi.useFakeTimers({ now: NOW_MS, toFake: ["Date"] });
    const judged = (payload: string, headers: Record<string, string>) =>
      Webhooks.verify({ payload, headers, publicKey: SPKI });
    const cases: readonly (readonly [string, Record<string, string>, boolean])[] = [
      [BODY, await signed(BODY), true],
      [BODY, await signed(BODY, { created: NOW_S - 300 }), true],
      [BODY, await signed(BODY, { created: NOW_S - 301 }), false],
      [BODY, await signed(BODY, { keys: OTHER_KEYS }), false],
      [BODY.replace("open", "Open"), await signed(BODY), false],
      [BODY, { ...await signed(BODY), signature: "" }, false],
    ];
    for (const [body, headers, expected] of cases) {
      expect((await verify(body, headers)).ok).toBe(expected);
      expect(await judged(body, headers)).toBe(expected);
    }
  });

  test.each<[string, (headers: Record<string, string>) => Record<string, string>]>([
    ["another digest", (headers) => ({ ...headers, "content-digest": `sha-256=:${"A".repeat(43)}=:` })],
    [
      "a digest by another algorithm",
      (headers) => ({ ...headers, "content-digest": headers["content-digest"]!.replace("256", "512") }),
    ],
    ["no digest", ({ "content-digest": _, ...headers }) => headers],
    [
      "another label",
      (headers) => ({ ...headers, signature: headers["signature"]!.replace("sig_", "gis_") }),
    ],
    [
      "two signatures",
      (headers) => ({ ...headers, signature: `${headers["signature"]}, ${headers["signature"]}` }),
    ],
    ["no signature", ({ signature: _, ...headers }) => headers],
    ["no input", ({ "signature-input": _, ...headers }) => headers],
    [
      "another time",
      (headers) => ({
        ...headers,
        "signature-input": headers["signature-input"]!.replace(String(NOW_S), String(NOW_S - 1)),
      }),
    ],
  ])("with %s is refused", async (_, change) => {
    expect(await verify(BODY, change(await signed(BODY)))).toMatchObject({ ok: false, reason: "signature" });
  });

  test.each([
    ["covers something else", `("@method");created=${NOW_S};alg="ed25519";keyid="${KEY_ID}"`],
    ["covers more", `("content-digest" "@path");created=${NOW_S};alg="ed25519";keyid="${KEY_ID}"`],
    ["covers nothing", `();created=${NOW_S};alg="ed25519";keyid="${KEY_ID}"`],
    ["names another algorithm", `("content-digest");created=${NOW_S};alg="hmac-sha256";keyid="${KEY_ID}"`],
    [
      "names two algorithms",
      `("content-digest");created=${NOW_S};alg="ed25519";alg="hmac-sha256";keyid="${KEY_ID}"`,
    ],
    ["names no algorithm", `("content-digest");created=${NOW_S};keyid="${KEY_ID}"`],
    ["names no time", `("content-digest");alg="ed25519";keyid="${KEY_ID}"`],
    ["names a time in quotes", `("content-digest");created="now";alg="ed25519";keyid="${KEY_ID}"`],
    ["names no key", `("content-digest");created=${NOW_S};alg="ed25519"`],
    [
      "names a key that is an address",
      `("content-digest");created=${NOW_S};alg="ed25519";keyid="../../x?y=z"`,
    ],
  ])("is refused where it %s, and no key is asked for", async (_, parameters) => {
    const headers = await signed(BODY, { parameters });
    expect(await mailchannels.verify(webhook(BODY, headers), [ACCOUNT], NO_PORTS)).toMatchObject({
      ok: false,
      reason: "signature",
    });
  });

  test.each([
    ["of 301 s ago", { created: NOW_S - 301 }],
    ["of a clock that is 301 s ahead", { created: NOW_S + 301 }],
    ["of another key", { keys: OTHER_KEYS }],
  ])("%s is refused", async (_, signing) => {
    expect(await verify(BODY, await signed(BODY, signing))).toMatchObject({ ok: false, reason: "signature" });
  });

  test.each([null, "", "???", "AAAA", btoa("\0".repeat(32)), btoa(`${"\x01".repeat(12)}${"k".repeat(32)}`)])(
    "is refused where the key is %j",
    async (key) => {
      expect((await verify(BODY, await signed(BODY), [ACCOUNT], key)).ok).toBe(false);
    },
  );

  test("throws where the key cannot be fetched: that is an outage and no refusal", async () => {
    const given = webhook(BODY, await signed(BODY));
    await expect(mailchannels.verify(given, [ACCOUNT], NO_PORTS)).rejects.toThrow("asked for mckey");
  });

  test("is refused for another account, because MailChannels signs for all of its customers alike", async () => {
    expect((await verify(BODY, await signed(BODY), ["other1", ACCOUNT])).ok).toBe(true);
    expect((await verify(BODY, await signed(BODY), ["other1"])).ok).toBe(false);
    expect((await verify(BODY, await signed(BODY), [])).ok).toBe(false);
    const mixed = BODY.replace(`"${ACCOUNT}"`, '"other1"');
    expect(await verify(mixed, await signed(mixed))).toMatchObject({
      ok: false,
      message: "Cannot verify webhook as customer_handle must be an account of this shop, in every report",
    });
  });
});

describe("MailChannels' reports", () => {
  const readEvents = async (body: string) => await readingOf(mailchannels, webhook(body));

  test("become provider events, one for each, with the mail named by its request", async () => {
    const { events, refused } = await readEvents(BODY);
    expect(refused).toEqual([]);
    expect(events.map(({ type, bounce }) => bounce === undefined ? type : `${type} ${bounce.class}`)).toEqual(
      [
        "delivered",
        "bounced hard",
        "bounced soft",
        "bounced hard",
        "complained",
        "opened",
        "clicked",
      ],
    );
    expect(events[1]).toEqual({
      provider: "mailchannels",
      event_id: "20261105-7c1f/hard-bounced/2026-11-22T11:59:52.000Z",
      provider_id: "20261105-7c1f",
      key: KEY,
      type: "bounced",
      recipient: ADA,
      bounce: { class: "hard", enhanced_status: "5.1.1", diagnostic: "550 5.1.1 user unknown" },
      at: "2026-11-22T11:59:52.000Z",
    });
    // `email` is the sender, and a delivery names no recipient.
    expect(events[0]!.recipient).toBeNull();
    expect(JSON.stringify(events)).not.toContain("orders@linden.example");
    expect(new Set(events.map(({ event_id }) => event_id)).size).toBe(7);
  });

  test("about several recipients become one provider event for each", async () => {
    const body = BODY.replaceAll(`"${ADA}"`, `"${ADA}", "ben@post.example"`);
    const { events } = await readEvents(body);
    expect(events).toHaveLength(13);
    expect(new Set(events.map(({ event_id }) => event_id)).size).toBe(13);
  });

  test("name the message where they name no request, and are refused without either", async () => {
    const [, delivered] = JSON.parse(BODY) as [unknown, Record<string, unknown>];
    const { request_id: _r, ...late } = delivered;
    const { smtp_id: _s, ...nameless } = late;
    const reading = await readEvents(JSON.stringify([late, nameless]));
    expect(reading.events).toMatchObject([{ provider_id: "<b7a1@mailchannels.example>" }]);
    expect(reading.refused).toEqual(["1.request_id must be given: got nothing"]);
  });

  test("about a campaign that is not Waybill's have no key", async () => {
    const { events } = await readEvents(BODY.replaceAll(`"${KEY}"`, '"spring-sale"'));
    expect(events.map(({ key }) => key)).toEqual(events.map(() => undefined));
  });

  test("of a test are ignored", async () => {
    const body =
      '[{"event":"test","customer_handle":"linden7","email":"test@mailchannels.com","timestamp":1}]';
    expect(await mailchannels.read(webhook(body))).toEqual({
      ok: true,
      value: { type: "ignored", topic: "test" },
    });
  });
});
