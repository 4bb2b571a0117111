import { describe, expect, test } from "vitest";
import { twilioSmsChannel, type TwilioSmsConfig } from "../../src/channels/twilio_sms.ts";
import { QUOTED_TEXT, TEXT, textConformance, TIMEOUT_MS, WAIT_S } from "./conformance.ts";
import { answer, type Answers, damagedAnswers, httpFake } from "./http_fake.ts";
import type { Receipt } from "../../src/messages/receipt.ts";

const ACCOUNT_SID = `AC${"0123456789abcdef".repeat(2)}`;
const AUTH_TOKEN = "9f8e7d6c5b4a-not-a-real-token";
const BASIC = btoa(`${ACCOUNT_SID}:${AUTH_TOKEN}`);
const SID = `SM${"fedcba9876543210".repeat(2)}`;
const SENT = { sid: SID, status: "queued", error_code: null, error_message: null };

const refusal = (code: number, status = 400, message = QUOTED_TEXT) => ({
  code,
  message,
  more_info: `https://www.twilio.com/docs/errors/${code}`,
  status,
});

const ANSWERS: Answers = {
  "takes the mail": [201, SENT],
  "refuses the mail": [400, refusal(21211, 400, `${QUOTED_TEXT} ${AUTH_TOKEN} ${BASIC}`)],
  "fails the mail inside an answer of success": [201, {
    ...SENT,
    status: "failed",
    error_code: 30007,
    error_message: QUOTED_TEXT,
  }],
  "limits the rate": [429, refusal(20429, 429), { "Retry-After": String(WAIT_S) }],
  "is down for maintenance": [503, "<html>"],
  "breaks inside": [500, refusal(20500, 500)],
  "answers what cannot be read": [201, "<html>"],
};

const CONFIG: Omit<TwilioSmsConfig, "fetch"> = {
  account_sid: ACCOUNT_SID,
  auth_token: AUTH_TOKEN,
  from: "+4930123456",
  timeout_ms: TIMEOUT_MS,
};
const open = (fetch: typeof globalThis.fetch) => twilioSmsChannel({ ...CONFIG, fetch });

damagedAnswers(ANSWERS, open, TEXT, [TEXT.to.slice(1), TEXT.body]);

textConformance({
  name: "twilio_sms",
  secrets: [AUTH_TOKEN, BASIC],
  idempotent: false,
  says_when: true,
  impossible: {},
  open: (situation) => httpFake(situation, ANSWERS, open),
});

describe("what is sent", () => {
  test("is the documented form, with account and token in its header", async () => {
    const { channel, requests } = httpFake("takes the mail", ANSWERS, open);
    expect(await channel.send(TEXT)).toEqual({ outcome: "accepted", provider_id: SID });
    const [request] = requests as [Request];
    expect(request.url).toBe(`https://api.twilio.com/2010-04-01/Accounts/${ACCOUNT_SID}/Messages.json`);
    expect(request.headers.get("Authorization")).toBe(`Basic ${BASIC}`);
    expect(Object.fromEntries(await request.formData())).toEqual({
      From: "+4930123456",
      To: TEXT.to,
      Body: TEXT.body,
    });
  });

  test("leaves the choice of the sender number to a messaging service, where one is named", async () => {
    const from = `MG${"0".repeat(32)}`;
    const { channel, requests } = httpFake(
      "takes the mail",
      ANSWERS,
      (fetch) => twilioSmsChannel({ ...CONFIG, fetch, from }),
    );
    await channel.send({ ...TEXT, body: "Grüße & 注文 + 100 %" });
    expect(Object.fromEntries(await requests[0]!.formData())).toEqual({
      MessagingServiceSid: from,
      To: TEXT.to,
      Body: "Grüße & 注文 + 100 %",
    });
  });

  test.each([
    [
      "a number without its country",
      { to: "015112345678" },
      "the number must be in E.164, such as +4915112345678",
    ],
    [
      "a number with spaces",
      { to: "+49 151 12345678" },
      "the number must be in E.164, such as +4915112345678",
    ],
    ["no text", { body: "" }, "the text must be of 1 to 1600 characters: it has 0"],
    ["too long a text", { body: "x".repeat(1_601) }, "the text must be of 1 to 1600 characters: it has 1601"],
  ])("is nothing for %s", async (_, change, fault) => {
    const { channel, asked } = httpFake("takes the mail", ANSWERS, open);
    expect(await channel.send({ ...TEXT, ...change })).toEqual({
      outcome: "rejected",
      reason: `Cannot send by Twilio as ${fault}`,
    });
    expect(asked()).toBe(0);
  });
});

describe("a code", () => {
  const meanings: Readonly<Record<"rejected" | "deferred", readonly number[]>> = {
    rejected: [21211, 21610, 21612, 21614, 21617, 30003, 30004, 30005, 30006, 30007, 30008],
    deferred: [20003, 20404, 21408, 21606, 21608, 21611, 21659, 21703, 30001, 30002, 30034, 63038],
  };
  for (const [outcome, codes] of Object.entries(meanings)) {
    test.each(codes)(`of %i is ${outcome}, as a refusal and inside an answer of success`, async (code) => {
      const refused = await sendAndGet(answer(400, refusal(code, 400, "says why")));
      expect(refused.outcome).toBe(outcome);
      expect(refused).toHaveProperty(
        "reason",
        expect.stringContaining(`Twilio answered 400 with code ${code}`),
      );
      for (const status of ["failed", "undelivered"]) {
        const failed = await sendAndGet(answer(201, { ...SENT, status, error_code: code }));
        expect(failed.outcome).toBe(outcome);
        expect(failed).toHaveProperty("reason", expect.stringContaining(`failed the text with code ${code}`));
      }
    });
  }

  test.each([[500, "unknown"], [502, "unknown"], [503, "deferred"]])(
    "with %i is %s",
    async (status, outcome) => {
      expect(await sendAndGet(answer(status, refusal(21211, status)))).toMatchObject({ outcome });
    },
  );

  test("may be missing from an SMS that failed", async () => {
    expect(await sendAndGet(answer(201, { ...SENT, status: "failed" }))).toEqual({
      outcome: "rejected",
      reason: "Twilio failed the text: no reason given",
    });
  });
});

const sendAndGet = (response: Promise<Response>): Promise<Receipt> =>
  open((() => response) as typeof globalThis.fetch).send(TEXT);
