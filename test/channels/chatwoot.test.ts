import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  CHATWOOT,
  chatwootChannel,
  chatwootNotes,
  deleteConversation,
  openConversation,
} from "../../src/channels/chatwoot.ts";
import { mutated, mutations } from "../support/mutation.ts";
import { runs } from "../support/runs.ts";
import { TEXT, textConformance, TIMEOUT_MS } from "./conformance.ts";
import { answer, type Answers, damagedAnswers, httpFake } from "./http_fake.ts";
import { AT_MS, hmac } from "./incoming_conformance.ts";

const ACCOUNT = {
  url: "https://chat.kontor.example",
  inbox_identifier: "Fjm6XyPnv8cPqXkGhTdaVDPZ",
  webhook_secret: "not-a-real-secret-0123",
  account_id: "3",
  access_token: "not-a-real-token-0123456789",
};
const MESSAGE = { ...TEXT, to: "case1/42" };
const ANSWERS: Answers = {
  "takes the mail": [200, { id: 1234, content: "…", message_type: "incoming", conversation_id: 42 }],
  "refuses the mail": [422, { error: `Content is not valid ${TEXT.body} ${ACCOUNT.inbox_identifier}` }],
  "limits the rate": [429, { error: "Retry later" }, { "Retry-After": "120" }],
  "is down for maintenance": [503, "<html>"],
  "breaks inside": [500, { error: "x" }],
  "answers what cannot be read": [200, "<html>"],
};
const open = (fetch: typeof globalThis.fetch) => chatwootChannel({ fetch, timeout_ms: TIMEOUT_MS }, ACCOUNT);

textConformance({
  name: "chatwoot",
  secrets: [ACCOUNT.inbox_identifier],
  idempotent: false,
  says_when: true,
  impossible: { "fails the mail inside an answer of success": "a failure comes as a status" },
  open: (situation) => httpFake(situation, ANSWERS, open),
}, MESSAGE);
damagedAnswers(ANSWERS, open, MESSAGE, [TEXT.body, ACCOUNT.inbox_identifier]);

const NOTE = { ...TEXT, to: "42" };
const NOTE_ANSWERS: Answers = {
  ...ANSWERS,
  "refuses the mail": [422, { error: `Content is not valid ${TEXT.body} ${ACCOUNT.access_token}` }],
};
const openNotes = (fetch: typeof globalThis.fetch) =>
  chatwootNotes({ fetch, timeout_ms: TIMEOUT_MS }, ACCOUNT)!;
damagedAnswers(NOTE_ANSWERS, openNotes, NOTE, [TEXT.body, ACCOUNT.access_token]);

describe("notes for Chatwoot's agents", () => {
  test("are private messages of the account, by its access token", async () => {
    const { channel, requests } = httpFake("takes the mail", NOTE_ANSWERS, openNotes);
    expect(await channel.send(NOTE)).toEqual({ outcome: "accepted", provider_id: "1234" });
    expect(requests[0]!.url).toBe(`${ACCOUNT.url}/api/v1/accounts/3/conversations/42/messages`);
    expect(requests[0]!.headers.get("api_access_token")).toBe(ACCOUNT.access_token);
    expect(await requests[0]!.json()).toEqual({
      content: TEXT.body,
      message_type: "outgoing",
      private: true,
    });
  });

  test("are none without account and token, and wait where the token is not accepted", async () => {
    const access = { fetch: globalThis.fetch, timeout_ms: TIMEOUT_MS };
    expect(chatwootNotes(access, { ...ACCOUNT, access_token: "" })).toBeNull();
    expect(chatwootNotes(access, { ...ACCOUNT, account_id: "" })).toBeNull();
    const refused = (() => answer(401, { error: "Invalid Access Token" })) as typeof globalThis.fetch;
    expect(await openNotes(refused).send(NOTE)).toMatchObject({ outcome: "deferred" });
  });
});

/** https://www.chatwoot.com/hc/user-guide/articles/1677693021-how-to-use-webhooks */
const created = (more: object = {}) => ({
  event: "message_created",
  id: 1235,
  content: "It has left today.",
  created_at: "2026-11-22 13:05:57 UTC",
  message_type: "outgoing",
  content_type: "text",
  private: false,
  sender: { id: 1, name: "Kim", email: "kim@kontor.example", type: "user" },
  conversation: { id: 42, status: "open", contact_inbox: { source_id: "case1" } },
  account: { id: 1, name: "Kontor" },
  ...more,
});

async function webhookOf(payload: unknown, { secret = ACCOUNT.webhook_secret, at_s = AT_MS / 1_000 } = {}) {
  const text = JSON.stringify(payload);
  const signature = (await hmac("SHA-256", secret, `${at_s}.${text}`)).toHex();
  return {
    headers: new Headers({
      "X-Chatwoot-Timestamp": String(at_s),
      "X-Chatwoot-Signature": `sha256=${signature}`,
    }),
    body: new TextEncoder().encode(text),
    received_at_ms: AT_MS,
  };
}
const read = async (payload: unknown) => {
  const reading = CHATWOOT.read(await webhookOf(payload));
  if (!reading.ok) throw new Error(reading.message);
  return reading.value;
};

describe("Chatwoot's webhooks", () => {
  test("are proved by the secret over time and body, within five minutes", async () => {
    const verified = async (given: Awaited<ReturnType<typeof webhookOf>>) =>
      (await CHATWOOT.verify(given, ACCOUNT)).ok;
    const good = await webhookOf(created());
    expect(await verified(good)).toBe(true);
    expect(await verified(await webhookOf(created(), { secret: "another-secret-0123456" }))).toBe(false);
    expect(await verified(await webhookOf(created(), { at_s: AT_MS / 1_000 - 301 }))).toBe(false);
    expect(await verified({ ...good, headers: new Headers() })).toBe(false);
    expect(await verified({ ...good, body: new TextEncoder().encode(JSON.stringify(created({ id: 1 }))) }))
      .toBe(false);
    const later = new Headers({
      ...Object.fromEntries(good.headers),
      "X-Chatwoot-Timestamp": String(AT_MS / 1_000 + 1),
    });
    expect(await verified({ ...good, headers: later })).toBe(false);
  });

  test("bring an agent's answer, with its files as links", async () => {
    expect(await read(created())).toEqual({
      type: "answer",
      id: "1235",
      conversation: "42",
      words: "It has left today.",
      agent: "Kim",
    });
    const attachments = [{ data_url: "https://chat.kontor.example/1.pdf" }];
    expect(await read(created({ content: null, attachments }))).toMatchObject({
      words: attachments[0]!.data_url,
    });
    expect(await read(created({ message_type: 1 }))).toMatchObject({ type: "answer" });
    expect(await read({ event: "conversation_status_changed", id: 42, status: "resolved" })).toEqual({
      type: "resolved",
      conversation: "42",
    });
  });

  test.each<readonly [string, object]>([
    ["our own message that comes back", created({ message_type: "incoming" })],
    ["a private note", created({ private: true })],
    ["a message of a template", created({ message_type: "template" })],
    ["an answer without words", created({ content: " " })],
    ["a conversation that was opened again", {
      event: "conversation_status_changed",
      id: 42,
      status: "open",
    }],
    ["any other event", { event: "conversation_typing_on" }],
  ])("are nothing for %s", async (_, payload) => {
    expect(await read(payload)).toBeNull();
  });

  test("may be damaged in any place: they are read or refused, and never quoted", async () => {
    await fc.assert(
      fc.asyncProperty(mutations, async (changes) => {
        const reading = CHATWOOT.read(await webhookOf(changes.reduce(mutated, created() as unknown) ?? null));
        if (!reading.ok) expect(reading.message).not.toContain("It has left");
      }),
      { numRuns: runs({ commit: 100, full: 1_000 }) },
    );
  });
});

describe("a conversation", () => {
  test("is opened by the documented requests, for a contact by our own name", async () => {
    const asked: [string, unknown][] = [];
    const fetch = (async (request: Request) => {
      asked.push([request.url, await request.json()]);
      return answer(200, request.url.endsWith("/contacts") ? { source_id: "case1" } : { id: 42 });
    }) as typeof globalThis.fetch;
    const contact = { contact: "case1", name: "Ada", email: "ada@lovelace.example" };
    expect(await openConversation(fetch, ACCOUNT, contact)).toBe("42");
    const base = `${ACCOUNT.url}/public/api/v1/inboxes/${ACCOUNT.inbox_identifier}/contacts`;
    expect(asked).toEqual([
      [base, { source_id: "case1", name: "Ada", email: "ada@lovelace.example" }],
      [`${base}/case1/conversations`, {}],
    ]);
    const { channel, requests } = httpFake("takes the mail", ANSWERS, open);
    expect(await channel.send(MESSAGE)).toEqual({ outcome: "accepted", provider_id: "1234" });
    expect(requests[0]!.url).toBe(`${base}/case1/conversations/42/messages`);
    expect(await requests[0]!.json()).toEqual({ content: TEXT.body, echo_id: TEXT.idempotency_key });
  });

  test("is not opened where Chatwoot does not answer as it should", async () => {
    for (const status of [404, 500]) {
      const fetch = (() => answer(status, {})) as typeof globalThis.fetch;
      expect(await openConversation(fetch, ACCOUNT, { contact: "c", name: undefined, email: undefined }))
        .toBeNull();
    }
  });

  test("is deleted by an administrator's token, and one that is gone counts as deleted", async () => {
    const asked: [string, string, string | null][] = [];
    const deleted = (status: number) =>
      deleteConversation(
        ((request: Request) => {
          asked.push([request.method, request.url, request.headers.get("api_access_token")]);
          return answer(status, {});
        }) as typeof globalThis.fetch,
        ACCOUNT,
        "42",
      );
    expect(await deleted(200)).toBeNull();
    expect(await deleted(404)).toBeNull();
    expect(await deleted(401)).toContain("the access token must be an administrator's");
    expect(await deleted(503)).toContain("answered 503");
    const url = `${ACCOUNT.url}/api/v1/accounts/3/conversations/42`;
    expect(new Set(asked.map(String))).toEqual(new Set([`DELETE,${url},${ACCOUNT.access_token}`]));
  });

  test("says that it stands where nobody may delete it, or Chatwoot does not answer", async () => {
    const unreachable = (() => Promise.reject(new TypeError("no answer"))) as typeof globalThis.fetch;
    expect(await deleteConversation(unreachable, ACCOUNT, "42")).toContain("did not answer");
    const without = { ...ACCOUNT, access_token: "" };
    expect(await deleteConversation(unreachable, without, "42")).toContain(
      "takes the access token of an administrator",
    );
  });

  test("is checked by its inbox", async () => {
    const fetch = (() => answer(200, { identifier: ACCOUNT.inbox_identifier })) as typeof globalThis.fetch;
    expect((await CHATWOOT.check(fetch, ACCOUNT, ""))[0]!.ok).toBe(true);
    const none = (() => answer(404, {})) as typeof globalThis.fetch;
    expect((await CHATWOOT.check(none, ACCOUNT, ""))[0]!.ok).toBe(false);
  });
});
