import { describe, expect, test } from "vitest";
import { markedMail, markMail } from "../../src/links/mail_token.ts";

const KEYS = [{ id: 1, bytes: new Uint8Array(32).fill(7) }];
const OTHER = [{ id: 1, bytes: new Uint8Array(32).fill(8) }];
const MAIL = { key: "demo/shopify/1001/order_confirmation/", recipient: "ada@lovelace.example" };

describe("a mail's own token", () => {
  test("names the mail and its recipient, however its lines were folded", async () => {
    const token = await markMail(KEYS, MAIL);
    expect(await markedMail(KEYS, token)).toEqual(MAIL);
    expect(await markedMail(KEYS, token.replaceAll(" ", "\r\n\t"))).toEqual(MAIL);
  });
  test("is believed under an older key as well", async () => {
    expect(await markedMail([...OTHER, ...KEYS], await markMail(KEYS, MAIL))).toEqual(MAIL);
  });
  test("with any one character changed says nothing", async () => {
    const token = (await markMail(KEYS, MAIL)).replaceAll(" ", "");
    for (let at = 0; at < token.length; at++) {
      const changed = token.slice(0, at) + (token[at] === "A" ? "B" : "A") + token.slice(at + 1);
      const read = await markedMail(KEYS, changed);
      // The last character of a base64 text has bits that say nothing.
      if (at < token.length - 1) expect(read, `at ${at}`).toBeNull();
    }
  });
  test.each(["", ".", "a.b", "💥", ".".repeat(10_000)])("nonsense says nothing: %j", async (token) => {
    expect(await markedMail(KEYS, token)).toBeNull();
  });
  test("made with keys of another installation is not believed", async () => {
    expect(await markedMail(OTHER, await markMail(KEYS, MAIL))).toBeNull();
  });
  test("of a mail that left long ago is believed today: this token is written down", async () => {
    const token = "WyJrb250b3Ivd29vY29tbWVyY2UvNzAxNDUvb3JkZXJfY29uZmlybWF0aW9u " +
      "LyIsImFkYUBsb3ZlbGFjZS5leGFtcGxlIl0.KiW3Km_fTZSGzoNL5wsikcX0 mfOVchWJDQJdCiEAzeA";
    const key = "kontor/woocommerce/70145/order_confirmation/";
    expect(await markedMail(KEYS, token)).toEqual({ key, recipient: "ada@lovelace.example" });
  });
  test.each(["é", "%"])("with a letter that no token has says nothing: %s", async (letter) => {
    expect(await markedMail(KEYS, `abc.${letter}bcd`)).toBeNull();
    expect(await markedMail(KEYS, `abc.bcd${letter}`)).toBeNull();
  });
});
