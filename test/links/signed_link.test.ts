import { describe, expect, test } from "vitest";
import {
  type Link,
  linkUrl,
  type Purpose,
  PURPOSES,
  shortSubject,
  signLink,
  verifyLink,
} from "../../src/links/signed_link.ts";
import { NOW_MS } from "../support/cast.ts";

const KEY = { id: 1, bytes: new Uint8Array(32).fill(7) };
const NEWER = { id: 2, bytes: new Uint8Array(32).fill(8) };
const NAMES = Object.keys(PURPOSES) as Purpose[];
const LINK: Link = {
  purpose: "order",
  subject: "demo/shopify/820982911946154508",
  expires_at_ms: NOW_MS + 3_600_000,
  issued_at_ms: NOW_MS,
};

describe("a signed link", () => {
  test("opens what it names, until it expires", async () => {
    const token = await signLink([KEY], LINK);
    expect(await verifyLink([KEY], token, "order", NOW_MS)).toMatchObject({
      ok: true,
      value: { subject: LINK.subject, issued_at_ms: NOW_MS },
    });
    expect(await verifyLink([KEY], token, "order", LINK.expires_at_ms)).toMatchObject({
      ok: false,
      reason: "expired",
      subject: LINK.subject,
    });
  });

  test("is short enough for every mail program, however long its order's id", async () => {
    for (const length of [1, 20, 60, 128]) {
      const subject = `${"s".repeat(32)}/woocommerce/${"7".repeat(length)}`;
      const token = await signLink([KEY], { ...LINK, subject });
      expect(`/o/${token}`.length, `${length}`).toBeLessThanOrEqual(120);
      expect(await verifyLink([KEY], token, "order", NOW_MS)).toMatchObject({
        value: { subject: await shortSubject(subject) ?? subject },
      });
    }
  });

  test("does not open with any one bit of any byte changed", async () => {
    const bytes = Uint8Array.fromBase64(await signLink([KEY], LINK), { alphabet: "base64url" });
    for (let at = 0; at < bytes.length * 8; at++) {
      const changed = bytes.slice();
      changed[at >> 3]! ^= 1 << (at & 7);
      const token = changed.toBase64({ alphabet: "base64url", omitPadding: true });
      expect((await verifyLink([KEY], token, "order", NOW_MS)).ok, `bit ${at}`).toBe(false);
    }
  });

  test("opens with the old key while the new one signs, and no longer once the old one is gone", async () => {
    const token = await signLink([KEY], LINK);
    expect((await verifyLink([NEWER, KEY], token, "order", NOW_MS)).ok).toBe(true);
    expect((await verifyLink([NEWER], token, "order", NOW_MS)).ok).toBe(false);
  });

  test("does not open under another key of the same id", async () => {
    const token = await signLink([KEY], LINK);
    expect(await verifyLink([{ ...NEWER, id: 1 }], token, "order", NOW_MS)).toMatchObject({
      reason: "signature",
    });
  });

  test("does not open with any one character changed, added or taken away", async () => {
    const token = await signLink([KEY], LINK);
    for (let at = 0; at < token.length; at++) {
      const other = token[at] === "A" ? "B" : "A";
      const changed = token.slice(0, at) + other + token.slice(at + 1);
      const refused = await verifyLink([KEY], changed, "order", NOW_MS);
      expect(refused.ok, `character ${at}`).toBe(false);
      expect(refused.subject, `character ${at}`).toBeUndefined();
    }
    for (const changed of [`${token}A`, token.slice(0, -1), `${token}=`, "", "o", "é".repeat(90)]) {
      expect((await verifyLink([KEY], changed, "order", NOW_MS)).ok).toBe(false);
    }
  });

  test.each(NAMES)("made for %s opens nothing else, whatever its subject", async (purpose) => {
    const link = { ...LINK, purpose, subject: "demo/~customer/77" };
    const token = await signLink([KEY], link);
    for (const asked of NAMES) {
      const opened = await verifyLink([KEY], token, asked, NOW_MS);
      if (asked === purpose) expect(opened).toMatchObject({ ok: true, value: { subject: link.subject } });
      else expect(opened).toEqual({ ok: false, reason: "purpose", message: "Made for another purpose" });
    }
  });

  test("does not change its purpose by its bytes", async () => {
    const token = await signLink([KEY], { ...LINK, purpose: "history" });
    const bytes = Uint8Array.fromBase64(token, { alphabet: "base64url" });
    for (const purpose of NAMES.filter((name) => name !== "history")) {
      const forged = bytes.with(2, PURPOSES[purpose]).toBase64({ alphabet: "base64url", omitPadding: true });
      expect(await verifyLink([KEY], forged, purpose, NOW_MS)).toMatchObject({ reason: "signature" });
    }
  });

  test("stands at the path of its purpose", async () => {
    const ports = { public_url: "https://waybill.test", link_keys: [KEY] };
    const paths = {
      order: "/o/",
      history: "/h/",
      export: "/x/",
      preferences: "/u/",
      gift: "/g/",
      correction: "/a/",
    };
    for (const purpose of Object.keys(paths) as (keyof typeof paths)[]) {
      const url = await linkUrl(ports, { ...LINK, purpose });
      expect(url.startsWith(`https://waybill.test${paths[purpose]}`)).toBe(true);
    }
  });

  test("of a mail that left long ago opens today: this token is written down", async () => {
    const token = "AgEBAcyJMAHIlLBrb250b3Ivd29vY29tbWVyY2UvNzAxNDX6nYvKa63L_5zdq7Isdert";
    expect(await verifyLink([KEY], token, "order", NOW_MS)).toMatchObject({
      ok: true,
      value: { subject: "kontor/woocommerce/70145", issued_at_ms: NOW_MS },
    });
  });

  test.each(["é", "%"])("with a letter that no token has is refused: %s", async (letter) => {
    expect(await verifyLink([KEY], `${letter}${"A".repeat(47)}`, "order", NOW_MS))
      .toMatchObject({ ok: false, reason: "malformed" });
  });
});
