import { describe, expect, test } from "vitest";
import { TELEGRAM, telegramChannel } from "../../src/channels/telegram.ts";
import { TEXT, textConformance, TIMEOUT_MS, WAIT_S } from "./conformance.ts";
import { answer, type Answers, damagedAnswers, httpFake } from "./http_fake.ts";
import { CODE, HOOK, incomingConformance } from "./incoming_conformance.ts";

const ACCOUNT = {
  bot_token: "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw0",
  bot_username: "kontor_bot",
  webhook_secret: "not-a-real-secret-0123",
};
const CHAT = "1111111";
const MESSAGE = { ...TEXT, to: `telegram:${CHAT}` };

/** https://core.telegram.org/bots/api#making-requests, #responseparameters */
const refusal = (error_code: number, description: string, parameters?: object) => ({
  ok: false,
  error_code,
  description,
  parameters,
});
const ANSWERS: Answers = {
  "takes the mail": [200, {
    ok: true,
    result: { message_id: 57, date: 1_441_645_532, chat: { id: 1_111_111, type: "private" }, text: "…" },
  }],
  "refuses the mail": [
    400,
    refusal(400, `Bad Request: chat not found ${TEXT.body} ${CHAT} ${ACCOUNT.bot_token}`),
  ],
  "fails the mail inside an answer of success": [
    200,
    refusal(400, `Bad Request: message is too long ${TEXT.body}`),
  ],
  "limits the rate": [429, refusal(429, `Too Many Requests: retry after ${WAIT_S}`, { retry_after: WAIT_S })],
  "is down for maintenance": [503, "<html>"],
  "breaks inside": [500, refusal(500, "Internal Server Error")],
  "answers what cannot be read": [200, "<html>"],
};
const open = (fetch: typeof globalThis.fetch) => telegramChannel({ fetch, timeout_ms: TIMEOUT_MS }, ACCOUNT);
const PRIVATE = [CHAT, TEXT.body, ACCOUNT.bot_token];

textConformance({
  name: "telegram",
  secrets: [ACCOUNT.bot_token, CHAT],
  idempotent: false,
  says_when: true,
  impossible: {},
  open: (situation) => httpFake(situation, ANSWERS, open),
}, MESSAGE);
damagedAnswers(ANSWERS, open, MESSAGE, PRIVATE);

/** https://core.telegram.org/bots/webhooks#testing-your-bot-with-updates */
const update = (message: object) => ({
  update_id: 10_000,
  message: {
    date: 1_441_645_532,
    chat: { last_name: "Lovelace", id: 1_111_111, first_name: "Ada", username: "ada", type: "private" },
    message_id: 1_365,
    from: { last_name: "Lovelace", id: 1_111_111, first_name: "Ada", username: "ada", is_bot: false },
    ...message,
  },
});
const member = (status: string) => ({
  update_id: 10_001,
  my_chat_member: {
    chat: { id: 1_111_111, type: "private" },
    date: 1_441_645_600,
    old_chat_member: { status: "member" },
    new_chat_member: { status },
  },
});

incomingConformance({
  way: "telegram",
  definition: TELEGRAM,
  account: ACCOUNT,
  proof: "webhook_secret",
  sign: (_, { webhook_secret }) => Promise.resolve({ "X-Telegram-Bot-Api-Secret-Token": webhook_secret! }),
  body_is_unsigned: true,
  message: update({ text: "Where is my order?" }),
  code: update({ text: `/start ${CODE}` }),
  stop: update({ text: "STOP" }),
  delivered: null,
  failed: null,
  ignored: {
    "a group": update({ text: "Hello", chat: { id: -100_123, type: "supergroup" } }),
    "an edited message": { update_id: 1, edited_message: update({}).message },
    "what a later version brings": { update_id: 2, business_connection: {} },
  },
  private_words: ["Ada", "Lovelace", "Where is my order"],
});

describe("Telegram", () => {
  const read = (payload: unknown) => {
    const body = new TextEncoder().encode(JSON.stringify(payload));
    const reading = TELEGRAM.read({ headers: new Headers(), body, received_at_ms: 0 }, ACCOUNT);
    if (!reading.ok) throw new Error(reading.message);
    return reading.value.items;
  };

  test("is asked by the documented request", async () => {
    const { channel, requests } = httpFake("takes the mail", ANSWERS, open);
    expect(await channel.send(MESSAGE)).toEqual({ outcome: "accepted", provider_id: "110201543:1111111:57" });
    expect(requests[0]!.url).toBe(`https://api.telegram.org/bot${ACCOUNT.bot_token}/sendMessage`);
    expect(await requests[0]!.json()).toEqual({
      chat_id: CHAT,
      text: TEXT.body,
      link_preview_options: { is_disabled: true },
    });
  });

  test.each([
    "Forbidden: bot was blocked by the user",
    "Forbidden: user is deactivated",
  ])("says that the reader wants no more: %s", async (description) => {
    const fetch = (() => answer(403, refusal(403, description))) as typeof globalThis.fetch;
    expect(await open(fetch).send(MESSAGE)).toMatchObject({ outcome: "rejected", unsubscribed: true });
  });

  test("tells when the customer blocks the bot and opens it again", () => {
    expect(read(member("kicked"))).toMatchObject([{
      type: "stop",
      from: "telegram:1111111",
      is_answered: true,
    }]);
    expect(read(member("member"))).toMatchObject([{ type: "start", from: "telegram:1111111" }]);
    expect(read(member("restricted"))).toEqual([]);
  });

  test("names the largest of a picture's sizes, and every other file", () => {
    const photo = [{ file_id: "small" }, { file_id: "large" }];
    const document = { file_id: "doc", file_name: "Rechnung.pdf", mime_type: "application/pdf" };
    expect(read(update({ photo, caption: "Broken" }))).toMatchObject([{
      words: "Broken",
      files: [{ ref: "large", name: "picture", type: "image/jpeg" }],
    }]);
    expect(read(update({ document }))).toMatchObject([{
      words: "",
      files: [{ ref: "doc", name: "Rechnung.pdf", type: "application/pdf" }],
    }]);
  });

  test("says what places, people and stickers are, and names what a bot is not given", () => {
    const location = { latitude: 52.5, longitude: 13.4 };
    const venue = { title: "Depot", address: "Torstraße 2", location };
    const said = (message: object) =>
      read(update(message)).map((item) => item.type === "message" && item.words);
    expect(said({ venue, location })).toEqual(["Depot, Torstraße 2, 52.5, 13.4"]);
    expect(said({ contact: { first_name: "Ben", last_name: "Okada", phone_number: "+49301234567" } }))
      .toEqual([
        "Ben Okada, +49301234567",
      ]);
    expect(said({ sticker: { file_id: "s", emoji: "👍" } })).toEqual(["👍"]);
    expect(read(update({ poll: { id: "1" } }))).toMatchObject([
      { words: "", files: [{ ref: "", name: "poll", type: "" }] },
    ]);
    // Telegram's own notes are nobody's words.
    expect(read(update({ pinned_message: { message_id: 57 } }))).toEqual([]);
  });

  test("brings what the customer has corrected, each correction once, and no live location", () => {
    const { update_id, message } = update({ text: "No. 41, not 14", edit_date: 1_441_645_600 });
    expect(read({ update_id, edited_message: message })).toMatchObject([{
      type: "message",
      id: "110201543:1111111:1365:1441645600",
      words: "✏️ No. 41, not 14",
      at_ms: 1_441_645_600_000,
    }]);
    const moving = update({ location: { latitude: 52.5, longitude: 13.4 }, edit_date: 1_441_645_600 });
    expect(read({ update_id, edited_message: moving.message })).toEqual([]);
  });

  test("knows which of our messages is answered", () => {
    expect(read(update({ text: "Thanks, when?", reply_to_message: { message_id: 57 } }))).toMatchObject([
      { answers: "110201543:1111111:57" },
    ]);
  });

  test("opens by a link with the code, and a /start without one opens no case", () => {
    expect(TELEGRAM.invite(ACCOUNT, CODE)).toEqual({
      url: `https://t.me/kontor_bot?start=${CODE}`,
      to: "@kontor_bot",
    });
    expect(read(update({ text: "/start" }))).toMatchObject([{ type: "help" }]);
  });

  test("gives a file from its own host alone", async () => {
    const asked: string[] = [];
    const fetch = ((request: Request) => {
      asked.push(request.url);
      return request.url.includes("getFile")
        ? answer(200, { ok: true, result: { file_path: "photos/file_1.jpg" } })
        : Promise.resolve(new Response(new Uint8Array([1, 2, 3])));
    }) as typeof globalThis.fetch;
    const file = { ref: "large", name: "picture", type: "" };
    expect(await TELEGRAM.fetchFile(fetch, ACCOUNT, file)).toEqual({ content: new Uint8Array([1, 2, 3]) });
    expect(asked).toEqual([
      `https://api.telegram.org/bot${ACCOUNT.bot_token}/getFile?file_id=large`,
      `https://api.telegram.org/file/bot${ACCOUNT.bot_token}/photos/file_1.jpg`,
    ]);
    const strange =
      (() => answer(200, { ok: true, result: { file_path: "../../x?y" } })) as typeof globalThis.fetch;
    expect(await TELEGRAM.fetchFile(strange, ACCOUNT, file)).toBeNull();
  });

  test("is checked by getMe and getWebhookInfo", async () => {
    const says = (info: object) =>
      ((request: Request) =>
        request.url.endsWith("/getMe")
          ? answer(200, { ok: true, result: { id: 1, is_bot: true, username: "Kontor_Bot" } })
          : answer(200, { ok: true, result: info })) as typeof globalThis.fetch;
    const good = await TELEGRAM.check(says({ url: HOOK, pending_update_count: 0 }), ACCOUNT, HOOK);
    expect(good.map(({ ok }) => ok)).toEqual([true, true]);
    const bad = await TELEGRAM.check(
      says({
        url: "",
        pending_update_count: 3,
        last_error_message: "Wrong response",
        allowed_updates: ["message"],
      }),
      ACCOUNT,
      HOOK,
    );
    expect(bad.filter(({ ok }) => !ok).map(({ says }) => says)).toEqual([
      "No webhook is set",
      "The webhook leaves out edited_message and my_chat_member",
      "3 updates wait, as the last one was not taken",
    ]);
    const none = (() => answer(401, refusal(401, "Unauthorized"))) as typeof globalThis.fetch;
    expect(await TELEGRAM.check(none, ACCOUNT, HOOK)).toEqual([
      { ok: false, says: "Telegram does not accept the bot's token" },
    ]);
  });
});
