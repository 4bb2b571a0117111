/** Each short way from the page of messages to the answer: told by it, answered on it, one thread, the next way, STOP. */
import { env } from "cloudflare:workers";
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { forgetPorts, portsOf } from "../../src/doors/ports.ts";
import { answerCase } from "../../src/flow/cases/answer_case.ts";
import { type ShortWay, WAYS } from "../../src/messages/ways.ts";
import { readCases, readEntries, selectEntries } from "../../src/sql/cases.ts";
import { updateSettings } from "../../src/sql/shops.ts";
import { ADAS_ORDER, hours, NOW, NOW_MS, SHOP } from "../support/cast.ts";
import { cellOf, workerEnv } from "../support/cells_in_use.ts";
import { eventually } from "../support/eventually.ts";
import { openHouse } from "../support/house.ts";
import { ledgerOf, passTo, sendEvent, settled } from "../support/river.ts";
import {
  ACCOUNTS,
  bring,
  connectAll,
  report,
  type Services,
  services,
  suppressed,
  write,
} from "../support/services.ts";
import { mailsTo, pathFor, visitor } from "../support/visitor.ts";

const CHATS = ["whatsapp", "telegram", "messenger", "instagram"] as const;
const ALL = ["sms", ...CHATS] as const;
const CLASSES = { class: ["progress", "care"], language: "en" };
/** Ways whose service reports what became of a message, in any order. */
const REPORTED = ["sms", "whatsapp"] as const;

let world: Services;
let people = 4_711_000;

beforeAll(async () => {
  await openHouse();
  await connectAll();
  const offers = Object.fromEntries(ALL.map((way) => [`shipment_${way}`, true]));
  await updateSettings(env.DB, "demo", JSON.stringify({ ...SHOP, ...offers })).run();
  forgetPorts();
});
beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], now: NOW_MS });
  world = services();
});
afterEach(() => void vi.restoreAllMocks());

/** An order, and a person at the way's service. */
async function placed(id: string, way: ShortWay) {
  const own = String(++people);
  const person = way === "sms" ? `+49151${own}0` : way === "whatsapp" ? `4915${own}` : own;
  const email = `${id}@ways.example`;
  await sendEvent("order.placed", NOW, {
    order: {
      ...ADAS_ORDER,
      id,
      number: `#${id}`,
      locale: "en",
      customer: { email, first_name: "Ada", ...(way === "sms" ? { phone: person } : {}) },
    },
  });
  await settled(id);
  const subject = `demo/standard/${id}`;
  return { id, way, subject, email, person, address: way === "sms" ? person : `${way}:${person}` };
}
type Placed = Awaited<ReturnType<typeof placed>>;

/** Nothing that people do happens in the same millisecond. */
function later() {
  vi.setSystemTime(Date.now() + 1_000);
}

/** The lists as the form sends them; an empty one means mail alone. */
function lists(
  progress: readonly ShortWay[],
  { care = [], beside = false }: { readonly care?: readonly ShortWay[]; readonly beside?: boolean } = {},
): Record<string, string> {
  const places = (of: string, ways: readonly ShortWay[]) =>
    Object.fromEntries(ALL.map((_, index) => [`way-${of}-${index + 1}`, ways[index] ?? ""]));
  return {
    ...places("progress", progress),
    ...places("care", care),
    ...(beside ? { "beside-progress": "1" } : {}),
  };
}

async function chosen({ subject }: Pick<Placed, "subject">, fields: Record<string, string>) {
  later();
  const { get, submit } = visitor();
  return await submit(await get(await pathFor("preferences", subject)), { ...CLASSES, ...fields });
}

/** Chooses the way, and shows by a message of their own that the chat is theirs. */
async function optedIn(one: Placed, fields = lists([one.way])): Promise<void> {
  const page = await chosen(one, fields);
  if (one.way === "sms") return;
  const code = /WB-[0-9A-Z]{10}/.exec(page.html)![0];
  const words = one.way === "telegram" ? `/start ${code}` : `Hello, my code is ${code}`;
  expect((await write(one.way, { from: one.person, words, id: String(++people) })).status).toBe(202);
  await settled(one.id);
}

async function happens(id: string, what: string, at: string) {
  vi.setSystemTime(at);
  await sendEvent(`shipment.${what}`, at, {
    order_id: id,
    shipment: { id: "p1", tracking: [{ carrier: "DHL", number: "1" }] },
  });
}

const told = ({ way, person }: Placed) => world.sent.filter((one) => one.way === way && one.to === person);

async function stateOf(id: string, kind: string, about: string) {
  return (await ledgerOf(id)).find((row) => row["kind"] === kind && row["about"] === about)?.["state"];
}

/** Lets minutes pass until the message has become so. */
async function becomes(id: string, kind: string, about: string, state: string): Promise<void> {
  await eventually(async () => {
    await passTo(new Date(Date.now() + 60_000).toISOString());
    expect(await stateOf(id, kind, about), kind).toBe(state);
  }, 300);
}

async function casesOf({ subject }: Placed) {
  return readCases(
    await cellOf("demo").prepare("select * from cases where order_id = ?1").bind(subject).all(),
  );
}

async function said(case_id: string) {
  const entries = readEntries(await selectEntries(cellOf("demo"), "demo", case_id).all());
  return entries.filter(({ type }) => type === "message").map((
    { author, words, detail },
  ) => [author, words, detail.way]);
}

describe.each(ALL)("by %s", (way) => {
  test("the customer is told, answers, and reads the answer there: one thread", async () => {
    const one = await placed(`a-${way}`, way);
    await optedIn(one);
    await happens(one.id, "shipped", hours(1));
    await settled(one.id);
    expect(told(one).at(-1)!.body).toContain(`order #${one.id}`);
    expect(told(one).at(-1)!.body).toMatch(/https:\/\/waybill\.test\/o\/[\w-]+$/);
    expect(await stateOf(one.id, `shipment_${way}`, "shipped:p1")).toBe("sent");
    expect(await stateOf(one.id, "shipment_shipped", "p1")).toBe("suppressed");

    const first = { from: one.person, words: "Can it go to my neighbour?", id: String(++people) };
    expect((await write(way, first)).ok).toBe(true);
    await write(way, first); // the same message twice
    later();
    await write(way, { from: one.person, words: "She is called Bea.", id: String(++people) });
    later();
    const [found, ...others] = await casesOf(one);
    expect(others).toEqual([]);
    expect(found).toMatchObject({ proven: true, state: "open", next: "shop", reader: { email: one.email } });

    const ports = portsOf(workerEnv(env));
    const shop = (await ports.find_shop("demo", Date.now()))!;
    const answer = {
      case_id: found!.id,
      id: "answer-1",
      words: "Gladly. We have told the carrier.",
      person: "Kim",
    };
    expect(await answerCase({ ...ports, db: cellOf("demo") }, shop, answer, Date.now())).toMatchObject({
      ok: true,
    });
    await eventually(() => expect(told(one).at(-1)!.body).toContain("We have told the carrier."));
    expect(await said(found!.id)).toEqual([
      ["customer", "Can it go to my neighbour?", way],
      ["customer", "She is called Bea.", way],
      ["shop", "Gladly. We have told the carrier.", way],
    ]);
    // Nobody was written to by mail about it.
    expect((await ledgerOf(one.id)).filter(({ kind }) => kind === "support_reply")).toEqual([]);
    await write(way, {
      from: one.person,
      words: "Thank you!",
      id: String(++people),
      answers: told(one).at(-1)!.id,
    });
    expect((await casesOf(one)).map(({ id }) => id)).toEqual([found!.id]);
  });

  test("what cannot be brought goes by mail, once", async () => {
    const one = await placed(`b-${way}`, way);
    await optedIn(one);
    world.refuse.set(
      way,
      () =>
        way === "telegram"
          ? Response.json({ ok: false, error_code: 400, description: "Bad Request: chat not found" }, {
            status: 400,
          })
          : way === "sms"
          ? Response.json({ code: 21211, message: "not a number" }, { status: 400 })
          : Response.json({ error: { code: 100, message: "No matching user" } }, { status: 400 }),
    );
    await happens(one.id, "out_for_delivery", hours(1));
    await eventually(async () =>
      expect(await stateOf(one.id, "shipment_out_for_delivery", "p1")).toBe("owed")
    );
    await passTo(hours(1.1));
    await mailsTo(one.email, "shipment_out_for_delivery", 1);
    expect(await stateOf(one.id, `shipment_${way}`, "out_for_delivery:p1")).toBe("failed");
  });

  test("a STOP ends it at once: the address is on the list, and mails come again", async () => {
    const one = await placed(`c-${way}`, way);
    await optedIn(one);
    await write(way, { from: one.person, words: "STOP", id: String(++people) });
    expect(await suppressed(one.address)).toEqual([{ class: "all", reason: "unsubscribed" }]);
    const before = told(one).length;
    // Carriers answer a STOP themselves; everywhere else it is confirmed.
    if (way !== "sms") expect(told(one).at(-1)!.body).toContain("we won't write to you here any more");
    await happens(one.id, "delivered", hours(1));
    await eventually(async () => expect(await stateOf(one.id, "shipment_delivered", "p1")).toBe("owed"));
    await passTo(hours(1.1));
    await mailsTo(one.email, "shipment_delivered", 1);
    expect(told(one)).toHaveLength(before);
    await write(way, { from: one.person, words: "START", id: String(++people) });
    expect(await suppressed(one.address)).toEqual([]);
  });

  test("a webhook that somebody else signed is refused and changes nothing", async () => {
    const one = await placed(`d-${way}`, way);
    const forged = { app_secret: "f".repeat(32), webhook_secret: "f".repeat(20), auth_token: "f".repeat(32) };
    const message = { from: one.person, words: "Send it to me instead", id: String(++people) };
    expect((await write(way, message, forged)).status).toBe(401);
    expect(await casesOf(one)).toEqual([]);
    const { results } = await cellOf("demo").prepare("select * from reaches where address = ?").bind(
      one.address,
    ).all();
    expect(results).toEqual([]);
  });
});

describe.each(CHATS)("an opt-in for %s", (way) => {
  test("is proven by the customer's own message alone, with a code that counts once, for an hour, on this way", async () => {
    const one = await placed(`e-${way}`, way);
    const page = await chosen(one, lists([way]));
    const code = /WB-[0-9A-Z]{10}/.exec(page.html)![0];
    expect(page.html).toContain(`${WAYS[way].label}: one step left`);
    await happens(one.id, "shipped", hours(0.2));
    await mailsTo(one.email, "shipment_shipped", 1);
    expect(told(one)).toEqual([]);

    const other = way === "telegram" ? "whatsapp" : "telegram";
    await write(other, { from: one.person, words: code, id: String(++people) });
    vi.setSystemTime(hours(0.5));
    await write(way, { from: one.person, words: code, id: String(++people) });
    expect(told(one).at(-1)!.body).toContain("you'll now get news");
    const stranger = String(++people);
    await write(way, { from: stranger, words: code, id: String(++people) });
    expect(world.sent.find(({ to, way: by }) => to === stranger && by === way)!.body).toContain(
      "no longer valid",
    );
    await mailsTo(one.email, "choice_confirmed", 1);
    const shown = await visitor().get(await pathFor("preferences", one.subject));
    expect(shown.html).not.toContain("one step left");
    expect(shown.html).toMatch(new RegExp(`name="way-progress-1">.*?<option value="${way}" selected`, "s"));
  });

  test("ends with its hour", async () => {
    const one = await placed(`f-${way}`, way);
    const page = await chosen(one, lists([way], { beside: true }));
    const code = /WB-[0-9A-Z]{10}/.exec(page.html)![0];
    vi.setSystemTime(hours(1.01));
    await write(way, { from: one.person, words: code, id: String(++people) });
    expect(told(one).at(-1)!.body).toContain("no longer valid");
    expect((await visitor().get(await pathFor("preferences", one.subject))).html).not.toContain(
      "one step left",
    );
  });
});

describe.each(REPORTED)("reports of %s", (way) => {
  test("may come in any order and twice: what was delivered stays so", async () => {
    const one = await placed(`g-${way}`, way);
    await optedIn(one);
    await happens(one.id, "shipped", hours(1));
    await settled(one.id);
    const { id } = told(one).at(-1)!;
    for (const became of ["delivered", "sent", "failed", "delivered"] as const) {
      expect((await report(way, id, became)).ok).toBe(true);
    }
    expect(await stateOf(one.id, `shipment_${way}`, "shipped:p1")).toBe("delivered");
    expect(await stateOf(one.id, "shipment_shipped", "p1")).toBe("suppressed");
  });

  test("that a message was not brought send the mail instead, once", async () => {
    const one = await placed(`h-${way}`, way);
    await optedIn(one);
    await happens(one.id, "delivered", hours(1));
    await settled(one.id);
    const { id } = told(one).at(-1)!;
    await report(way, id, "failed");
    await report(way, id, "failed");
    await mailsTo(one.email, "shipment_delivered", 1);
    expect(await stateOf(one.id, `shipment_${way}`, "delivered:p1")).toBe("bounced");
  });

  test("that an answer was not brought send it by mail", async () => {
    const one = await placed(`i-${way}`, way);
    await optedIn(one);
    await write(way, { from: one.person, words: "Is it in stock in blue?", id: String(++people) });
    const [found] = await casesOf(one);
    const ports = portsOf(workerEnv(env));
    const shop = (await ports.find_shop("demo", Date.now()))!;
    await answerCase({ ...ports, db: cellOf("demo") }, shop, {
      case_id: found!.id,
      id: "x1",
      words: "It is.",
    }, Date.now());
    await eventually(() => expect(told(one).at(-1)!.body).toBe("It is."));
    await report(way, told(one).at(-1)!.id, "failed");
    const [mail] = await mailsTo(one.email, "support_reply", 1);
    expect(mail!.text).toContain("It is.");
  });
});

describe("the windows of the services", () => {
  test("WhatsApp uses the template for news after 24 hours, and an answer goes by mail", async () => {
    const one = await placed("w1", "whatsapp");
    await optedIn(one);
    await write("whatsapp", { from: one.person, words: "Do you ship to Malta?", id: String(++people) });
    const [found] = await casesOf(one);
    await happens(one.id, "shipped", hours(26));
    await settled(one.id);
    expect(told(one).at(-1)).toMatchObject({ template: "order_news" });
    expect(told(one).at(-1)!.body).toContain("Order #w1: ");
    const ports = portsOf(workerEnv(env));
    const shop = (await ports.find_shop("demo", Date.now()))!;
    await answerCase({ ...ports, db: cellOf("demo") }, shop, {
      case_id: found!.id,
      id: "m1",
      words: "Yes, we do.",
    }, Date.now());
    await eventually(async () => {
      const { results } = await cellOf("demo").prepare(
        "select kind, state from messages where subject = ? order by kind",
      )
        .bind(`demo/~conversation/${found!.id}`).all();
      // The mail is woken as soon as the message is refused.
      expect(results).toEqual([{ kind: "support_reply", state: "sent" }, {
        kind: "support_short",
        state: "failed",
      }]);
    });
    const [mail] = await mailsTo(one.email, "support_reply", 1);
    expect(mail!.text).toContain("Yes, we do.");
  });

  test.each(["messenger", "instagram"] as const)(
    "%s takes no news after 24 hours: the mail tells it",
    async (way) => {
      const one = await placed(`w-${way}`, way);
      await optedIn(one);
      const before = told(one).length;
      await happens(one.id, "shipped", hours(26));
      await eventually(async () => expect(await stateOf(one.id, "shipment_shipped", "p1")).toBe("owed"));
      await passTo(hours(26.1));
      await mailsTo(one.email, "shipment_shipped", 1);
      expect(told(one)).toHaveLength(before);
    },
  );
});

describe("several ways", () => {
  test("are tried in the customer's order: the next one, and at last the mail", async () => {
    const one = await placed("s1", "telegram");
    await optedIn(one);
    const wa = { ...one, way: "whatsapp" as const, person: `4915${++people}` };
    const page = await chosen(one, lists(["whatsapp", "telegram"]));
    const code = /WB-[0-9A-Z]{10}/.exec(page.html)![0];
    later();
    await write("whatsapp", { from: wa.person, words: code, id: String(++people) });
    await happens("s1", "shipped", hours(1));
    await settled("s1");
    expect(told(wa).at(-1)!.body).toContain("order #s1");
    expect(told(one).filter(({ body }) => body.includes("order #s1"))).toEqual([]);

    const refused = () =>
      Response.json({ error: { code: 131026, message: "undeliverable" } }, { status: 400 });
    world.refuse.set("whatsapp", refused);
    await happens("s1", "out_for_delivery", hours(2));
    await eventually(async () =>
      expect(await stateOf("s1", "shipment_telegram", "out_for_delivery:p1")).toBeDefined()
    );
    await passTo(hours(2.1));
    await settled("s1");
    expect(told(one).at(-1)!.body).toContain("order #s1");
    expect(await stateOf("s1", "shipment_out_for_delivery", "p1")).toBe("suppressed");

    // The customer blocks the bot: the list knows, and the mail tells what is next.
    world.refuse.set(
      "telegram",
      () =>
        Response.json({ ok: false, error_code: 403, description: "Forbidden: bot was blocked by the user" }, {
          status: 403,
        }),
    );
    await happens("s1", "delivered", hours(3));
    await eventually(async () =>
      expect(await stateOf("s1", "shipment_telegram", "delivered:p1")).toBeDefined()
    );
    await passTo(hours(3.1));
    await eventually(async () => expect(await stateOf("s1", "shipment_delivered", "p1")).toBe("owed"));
    await passTo(hours(3.2));
    await mailsTo(one.email, "shipment_delivered", 1);
    expect(await suppressed(one.address)).toEqual([{ class: "all", reason: "unsubscribed" }]);
  });
});

describe("the ways of each class of messages", () => {
  test(
    "are lists of their own: news by one, the question how it went by another, and by mail what nobody could bring",
    async () => {
      const one = await placed("u1", "telegram");
      await optedIn(one);
      const wa = { ...one, way: "whatsapp" as const, person: `4915${++people}` };
      const page = await chosen(one, lists(["telegram"], { care: ["whatsapp", "telegram"] }));
      later();
      await write("whatsapp", {
        from: wa.person,
        words: /WB-[0-9A-Z]{10}/.exec(page.html)![0],
        id: String(++people),
      });
      const confirmed = (await mailsTo(one.email, "choice_confirmed", 3)).map(({ text }) => text).join("\n");
      expect(confirmed).toContain("Follow-ups and feedback: 1. WhatsApp · 2. Telegram · 3. Email");
      await happens("u1", "delivered", hours(1));
      await settled("u1");
      expect(told(one).at(-1)!.body).toContain("order #u1");
      expect(told(wa).filter(({ body }) => body.includes("#u1"))).toEqual([]);

      // Four days later it is asked how everything went: outside of WhatsApp's window by the template.
      world.refuse.set(
        "whatsapp",
        () => Response.json({ error: { code: 131026, message: "x" } }, { status: 400 }),
      );
      await passTo(hours(24 * 6));
      await becomes("u1", "care_whatsapp", "follow_up:", "failed");
      await becomes("u1", "care_telegram", "follow_up:", "owed");
      await passTo(hours(24 * 6 + 0.1));
      await becomes("u1", "care_telegram", "follow_up:", "sent");
      expect(await stateOf("u1", "care_whatsapp", "follow_up:")).toBe("failed");
      expect(told(one).at(-1)!.body).toContain("Is everything all right with order #u1?");
      expect(await stateOf("u1", "follow_up", "")).toBe("suppressed");
    },
  );

  test("end for a class that the customer does not want, whatever the list says", async () => {
    const one = await placed("u2", "telegram");
    await optedIn(one, lists(["telegram"], { care: ["telegram"] }));
    const before = told(one).length;
    later();
    const { get, submit } = visitor();
    await submit(await get(await pathFor("preferences", one.subject)), {
      ...lists(["telegram"], { care: ["telegram"] }),
      class: ["progress"],
      language: "en",
    });
    const shown = await visitor().get(await pathFor("preferences", one.subject));
    expect(shown.html).not.toMatch(/name="way-care-1">.*?<option value="telegram" selected.*?<\/select>/s);
    await happens("u2", "delivered", hours(1));
    await passTo(hours(24 * 6));
    await settled("u2");
    expect(told(one).slice(before).map(({ body }) => body)).toEqual([expect.stringContaining("order #u2")]);
  });

  test("one click in a mail ends care on every way", async () => {
    const one = await placed("u3", "telegram");
    await optedIn(one, lists([], { care: ["telegram"] }));
    await visitor().post(await pathFor("preferences", one.subject), { "List-Unsubscribe": "One-Click" });
    await happens("u3", "delivered", hours(1));
    await mailsTo(one.email, "shipment_delivered", 1);
    await passTo(hours(24 * 6));
    await becomes("u3", "care_telegram", "follow_up:", "suppressed");
    await becomes("u3", "follow_up", "", "suppressed");
    expect(told(one).filter(({ body }) => body.includes("all right"))).toEqual([]);
  });
});

describe("a customer of WhatsApp who takes a user name", () => {
  const said = (message: object, words: string) => ({
    object: "whatsapp_business_account",
    entry: [{
      id: "1",
      changes: [{
        field: "messages",
        value: {
          metadata: { phone_number_id: ACCOUNTS.whatsapp.phone_number_id },
          contacts: [{ profile: { name: "Ada" }, user_id: "DE.1349120865" }],
          messages: [{
            id: `wamid.in.${++people}`,
            timestamp: String(Math.floor(Date.now() / 1_000)),
            type: "text",
            text: { body: words },
            ...message,
          }],
        },
      }],
    }],
  });

  test("stays the same customer in the same thread, is answered there, and is silent after a STOP", async () => {
    const one = await placed("x1", "whatsapp");
    await optedIn(one);
    await bring("whatsapp", said({ from: one.person, from_user_id: "DE.1349120865" }, "Is it here?"));
    later();
    await bring("whatsapp", said({ from_user_id: "DE.1349120865" }, "I have a user name now."));
    const cases = await casesOf(one);
    expect(cases).toMatchObject([{ proven: true }]);
    const ports = portsOf(workerEnv(env));
    const shop = (await ports.find_shop("demo", Date.now()))!;
    await answerCase({ ...ports, db: cellOf("demo") }, shop, {
      case_id: cases[0]!.id,
      id: "y1",
      words: "Nice.",
    }, Date.now());
    await eventually(
      () => expect(world.sent.at(-1)).toMatchObject({ to: "DE.1349120865", body: "Nice." }),
      100,
    );
    later();
    await bring("whatsapp", said({ from_user_id: "DE.1349120865" }, "STOP"));
    expect(await suppressed(one.address)).toEqual([{ class: "all", reason: "unsubscribed" }]);
    expect(await suppressed("whatsapp:de.1349120865")).toEqual([{ class: "all", reason: "unsubscribed" }]);
  });
});

describe("a way that is stopped", () => {
  test("is shown on the page of messages with the way back, which a save of something else is not", async () => {
    const one = await placed("v1", "telegram");
    await optedIn(one);
    await write("telegram", { from: one.person, words: "STOP", id: String(++people) });
    const page = await visitor().get(await pathFor("preferences", one.subject));
    expect(page.html).toContain("Telegram is stopped");
    await chosen(one, { ...lists(["telegram"]), language: "de" });
    expect(await suppressed(one.address)).toEqual([{ class: "all", reason: "unsubscribed" }]);
    await chosen(one, { ...lists(["telegram"]), again: "telegram" });
    expect(await suppressed(one.address)).toEqual([]);
    expect((await visitor().get(await pathFor("preferences", one.subject))).html).not.toContain("is stopped");
  });

  test("by the shop itself is not taken back by the customer's START", async () => {
    const one = await placed("v2", "telegram");
    await optedIn(one);
    await cellOf("demo").prepare(
      "insert into suppressions (shop_id, address, class, reason, at) values ('demo', ?, 'all', 'blocked', 1)",
    ).bind(one.address).run();
    await write("telegram", { from: one.person, words: "START", id: String(++people) });
    expect(await suppressed(one.address)).toEqual([{ class: "all", reason: "blocked" }]);
  });
});

describe("somebody whom nobody knows", () => {
  test("gets a case of their own that names no order and proves nothing, and is answered there", async () => {
    const from = String(++people);
    await write("telegram", { from, words: "Do you sell gift cards?", id: String(++people) });
    vi.setSystemTime(Date.now() + 1_000);
    await write("telegram", { from, words: "For 50 euros?", id: String(++people) });
    const { results } = await cellOf("demo").prepare("select case_id from reaches where address = ?").bind(
      `telegram:${from}`,
    ).all();
    const case_id = results[0]!["case_id"] as string;
    const found = readCases(
      await cellOf("demo").prepare("select * from cases where id = ?1").bind(case_id).all(),
    );
    expect(found).toMatchObject([{
      proven: false,
      order_id: null,
      reader: null,
      topic: "Do you sell gift cards?",
    }]);
    expect((await said(case_id)).map(([, words]) => words)).toEqual([
      "Do you sell gift cards?",
      "For 50 euros?",
    ]);
    const ports = portsOf(workerEnv(env));
    const shop = (await ports.find_shop("demo", Date.now()))!;
    await answerCase({ ...ports, db: cellOf("demo") }, shop, {
      case_id,
      id: "g1",
      words: "Yes, of any value.",
    }, Date.now());
    await eventually(() =>
      expect(world.sent.at(-1)).toMatchObject({ way: "telegram", to: from, body: "Yes, of any value." })
    );
  });

  test("who asks where an order is hears nothing of one", async () => {
    const one = await placed("n1", "telegram");
    const from = String(++people);
    await write("telegram", { from, words: `Where is my order #n1?`, id: String(++people) });
    expect(await casesOf(one)).toEqual([]);
    expect(world.sent.filter(({ to }) => to === from)).toEqual([]);
  });
});

test("who proved their chat and asks where the order is hears it at once, there", async () => {
  const one = await placed("q1", "telegram");
  await optedIn(one);
  await write("telegram", { from: one.person, words: "Where is my order?", id: String(++people) });
  await eventually(() => expect(told(one).at(-1)!.body).toMatch(/https:\/\/waybill\.test\/o\/[\w-]+$/));
  expect((await casesOf(one)).map(({ kind, next }) => [kind, next])).toEqual([["where", "customer"]]);
});

test("what Telegram does not give a bot is named in the thread, and what a customer corrects stands below it", async () => {
  const one = await placed("poll1", "telegram");
  await optedIn(one);
  const chat = { id: Number(one.person), type: "private" };
  const at = Math.floor(Date.now() / 1_000);
  const said_as = { message_id: ++people, chat, date: at };
  await bring("telegram", { update_id: ++people, message: { ...said_as, poll: { id: "1" } } });
  const corrected = { ...said_as, message_id: ++people, text: "No. 41, not 14" };
  await bring("telegram", { update_id: ++people, message: { ...corrected, text: "To No. 14, please" } });
  vi.setSystemTime(Date.now() + 1_000);
  const edited = { update_id: ++people, edited_message: { ...corrected, edit_date: at + 1 } };
  await bring("telegram", edited);
  await bring("telegram", edited);
  await bring("telegram", {
    update_id: ++people,
    message: { ...said_as, message_id: ++people, pinned_message: corrected },
  });
  const [found] = await casesOf(one);
  expect(found).toMatchObject({ topic: "Telegram: poll" });
  expect((await said(found!.id)).map(([, words]) => words)).toEqual([
    "",
    "To No. 14, please",
    "✏️ No. 41, not 14",
  ]);
});

test("at night the news waits for the morning; what the customer asks is answered", async () => {
  const one = await placed("t1", "telegram");
  await optedIn(one);
  const before = told(one).length;
  await happens("t1", "shipped", "2026-11-22T22:30:00.000Z");
  await passTo("2026-11-22T22:31:00.000Z");
  expect(told(one)).toHaveLength(before);
  await passTo("2026-11-23T09:01:00.000Z");
  await settled("t1");
  expect(told(one)).toHaveLength(before + 1);
});

test("a blocked and reopened bot is told by Telegram itself", async () => {
  const one = await placed("k1", "telegram");
  await optedIn(one);
  const member = (status: string) => ({
    update_id: ++people,
    my_chat_member: {
      chat: { id: Number(one.person), type: "private" },
      date: 1,
      new_chat_member: { status },
    },
  });
  const before = world.sent.length;
  await bring("telegram", member("kicked"));
  expect(await suppressed(one.address)).toEqual([{ class: "all", reason: "unsubscribed" }]);
  await bring("telegram", member("member"));
  expect(await suppressed(one.address)).toEqual([]);
  expect(world.sent).toHaveLength(before);
});
