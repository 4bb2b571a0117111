import { describe, expect, test } from "vitest";
import { postmarkChannel } from "../../src/channels/postmark.ts";
import { compose } from "../../src/mail/mime/compose.ts";
import { conformance, OUTGOING, QUOTED, TIMEOUT_MS, WAIT_S } from "./conformance.ts";
import { answer, type Answers, damagedAnswers, httpFake } from "./http_fake.ts";
import type { Receipt } from "../../src/messages/receipt.ts";

const SERVER_TOKEN = "b56a5e2d-0000-not-a-real-token";
const SENT = {
  To: OUTGOING.mail.to.email,
  SubmittedAt: "2026-11-05T09:30:01.1234567Z",
  MessageID: "0a129aee-e1cd-480d-b08d-4f48548ff48d",
  ErrorCode: 0,
  Message: "OK",
};

const ANSWERS: Answers = {
  "takes the mail": [200, SENT],
  "refuses the mail": [422, { ErrorCode: 406, Message: `inactive: ${QUOTED} by ${SERVER_TOKEN}` }],
  "fails the mail inside an answer of success": [200, { ErrorCode: 300, Message: QUOTED }],
  "limits the rate": [429, { ErrorCode: 429, Message: QUOTED }, { "Retry-After": String(WAIT_S) }],
  "is down for maintenance": [503, { ErrorCode: 100, Message: "Maintenance" }],
  "breaks inside": [500, { ErrorCode: 0, Message: QUOTED }],
  "answers what cannot be read": [200, { ...SENT, MessageID: undefined }],
};

const open = (fetch: typeof globalThis.fetch) =>
  postmarkChannel({ server_token: SERVER_TOKEN, fetch, timeout_ms: TIMEOUT_MS });

damagedAnswers(ANSWERS, open, OUTGOING, [OUTGOING.mail.to.email, OUTGOING.mail.subject]);

conformance({
  name: "postmark",
  secrets: [SERVER_TOKEN],
  idempotent: false,
  says_when: true,
  impossible: {},
  open: (situation) => httpFake(situation, ANSWERS, open),
  openTaking: () => {
    const { channel, requests } = httpFake("takes the mail", ANSWERS, open);
    const reached = async () => {
      const { Headers, Attachments = [] } = await requests[0]!.json<{
        Headers: { Name: string; Value: string }[];
        Attachments?: { Name: string; ContentType: string; Content: string }[];
      }>();
      const files = Attachments.map(({ Name, ContentType, Content }) => ({
        filename: Name,
        type: ContentType,
        content: Uint8Array.fromBase64(Content),
      }));
      return { headers: Object.fromEntries(Headers.map(({ Name, Value }) => [Name, Value])), files };
    };
    return { channel, reached };
  },
});

describe("what is sent", () => {
  test("is the documented body, with the token in its header", async () => {
    const { channel, requests } = httpFake("takes the mail", ANSWERS, open);
    expect(await channel.send(OUTGOING)).toEqual({ outcome: "accepted", provider_id: SENT.MessageID });
    const [request] = requests as [Request];
    expect(request.url).toBe("https://api.postmarkapp.com/email");
    expect(request.headers.get("X-Postmark-Server-Token")).toBe(SERVER_TOKEN);
    expect(await request.json()).toEqual({
      From: '"Kaffeehaus Linden" <orders@linden.example>',
      To: '"Ada Löwe" <ada.loewe@post.example>',
      ReplyTo: "help@linden.example",
      Subject: OUTGOING.mail.subject,
      TextBody: OUTGOING.mail.text,
      HtmlBody: OUTGOING.mail.html,
      Headers: [
        { Name: "Auto-Submitted", Value: "auto-generated" },
        { Name: "Message-ID", Value: expect.stringMatching(/^<[0-9a-f]{32}@linden\.example>$/) },
        { Name: "X-PM-KeepID", Value: "true" },
      ],
      Metadata: { waybill_key: OUTGOING.idempotency_key },
    });
  });

  test("bears the Message-ID of the message that is kept as evidence", async () => {
    const { channel, requests } = httpFake("takes the mail", ANSWERS, open);
    await channel.send(OUTGOING);
    const { Headers } = await requests[0]!.json<{ Headers: { Name: string; Value: string }[] }>();
    const sent = Headers.find(({ Name }) => Name === "Message-ID")!.Value;
    expect(await compose(OUTGOING.mail)).toContain(`\r\nMessage-ID: ${sent}\r\n`);
  });

  test("holds no metadata where the key is longer than Postmark takes", async () => {
    const { channel, requests } = httpFake("takes the mail", ANSWERS, open);
    await channel.send({ ...OUTGOING, idempotency_key: `demo/standard/${"9".repeat(60)}/order_changed/` });
    expect(await requests[0]!.json()).not.toHaveProperty("Metadata");
  });
});

describe("a code", () => {
  const meanings: Readonly<Record<"rejected" | "deferred", readonly number[]>> = {
    rejected: [300, 402, 403, 406, 409, 410, 411, 701, 99_999],
    deferred: [10, 100, 400, 401, 405, 412, 413, 429, 1226, 1235],
  };
  for (const [outcome, codes] of Object.entries(meanings)) {
    test.each(codes)(`of %i is ${outcome}`, async (ErrorCode) => {
      const receipt = await sendAndGet(answer(422, { ErrorCode, Message: "says why" }));
      expect(receipt.outcome).toBe(outcome);
      expect(receipt).toHaveProperty(
        "reason",
        expect.stringMatching(`^Postmark answered 422 with code ${ErrorCode}(,.*)?: says why$`),
      );
    });
  }

  test("inside a 200 counts as inside a 422", async () => {
    expect(await sendAndGet(answer(200, { ...SENT, ErrorCode: 406, Message: "inactive" }))).toEqual({
      outcome: "rejected",
      reason: "Postmark answered 200 with code 406: inactive",
      dead_address: true,
    });
    expect(await sendAndGet(answer(422, { ErrorCode: 300, Message: "invalid" }))).not.toHaveProperty(
      "dead_address",
    );
  });

  test("does not count where the status already says that the problem is temporary", async () => {
    expect(await sendAndGet(answer(401, { ErrorCode: 10, Message: "no" }))).toMatchObject({
      outcome: "deferred",
    });
    expect(await sendAndGet(answer(500, { ErrorCode: 300, Message: "no" }))).toMatchObject({
      outcome: "unknown",
    });
  });
});

const sendAndGet = (response: Promise<Response>): Promise<Receipt> =>
  open((() => response) as typeof globalThis.fetch).send(OUTGOING);
