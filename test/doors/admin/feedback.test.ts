import { env } from "cloudflare:workers";
import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { ADAS_ORDER, NOW, NOW_MS } from "../../support/cast.ts";
import { type DeskVisitor, deskVisitor, openDesks, TOKENS } from "../../support/desk.ts";
import { eventually } from "../../support/eventually.ts";
import { openHouse } from "../../support/house.ts";
import { ledgerOf, passTo, sendEvent, settled } from "../../support/river.ts";
import { mailsTo, pathFor, visitor } from "../../support/visitor.ts";

const FEEDBACK = "/admin/demo/feedback";
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

/** An order that arrived, rated by its customer on the page. */
async function rated(id: string, scores: Readonly<Record<string, string>>) {
  const email = `${id}@lovelace.example`;
  const customer = { ...ADAS_ORDER.customer, email };
  await sendEvent("order.placed", NOW, {
    order: { ...ADAS_ORDER, id, number: `#${id}`, locale: "en", customer },
  });
  await sendEvent("shipment.delivered", NOW, { order_id: id, shipment: { id: "p1" } });
  await settled(id);
  const page = visitor();
  await page.submit(await page.get(`${await pathFor("order", `demo/standard/${id}`)}/rate`), scores);
  return { email, order_id: `demo/standard/${id}` };
}

const caseOf = (order_id: string) =>
  env.DB.prepare("select id, kind, state, next from cases where order_id = ?").bind(order_id)
    .first<{ id: string; kind: string; state: string; next: string }>();

describe("the desk's feedback", () => {
  test("shows ratings newest first with what was written, and the low ones alone", async () => {
    await rated("glad", { delivery: "5", words: "So quick!" });
    await rated("sad", { delivery: "1", nps: "2", words: "The lid is cracked." });
    const all = (await desk.get(FEEDBACK)).html;
    expect(all).toContain("So quick!");
    expect(all).toContain("The lid is cracked.");
    expect(all).toContain("2 of 10");
    const low = (await desk.get(`${FEEDBACK}?list=low`)).html;
    expect(low).toContain("The lid is cracked.");
    expect(low).not.toContain("So quick!");
  });

  test("answers a good rating by mail, which opens a case with what the customer wrote", async () => {
    const { email, order_id } = await rated("kind", { delivery: "4", words: "Nice paper." });
    const page = await desk.get(FEEDBACK);
    const after = await desk.submit(page, `${FEEDBACK}/answer`, {
      order: order_id,
      words: "It is made of hay.",
    });
    expect(after.html).toContain("Your reply is on its way.");
    const [mail] = await mailsTo(email, "support_reply", 1);
    expect(mail!.text).toContain("It is made of hay.");
    expect(mail!.text).toContain("Nice paper.");
    expect(await caseOf(order_id)).toMatchObject({ kind: "rating", state: "open", next: "customer" });
  });

  test("answers a low rating in the case that it opened", async () => {
    const { email, order_id } = await rated("cross", { delivery: "1", words: "Never again." });
    const before = await caseOf(order_id);
    expect(before).toMatchObject({ kind: "rating", next: "shop" });
    const page = await desk.get(FEEDBACK);
    expect(page.html).toContain(`/admin/demo/cases/${before!.id}#answer`);
    // The same by hand: the case is found.
    await rated("other", { delivery: "5" });
    const form = await desk.get(FEEDBACK);
    await desk.submit(form, `${FEEDBACK}/answer`, { order: order_id, words: "We are sorry." });
    await mailsTo(email, "support_reply", 1);
    const { count } =
      (await env.DB.prepare("select count(*) as count from cases where order_id = ?").bind(order_id)
        .first<{ count: number }>())!;
    expect(count).toBe(1);
  });
});

describe("the question how it was", () => {
  test("waits while what a customer rated low is open, and is asked of them afterwards all the same", async () => {
    const { order_id } = await rated("waits", { delivery: "1" });
    await passTo("2026-11-25T13:00:00.000Z");
    const asked = async () => (await ledgerOf("waits")).find(({ kind }) => kind === "follow_up");
    expect(await asked()).toMatchObject({ state: "suppressed", reason: "paused" });
    const { id } = (await caseOf(order_id))!;
    await desk.signIn("demo", TOKENS.demo);
    await desk.submit(await desk.get(`/admin/demo/cases/${id}`), `/admin/demo/cases/${id}/solve`);
    await eventually(async () => expect((await asked())?.["state"]).not.toBe("suppressed"));
  });
});
