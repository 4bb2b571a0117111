import { env } from "cloudflare:workers";
import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { forgetPorts, type Ports, portsOf } from "../../../src/doors/ports.ts";
import { deliverMessage } from "../../../src/flow/deliver/deliver_message.ts";
import { acceptSends, type GivenSend, keyIn } from "../../../src/flow/programs/send.ts";
import type { MessageKey } from "../../../src/messages/message.ts";
import { markDelivered } from "../../../src/sql/outcomes.ts";
import { upsertSuppression } from "../../../src/sql/suppressions.ts";
import { recordOutcomes } from "../../../src/flow/outcomes/record_outcomes.ts";
import { eraseCustomer } from "../../../src/flow/privacy/erase_customer.ts";
import { recordEvent } from "../../../src/flow/record/record_event.ts";
import { ADAS_ORDER, NOW_MS, placed } from "../../support/cast.ts";
import { cellOf } from "../../support/cells_in_use.ts";
import { DEMO, openHouse, recording } from "../../support/house.ts";
import { API_TOKENS, ask, openShops } from "../../support/strangers.ts";

const PHONE = "+4915112345678";
const ADA = { email: "ada@lovelace.example", phone: PHONE, name: "Ada", locale: "en" };
const CODE: GivenSend = {
  to: ADA,
  ways: ["sms", "mail"],
  template: "two_factor_code",
  data: { code: "771204", minutes: 10 },
};
const TWILIO = { account_sid: "AC1", auth_token: "t", from: "+4915000000000" };

beforeAll(openHouse);
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: NOW_MS });
  vi.spyOn(console, "error").mockImplementation(() => undefined);
  forgetPorts();
  await openShops();
});

/** The Worker's ports with Twilio's answer; what is woken is noted and not delivered. */
function portsWith(answer: () => Response, woken: MessageKey[] = [], sent: string[] = []): Ports {
  const own = portsOf(env as never);
  return {
    ...own,
    db: cellOf("demo"),
    wake_queue: {
      sendBatch: (batch: readonly { readonly body: MessageKey }[]) => {
        woken.push(...batch.map(({ body }) => body));
        return Promise.resolve();
      },
    } as never,
    ways: {
      ...own.ways,
      development: false,
      twilio: TWILIO,
      fetch: (async (input: RequestInfo, init?: RequestInit) => {
        sent.push(await new Request(input, init).text());
        return answer();
      }) as typeof fetch,
    },
  };
}
const taking = () => Response.json({ sid: "SM".padEnd(34, "0"), status: "queued" }, { status: 201 });
const refusing = () => Response.json({ code: 21211, message: "no" }, { status: 400 });

async function accept(ports: Ports, given: GivenSend) {
  const shop = (await ports.find_shop("demo", NOW_MS))!;
  const taken = await acceptSends(ports, shop, [given], NOW_MS);
  if (!taken.ok) throw new Error(`${taken.fault.field} ${taken.fault.rule}`);
  return taken.value[0]!;
}
async function fault(ports: Ports, given: GivenSend) {
  const shop = (await ports.find_shop("demo", NOW_MS))!;
  const taken = await acceptSends(ports, shop, [given], NOW_MS);
  return taken.ok ? null : taken.fault;
}
const rows = async () =>
  (await cellOf("demo").prepare(
    "select kind, state, facts from messages where kind like 'sent_%' order by kind",
  ).all<
    { kind: string; state: string; facts: string | null }
  >()).results;

async function call(method: string, path: string, body?: unknown) {
  const response = await ask({
    method,
    path: `/api/shops/demo/${path}`,
    headers: { Authorization: `Bearer ${API_TOKENS.demo}` },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return { status: response.status, json: await response.json<Record<string, unknown>>() };
}

describe("a message by other ways", () => {
  test("leaves by the first that takes it, and by no other", async () => {
    const sent: string[] = [];
    const woken: MessageKey[] = [];
    const ports = portsWith(taking, woken, sent);
    const { key, is_code } = await accept(ports, CODE);
    expect([key.kind, is_code]).toEqual(["sent_sms", true]);
    const [waiting] = await rows();
    expect(waiting!.facts).not.toContain("771204");
    expect(await deliverMessage(ports, key, NOW_MS)).toBe("sent");
    const form = new URLSearchParams(sent[0]!);
    expect(form.get("To")).toBe(PHONE);
    expect(form.get("Body")).toContain("771204");
    const [left, ...others] = await rows();
    expect([left!.kind, left!.state, others]).toEqual(["sent_sms", "sent", []]);
    // What the next way would say is kept for a report that it did not arrive, and its code sealed.
    expect(Object.keys(JSON.parse(left!.facts!))).toEqual(["instead"]);
    expect(left!.facts).not.toContain("771204");
    expect(woken).toEqual([]);
  });

  test("goes by text where the mail bounced, once, and only while it is true", async () => {
    const sent: string[] = [];
    const ports = portsWith(taking, [], sent);
    const shop = (await ports.find_shop("demo", NOW_MS))!;
    const { key, id } = await accept(ports, { ...CODE, ways: ["mail", "sms"] });
    expect(key.kind).toBe("sent_code");
    expect(await deliverMessage({ ...portsOf(env as never), db: cellOf("demo") }, key, NOW_MS)).toBe("sent");
    const bounced = {
      key,
      type: "bounced",
      bounce: "hard",
      recipient: ADA.email,
      at_ms: NOW_MS + 1,
    } as const;
    const owed = await recordOutcomes(ports, shop, [bounced], NOW_MS + 1);
    expect(owed).toEqual([{ ...key, kind: "sent_sms" }]);
    expect(await recordOutcomes(ports, shop, [bounced], NOW_MS + 2)).toEqual([]);
    expect(await deliverMessage(ports, owed[0]!, NOW_MS + 3)).toBe("sent");
    expect(new URLSearchParams(sent[0]!).get("Body")).toContain("771204");
    expect(await deliverMessage(ports, owed[0]!, NOW_MS + 4)).toBe("taken");
    const { json } = await call("GET", `send/${id}`);
    expect(json).toMatchObject({ way: "sms", state: "sent", tried: [{ way: "mail", state: "bounced" }] });
  });

  test("goes by text to a customer who was erased and has signed up again, and whose mail bounced", async () => {
    const ports = portsWith(taking);
    const shop = (await ports.find_shop("demo", NOW_MS))!;
    const email = "again@lovelace.example";
    const customer = await recording.name_customer("demo", email);
    const erasing = { ...portsOf(env as never), db: cellOf("demo") };
    expect(await eraseCustomer(erasing, DEMO, customer, { email, notifies_customer: false }, NOW_MS - 1_000))
      .toBe(true);
    const { key } = await accept(ports, { ...CODE, to: { ...ADA, email }, ways: ["mail", "sms"] });
    expect(await deliverMessage(erasing, key, NOW_MS)).toBe("sent");
    const bounced = { key, type: "bounced", bounce: "hard", recipient: email, at_ms: NOW_MS + 1 } as const;
    expect(await recordOutcomes(ports, shop, [bounced], NOW_MS + 1)).toEqual([{ ...key, kind: "sent_sms" }]);
    const { results } = await cellOf("demo").prepare("select 1 from suppressions where address = ?")
      .bind(email).all();
    expect(results).toHaveLength(1);
  });

  test("is forgotten by its next way once it is delivered by a short one, or complained about", async () => {
    const shop = (await portsWith(taking).find_shop("demo", NOW_MS))!;
    const facts = async () => (await rows()).map(({ state, facts }) => [state, facts === null]);
    const ports = portsWith(taking);
    const text = await accept(ports, CODE);
    await deliverMessage(ports, text.key, NOW_MS);
    await markDelivered(cellOf("demo"), text.key, NOW_MS, NOW_MS).run();
    expect(await facts()).toEqual([["delivered", true]]);
    const mail = await accept(ports, { ...CODE, ways: ["mail", "sms"] });
    const told = { key: mail.key, recipient: ADA.email, at_ms: NOW_MS + 1 } as const;
    await deliverMessage({ ...portsOf(env as never), db: cellOf("demo") }, mail.key, NOW_MS);
    await recordOutcomes(ports, shop, [{ ...told, type: "delivered" }], NOW_MS + 1);
    expect(await facts()).toEqual([["delivered", false], ["delivered", true]]);
    await recordOutcomes(ports, shop, [{ ...told, type: "complained" }], NOW_MS + 2);
    expect(await facts()).toEqual([["complained", true], ["delivered", true]]);
  });

  test("goes by no other way once it has expired, nor where it was the last", async () => {
    const ports = portsWith(taking);
    const shop = (await ports.find_shop("demo", NOW_MS))!;
    for (const [ways, after_ms] of [[["mail", "sms"], 11 * 60_000], [["mail"], 1]] as const) {
      const email = `${ways.length}@lovelace.example`;
      const { key } = await accept(ports, { ...CODE, to: { ...ADA, email }, ways });
      const own = { ...portsOf(env as never), db: cellOf("demo") };
      expect(await deliverMessage(own, key, NOW_MS)).toBe("sent");
      const late = NOW_MS + after_ms;
      const bounced = { key, type: "bounced", bounce: "soft", recipient: email, at_ms: late } as const;
      expect(await recordOutcomes(ports, shop, [bounced], late), ways.join()).toEqual([]);
    }
  });

  test("goes by text where the address takes no mail", async () => {
    const ports = portsWith(taking);
    await upsertSuppression(
      cellOf("demo"),
      "demo",
      { email: ADA.email, class: "all", reason: "bounced", until: null },
      NOW_MS,
    ).run();
    const { key } = await accept(ports, { ...CODE, ways: ["mail", "sms"] });
    expect(await deliverMessage(ports, key, NOW_MS)).toBe("suppressed");
    expect((await rows()).map(({ kind, state }) => [kind, state])).toEqual([
      ["sent_code", "suppressed"],
      ["sent_sms", "owed"],
    ]);
  });

  test("goes by the next where one is refused: the mail is owed, woken, and both are told of", async () => {
    const woken: MessageKey[] = [];
    const ports = portsWith(refusing, woken);
    const { key, id } = await accept(ports, CODE);
    expect(["failed", "suppressed"]).toContain(await deliverMessage(ports, key, NOW_MS));
    expect(woken).toEqual([{ ...key, kind: "sent_code" }]);
    const [mail, text] = await rows();
    expect([mail!.kind, mail!.state, text!.kind, text!.facts]).toEqual([
      "sent_code",
      "owed",
      "sent_sms",
      null,
    ]);
    expect(mail!.facts).not.toContain("771204");
    expect(await deliverMessage({ ...portsOf(env as never), db: cellOf("demo") }, woken[0]!, NOW_MS)).toBe(
      "sent",
    );
    const { json } = await call("GET", `send/${id}`);
    expect(json).toMatchObject({
      way: "mail",
      state: "sent",
      tried: [{ way: "sms", key: expect.stringContaining("/sent_sms/") }],
    });
    expect(keyIn("demo", id)).toEqual(key);
  });

  test("goes by the next where the reader has refused the first", async () => {
    const woken: MessageKey[] = [];
    const sent: string[] = [];
    const ports = portsWith(taking, woken, sent);
    await upsertSuppression(
      cellOf("demo"),
      "demo",
      { email: PHONE, class: "all", reason: "unsubscribed", until: null },
      NOW_MS,
    ).run();
    const { key } = await accept(ports, CODE);
    expect(await deliverMessage(ports, key, NOW_MS)).toBe("suppressed");
    expect([sent, woken.map(({ kind }) => kind)]).toEqual([[], ["sent_code"]]);
  });

  test("that may have arrived goes by no other", async () => {
    const woken: MessageKey[] = [];
    const ports = portsWith(() => Response.json({}, { status: 500 }), woken);
    const { key } = await accept(ports, CODE);
    await deliverMessage(ports, key, NOW_MS);
    expect(woken).toEqual([]);
  });

  test("is untrue after its time by every way", async () => {
    const woken: MessageKey[] = [];
    const ports = portsWith(taking, woken);
    const { key } = await accept(ports, CODE);
    const later_ms = NOW_MS + 10 * 60_000;
    expect(await deliverMessage(ports, key, later_ms)).toBe("suppressed");
    expect(await deliverMessage(ports, { ...key, kind: "sent_code" }, later_ms)).toBe("suppressed");
  });

  test("to a telephone number alone goes by text, once for its id", async () => {
    const ports = portsWith(taking);
    const given = { ...CODE, id: "once", to: { phone: PHONE }, ways: undefined };
    const first = await accept(ports, given);
    expect([first.key.kind, first.duplicate]).toEqual(["sent_sms", false]);
    expect((await accept(ports, given)).duplicate).toBe(true);
  });

  test("is the same for its reader and id, whichever way or lane it is handed over by again", async () => {
    const ports = portsWith(taking);
    const own = { id: "same", subject: "Ready", text: "It is ready.", short: "Ready" };
    const first = await accept(ports, { ...own, to: ADA, ways: ["sms", "mail"] });
    const again: readonly GivenSend[] = [
      { ...own, to: ADA, ways: ["sms", "mail"] },
      { ...own, to: ADA },
      { ...own, to: ADA, lane: "later" },
      { ...CODE, id: "same" },
    ];
    for (const given of again) {
      expect(await accept(ports, given)).toMatchObject({ duplicate: true, id: first.id, key: first.key });
    }
    expect((await rows()).map(({ kind }) => kind)).toEqual(["sent_sms"]);

    const { json } = await call("POST", "send", {
      messages: [
        { to: { email: ADA.email }, id: "batch", subject: "x", text: "y" },
        { to: { email: ADA.email }, id: "batch", subject: "x", text: "y", lane: "later" },
        { to: { email: "ben@okada.example" }, id: "batch", subject: "x", text: "y" },
      ],
    });
    const messages = json["messages"] as { readonly id: string; readonly duplicate: boolean }[];
    expect(messages.map(({ duplicate }) => duplicate)).toEqual([false, true, false]);
    expect(messages[1]!.id).toBe(messages[0]!.id);
    expect((await rows()).map(({ kind }) => kind)).toEqual(["sent_mail", "sent_mail", "sent_sms"]);
  });

  test("is told to the shop's programs with the way by which it went", async () => {
    const made = await call("POST", "webhooks", {
      url: "https://erp.kontor.example/hook",
      types: ["message.*"],
    });
    expect(made.status).toBe(201);
    forgetPorts();
    const woken: MessageKey[] = [];
    const ports = portsWith(refusing, woken);
    const { key } = await accept(ports, CODE);
    await deliverMessage(ports, key, NOW_MS);
    await deliverMessage({ ...portsOf(env as never), db: cellOf("demo") }, woken[0]!, NOW_MS);
    const { results } = await cellOf("demo").prepare(
      "select type, body ->> '$.data.way' as way from webhook_deliveries where type like 'message.%' order by type",
    ).all();
    expect(results).toEqual([
      { type: expect.stringMatching(/^message\.(failed|suppressed)$/), way: "sms" },
      { type: "message.sent", way: "mail" },
    ]);
  });

  test.each([
    "+4915112345678",
    "+49 151 1234-5678",
    "0151 12345678",
    "(0151) 123/45678",
    "0049 151 12345678",
  ])(
    "to a telephone number alone goes with the customer whose order names it as %s",
    async (phone) => {
      const ports = portsWith(taking);
      const given = { to: { phone: PHONE }, subject: "x", text: "y", short: "Ready", lane: "later" } as const;
      const { key } = await accept(ports, {
        ...given,
        id: "due",
        at: new Date(NOW_MS + 86_400_000).toISOString(),
      });
      const sent = await accept(ports, { ...given, id: "left", lane: "now" });
      expect(await deliverMessage(ports, sent.key, NOW_MS)).toBe("sent");
      await env.MAIL.put(`sent/${sent.key.subject}/sent_sms/left`, "Ready");
      const email = "zoe@lovelace.example";
      const order = { ...ADAS_ORDER, id: "zoe", number: "#zoe", customer: { email, phone } };
      await recordEvent({ ...recording, db: cellOf("demo") }, DEMO, {
        source: "standard",
        order: "zoe",
        webhook_id: "zoe",
        events: [placed(order)],
        received_at_ms: NOW_MS,
      }, NOW_MS);
      const customer = await recording.name_customer("demo", email);
      const erasing = { ...portsOf(env as never), db: cellOf("demo") };
      const asked = { email, notifies_customer: false };
      expect(await eraseCustomer(erasing, DEMO, customer, asked, NOW_MS + 1_000)).toBe(true);
      const left = await cellOf("demo").prepare("select count(*) as count from messages where subject = ?")
        .bind(key.subject).first<number>("count");
      const { objects } = await env.MAIL.list({ prefix: `sent/${key.subject}/` });
      expect([left, objects.length]).toEqual([0, 0]);
    },
  );

  test("that can wait leaves outside the quiet hours", async () => {
    const ports = portsWith(taking);
    const night_ms = Date.parse("2026-11-24T02:00:00Z");
    const shop = (await ports.find_shop("demo", NOW_MS))!;
    const given: GivenSend = {
      to: ADA,
      ways: ["sms"],
      template: "reminder",
      data: { title: "Trial", text: "It ends" },
    };
    await acceptSends(ports, shop, [given], night_ms);
    const due = await cellOf("demo").prepare("select due_at from messages where kind = 'sent_sms'").first<
      number
    >("due_at");
    expect(due! - night_ms).toBeGreaterThanOrEqual(3_600_000);
  });

  test.each<[string, GivenSend, string, RegExp]>([
    [
      "no number for a text",
      { ...CODE, to: { email: "a@b.example" } },
      "to.phone",
      /must be given for the way sms/,
    ],
    [
      "no address for the mail",
      { ...CODE, to: { phone: PHONE } },
      "to.email",
      /must be given for the way mail/,
    ],
    [
      "a way that is not connected",
      { ...CODE, to: { ...ADA, telegram: "4711" }, ways: ["telegram"] },
      "ways.0",
      /telegram is not/,
    ],
    [
      "own content without short words",
      { to: ADA, ways: ["sms", "mail"], subject: "x", text: "y" },
      "short",
      /must be given/,
    ],
  ])("is refused with %s", async (_, given, field, rule) => {
    const found = await fault(portsWith(taking), given);
    expect(found?.field).toBe(field);
    expect(found?.rule).toMatch(rule);
  });

  test("reads its shape: each way once, a reader at least", async () => {
    for (
      const [changes, field] of [
        [{ ways: ["sms", "sms"] }, "ways"],
        [{ ways: ["fax"] }, "ways.0"],
        [{ to: { name: "Ada" } }, "to"],
        [{ to: { phone: "0151" } }, "to.phone"],
      ] as const
    ) {
      const { status, json } = await call("POST", "send", { ...CODE, ...changes });
      expect([status, json["field"]]).toEqual([422, field]);
    }
  });

  test("is shown by the sandbox with the words of each way, and keeps nothing", async () => {
    const { json } = await call("POST", "send?sandbox", CODE);
    expect(json["messages"]).toEqual([
      expect.objectContaining({
        subject: expect.stringContaining("771204"),
        short: [{ way: "sms", text: expect.stringContaining("771204") }],
      }),
    ]);
    const own = { to: ADA, ways: ["sms"], subject: "x", text: "y", short: "Ready" };
    expect((await call("POST", "send?sandbox", own)).json["messages"]).toEqual([
      { subject: null, text: null, html: null, bytes: 0, short: [{ way: "sms", text: "Ready" }] },
    ]);
    expect(await rows()).toEqual([]);
  });
});
