import { describe, expect, test } from "vitest";
import { checkMail } from "../../src/dns/check_mail.ts";
import { NOW_MS } from "../support/cast.ts";
import { rsaSigner, signed, type Signer } from "../support/dkim_signing.ts";
import { zoneResolver } from "../support/dns.ts";

const LINK = "List-Unsubscribe: <https://orders.kontor.example/u/x>";
const POST = "List-Unsubscribe-Post: List-Unsubscribe=One-Click";

let signer: Promise<Signer> | undefined;

async function found(fields: readonly string[], unsigned: readonly string[] = []) {
  signer ??= rsaSigner();
  const own = await signer;
  const mail = ["From: news@kontor.example", "Subject: Hello", ...fields, "", "Hello", ""].join("\r\n");
  const names = ["from", "subject", ...fields.map((field) => field.split(":")[0]!.toLowerCase())];
  const signing = { domain: "kontor.example", selector: "k1", form: "relaxed", h: names.join(":") } as const;
  const raw = await signed(mail, own, signing);
  const dns = zoneResolver({ "TXT k1._domainkey.kontor.example": [own.record] });
  const bytes = new TextEncoder().encode([...unsigned, raw].join("\r\n"));
  return (await checkMail(bytes, dns, NOW_MS)).map(({ part, level, message }) =>
    `${level} ${part}: ${message}`
  );
}

describe("a mail as it arrived", () => {
  test("with both fields under its signature unsubscribes with one click", async () => {
    expect(await found([LINK, POST])).toEqual([
      "ok dkim: a signature verifies and is aligned with kontor.example",
      "ok unsubscribe: one click, and the signature covers both fields",
    ]);
  });

  test("whose signature does not cover them does not", async () => {
    expect((await found([], [LINK, POST])).at(-1)).toMatch(
      /^error unsubscribe: no signature that verifies covers/,
    );
  });

  test.each([
    [
      "no https address",
      ["List-Unsubscribe: <mailto:stop@kontor.example>", POST],
      /^error unsubscribe: .*https/,
    ],
    ["no post", [LINK], /^error unsubscribe: .*One-Click/],
    ["neither", [], /^ok unsubscribe: .*no List-Unsubscribe/],
  ])("with %s is told so", async (_, fields, told) => {
    expect((await found(fields)).at(-1)).toMatch(told);
  });

  test("that nobody signed proves nothing", async () => {
    const bytes = new TextEncoder().encode(["From: a@kontor.example", LINK, POST, "", "x"].join("\r\n"));
    expect(await checkMail(bytes, zoneResolver({}), NOW_MS)).toMatchObject([
      { part: "dkim", level: "error" },
      { part: "unsubscribe", level: "error" },
    ]);
  });
});
