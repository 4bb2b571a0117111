import { describe, expect, test } from "vitest";
import { TWILIO_SMS, verifyTwilio } from "../../src/channels/twilio_sms.ts";
import { answer } from "./http_fake.ts";
import { CODE, hmac, HOOK, incomingConformance } from "./incoming_conformance.ts";

const ACCOUNT = {
  account_sid: `AC${"0123456789abcdef".repeat(2)}`,
  auth_token: "not-a-real-token-0123456789",
  from: "+15017122661",
};
const SID = `SM${"fedcba9876543210".repeat(2)}`;
const PERSON = "+15558675310";

const form = (fields: unknown) =>
  new URLSearchParams(
    Object.entries(fields ?? {}).map((
      [name, value],
    ) => [name, typeof value === "string" ? value : JSON.stringify(value) ?? ""]),
  ).toString();
async function signed(body: string, { auth_token }: Readonly<Record<string, string>>, url = HOOK) {
  const fields = [...new URLSearchParams(body)].sort(([a], [b]) => a < b ? -1 : a > b ? 1 : 0);
  const text = url + fields.map(([name, value]) => name + value).join("");
  return { "X-Twilio-Signature": (await hmac("SHA-1", auth_token!, text)).toBase64() };
}
/** https://www.twilio.com/docs/messaging/guides/webhook-request */
const text = (Body: string, more: object = {}) => ({
  ToCountry: "US",
  MessageSid: SID,
  SmsStatus: "received",
  NumMedia: "0",
  To: ACCOUNT.from,
  From: PERSON,
  AccountSid: ACCOUNT.account_sid,
  ApiVersion: "2010-04-01",
  Body,
  ...more,
});
const status = (MessageStatus: string, more: object = {}) => ({
  MessageSid: SID,
  MessageStatus,
  To: PERSON,
  From: ACCOUNT.from,
  AccountSid: ACCOUNT.account_sid,
  ...more,
});

incomingConformance({
  way: "sms",
  definition: TWILIO_SMS,
  account: ACCOUNT,
  proof: "auth_token",
  sign: (body, account) => signed(body, account),
  write: form,
  message: text("Where is my order?"),
  code: text(`wb-${CODE.slice(3).toLowerCase()}`),
  stop: text("STOP", { OptOutType: "STOP" }),
  delivered: status("delivered"),
  failed: status("undelivered", { ErrorCode: "30005" }),
  ignored: { "a text that waits": status("queued"), "a text that left": status("sent") },
  private_words: [PERSON, "Where is"],
});

describe("Twilio's signature", () => {
  // https://github.com/twilio/twilio-node, the example of its documentation.
  const PARAMS = {
    CallSid: "CA1234567890ABCDE",
    Caller: "+14158675309",
    Digits: "1234",
    From: "+14158675309",
    To: "+18005551212",
  };
  const URL = "https://mycompany.com/myapp.php?foo=1&bar=2";
  const webhook = (params: object, signature: string) => ({
    headers: new Headers({ "X-Twilio-Signature": signature }),
    body: new TextEncoder().encode(form(params)),
    received_at_ms: 0,
  });
  const verified = async (params: object, signature: string, url = URL) =>
    (await verifyTwilio(webhook(params, signature), { auth_token: "12345" }, url)).ok;

  test("is that of the published example, in whatever order the fields come", async () => {
    const SIGNATURE = "RSOYDt4T1cUTdK1PDd93/VVr8B8=";
    expect(await verified(PARAMS, SIGNATURE)).toBe(true);
    expect(await verified(Object.fromEntries(Object.entries(PARAMS).reverse()), SIGNATURE)).toBe(true);
    expect(await verified({ ...PARAMS, Digits: "1235" }, SIGNATURE)).toBe(false);
    expect(await verified({ ...PARAMS, More: "" }, SIGNATURE)).toBe(false);
    expect(await verified(PARAMS, SIGNATURE, "https://mycompany.com/myapp.php")).toBe(false);
    expect(await verified(PARAMS, "")).toBe(false);
  });
});

describe("a text that comes in", () => {
  const items = (fields: object) => {
    const body = new TextEncoder().encode(form(fields));
    const read = TWILIO_SMS.read({ headers: new Headers(), body, received_at_ms: 5 }, ACCOUNT);
    if (!read.ok) throw new Error(read.message);
    return read.value.items;
  };

  test.each([["STOP", "stop"], ["Start", "start"], ["help", "help"]])(
    "of the one word %s is a wish, which Twilio answers itself",
    (word, type) => {
      expect(items(text(word))).toEqual([{ type, id: SID, from: PERSON, at_ms: 5, is_answered: true }]);
    },
  );

  test.each(["Stopp", "ARRET", "Abmelden!", "baja", "停止", "opt out"])(
    "of the one word %s is a STOP that Twilio does not answer",
    (word) => {
      expect(items(text(word))).toMatchObject([{ type: "stop", is_answered: false }]);
      expect(items(text(word, { OptOutType: "STOP" }))).toMatchObject([{ type: "stop", is_answered: true }]);
    },
  );

  test("with such a word inside a sentence is none", () => {
    expect(items(text("Please stop ringing the bell"))).toMatchObject([{ type: "message" }]);
  });

  test("lists its files, which are fetched with the account from Twilio alone", async () => {
    const url = `https://api.twilio.com/2010-04-01/Accounts/${ACCOUNT.account_sid}/Messages/MM1/Media/ME1`;
    const [message] = items(text("", { NumMedia: "1", MediaUrl0: url, MediaContentType0: "image/jpeg" }));
    expect(message).toMatchObject({ files: [{ ref: url, type: "image/jpeg" }] });
    const asked: Request[] = [];
    const fetch = ((request: Request) => {
      asked.push(request);
      return Promise.resolve(
        request.url === url
          ? new Response(null, { status: 307, headers: { Location: "https://mms.twiliocdn.com/x" } })
          : new Response("jpeg"),
      );
    }) as typeof globalThis.fetch;
    const file = { ref: url, name: "file", type: "" };
    expect(await TWILIO_SMS.fetchFile(fetch, ACCOUNT, file)).toEqual({
      content: new TextEncoder().encode("jpeg"),
    });
    // The store that Twilio leads to never sees the account.
    expect(asked.map(({ headers }) => headers.has("Authorization"))).toEqual([true, false]);
    expect(await TWILIO_SMS.fetchFile(fetch, ACCOUNT, { ...file, ref: "https://evil.example/x" })).toBeNull();
  });

  test("of a number that is none is refused without it", () => {
    const body = new TextEncoder().encode(form(text("Hi", { From: "12345" })));
    const read = TWILIO_SMS.read({ headers: new Headers(), body, received_at_ms: 0 }, ACCOUNT);
    expect(read).toMatchObject({
      ok: false,
      reason: "invalid",
      message: expect.stringMatching(/^From must/i),
    });
  });
});

describe("the check of the account", () => {
  test("looks whether texts to the number come here", async () => {
    const says = (numbers: object[]) =>
      (() => answer(200, { incoming_phone_numbers: numbers })) as typeof globalThis.fetch;
    const check = async (fetch: typeof globalThis.fetch) =>
      (await TWILIO_SMS.check(fetch, ACCOUNT, HOOK)).map(({ ok }) => ok);
    expect(await check(says([{ sms_url: HOOK, sms_method: "POST" }]))).toEqual([true, true]);
    expect(await check(says([{ sms_url: "https://demo.twilio.com/welcome/sms/reply/" }]))).toEqual([
      true,
      false,
    ]);
    expect(await check(says([]))).toEqual([false]);
    expect(await check((() => answer(401, { code: 20003 })) as typeof globalThis.fetch)).toEqual([false]);
  });
});
