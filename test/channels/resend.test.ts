import { describe, expect, test } from "vitest";
import { resendChannel } from "../../src/channels/resend.ts";
import { keyOfSafeTag } from "../../src/messages/key_tag.ts";
import { conformance, OUTGOING, QUOTED, TIMEOUT_MS, WAIT_S } from "./conformance.ts";
import { answer, type Answers, damagedAnswers, httpFake } from "./http_fake.ts";
import type { Receipt } from "../../src/messages/receipt.ts";

const API_KEY = "re_9f8e7d6c_not_a_real_key";
const ID = "49a3999c-0ce1-4ea6-ab68-afcd6dc2e794";

const refusal = (statusCode: number, name: string, message = QUOTED) => ({ statusCode, name, message });

const ANSWERS: Answers = {
  "takes the mail": [200, { id: ID }],
  "refuses the mail": [422, refusal(422, "missing_required_field", `${QUOTED} with ${API_KEY}`)],
  "limits the rate": [429, refusal(429, "rate_limit_exceeded"), { "Retry-After": String(WAIT_S) }],
  "is down for maintenance": [503, "<html>"],
  "breaks inside": [500, refusal(500, "application_error")],
  "answers what cannot be read": [200, { data: ID }],
};

const open = (fetch: typeof globalThis.fetch) =>
  resendChannel({ api_key: API_KEY, fetch, timeout_ms: TIMEOUT_MS });

damagedAnswers(ANSWERS, open, OUTGOING, [OUTGOING.mail.to.email, OUTGOING.mail.subject]);

conformance({
  name: "resend",
  secrets: [API_KEY],
  idempotent: true,
  says_when: true,
  impossible: {
    "fails the mail inside an answer of success": "an answer of success holds an id and nothing else",
  },
  open: (situation) => httpFake(situation, ANSWERS, open),
  openTaking: () => {
    const { channel, requests } = httpFake("takes the mail", ANSWERS, open);
    const reached = async () => {
      const { headers, attachments = [] } = await requests[0]!.json<{
        headers: Record<string, string>;
        attachments?: { filename: string; content_type: string; content: string }[];
      }>();
      const files = attachments.map(({ filename, content_type, content }) => ({
        filename,
        type: content_type,
        content: Uint8Array.fromBase64(content),
      }));
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
    expect(request.url).toBe("https://api.resend.com/emails");
    expect(request.method).toBe("POST");
    expect(request.headers.get("Authorization")).toBe(`Bearer ${API_KEY}`);
    expect(await request.json()).toEqual({
      from: '"Kaffeehaus Linden" <orders@linden.example>',
      to: ['"Ada Löwe" <ada.loewe@post.example>'],
      reply_to: ["help@linden.example"],
      subject: OUTGOING.mail.subject,
      text: OUTGOING.mail.text,
      html: OUTGOING.mail.html,
      headers: { "Auto-Submitted": "auto-generated" },
      tags: [{ name: "waybill_key", value: expect.stringMatching(/^[A-Za-z0-9_-]{1,256}$/) }],
    });
  });

  test("bears the mail's key as a tag that events bring back", async () => {
    const { channel, requests } = httpFake("takes the mail", ANSWERS, open);
    await channel.send(OUTGOING);
    const { tags } = await requests[0]!.json<{ tags: [{ value: string }] }>();
    expect(keyOfSafeTag(tags[0].value)).toBe(OUTGOING.idempotency_key);
  });

  test("has one idempotency key for all attempts of a mail, of characters that Resend and a header take", async () => {
    const { channel, requests } = httpFake("takes the mail", ANSWERS, open);
    const other = { ...OUTGOING, idempotency_key: `demo/standard/${"ご".repeat(120)}/order_confirmation/` };
    for (const outgoing of [OUTGOING, { ...OUTGOING, raw: "changed" }, other]) await channel.send(outgoing);
    const [first, again, another] = requests.map(({ headers }) => headers.get("Idempotency-Key"));
    expect(first).toMatch(/^[!-~]{1,256}$/);
    expect(again).toBe(first);
    expect(another).toMatch(/^[!-~]{1,256}$/);
    expect(another).not.toBe(first);
  });

  test("has another key where a person asks for the mail again, because Resend would otherwise send nothing", async () => {
    const { channel, requests } = httpFake("takes the mail", ANSWERS, open);
    const again = { ...OUTGOING, mail: { ...OUTGOING.mail, date_ms: OUTGOING.mail.date_ms + 60_000 } };
    for (const outgoing of [OUTGOING, again]) await channel.send(outgoing);
    const [first, second] = requests.map(({ headers }) => headers.get("Idempotency-Key"));
    expect(second).not.toBe(first);
  });

  test("has one recipient for one mailbox, whatever name stands with it", async () => {
    const { channel, requests } = httpFake("takes the mail", ANSWERS, open);
    const to = { name: 'Löwe, "Ada" <eve@evil.example>\r\n', email: "ada@bücher.example" };
    await channel.send({ ...OUTGOING, mail: { ...OUTGOING.mail, to } });
    expect(await requests[0]!.json()).toMatchObject({
      to: ['"Löwe, \\"Ada\\" <eve@evil.example>" <ada@xn--bcher-kva.example>'],
    });
  });
});

describe("a refusal by name", () => {
  test.each<[string, number, Receipt["outcome"]]>([
    ["missing_api_key", 401, "deferred"],
    ["restricted_api_key", 401, "deferred"],
    ["invalid_api_key", 403, "deferred"],
    ["validation_error", 403, "deferred"],
    ["daily_quota_exceeded", 429, "deferred"],
    ["monthly_quota_exceeded", 429, "deferred"],
    ["invalid_from_address", 422, "deferred"],
    ["invalid_region", 422, "deferred"],
    ["validation_error", 400, "rejected"],
    ["invalid_idempotency_key", 400, "rejected"],
    ["invalid_attachment", 422, "rejected"],
    ["missing_required_field", 422, "rejected"],
    ["security_error", 451, "rejected"],
    ["invalid_idempotent_request", 409, "rejected"],
    ["concurrent_idempotent_requests", 409, "unknown"],
    ["internal_server_error", 500, "unknown"],
  ])("%s with %i is %s", async (name, status, outcome) => {
    const receipt = await sendAndGet(answer(status, refusal(status, name, "says why")));
    expect(receipt.outcome).toBe(outcome);
    expect(receipt).toHaveProperty(
      "reason",
      expect.stringMatching(`^Resend answered ${status}.*: says why$`),
    );
  });

  test("of an attempt with other contents names the most likely cause", async () => {
    expect(await sendAndGet(answer(409, { name: "invalid_idempotent_request" }))).toEqual({
      outcome: "rejected",
      reason: "Resend answered 409, an earlier attempt had other contents",
    });
  });
});

const sendAndGet = (response: Promise<Response>): Promise<Receipt> =>
  open((() => response) as typeof globalThis.fetch).send(OUTGOING);
