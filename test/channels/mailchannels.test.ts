import { describe, expect, test } from "vitest";
import { mailchannelsChannel } from "../../src/channels/mailchannels.ts";
import { conformance, OUTGOING, QUOTED, TIMEOUT_MS, WAIT_S } from "./conformance.ts";
import { answer, type Answers, damagedAnswers, endless, httpFake, stream } from "./http_fake.ts";
import type { Receipt } from "../../src/messages/receipt.ts";

const API_KEY = "mc-9f8e7d6c5b4a-not-a-real-key";
const HOUR_MS = 3_600_000;

const SENT = {
  request_id: "20261105-7c1f",
  results: [{ index: 0, message_id: "<b7a1@mailchannels.example>", status: "sent" }],
};

const ANSWERS: Answers = {
  "takes the mail": [202, SENT],
  "refuses the mail": [400, { errors: [`cannot send ${QUOTED} with ${API_KEY}`] }],
  "fails the mail inside an answer of success": [202, {
    request_id: "r",
    results: [{ index: 0, message_id: "m", status: "failed", reason: `550 5.1.1 ${QUOTED} user unknown` }],
  }],
  "limits the rate": [429, { errors: [QUOTED] }, { "Retry-After": String(WAIT_S) }],
  "is down for maintenance": [503, "<html>"],
  "breaks inside": [500, { errors: [QUOTED] }],
  "answers what cannot be read": [202, "<html>queued</html>"],
};

const open = (fetch: typeof globalThis.fetch) =>
  mailchannelsChannel({ api_key: API_KEY, fetch, timeout_ms: TIMEOUT_MS });

damagedAnswers(ANSWERS, open, OUTGOING, [OUTGOING.mail.to.email, OUTGOING.mail.subject]);

conformance({
  name: "mailchannels",
  secrets: [API_KEY],
  idempotent: false,
  says_when: true,
  impossible: {},
  open: (situation) => httpFake(situation, ANSWERS, open),
  openTaking: () => {
    const { channel, requests } = httpFake("takes the mail", ANSWERS, open);
    const reached = async () => {
      const { headers, attachments = [] } = await requests[0]!.json<{
        headers: Record<string, string>;
        attachments?: { filename: string; type: string; content: string }[];
      }>();
      const files = attachments.map((file) => ({ ...file, content: Uint8Array.fromBase64(file.content) }));
      return { headers, files };
    };
    return { channel, reached };
  },
});

describe("what is sent", () => {
  test("is the documented body, with the key in its header and no reserved header", async () => {
    const requests: Request[] = [];
    const channel = channelOf((request) => {
      requests.push(request);
      return answer(202, SENT);
    });
    const headers = {
      "Auto-Submitted": "auto-generated",
      "MESSAGE-ID": "<ours@linden.example>",
      "Reply-To": "x@y.example",
    };
    const receipt = await channel.send({ ...OUTGOING, mail: { ...OUTGOING.mail, headers } });

    expect(receipt).toEqual({ outcome: "accepted", provider_id: "20261105-7c1f" });
    const [request] = requests as [Request];
    expect(request.url).toBe("https://api.mailchannels.net/tx/v1/send");
    expect(request.method).toBe("POST");
    expect(request.headers.get("X-Api-Key")).toBe(API_KEY);
    expect(request.headers.get("Content-Type")).toBe("application/json");
    expect(await request.json()).toEqual({
      personalizations: [{ to: [{ name: "Ada Löwe", email: "ada.loewe@post.example" }] }],
      from: { name: "Kaffeehaus Linden", email: "orders@linden.example" },
      reply_to: { email: "help@linden.example" },
      subject: OUTGOING.mail.subject,
      content: [
        { type: "text/plain", value: OUTGOING.mail.text },
        { type: "text/html", value: OUTGOING.mail.html },
      ],
      headers: { "Auto-Submitted": "auto-generated" },
      campaign_id: "demo/standard/9001/order_confirmation/",
      transactional: true,
    });
  });

  test("names no campaign where the key does not fit into one", async () => {
    const requests: Request[] = [];
    const channel = channelOf((request) => {
      requests.push(request);
      return answer(202, SENT);
    });
    await channel.send({
      ...OUTGOING,
      idempotency_key: `demo/standard/9001/order_changed/${"a".repeat(20)}`,
    });
    expect(await requests[0]!.json()).not.toHaveProperty("campaign_id");
  });

  test("is not sent to the target of a redirect", async () => {
    const modes: string[] = [];
    const channel = channelOf((request) => {
      modes.push(request.redirect);
      return answer(307, "");
    });
    expect((await channel.send(OUTGOING)).outcome).toBe("deferred");
    expect(modes).toEqual(["manual"]);
  });

  test("is sent by a fetch that is called without an object, as workerd demands", async () => {
    const callers: unknown[] = [];
    const fetch = function (this: unknown) {
      callers.push(this);
      return answer(202, SENT);
    } as typeof globalThis.fetch;
    await mailchannelsChannel({ api_key: API_KEY, fetch, timeout_ms: TIMEOUT_MS }).send(OUTGOING);
    expect(callers).toEqual([undefined]);
  });

  test("is nothing while the key cannot be put into a header, and the mail stays owed", async () => {
    let asked = 0;
    const fetch = () => {
      asked++;
      return answer(202, SENT);
    };
    const api_key = "two\nlines";
    const receipt = await mailchannelsChannel({ api_key, fetch, timeout_ms: TIMEOUT_MS }).send(OUTGOING);
    expect(receipt).toEqual({
      outcome: "deferred",
      reason: "The MailChannels API key or URL cannot be used",
    });
    expect(asked).toBe(0);
  });
});

describe("an answer", () => {
  const meanings: Readonly<Record<Exclude<Receipt["outcome"], "accepted">, readonly number[]>> = {
    rejected: [400, 404, 405, 409, 413, 415, 422],
    deferred: [301, 302, 307, 308, 401, 402, 403, 408, 425, 429, 503, 521, 523, 525, 526, 530],
    unknown: [201, 204, 303, 304, 500, 501, 502, 504, 520, 522, 524, 599],
  };
  for (const [outcome, statuses] of Object.entries(meanings)) {
    test.each(statuses)(`of %i is ${outcome}`, async (status) => {
      const receipt = await sendAndGet(answer(status, { errors: ["no"] }));
      expect(receipt.outcome).toBe(outcome);
      expect(receipt).toHaveProperty("reason", expect.stringContaining(String(status)));
    });
  }

  test.each([
    ["a dry run is deferred: nothing was sent, and the URL can be mended", { data: ["From: …"] }, "deferred"],
    ["anything else is unknown, as the documentation has no such answer", SENT, "unknown"],
  ])("of 200 to %s", async (_, body, outcome) => {
    expect(await sendAndGet(answer(200, body))).toMatchObject({ outcome });
  });

  test.each([
    ["no result", { ...SENT, results: [] }],
    ["results for two mails", { ...SENT, results: [...SENT.results, ...SENT.results] }],
    ["a status of neither kind", { results: [{ index: 0, message_id: "a", status: "queued" }] }],
    ["no message id", { results: [{ index: 0, status: "sent" }] }],
    ["an id of no characters", { ...SENT, request_id: "" }],
  ])("of 202 with %s is unknown", async (_, body) => {
    expect(await sendAndGet(answer(202, body))).toMatchObject({ outcome: "unknown" });
  });

  test("of 202 without the request's id is identified by the message's id", async () => {
    expect(await sendAndGet(answer(202, { results: SENT.results }))).toEqual({
      outcome: "accepted",
      provider_id: "<b7a1@mailchannels.example>",
    });
  });

  test.each([[65_536, "accepted"], [65_537, "unknown"]])("of %i bytes is %s", async (size, outcome) => {
    expect(await sendAndGet(answer(202, JSON.stringify(SENT).padEnd(size)))).toMatchObject({ outcome });
  });

  test("of 4xx is rejected even when its body never ends", async () => {
    const receipt = await sendAndGet(Promise.resolve(new Response(stream(endless()), { status: 413 })));
    expect(receipt).toEqual({ outcome: "rejected", reason: "MailChannels answered 413" });
  });
});

describe("Retry-After", () => {
  const date = new Date(Date.UTC(2026, 10, 5, 9, 30));
  const later = (ms: number) => new Date(date.getTime() + ms).toUTCString();

  test.each([
    ["seconds", "120", 120],
    ["zero", "0", 0],
    ["a date, read against the answer's own Date", later(HOUR_MS), 3_600],
    ["a date in the past, as at once", later(-HOUR_MS), 0],
    ["more than a day, as a day", "999999", 86_400],
    ["a date in a hundred days, as a day", later(2_400 * HOUR_MS), 86_400],
    ["words, as nothing", "soon", undefined],
    ["endless digits, as nothing", "9".repeat(400), undefined],
  ])("may be %s", async (_, header, expected) => {
    const receipt = await sendAndGet(answer(429, "", { "Retry-After": header, Date: date.toUTCString() }));
    expect(receipt).toMatchObject({ outcome: "deferred", retry_after_s: expected });
  });

  test("may be a date, which counts as missing when the answer has no Date header", async () => {
    const receipt = await sendAndGet(answer(503, "", { "Retry-After": later(HOUR_MS) }));
    expect(receipt).toMatchObject({ outcome: "deferred", retry_after_s: undefined });
  });
});

describe("a reason", () => {
  test("keeps the provider's words and drops what they quote", async () => {
    expect(await sendAndGet(failing(`550 5.1.1 <ada.loewe@post.example>: user unknown`))).toEqual({
      outcome: "rejected",
      reason: "MailChannels failed the mail: 550 5.1.1 <[…]>: user unknown",
    });
  });

  test.each([
    ["another spelling of the address", "bad mailbox Ada.Loewe@POST.example", "bad mailbox [address]"],
    ["an address in an envelope sender", "bounce+ada=post.example@mc.example said no", "[address] said no"],
    ["an address in a link", "see https://x.example/?to=ada%40post.example", "see [address]"],
    ["an address in HTML", "no such user ada&#64;post.example", "no such user [address]"],
    ["a link", "see https://x.example/t/eyJhbGciOi", "see [link]"],
    ["a key", `token ${"k".repeat(41)} expired`, "token […] expired"],
    ["line breaks", "first\r\nsecond\u0000third", "first second third"],
  ])("drops %s", async (_, quoted, expected) => {
    const receipt = await sendAndGet(failing(quoted));
    expect(receipt).toHaveProperty("reason", `MailChannels failed the mail: ${expected}`);
  });

  test("is cut where a provider writes too much", async () => {
    const receipt = await sendAndGet(failing("no ".repeat(9_000)));
    expect(receipt).toHaveProperty(
      "reason",
      expect.stringMatching(/^MailChannels failed the mail: (no ?)+$/),
    );
    expect(receipt).toHaveProperty("reason.length", 230);
  });
});

function channelOf(fetch: (request: Request) => Promise<Response>) {
  const timeout_ms = TIMEOUT_MS;
  return mailchannelsChannel({ api_key: API_KEY, fetch: fetch as typeof globalThis.fetch, timeout_ms });
}

const sendAndGet = (response: Promise<Response>): Promise<Receipt> =>
  channelOf(() => response).send(OUTGOING);

function failing(reason: string): Promise<Response> {
  return answer(202, { request_id: "r", results: [{ index: 0, message_id: "m", status: "failed", reason }] });
}
