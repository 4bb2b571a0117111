import { describe, expect, test } from "vitest";
import { sendgridChannel } from "../../src/channels/sendgrid.ts";
import { conformance, OUTGOING, QUOTED, TIMEOUT_MS, WAIT_S } from "./conformance.ts";
import { answer, type Answers, damagedAnswers, httpFake } from "./http_fake.ts";
import type { Receipt } from "../../src/messages/receipt.ts";

const API_KEY = "SG.9f8e7d6c5b4a.not-a-real-key";
const ID = "Ua9z9lSTSaqYBWJe_Xfc-Q";

const errors = (message: string) => ({ errors: [{ message, field: "personalizations.0.to", help: null }] });

const ANSWERS: Answers = {
  "takes the mail": [202, "", { "X-Message-Id": ID }],
  "refuses the mail": [400, errors(`cannot send ${QUOTED} with ${API_KEY}`)],
  "limits the rate": [429, errors(QUOTED), { "Retry-After": String(WAIT_S) }],
  "is down for maintenance": [503, ""],
  "breaks inside": [500, errors(QUOTED)],
  "answers what cannot be read": [202, ""],
};

const open = (fetch: typeof globalThis.fetch) =>
  sendgridChannel({ api_key: API_KEY, fetch, timeout_ms: TIMEOUT_MS });

damagedAnswers(ANSWERS, open, OUTGOING, [OUTGOING.mail.to.email, OUTGOING.mail.subject]);

conformance({
  name: "sendgrid",
  secrets: [API_KEY],
  idempotent: false,
  says_when: true,
  impossible: {
    "fails the mail inside an answer of success": "one mail is asked for, and a 202 has no body",
    "stops in the middle of its answer": "all that the answer says is in its head",
  },
  open: (situation) => httpFake(situation, ANSWERS, open),
  openTaking: () => {
    const { channel, requests } = httpFake("takes the mail", ANSWERS, open);
    const reached = async () => {
      const { headers, attachments = [] } = await requests[0]!.json<{
        headers: Record<string, string>;
        attachments?: { filename: string; type: string; content: string; disposition: string }[];
      }>();
      const files = attachments.map(({ filename, type, content, disposition }) => {
        expect(disposition).toBe("attachment");
        return { filename, type, content: Uint8Array.fromBase64(content) };
      });
      return { headers, files };
    };
    return { channel, reached };
  },
});

describe("what is sent", () => {
  test("is the documented body, with the key in its header", async () => {
    const { channel, requests } = httpFake("takes the mail", ANSWERS, open);
    expect(await channel.send(OUTGOING)).toEqual({ outcome: "accepted", provider_id: ID });
    const [request] = requests as [Request];
    expect(request.url).toBe("https://api.sendgrid.com/v3/mail/send");
    expect(request.headers.get("Authorization")).toBe(`Bearer ${API_KEY}`);
    expect(await request.json()).toEqual({
      personalizations: [{
        to: [{ name: "Ada Löwe", email: "ada.loewe@post.example" }],
        custom_args: { waybill_key: OUTGOING.idempotency_key },
      }],
      from: { name: "Kaffeehaus Linden", email: "orders@linden.example" },
      reply_to: { email: "help@linden.example" },
      subject: OUTGOING.mail.subject,
      content: [
        { type: "text/plain", value: OUTGOING.mail.text },
        { type: "text/html", value: OUTGOING.mail.html },
      ],
      headers: { "Auto-Submitted": "auto-generated" },
    });
  });
});

describe("an answer", () => {
  const meanings: Readonly<Record<Exclude<Receipt["outcome"], "accepted">, readonly number[]>> = {
    rejected: [400, 404, 405, 406, 413],
    deferred: [401, 403, 429, 451, 503],
    unknown: [200, 201, 500, 502, 504],
  };
  for (const [outcome, statuses] of Object.entries(meanings)) {
    test.each(statuses)(`of %i is ${outcome}`, async (status) => {
      const receipt = await sendAndGet(answer(status, errors("says why")));
      expect(receipt.outcome).toBe(outcome);
      expect(receipt).toHaveProperty(
        "reason",
        expect.stringMatching(`^SendGrid answered ${status}.*: says why$`),
      );
    });
  }

  test("of 202 is accepted by its status and headers alone, whatever body comes with it", async () => {
    const receipt = await sendAndGet(answer(202, "x".repeat(70_000), { "X-Message-Id": ID }));
    expect(receipt).toEqual({ outcome: "accepted", provider_id: ID });
  });

  test.each([
    ["the second from which on it takes mails again", { "X-RateLimit-Reset": "1793871060" }, 60],
    ["a second that has passed, as at once", { "X-RateLimit-Reset": "1793870000" }, 0],
    ["both, when Retry-After counts", { "X-RateLimit-Reset": "1793871060", "Retry-After": "5" }, 5],
    ["neither", {}, undefined],
    ["words", { "X-RateLimit-Reset": "soon" }, undefined],
  ])("of 429 may say %s", async (_, headers, expected) => {
    const date = new Date(1_793_871_000_000).toUTCString();
    const receipt = await sendAndGet(answer(429, errors("slow"), { Date: date, ...headers as object }));
    expect(receipt).toMatchObject({ outcome: "deferred", retry_after_s: expected });
  });
});

const sendAndGet = (response: Promise<Response>): Promise<Receipt> =>
  open((() => response) as typeof globalThis.fetch).send(OUTGOING);
