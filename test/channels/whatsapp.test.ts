import { describe, expect, test } from "vitest";
import type { ShortMessage } from "../../src/channels/channel.ts";
import { WHATSAPP, whatsappChannel } from "../../src/channels/whatsapp.ts";
import { TEXT, textConformance, TIMEOUT_MS } from "./conformance.ts";
import { answer, type Answers, damagedAnswers, httpFake } from "./http_fake.ts";
import { AT_MS, CODE, incomingConformance, signedByMeta } from "./incoming_conformance.ts";

const ACCOUNT = {
  phone_number_id: "106540352242922",
  number: "+1 (555) 078-3881",
  access_token: "EAAJB-not-a-real-token-0123456789",
  app_secret: "0123456789abcdef0123456789abcdef",
  verify_token: "not-a-real-verify-token",
  template: "order_news",
  template_languages: "de, en_US, pt_BR",
};
const PARSED = { ...ACCOUNT, number: "15550783881" };
const HOUR_MS = 3_600_000;
const PERSON = "16505551234";
const MESSAGE: ShortMessage = { ...TEXT, to: `whatsapp:${PERSON}`, heard_at_ms: AT_MS - HOUR_MS };
const NEWS: ShortMessage = {
  ...TEXT,
  to: `whatsapp:${PERSON}`,
  heard_at_ms: AT_MS - 25 * HOUR_MS,
  news: { locale: "de-AT", sentence: "Bestellung #9001:\n  unterwegs", url: "https://waybill.test/o/x" },
};

/** https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes */
const error = (code: number, message: string) => ({
  error: {
    message: `(#${code}) ${message}`,
    type: "OAuthException",
    code,
    error_data: { messaging_product: "whatsapp", details: message },
    fbtrace_id: "x",
  },
});
const ANSWERS: Answers = {
  "takes the mail": [200, {
    messaging_product: "whatsapp",
    contacts: [{ input: PERSON, wa_id: PERSON }],
    messages: [{ id: "wamid.HBgLMTY1MDU1NTEyMzQVAgARGBI3" }],
  }],
  "refuses the mail": [
    400,
    error(131026, `Message undeliverable ${TEXT.body} ${PERSON} ${ACCOUNT.access_token}`),
  ],
  "limits the rate": [429, error(130429, "Rate limit hit")],
  "is down for maintenance": [503, "<html>"],
  "breaks inside": [500, error(131000, "Something went wrong")],
  "answers what cannot be read": [200, "<html>"],
};
const open = (fetch: typeof globalThis.fetch) =>
  whatsappChannel({ fetch, timeout_ms: TIMEOUT_MS, clock: () => AT_MS }, PARSED);

textConformance({
  name: "whatsapp",
  secrets: [ACCOUNT.access_token, PERSON],
  idempotent: false,
  says_when: false,
  impossible: {
    "fails the mail inside an answer of success": "a failure comes as an error, or later by webhook",
  },
  open: (situation) => httpFake(situation, ANSWERS, open),
}, MESSAGE);
damagedAnswers(ANSWERS, open, MESSAGE, [PERSON, TEXT.body, ACCOUNT.access_token]);

/** https://developers.facebook.com/docs/whatsapp/cloud-api/webhooks/payload-examples */
const delivery = (value: object, phone_number_id = ACCOUNT.phone_number_id) => ({
  object: "whatsapp_business_account",
  entry: [{
    id: "102290129340398",
    changes: [{
      field: "messages",
      value: {
        messaging_product: "whatsapp",
        metadata: { display_phone_number: "15550783881", phone_number_id },
        ...value,
      },
    }],
  }],
});
const message = (more: object) =>
  delivery({
    contacts: [{ profile: { name: "Ada Lovelace" }, wa_id: PERSON }],
    messages: [{ from: PERSON, id: "wamid.HBgLMTY1MDU1NTEyMzQVAgASGBQ", timestamp: "1504902988", ...more }],
  });
const text = (body: string) => message({ type: "text", text: { body } });
const status = (more: object) =>
  delivery({
    statuses: [{
      id: "wamid.HBgLMTY1MDU1NTEyMzQVAgARGBI3",
      timestamp: "1750857384",
      recipient_id: PERSON,
      ...more,
    }],
  });

incomingConformance({
  way: "whatsapp",
  definition: WHATSAPP,
  account: ACCOUNT,
  proof: "app_secret",
  sign: signedByMeta,
  message: text("Where is my order?"),
  code: text(`Hello ${CODE}`),
  stop: text(" Stop. "),
  delivered: status({ status: "delivered" }),
  failed: status({ status: "failed", errors: [{ code: 131047, title: "Re-engagement message" }] }),
  ignored: {
    "another number of the same app": delivery({ messages: [] }, "999999999"),
    "a report that says no more than the answer did": status({ status: "sent" }),
    "a reaction that is taken back": message({ type: "reaction", reaction: { message_id: "x" } }),
    "a deletion that names no message": message({ type: "revoke" }),
    "news of a template": {
      object: "whatsapp_business_account",
      entry: [{
        id: "1",
        changes: [{ field: "message_template_status_update", value: { event: "APPROVED" } }],
      }],
    },
  },
  private_words: ["Ada", PERSON, "Where is"],
});

describe("WhatsApp", () => {
  const items = (payload: unknown) => {
    const body = new TextEncoder().encode(JSON.stringify(payload));
    const reading = WHATSAPP.read({ headers: new Headers(), body, received_at_ms: 0 }, PARSED);
    if (!reading.ok) throw new Error(reading.message);
    return reading.value.items;
  };

  test("names what WhatsApp does not hand on, and says what places and people are", () => {
    const words = (fields: object) =>
      items(message(fields)).map((item) => item.type === "message" && item.words);
    const files = (fields: object) =>
      items(message(fields)).map((item) => item.type === "message" && item.files);
    expect(files({ type: "unsupported", errors: [{ code: 131051 }] })).toEqual([
      [{ ref: "", name: "a message that WhatsApp does not hand on", type: "" }],
    ]);
    expect(files({ type: "poll_creation" })).toEqual([[{ ref: "", name: "poll creation", type: "" }]]);
    const location = { latitude: 52.5, longitude: 13.4, name: "Depot", address: "Torstraße 2" };
    expect(words({ type: "location", location })).toEqual(["Depot, Torstraße 2, 52.5, 13.4"]);
    const contacts = [{ name: { formatted_name: "Ben Okada" }, phones: [{ phone: "+49 30 1234567" }] }];
    expect(words({ type: "contacts", contacts })).toEqual(["Ben Okada, +49 30 1234567"]);
  });

  test("brings what the customer has corrected", () => {
    const edit = {
      original_message_id: "wamid.x",
      message: { type: "text", text: { body: "No. 41, not 14" } },
    };
    expect(items(message({ type: "edit", edit }))).toMatchObject([{ words: "✏️ No. 41, not 14", files: [] }]);
    expect(items(message({ type: "edit", edit: { original_message_id: "wamid.x" } }))).toEqual([]);
  });

  test("takes free text within 24 hours of the customer's last message", async () => {
    const { channel, requests } = httpFake("takes the mail", ANSWERS, open);
    expect(await channel.send({ ...NEWS, heard_at_ms: AT_MS - 24 * HOUR_MS + 1 })).toMatchObject({
      outcome: "accepted",
    });
    expect(requests[0]!.url).toBe("https://graph.facebook.com/v24.0/106540352242922/messages");
    expect(requests[0]!.headers.get("Authorization")).toBe(`Bearer ${ACCOUNT.access_token}`);
    expect(await requests[0]!.json()).toEqual({
      messaging_product: "whatsapp",
      recipient_type: "individual",
      to: PERSON,
      type: "text",
      text: { preview_url: false, body: TEXT.body },
    });
  });

  test.each([["de-AT", "de"], ["en", "en_US"], ["pt-BR", "pt_BR"], ["ja", "de"]])(
    "takes the template afterwards, for %s in %s, its texts on one line",
    async (locale, code) => {
      const { channel, requests } = httpFake("takes the mail", ANSWERS, open);
      await channel.send({ ...NEWS, heard_at_ms: null, news: { ...NEWS.news!, locale } });
      expect(await requests[0]!.json()).toMatchObject({
        type: "template",
        template: {
          name: "order_news",
          language: { code },
          components: [{
            type: "body",
            parameters: [
              { type: "text", text: "Bestellung #9001: unterwegs" },
              { type: "text", text: "https://waybill.test/o/x" },
            ],
          }],
        },
      });
    },
  );

  test("is not asked for an answer outside the window, nor for news without a template", async () => {
    const { channel, asked } = httpFake("takes the mail", ANSWERS, open);
    const answered = { ...MESSAGE, heard_at_ms: AT_MS - 24 * HOUR_MS, by_person: true };
    expect(await channel.send(answered)).toMatchObject({ outcome: "rejected" });
    const bare = whatsappChannel({ fetch, timeout_ms: 1, clock: () => AT_MS }, { ...PARSED, template: "" });
    expect(await bare.send(NEWS)).toEqual({
      outcome: "rejected",
      reason:
        "Cannot send by WhatsApp as the customer's last message must be younger than 24 hours, or the shop must have a template",
    });
    expect(asked()).toBe(0);
  });

  test.each([[131047, "rejected"], [132001, "rejected"], [131056, "deferred"], [190, "deferred"], [
    200,
    "deferred",
  ]])(
    "an error of code %i is %s",
    async (code, outcome) => {
      const fetch = (() => answer(400, error(code, "x"))) as typeof globalThis.fetch;
      expect(await open(fetch).send(MESSAGE)).toMatchObject({ outcome });
    },
  );

  test("says that the customer wants no more", async () => {
    const fetch = (() => answer(400, error(131050, "stopped"))) as typeof globalThis.fetch;
    expect(await open(fetch).send(MESSAGE)).toMatchObject({ outcome: "rejected", unsubscribed: true });
    expect(items(status({ status: "failed", errors: [{ code: 131050, title: "stopped" }] }))).toMatchObject([
      { became: "failed", stopped: true, reason: "code 131050, stopped" },
    ]);
    const named = status({ status: "failed", errors: [{ code: 131050 }], recipient_id: "4915112345678" });
    expect(items(named)).toMatchObject([{ stopped: true, to: "whatsapp:4915112345678" }]);
  });

  test("tells of reactions, of what was taken back, and of what the shop wrote on its phone", () => {
    expect(items(message({ type: "reaction", reaction: { message_id: "x", emoji: "👍" } }))).toMatchObject([
      { type: "reacted", emoji: "👍" },
    ]);
    expect(items(message({ type: "revoke", revoke: { original_message_id: "wamid.x" } }))).toMatchObject([
      { type: "deleted", message_id: "wamid.x" },
    ]);
    const of = (echo: object) => {
      const { entry, ...rest } = delivery({
        message_echoes: [{ from: "4930123456", to: "4915112345678", id: "wamid.e", timestamp: "1", ...echo }],
      });
      const change = { ...entry[0]!.changes[0]!, field: "smb_message_echoes" };
      return items({ ...rest, entry: [{ ...entry[0]!, changes: [change] }] });
    };
    expect(of({ type: "text", text: { body: "It leaves today." } })).toMatchObject([
      { type: "echo", id: "wamid.e", from: "whatsapp:4915112345678", words: "It leaves today." },
    ]);
    expect(of({ type: "revoke", revoke: { original_message_id: "wamid.d" } })).toEqual([]);
  });

  test("brings entries × changes × messages of one webhook, and the files by their ids", () => {
    const image = { id: "media-1", mime_type: "image/jpeg", caption: "Broken" };
    const one = message({ type: "image", image, context: { id: "wamid.OURS" } });
    const both = { ...one, entry: [...one.entry, ...text("And one more").entry] };
    expect(items(both)).toMatchObject([
      {
        words: "Broken",
        files: [{ ref: "media-1", name: "picture", type: "image/jpeg" }],
        answers: "wamid.OURS",
        name: "Ada Lovelace",
      },
      { words: "And one more" },
    ]);
  });

  test("answers Meta's question with the challenge where the token is ours", () => {
    const ask = (token: string, challenge = "1158201444") =>
      WHATSAPP.challenge!(
        new URLSearchParams({
          "hub.mode": "subscribe",
          "hub.verify_token": token,
          "hub.challenge": challenge,
        }),
        PARSED,
      );
    expect(ask(ACCOUNT.verify_token)).toBe("1158201444");
    expect(ask("another-verify-token")).toBeNull();
    expect(ask("")).toBeNull();
    expect(ask(ACCOUNT.verify_token, "<script>")).toBeNull();
    expect(WHATSAPP.challenge!(new URLSearchParams(), PARSED)).toBeNull();
  });

  test("gives a file by its id, from Meta's stores alone", async () => {
    const fetchWith = (url: string) => {
      const asked: Request[] = [];
      const fetch = ((request: Request) => {
        asked.push(request);
        return request.url.startsWith("https://graph.")
          ? answer(200, { url, mime_type: "image/jpeg" })
          : Promise.resolve(new Response("jpeg"));
      }) as typeof globalThis.fetch;
      return { fetch, asked };
    };
    const good = fetchWith("https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=1");
    const file = { ref: "media1", name: "picture", type: "" };
    expect(await WHATSAPP.fetchFile(good.fetch, PARSED, file)).toEqual({
      content: new TextEncoder().encode("jpeg"),
    });
    expect(good.asked.map(({ headers }) => headers.get("Authorization"))).toEqual(
      Array(2).fill(`Bearer ${ACCOUNT.access_token}`),
    );
    const bad = fetchWith("https://lookaside.fbsbx.com.evil.example/x");
    expect(await WHATSAPP.fetchFile(bad.fetch, PARSED, file)).toBeNull();
    expect(bad.asked).toHaveLength(1);
    expect(await WHATSAPP.fetchFile(good.fetch, PARSED, { ...file, ref: "../me" })).toBeNull();
  });

  test("opens with the code written for the customer", () => {
    expect(WHATSAPP.invite(PARSED, CODE)).toEqual({
      url: `https://wa.me/15550783881?text=${CODE}`,
      to: "+15550783881",
    });
  });

  test("is checked by its number", async () => {
    const says = (display_phone_number: string) =>
      (() => answer(200, { id: ACCOUNT.phone_number_id, display_phone_number })) as typeof globalThis.fetch;
    expect((await WHATSAPP.check(says("+1 555-078-3881"), PARSED, "")).every(({ ok }) => ok)).toBe(true);
    expect((await WHATSAPP.check(says("+1 555-000-0000"), PARSED, ""))[0]).toEqual({
      ok: false,
      says: "The phone number id belongs to another number",
    });
    const none = (() => answer(400, error(190, "x"))) as typeof globalThis.fetch;
    expect((await WHATSAPP.check(none, PARSED, ""))[0]!.ok).toBe(false);
  });
});

/** https://developers.facebook.com/documentation/business-messaging/whatsapp/business-scoped-user-ids */
describe("a customer of WhatsApp with a user name", () => {
  const USER = "US.13491208655302741918";
  const named = (message: object, contact: object) =>
    delivery({
      contacts: [{ profile: { name: "Ada", username: "@ada" }, user_id: USER, ...contact }],
      messages: [{
        id: "wamid.1",
        timestamp: "1749416383",
        type: "text",
        text: { body: "Hello" },
        ...message,
      }],
    });
  const itemOf = async (payload: unknown) => {
    const body = new TextEncoder().encode(JSON.stringify(payload));
    const read = await WHATSAPP.read({ headers: new Headers(), body, received_at_ms: AT_MS }, PARSED);
    if (!read.ok) throw new Error(read.message);
    return read.value.items[0];
  };

  test("is known by the id that Meta gives in place of the number", async () => {
    for (const message of [{ from_user_id: USER }, {}, { from: USER }]) {
      expect(await itemOf(named(message, {}))).toMatchObject({
        from: `whatsapp:${USER}`,
        also: undefined,
        name: "Ada",
      });
    }
    const parent = "US.ENT.11815799212886844830";
    expect(await itemOf(named({ from_user_id: parent }, {}))).toMatchObject({ from: `whatsapp:${parent}` });
  });

  test("is known by the number where Meta tells it, and by both from then on", async () => {
    expect(await itemOf(named({ from: PERSON, from_user_id: USER }, { wa_id: PERSON }))).toMatchObject({
      from: `whatsapp:${PERSON}`,
      also: `whatsapp:${USER}`,
    });
  });

  test("is nobody where Meta tells neither, and an id of another form is none", async () => {
    expect(await itemOf(named({}, { user_id: undefined }))).toBeUndefined();
    expect(await itemOf(named({}, { user_id: "US.<script>" }))).toBeUndefined();
  });

  test("is written to by `recipient`, not by `to`", async () => {
    const { channel, requests } = httpFake("takes the mail", ANSWERS, open);
    expect(await channel.send({ ...MESSAGE, to: `whatsapp:${USER}` })).toMatchObject({ outcome: "accepted" });
    const sent = await requests[0]!.json() as Record<string, unknown>;
    expect(sent).toMatchObject({ recipient: USER, recipient_type: "individual" });
    expect(sent).not.toHaveProperty("to");
  });
});
