import { env } from "cloudflare:workers";
import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { ADAS_ORDER, NOW, NOW_MS } from "../../support/cast.ts";
import { type DeskVisitor, deskVisitor, openDesks, TOKENS } from "../../support/desk.ts";
import { openHouse } from "../../support/house.ts";
import { ledgerOf, mailsOf, passTo, sendEvent, settled } from "../../support/river.ts";
import { mailsTo } from "../../support/visitor.ts";

const ACTS = "/admin/demo/orders";
let desk: DeskVisitor;

beforeAll(async () => {
  await openHouse();
  await openDesks();
});
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: NOW_MS });
  desk = deskVisitor();
  await desk.signIn("demo", TOKENS.demo);
});

async function place(id: string, changed: Partial<typeof ADAS_ORDER> = {}) {
  const email = `${id}@lovelace.example`;
  const customer = { ...ADAS_ORDER.customer, email };
  await sendEvent("order.placed", NOW, {
    order: { ...ADAS_ORDER, id, number: `#${id}`, locale: "en", customer, ...changed },
  });
  await settled(id);
  return { email, path: `${ACTS}?id=standard/${id}` };
}

async function ship(id: string): Promise<void> {
  await sendEvent("shipment.shipped", NOW, {
    order_id: id,
    shipment: { id: "p1", tracking: [{ carrier: "DHL", number: "JJD0099" }] },
  });
  await settled(id);
}

const shipped = async (id: string) => (await ledgerOf(id)).find(({ kind }) => kind === "shipment_shipped");
const actsOf = async (id: string) =>
  (await env.DB.prepare("select act, person from audit where order_id = ? order by at, id")
    .bind(`demo/standard/${id}`).all<{ act: string; person: string }>()).results.map(({ act }) => act);

describe("the emails of an order", () => {
  test("wait while a person holds them, and leave when they are let go", async () => {
    const { path } = await place("hold-1");
    const page = await desk.get(path);
    const held = await desk.submit(page, `${ACTS}/hold`, {
      reason: "Calls about the gift",
      until: "2026-11-30",
    });
    expect(held.html).toContain("The emails of this order wait.");
    expect(held.html).toContain("Emails are held until");
    expect(held.html).toContain("Calls about the gift");
    await ship("hold-1");
    expect(await shipped("hold-1")).toMatchObject({ state: "owed", reason: "held" });
    expect((await desk.get(path)).html).toContain("Held by a colleague.");
    await mailsOf("#hold-1", 1);

    const let_go = await desk.submit(await desk.get(path), `${ACTS}/release`);
    expect(let_go.html).toContain("The emails go on.");
    expect(let_go.html).not.toContain("Emails are held until");
    await mailsOf("#hold-1", 2);
    expect(await shipped("hold-1")).toMatchObject({ state: "sent" });
    expect(await actsOf("hold-1")).toEqual(["messages.hold", "messages.release"]);
  });

  test("leave by themselves when the hold ends, and only what is still true", async () => {
    const { path } = await place("hold-2");
    await desk.submit(await desk.get(path), `${ACTS}/hold`, { reason: "Paper jam", until: "2026-11-23" });
    await ship("hold-2");
    await sendEvent("order.cancelled", "2026-11-22T13:00:00Z", { order_id: "hold-2" });
    await settled("hold-2");
    expect((await ledgerOf("hold-2")).find(({ kind }) => kind === "order_cancelled")).toMatchObject({
      state: "owed",
      reason: "held",
    });
    await passTo("2026-11-24T09:00:00.000Z");
    await settled("hold-2");
    const kinds = (await ledgerOf("hold-2")).filter(({ state }) => state === "sent").map(({ kind }) => kind);
    expect(kinds).toContain("order_cancelled");
  });

  test.each([
    ["no reason", { reason: " ", until: "2026-11-30" }, "Say why the emails are to wait"],
    ["no day", { reason: "x", until: "soon" }, "Say why the emails are to wait"],
    ["a day that is over", { reason: "x", until: "2026-11-20" }, "Choose a day within the next 60 days."],
    ["a day far away", { reason: "x", until: "2027-11-20" }, "Choose a day within the next 60 days."],
  ])("are not held with %s", async (_, fields, told) => {
    const { path } = await place("hold-3");
    expect((await desk.submit(await desk.get(path), `${ACTS}/hold`, fields)).html).toContain(told);
    expect(await actsOf("hold-3")).toEqual([]);
  });
});

describe("a delivery address", () => {
  const NEW = { name: "Ada King", street: "Ockham Park 1", city: "Berlin", postal_code: "10437" };

  test("becomes a case that says what to do in the store, and the order says so until it is done", async () => {
    const { path, email } = await place("move-1");
    const asked = await desk.submit(await desk.get(path), `${ACTS}/delivery`, NEW);
    expect(asked.html).toContain("The new address is noted as a case");
    expect(asked.html).toContain("Another delivery address waits to be put into the store.");
    // Nothing more can be asked meanwhile.
    expect(asked.html).not.toContain(`action="${ACTS}/delivery"`);
    const found = await env.DB.prepare(
      "select id, kind, next from cases where order_id = 'demo/standard/move-1'",
    )
      .first<{ id: string; kind: string; next: string }>();
    expect(found).toMatchObject({ kind: "address", next: "shop" });
    const thread = await desk.get(`/admin/demo/cases/${found!.id}`);
    expect(thread.html).toContain("Ockham Park 1");
    await desk.submit(thread, `/admin/demo/cases/${found!.id}/decide`, { do: "grant" });
    await mailsTo(email, "request_news", 1);
    expect((await desk.get(path)).html).not.toContain("waits to be put into the store");
    expect(await actsOf("move-1")).toContain("delivery.correct");
  });

  test("needs a name, a street and a city, and an order whose goods have not all left", async () => {
    const { path } = await place("move-2");
    const page = await desk.get(path);
    expect((await desk.submit(page, `${ACTS}/delivery`, { ...NEW, street: "" })).html).toContain(
      "A name, a street and a city are needed.",
    );
    await sendEvent("order.cancelled", NOW, { order_id: "move-2" });
    expect((await desk.submit(page, `${ACTS}/delivery`, NEW)).html).toContain(
      "Nothing is left that could go to another address.",
    );
  });
});

describe("a person who writes to a customer first", () => {
  test("opens a case whose mail the customer gets, and which waits for their answer", async () => {
    const { path, email } = await place("write-1");
    const fields = { topic: "Your order #write-1", words: "We have only the blue one left. Is that fine?" };
    const thread = await desk.submit(await desk.get(path), `${ACTS}/write`, fields);
    expect(thread.html).toContain("We have only the blue one left.");
    const [mail] = await mailsTo(email, "support_reply", 1);
    expect(mail!.text).toContain("We have only the blue one left.");
    const found = await env.DB.prepare("select next, state from cases where order_id = ?")
      .bind("demo/standard/write-1").first();
    expect(found).toEqual({ next: "customer", state: "open" });
    expect(await actsOf("write-1")).toEqual(["case.write"]);
  });
});
