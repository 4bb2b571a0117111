import { env, exports } from "cloudflare:workers";
import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { forgetPorts, portsOf } from "../../src/doors/ports.ts";
import { answerCase } from "../../src/flow/cases/answer_case.ts";
import { isSigned } from "../../src/doors/webhooks/slack_events.ts";
import { insertPerson } from "../../src/sql/people.ts";
import { seal, sealingRingIn, unseal } from "../../src/sealed.ts";
import { ADAS_ORDER, NOW, NOW_MS } from "../support/cast.ts";
import { passMinute } from "../support/clock.ts";
import { deskVisitor, openDesks, TOKENS } from "../support/desk.ts";
import { eventually } from "../support/eventually.ts";
import { FakeSlack, nextTs, SLACK, slackHeaders } from "../support/fake_slack.ts";
import { openHouse } from "../support/house.ts";
import { passTo, sendEvent, settled } from "../support/river.ts";
import { mailsTo, pathFor, visitor } from "../support/visitor.ts";

let slack: FakeSlack;
let now_ms = NOW_MS;

beforeAll(async () => {
  await openHouse();
  for (const [name, role] of [["Ben", "agent"], ["Vera", "viewer"]] as const) {
    await insertPerson(env.DB, {
      shop_id: "demo",
      id: name,
      email: `${name.toLowerCase()}@kontor.example`,
      name,
      role,
      invited_at: NOW_MS,
    }).run();
  }
});
beforeEach(async () => {
  // Each test begins an hour later, so that no limit of another counts.
  now_ms += 3_600_000;
  vi.useFakeTimers({ toFake: ["Date"], now: now_ms });
  vi.spyOn(console, "error").mockImplementation(() => undefined);
  slack = new FakeSlack([
    { id: "U0BEN", real_name: "benny", profile: { email: "Ben@kontor.example" } },
    { id: "U0VERA", profile: { email: "vera@kontor.example" } },
    { id: "U0GUEST", real_name: "Guest", is_restricted: true },
    { id: "U0OTHER", real_name: "Other", team_id: "T0OTHER" },
    { id: "U0ANNA", real_name: "Anna Schmidt" },
    { id: SLACK.bot_user, is_bot: true, real_name: "Waybill" },
  ]);
  vi.spyOn(globalThis, "fetch").mockImplementation(slack.fetch);
  await openDesks();
  const ring = await sealingRingIn(env.SEALING_KEY);
  const row =
    (await env.DB.prepare("select secrets from shops where id = 'demo'").first<{ secrets: string }>())!;
  const secrets = JSON.parse(await unseal(ring, row.secrets, "demo"));
  const with_slack = {
    ...secrets,
    slack_bot: [SLACK.bot_token],
    slack_signing: [SLACK.signing_secret],
    slack_channel: [SLACK.channel],
    slack_team: [SLACK.team],
  };
  const sealed = await seal(
    ring,
    JSON.stringify(with_slack),
    "demo",
    crypto.getRandomValues(new Uint8Array(12)),
  );
  await env.DB.prepare("update shops set secrets = ? where id = 'demo'").bind(sealed).run();
  forgetPorts();
});

/** An order whose customer has asked in the live chat, told in Slack. */
async function asked(id: string, words = "Is the mill <!channel> loud?") {
  const email = `${id}@lovelace.example`;
  const order_id = `demo/standard/${id}`;
  await sendEvent("order.placed", NOW, {
    order: { ...ADAS_ORDER, id, number: `#${id}`, locale: "en", customer: { ...ADAS_ORDER.customer, email } },
  });
  await settled(id);
  const path = await pathFor("order", order_id);
  const customer = visitor();
  const page = await customer.prove(await customer.get(`${path}/prove?for=chat`), email);
  await customer.submit(page, { words });
  await eventually(() => expect(slack.posts.some(({ text }) => text.includes(`#${id}`))).toBe(true));
  await eventually(async () => expect(await threads(order_id)).toHaveLength(1));
  const case_id =
    (await env.DB.prepare("select id from cases where order_id = ?").bind(order_id).first<string>("id"))!;
  return {
    email,
    order_id,
    path,
    customer,
    case_id,
    first: slack.posts.find(({ thread_ts, text }) => thread_ts === null && text.includes(`#${id}`))!,
  };
}

async function threads(order_id: string) {
  return (await env.DB.prepare(
    "select p.ts from slack_posts p join cases c on c.id = p.case_id where c.order_id = ? and p.is_first = 1",
  ).bind(order_id).all()).results;
}

let count = 0;

/** An event as Slack sends it; `changed` is of the message. */
function eventOf(thread_ts: string, changed: Readonly<Record<string, unknown>> = {}) {
  count++;
  return {
    token: "unused",
    team_id: SLACK.team,
    api_app_id: "A0WAYBILL",
    type: "event_callback",
    event_id: `Ev0${count}`,
    event_time: Math.floor(Date.now() / 1_000),
    event: {
      type: "message",
      user: "U0BEN",
      text: "No, it is quiet.",
      channel: SLACK.channel,
      ts: nextTs(),
      thread_ts,
      channel_type: "channel",
      ...changed,
    },
  };
}

async function send(event: unknown, headers: Readonly<Record<string, string>> = {}, shop = "demo") {
  const body = JSON.stringify(event);
  return await exports.default.fetch(`https://waybill.test/slack/${shop}`, {
    method: "POST",
    body,
    headers: { ...await slackHeaders(body, Date.now()), ...headers },
  });
}

/** A colleague answers at the desk. */
async function answeredAtDesk(case_id: string, id: string, words: string): Promise<void> {
  const ports = portsOf(env as never);
  const shop = (await ports.find_shop("demo", Date.now()))!;
  vi.setSystemTime(Date.now() + 1_000);
  expect((await answerCase(ports, shop, { case_id, id, words, person: "Kim" }, Date.now())).ok).toBe(true);
}

const answersOf = async (case_id: string) =>
  (await env.DB.prepare(
    "select words, person, type from case_entries where case_id = ? and author = 'shop' order by at, id",
  ).bind(case_id).all()).results;

describe("the signature of Slack", () => {
  // https://docs.slack.dev/authentication/verifying-requests-from-slack
  const PUBLISHED = {
    secret: "8f742231b10e8888abcd99yyyzzz85a5",
    timestamp: "1531420618",
    signature: "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503",
    body: new TextEncoder().encode(
      "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V" +
        "&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=" +
        "&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN" +
        "&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c",
    ),
    now_ms: 1_531_420_618_000,
  };

  test("is that of the vector that Slack publishes", async () => {
    expect(await isSigned(PUBLISHED)).toBe(true);
  });

  test.each([
    ["another body", { body: new Uint8Array([1]) }],
    ["another time", { timestamp: "1531420619" }],
    ["a time that is five minutes past", { now_ms: PUBLISHED.now_ms + 301_000 }],
    ["a time that lies ahead", { now_ms: PUBLISHED.now_ms - 301_000 }],
    ["another secret", { secret: "8f742231b10e8888abcd99yyyzzz85a6" }],
    ["no secret", { secret: "" }],
    ["another version", { signature: PUBLISHED.signature.replace("v0", "v1") }],
    ["half of it", { signature: PUBLISHED.signature.slice(0, 40) }],
    ["no time", { timestamp: "" }],
  ])("fails with %s", async (_, changed) => {
    expect(await isSigned({ ...PUBLISHED, ...changed })).toBe(false);
  });
});

describe("a case in Slack", () => {
  test("is one thread with the customer's words, which mention nobody, and further words follow in it", async () => {
    const { customer, path, first } = await asked("threads");
    expect(first.text).toContain("> Is the mill &lt;!channel&gt; loud?");
    expect(first.text).toContain("Answer in this thread");
    expect(first.text).not.toContain("threads@lovelace.example");
    await customer.submit(await customer.get(path), { words: "And the lid?" });
    await eventually(() =>
      expect(slack.posts.at(-1)).toMatchObject({ text: "> And the lid?", thread_ts: first.ts })
    );
    // The alert about the same words brings no second post.
    vi.setSystemTime(now_ms + 120_000);
    await passMinute(portsOf(env as never), Date.now());
    await passMinute(portsOf(env as never), Date.now());
    expect(slack.posts.filter(({ text }) => text.includes("And the lid?"))).toHaveLength(1);
    expect(slack.posts.filter(({ text }) => text.includes("Is the mill"))).toHaveLength(1);
  });

  test("is answered in the thread: the customer sees it, in the name of the person of the desk, with a sign in Slack and an entry in the audit", async () => {
    const { customer, path, case_id, first, email } = await asked("answered");
    const event = eventOf(first.ts);
    expect((await send(event)).status).toBe(200);
    expect(await answersOf(case_id)).toEqual([{ words: "No, it is quiet.", person: "Ben", type: "message" }]);
    expect(slack.reactions).toEqual([{ timestamp: event.event.ts, name: "white_check_mark" }]);
    expect((await customer.get(path)).html).toContain("No, it is quiet.");
    const act = await env.DB.prepare("select person, way, act from audit where case_id = ?").bind(case_id)
      .first();
    expect(act).toEqual({ person: "Ben", way: "slack", act: "case.answer" });
    await passTo(new Date(now_ms + 10 * 60_000).toISOString());
    const [mail] = await mailsTo(email, "support_reply", 1);
    expect(mail!.text).toContain("No, it is quiet.");
  });

  test("is answered once, however often Slack sends the event, and under whatever event", async () => {
    const { case_id, first } = await asked("retried");
    const event = eventOf(first.ts);
    await send(event);
    await send(event, { "X-Slack-Retry-Num": "1", "X-Slack-Retry-Reason": "http_timeout" });
    await send({ ...event, event_id: "Ev0Other" }, { "X-Slack-Retry-Num": "2" });
    expect(await answersOf(case_id)).toHaveLength(1);
    expect(slack.reactions).toHaveLength(1);
  });

  test("takes no post of programs, no edit, nothing outside of its threads", async () => {
    const { case_id, first } = await asked("loops");
    const before = slack.posts.length;
    const others = [
      eventOf(first.ts, { bot_id: "B0WAYBILL" }),
      eventOf(first.ts, { bot_profile: { id: "B0WAYBILL" } }),
      eventOf(first.ts, { subtype: "bot_message" }),
      eventOf(first.ts, { subtype: "message_changed", message: { text: "x" } }),
      eventOf(first.ts, { subtype: "message_deleted" }),
      eventOf(first.ts, { thread_ts: undefined }),
      eventOf(first.ts, { ts: first.ts }),
      eventOf("1795900000.999999"),
      eventOf(first.ts, { channel: "C0OTHER01" }),
      { ...eventOf(first.ts), event: { type: "reaction_added", user: "U0BEN" } },
      { type: "app_rate_limited" },
      "x",
    ];
    for (const event of others) expect((await send(event)).status).toBe(200);
    expect(await answersOf(case_id)).toEqual([]);
    expect(slack.posts).toHaveLength(before);
  });

  test.each([
    ["a viewer of the desk", "U0VERA", "you may look, and not answer"],
    ["a guest", "U0GUEST", "guests and people of other companies"],
    ["somebody of another company", "U0OTHER", "guests and people of other companies"],
    ["nobody whom Slack knows", "U0NOBODY", "user_not_found"],
    ["the app's own user", SLACK.bot_user, "guests and people of other companies"],
  ])("is not answered by %s, who is told so in the thread", async (_, user, why) => {
    const { case_id, first } = await asked(`by-${user.toLowerCase()}`);
    await send(eventOf(first.ts, { user }));
    expect(await answersOf(case_id)).toEqual([]);
    expect(slack.posts.at(-1)).toMatchObject({ thread_ts: first.ts, text: expect.stringContaining(why) });
  });

  test("is answered by somebody who is at no desk under their name in Slack", async () => {
    const { case_id, first } = await asked("by-anna");
    await send(
      eventOf(first.ts, { user: "U0ANNA", text: "See <https://kontor.example|our page> &amp; ask." }),
    );
    expect(await answersOf(case_id)).toEqual([{
      words: "See our page (https://kontor.example) & ask.",
      person: "Anna Schmidt",
      type: "message",
    }]);
  });

  test("keeps a note among colleagues", async () => {
    const { case_id, first, customer, path } = await asked("noted");
    const event = eventOf(first.ts, { text: "note: ask the potter" });
    await send(event);
    expect(await answersOf(case_id)).toEqual([{ words: "ask the potter", person: "Ben", type: "note" }]);
    expect(slack.reactions).toEqual([{ timestamp: event.event.ts, name: "memo" }]);
    expect((await customer.get(path)).html).not.toContain("ask the potter");
  });

  test("says that files stay in Slack, and that nothing went where there are no words", async () => {
    const { case_id, first } = await asked("files");
    await send(eventOf(first.ts, { subtype: "file_share", files: [{ id: "F1" }], text: "" }));
    expect(slack.posts.at(-1)!.text).toContain("Nothing was sent");
    await send(eventOf(first.ts, { subtype: "file_share", files: [{ id: "F1" }] }));
    expect(slack.posts.at(-1)!.text).toBe("Sent to the customer. Files stay in Slack; only the words went.");
    expect(await answersOf(case_id)).toHaveLength(1);
  });

  test("that is edited or deleted in Slack has gone as it was, which the thread says", async () => {
    const { case_id, first } = await asked("edited");
    const { event } = eventOf(first.ts);
    await send({ ...eventOf(first.ts), event });
    const changed = (subtype: string, text: string, previous: object = event) => ({
      ...eventOf(first.ts),
      event: {
        type: "message",
        subtype,
        channel: SLACK.channel,
        ts: nextTs(),
        message: { ...event, text },
        previous_message: previous,
      },
    });
    const before = slack.posts.length;
    await send(changed("message_changed", event.text));
    await send(changed("message_changed", "Other words", { ...event, bot_id: "B0WAYBILL" }));
    await send(changed("message_changed", "Other words", { ...event, ts: nextTs() }));
    expect(slack.posts).toHaveLength(before);
    await send(changed("message_changed", "Other words"));
    expect(slack.posts.at(-1)!.text).toContain("as it was before your change");
    await send(changed("message_deleted", ""));
    expect(slack.posts.at(-1)!.text).toContain("that you deleted here");
    expect(await answersOf(case_id)).toHaveLength(1);
  });

  test("is confirmed in words where the app may set no sign, and sent again where Slack does not say who writes", async () => {
    const { case_id, first } = await asked("scopes");
    slack.instead.set("reactions.add", [() => Response.json({ ok: false, error: "missing_scope" })]);
    await send(eventOf(first.ts));
    expect(slack.posts.at(-1)!.text).toBe("Sent to the customer.");
    slack.instead.set("users.info", [() => new Response(null, { status: 503 })]);
    const again = eventOf(first.ts, { text: "One more thing." });
    expect((await send(again)).status).toBe(503);
    expect(await answersOf(case_id)).toHaveLength(1);
    expect((await send(again, { "X-Slack-Retry-Num": "1" })).status).toBe(200);
    expect(await answersOf(case_id)).toHaveLength(2);
  });

  test("that Slack does not take is told later, and what it refuses is noted for the settings page", async () => {
    slack.instead.set("chat.postMessage", [
      () => new Response(null, { status: 429, headers: { "Retry-After": "90" } }),
    ]);
    const posting = asked("limited");
    await eventually(async () => {
      const { count } = (await env.DB.prepare(
        "select count(*) as count from notices where service = 'slack' and attempts = 1",
      ).first<{ count: number }>())!;
      expect(count).toBe(1);
    });
    vi.setSystemTime(now_ms + 120_000);
    await passMinute(portsOf(env as never), Date.now());
    await posting;
    expect(slack.posts.filter(({ text }) => text.includes("#limited"))).toHaveLength(1);
  });

  test("repeats what the desk has answered, once, and nothing that was answered there", async () => {
    const { case_id, first } = await asked("repeated");
    await send(eventOf(first.ts));
    await answeredAtDesk(case_id, "a1", "It has <rubber> feet, too.");
    for (const minute of [1, 2, 3]) {
      vi.setSystemTime(now_ms + minute * 60_000);
      await passMinute(portsOf(env as never), Date.now());
    }
    expect(slack.posts.filter(({ thread_ts }) => thread_ts === first.ts).map(({ text }) => text)).toEqual([
      "Kim has answered the customer at the desk:\n> It has &lt;rubber&gt; feet, too.",
    ]);
  });

  test("holds back an answer that a colleague has overtaken, says so once, and sends it when it is written again", async () => {
    const { case_id, first } = await asked("overtaken");
    await answeredAtDesk(case_id, "a1", "Yes, very.");
    const event = eventOf(first.ts);
    expect(await (await send(event)).json()).toEqual({ taken: false });
    await send(event, { "X-Slack-Retry-Num": "1" });
    expect((await answersOf(case_id)).map(({ words }) => words)).toEqual(["Yes, very."]);
    expect(slack.reactions).toEqual([{ timestamp: event.event.ts, name: "raised_hand" }]);
    const said = slack.posts.filter(({ thread_ts }) => thread_ts === first.ts).map(({ text }) => text);
    expect(said).toEqual([
      "Nothing was sent: Kim has answered the customer already. Write it again if it is still to go.\n> Yes, very.",
    ]);
    // A note goes through, and so does what is written by somebody who has read it.
    await send(eventOf(first.ts, { text: "note: Kim is wrong" }));
    vi.setSystemTime(now_ms + 60_000);
    expect(await (await send(eventOf(first.ts, { text: "Sorry, it is quiet." }))).json()).toEqual({
      taken: true,
    });
    expect((await answersOf(case_id)).filter(({ type }) => type === "message").map(({ words }) => words))
      .toEqual([
        "Yes, very.",
        "Sorry, it is quiet.",
      ]);
  });

  test("sends what answers newer words of the customer than the desk has answered", async () => {
    const { customer, path, case_id, first } = await asked("newer");
    await answeredAtDesk(case_id, "a1", "Yes, very.");
    vi.setSystemTime(now_ms + 60_000);
    await customer.submit(await customer.get(path), { words: "And the lid?" });
    vi.setSystemTime(now_ms + 120_000);
    expect(await (await send(eventOf(first.ts))).json()).toEqual({ taken: true });
    expect(await answersOf(case_id)).toHaveLength(2);
  });

  test("is deleted in Slack when its customer is erased", async () => {
    const { customer, path, email, case_id, first } = await asked("forgotten");
    await send(eventOf(first.ts));
    await answeredAtDesk(case_id, "a1", "Quiet as a mouse in #forgotten.");
    vi.setSystemTime(now_ms + 60_000);
    await passMinute(portsOf(env as never), Date.now());
    expect(slack.posts.some(({ text }) => text.includes("as a mouse"))).toBe(true);
    await customer.submit(await customer.get(`${path}/privacy/erase`), { sure: "yes" });
    await mailsTo(email, "erasure_done", 1);
    vi.setSystemTime(now_ms + 120_000);
    await passMinute(portsOf(env as never), Date.now());
    expect(slack.posts.filter(({ text }) => text.includes("#forgotten") || text.includes("Is the mill")))
      .toEqual([]);
    const left = await env.DB.prepare("select count(*) as count from slack_posts where case_id = ?").bind(
      case_id,
    )
      .first("count");
    expect(left).toBe(0);
    // What is written there afterwards reaches nobody.
    expect(await (await send(eventOf(first.ts))).json()).toEqual({ taken: false });
  });
});

describe("the address of a Slack app's events", () => {
  test("answers Slack's question whether it is the app's", async () => {
    const asked = {
      token: "x",
      challenge: "3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7tYXAYM8P",
      type: "url_verification",
    };
    const answer = await send(asked);
    expect(await answer.json()).toEqual({ challenge: asked.challenge });
  });

  test("gives everybody the same answer whom Slack did not send", async () => {
    const body = JSON.stringify({ type: "url_verification", challenge: "x" });
    const signed = await slackHeaders(body, Date.now());
    const ask = async (headers: Readonly<Record<string, string>>, shop = "demo") => {
      const answer = await exports.default.fetch(`https://waybill.test/slack/${shop}`, {
        method: "POST",
        body,
        headers,
      });
      return [answer.status, await answer.text()];
    };
    const refused = await ask({});
    expect(refused[0]).toBe(401);
    for (
      const [headers, shop] of [
        [signed, "other"],
        [signed, "nobody"],
        [signed, "DEMO"],
        [await slackHeaders(body, Date.now(), "0".repeat(32)), "demo"],
        [await slackHeaders(body, Date.now() - 301_000), "demo"],
        [await slackHeaders(`${body} `, Date.now()), "demo"],
      ] as const
    ) expect(await ask(headers, shop)).toEqual(refused);
    expect((await ask(signed))[0]).toBe(200);
    const large = "x".repeat(200_001);
    const answer = await exports.default.fetch("https://waybill.test/slack/demo", {
      method: "POST",
      body: large,
    });
    expect(answer.status).toBe(413);
    await answer.body?.cancel();
  });
});

describe("a Slack app at the desk", () => {
  test("is connected once Slack knows its token, shows no secret, and is taken away", async () => {
    const desk = deskVisitor();
    await desk.signIn("demo", TOKENS.demo);
    const path = "/admin/demo/settings";
    const disconnected = await desk.submit(await desk.get(path), `${path}/slack`);
    expect(disconnected.html).toContain("https://waybill.test/slack/demo");
    const app = { bot_token: SLACK.bot_token, signing_secret: SLACK.signing_secret, channel: SLACK.channel };
    const wrong = await desk.submit(disconnected, `${path}/slack`, { ...app, channel: "#cases" });
    expect(wrong.html).toContain("Please enter the channel’s ID");
    const unknown = await desk.submit(disconnected, `${path}/slack`, {
      ...app,
      bot_token: `${app.bot_token}x`,
    });
    expect(unknown.html).toContain("invalid_auth");
    const connected = await desk.submit(disconnected, `${path}/slack`, app);
    expect(connected.status).toBe(200);
    for (const secret of [app.bot_token, app.signing_secret]) expect(connected.html).not.toContain(secret);
    await passMinute(portsOf(env as never), Date.now());
    expect(slack.posts.at(-1)!.text).toContain("waybill.test/admin/demo");
  });

  test("is connected and taken away by the API", async () => {
    const ask = (method: string, body?: unknown) =>
      exports.default.fetch("https://waybill.test/api/shops/demo/chats/slack-app", {
        method,
        headers: { Authorization: `Bearer ${TOKENS.demo}`, "CF-Connecting-IP": "192.0.2.7" },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
    const app = { bot_token: SLACK.bot_token, signing_secret: SLACK.signing_secret, channel: SLACK.channel };
    const connected = await ask("PUT", app);
    expect(await connected.json()).toEqual({
      connected: true,
      events_url: "https://waybill.test/slack/demo",
    });
    expect(await (await ask("PUT", { ...app, channel: "cases" })).json()).toMatchObject({ field: "channel" });
    expect((await ask("DELETE")).status).toBe(200);
    expect((await ask("DELETE")).status).toBe(404);
  });
});
