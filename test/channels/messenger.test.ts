import { describe, expect, test } from "vitest";
import type { ShortMessage } from "../../src/channels/channel.ts";
import { INSTAGRAM, instagramChannel } from "../../src/channels/instagram.ts";
import { MESSENGER, messengerChannel } from "../../src/channels/messenger.ts";
import type { HttpAccess } from "../../src/channels/http_channel.ts";
import { TEXT, textConformance, TIMEOUT_MS } from "./conformance.ts";
import { answer, type Answers, damagedAnswers, httpFake } from "./http_fake.ts";
import { AT_MS, CODE, incomingConformance, signedByMeta } from "./incoming_conformance.ts";

const META = {
  access_token: "EAAJB-not-a-real-token-0123456789",
  app_secret: "0123456789abcdef0123456789abcdef",
  verify_token: "not-a-real-verify-token",
};
const OWN = "1906385232743451";
const PERSON = "8766765243399291";
const HOUR_MS = 3_600_000;
const MESSENGER_ACCOUNT = { ...META, page_id: OWN, page_name: "kontor", human_agent: "yes" as const };
const INSTAGRAM_ACCOUNT = { ...META, account_id: OWN, username: "kontor", human_agent: "no" as const };

/** https://developers.facebook.com/docs/messenger-platform/reference/send-api/error-codes */
const error = (code: number, error_subcode?: number, message = "x") => ({
  error: { message, type: "OAuthException", code, error_subcode, fbtrace_id: "D2kxCybrKVw" },
});
const ANSWERS: Answers = {
  "takes the mail": [200, {
    recipient_id: PERSON,
    message_id: "m_AG5Hz2Uq7tuwNEhXfYYKj8mJEM_QPpz5jdCK48PnKAjSdjfipqxqMvK8ma6AC8fplwlqLP_5cgXIbu7I3rBN0P",
  }],
  "refuses the mail": [
    400,
    error(100, 2_018_001, `No matching user found ${TEXT.body} ${PERSON} ${META.access_token}`),
  ],
  "limits the rate": [400, error(613, 1_893_015)],
  "is down for maintenance": [503, "<html>"],
  "breaks inside": [500, error(2)],
  "answers what cannot be read": [200, "<html>"],
};

const event = (object: string) => (messaging: object, id = OWN) => ({
  object,
  entry: [{
    id,
    time: 1_458_692_752_478,
    messaging: [{
      sender: { id: PERSON },
      recipient: { id: OWN },
      timestamp: 1_458_692_752_478,
      ...messaging,
    }],
  }],
});

const SERVICES = [
  {
    way: "messenger",
    definition: MESSENGER,
    account: MESSENGER_ACCOUNT,
    object: "page",
    url: `https://graph.facebook.com/v24.0/${OWN}/messages`,
    open: (access: HttpAccess) => messengerChannel({ ...access, clock: () => AT_MS }, MESSENGER_ACCOUNT),
  },
  {
    way: "instagram",
    definition: INSTAGRAM,
    account: INSTAGRAM_ACCOUNT,
    object: "instagram",
    url: `https://graph.instagram.com/v24.0/${OWN}/messages`,
    open: (access: HttpAccess) => instagramChannel({ ...access, clock: () => AT_MS }, INSTAGRAM_ACCOUNT),
  },
] as const;

for (const { way, definition, account, object, url, open } of SERVICES) {
  const by = (fetch: typeof globalThis.fetch) => open({ fetch, timeout_ms: TIMEOUT_MS });
  const message: ShortMessage = { ...TEXT, to: `${way}:${PERSON}`, heard_at_ms: AT_MS - HOUR_MS };
  const of = event(object);

  textConformance({
    name: way,
    secrets: [META.access_token, PERSON],
    idempotent: false,
    says_when: false,
    impossible: { "fails the mail inside an answer of success": "a failure comes as an error" },
    open: (situation) => httpFake(situation, ANSWERS, by),
  }, message);
  damagedAnswers(ANSWERS, by, message, [PERSON, TEXT.body, META.access_token]);

  incomingConformance({
    way,
    definition,
    account,
    proof: "app_secret",
    sign: signedByMeta,
    message: of({ message: { mid: "m_1457764197618:41d102a3e1ae206a38", text: "Where is my order?" } }),
    code: of({
      message: { mid: "m_2", text: "Hi", referral: { ref: CODE, source: "SHORTLINK", type: "OPEN_THREAD" } },
    }),
    stop: of({ message: { mid: "m_3", text: "STOP" } }),
    delivered: way === "messenger"
      ? of({ delivery: { mids: ["m_ours"], watermark: 1_458_668_856_253 } })
      : of({ read: { mid: "m_ours" } }),
    failed: null,
    ignored: {
      "an echo of our own message": of({
        sender: { id: OWN },
        recipient: { id: PERSON },
        message: { mid: "m_4", text: "Hi", is_echo: true, metadata: "waybill" },
      }),
      "a reaction that is taken back": of({ reaction: { mid: "m_ours", action: "unreact" } }),
      "another page of the same app": of({ message: { mid: "m_6", text: "Hi" } }, "42"),
      "a delivery without ids": of({ delivery: { watermark: 1_458_668_856_253 } }),
      "a link without a code": of({
        referral: { ref: "summer-sale", source: "SHORTLINK", type: "OPEN_THREAD" },
      }),
      "somebody who types": of({ sender_action: "typing_on" }),
      "another field": { object, entry: [{ id: OWN, time: 1, changes: [{ field: "feed", value: {} }] }] },
    },
    private_words: ["Where is", PERSON],
  });

  describe(`the ${way} of a shop`, () => {
    test("is asked by the documented request within 24 hours", async () => {
      const { channel, requests } = httpFake("takes the mail", ANSWERS, by);
      expect(await channel.send(message)).toMatchObject({ outcome: "accepted" });
      expect(requests[0]!.url).toBe(url);
      expect(requests[0]!.headers.get("Authorization")).toBe(`Bearer ${META.access_token}`);
      expect(await requests[0]!.json()).toEqual({
        recipient: { id: PERSON },
        ...(way === "messenger" ? { messaging_type: "RESPONSE" } : {}),
        message: { text: TEXT.body, ...(way === "messenger" ? { metadata: "waybill" } : {}) },
      });
    });

    test("takes no news outside of them, and nothing from a program", async () => {
      const { channel, asked } = httpFake("takes the mail", ANSWERS, by);
      for (const heard_at_ms of [null, undefined, AT_MS - 24 * HOUR_MS]) {
        expect(await channel.send({ ...message, heard_at_ms })).toMatchObject({ outcome: "rejected" });
      }
      expect(asked()).toBe(0);
    });

    test("takes a person's answer for seven days where Meta has allowed it", async () => {
      const { channel, requests } = httpFake("takes the mail", ANSWERS, by);
      const answered = { ...message, by_person: true };
      const within = await channel.send({ ...answered, heard_at_ms: AT_MS - 7 * 24 * HOUR_MS + 1 });
      expect(within.outcome).toBe(way === "messenger" ? "accepted" : "rejected");
      if (way === "messenger") {
        expect(await requests[0]!.json()).toMatchObject({
          messaging_type: "MESSAGE_TAG",
          tag: "HUMAN_AGENT",
        });
      }
      expect((await channel.send({ ...answered, heard_at_ms: AT_MS - 7 * 24 * HOUR_MS })).outcome).toBe(
        "rejected",
      );
    });

    test.each(
      [[10, 2_018_278, "rejected"], [10, undefined, "deferred"], [190, 463, "deferred"], [
        1_200,
        undefined,
        "deferred",
      ], [
        551,
        1_545_041,
        "rejected",
      ]] as const,
    )("reads an error of %s/%s as %s", async (code, subcode, outcome) => {
      const fetch = (() => answer(400, error(code, subcode))) as typeof globalThis.fetch;
      const receipt = await by(fetch).send(message);
      expect(receipt.outcome).toBe(outcome);
      expect("unsubscribed" in receipt).toBe(code === 551);
    });

    test("lists files by their address, and fetches them from Meta's stores alone", async () => {
      const attachments = [{ type: "image", payload: { url: "https://scontent.xx.fbcdn.net/v/1.jpg?x=1" } }];
      const body = new TextEncoder().encode(JSON.stringify(of({ message: { mid: "m_7", attachments } })));
      const read = definition.read({ headers: new Headers(), body, received_at_ms: 0 }, account as never);
      const [item] = (read as Extract<Awaited<typeof read>, { ok: true }>).value.items as unknown as [
        { files: { ref: string; name: string; type: string }[] },
      ];
      expect(item.files).toMatchObject([{ name: "image", type: "image/jpeg" }]);
      const fetch = (() => Promise.resolve(new Response("jpeg"))) as typeof globalThis.fetch;
      expect(await definition.fetchFile(fetch, account as never, item.files[0]!)).not.toBeNull();
      for (
        const ref of [
          "https://evil.example/1.jpg",
          "http://scontent.xx.fbcdn.net/1.jpg",
          "https://fbcdn.net.evil.example/",
          "x",
        ]
      ) {
        expect(await definition.fetchFile(fetch, account as never, { ref, name: "x", type: "" })).toBeNull();
      }
    });

    test("names what Meta does not hand on, and asks what stands on a button", () => {
      const items = (fields: object) => {
        const body = new TextEncoder().encode(JSON.stringify(of(fields)));
        const read = definition.read({ headers: new Headers(), body, received_at_ms: 0 }, account as never);
        return (read as Extract<Awaited<typeof read>, { ok: true }>).value.items;
      };
      expect(items({ message: { mid: "m_8", is_unsupported: true } })).toMatchObject([
        { words: "", files: [{ ref: "", name: "a message that Meta does not hand on" }] },
      ]);
      const location = { type: "location", payload: { coordinates: { lat: 52.5, long: 13.4 } } };
      expect(items({ message: { mid: "m_9", attachments: [location] } })).toMatchObject([
        { words: "", files: [{ ref: "", name: "location" }] },
      ]);
      expect(items({ postback: { mid: "m_10", title: "Where is my order?", payload: "FAQ_1" } }))
        .toMatchObject([{ type: "message", id: "m_10", words: "Where is my order?" }]);
      expect(items({ postback: { mid: "m_11", title: "Los geht’s", payload: "GET_STARTED" } })).toEqual([]);
      expect(items({ postback: { mid: "m_12", title: "Get Started", payload: "x" } })).toEqual([]);
    });

    test("opens by a link that carries the code", () => {
      const { url: link } = definition.invite(account as never, CODE)!;
      expect(link).toBe(
        way === "messenger" ? `https://m.me/kontor?ref=${CODE}` : `https://ig.me/m/kontor?ref=${CODE}`,
      );
    });

    test("tells what the shop wrote in Meta's inbox, what was deleted, and a reaction", () => {
      const items = (payload: object) => {
        const body = new TextEncoder().encode(JSON.stringify(payload));
        const read = definition.read({ headers: new Headers(), body, received_at_ms: 0 }, account as never);
        return read.ok ? read.value.items : [];
      };
      const from = `${way}:${PERSON}`;
      const written = { mid: "m_4", text: "It is on its way.", is_echo: true, app_id: 1 };
      expect(items(of({ sender: { id: OWN }, recipient: { id: PERSON }, message: written }))).toMatchObject([
        { type: "echo", id: "m_4", from, words: "It is on its way.", files: [] },
      ]);
      expect(items(of({ message: { mid: "m_5", is_deleted: true } }))).toMatchObject([
        { type: "deleted", from, message_id: "m_5" },
      ]);
      expect(items(of({ reaction: { mid: "m_ours", action: "react", emoji: "👍" } }))).toMatchObject([
        { type: "reacted", from, emoji: "👍" },
      ]);
    });

    test("is checked by its own page or account and its subscriptions", async () => {
      const says = (fields: readonly string[]) =>
        ((request: Request) =>
          request.url.endsWith("/subscribed_apps")
            ? answer(200, { data: [{ subscribed_fields: fields }] })
            : answer(200, {
              id: OWN,
              name: "Kontor",
              user_id: OWN,
              username: "kontor",
            })) as typeof globalThis.fetch;
      const all = [
        "messages",
        "messaging_postbacks",
        "messaging_referrals",
        "message_deliveries",
        "message_echoes",
        "message_reactions",
      ];
      expect((await definition.check(says(all), account as never, "")).map(({ ok }) => ok)).toEqual([
        true,
        true,
      ]);
      expect((await definition.check(says([]), account as never, "")).map(({ ok }) => ok)).toEqual([
        true,
        false,
      ]);
      const none = (() => answer(400, error(190))) as typeof globalThis.fetch;
      expect((await definition.check(none, account as never, "")).map(({ ok }) => ok)).toEqual([false]);
    });
  });
}
