/** The shop asks before it decides: the case waits, mail and page ask for the answer, which comes back to it. */
import { env, exports } from "cloudflare:workers";
import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { forgetPorts } from "../../src/doors/ports.ts";
import { serveCases } from "../../src/flow/cases/serve_cases.ts";
import { ADAS_ORDER, NOW, NOW_MS, SHOP } from "../support/cast.ts";
import { type DeskVisitor, hiddenOf, openDesks, ownersDesk, TOKENS } from "../support/desk.ts";
import { DEMO, openHouse, recording, rows } from "../support/house.ts";
import { mailsOf, sendEvent, settled } from "../support/river.ts";
import { mailsTo, pathFor, visitor } from "../support/visitor.ts";

const DAY_MS = 86_400_000;
const ports = { ...recording, wake_queue: env.NUDGES };
let desk: DeskVisitor;

beforeAll(async () => {
  await openHouse();
  await openDesks();
  const settings = {
    ...SHOP,
    reply_domain: "reply.kontor.example",
    order_index: true,
    returns: { window_days: 30, paid_by: "customer" },
  };
  await env.DB.prepare("update shops set settings = ?1 where id = 'demo'").bind(JSON.stringify(settings))
    .run();
  forgetPorts();
});
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: NOW_MS });
  desk = await ownersDesk();
});

/** An order whose customer wants a piece of its first line back; the case of the return. */
async function returned(id: string) {
  const email = `${id}@lovelace.example`;
  const customer = { email, name: "Ada Lovelace", first_name: "Ada" };
  await sendEvent("order.placed", NOW, {
    order: { ...ADAS_ORDER, id, number: `#${id}`, locale: "en", customer },
  });
  await mailsOf(`#${id}`, 1);
  await sendEvent("shipment.delivered", NOW, { order_id: id, shipment: { id: "p1" } });
  await settled(id);
  const order_id = `demo/standard/${id}`;
  const path = await pathFor("order", order_id);
  const form = await visitor().get(`${path}/return`);
  const line = /<select id="(line-[^"]+)"/.exec(form.html)![1]!;
  const buyer = visitor();
  const reasons = await buyer.submit(form, { [line]: "1", what: "refund" });
  const why = /name="(why-[^"]+)"/.exec(reasons.html)![1]!;
  await buyer.submit(reasons, { [why]: "faulty" });
  const [found] = (await rows("cases")).filter((one) => one["order_id"] === order_id);
  const case_id = found!["id"] as string;
  return { email, order_id, path, case_id, at_desk: `/admin/demo/cases/${case_id}` };
}

async function api(method: string, path: string, body?: unknown) {
  const answer = await exports.default.fetch(`https://waybill.test/api/shops/demo/${path}`, {
    method,
    headers: { Authorization: `Bearer ${TOKENS.demo}` },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: answer.status, json: await answer.json() as Record<string, unknown> };
}

const caseRow = async (id: string) => (await rows("cases")).find((one) => one["id"] === id)!;
const acts = async (act: string) => (await rows("audit")).filter((one) => one["act"] === act);

describe("a question to the customer before a decision", () => {
  test("shows what would be booked, is asked once, answered on the page, and the return is decided then", async () => {
    const { email, path, case_id, at_desk } = await returned("ask1");
    const page = await desk.get(at_desk);
    expect(page.html).toContain("What is booked");
    expect(page.html).toContain("The customer pays for the way back");
    const asked = {
      ...hiddenOf(page, "/admin/demo/returns/decide"),
      do: "ask",
      question: "Which lid is it?",
    };
    for (let press = 0; press < 2; press++) {
      const answer = await desk.post("/admin/demo/returns/decide", asked);
      expect(answer.headers.get("Location")).toBe(`${at_desk}?note=asked`);
    }
    const [mail] = await mailsTo(email, "support_reply", 1);
    expect(mail!.text).toContain("Which lid is it?");
    expect(mail!.text).toContain("We’ll go on once we have your answer.");
    expect(await caseRow(case_id)).toMatchObject({ state: "open", next: "customer" });
    expect(await acts("case.ask")).toMatchObject([{ case_id, way: "desk" }]);

    // Whoever has the link sees that there is a question; its words are for the customer alone.
    const customer = visitor();
    const link = await customer.get(path);
    expect(link.html).toContain("has a question");
    expect(link.html).not.toContain("Which lid is it?");
    const [, to] = new RegExp(`href="(${path}/reply\\?to=[^"]+)"`).exec(link.html)!;
    await customer.prove(await customer.get(`${path}/prove?for=unmask`), email);
    const form = await customer.get(to!);
    expect(form.html).toContain("Which lid is it?");
    expect((await customer.submit(form, { words: " " })).status).toBe(400);
    const done = await customer.submit(form, { words: "The small one." });
    expect(done.html).toContain("We have your answer, and we’ll write to you by");
    await customer.submit(form, { words: "The small one." });
    const entries = (await rows("case_entries")).filter((one) =>
      one["case_id"] === case_id && one["words"] === "The small one."
    );
    expect(entries).toHaveLength(1);
    expect(await caseRow(case_id)).toMatchObject({ next: "shop", state: "open" });
    expect((await customer.get(path)).html).not.toContain(`${path}/reply`);
    expect((await customer.get(to!)).html).toContain("There’s no open question");

    await desk.submit(await desk.get(at_desk), "/admin/demo/returns/decide", { do: "approve" });
    await mailsTo(email, "return_approved", 1);
  });

  test("by the API: the case with its refund, the question, and approved without naming the return", async () => {
    const { email, case_id } = await returned("ask2");
    const { json } = await api("GET", `cases/${case_id}`);
    const [one] = json["returns"] as { status: string; refund: { total_minor: number; is_paid: boolean } }[];
    expect(one).toMatchObject({ status: "requested", refund: { currency: "EUR", is_paid: true } });
    expect(one!.refund.total_minor).toBeGreaterThan(0);
    expect((await api("POST", "webhooks", { url: "https://programs.example/in" })).status).toBe(201);
    const question = { id: "q1", message: "Which lid is it?", author: "Ben" };
    for (let time = 0; time < 2; time++) {
      expect(await api("POST", `cases/${case_id}/ask`, question)).toEqual({
        status: 202,
        json: { asked: true, by_mail: true },
      });
    }
    await mailsTo(email, "support_reply", 1);
    expect((await api("POST", `cases/${case_id}/ask`, { id: "q2", message: "" })).status).toBe(422);
    expect((await api("POST", "returns/ask", { ...question, id: "q3", order: "demo/standard/none" })).status)
      .toBe(404);
    expect((await api("POST", `cases/${case_id}/return`, { id: "d0", decision: "received" })).status)
      .toBe(409);
    const approved = { id: "d1", decision: "approve", author: "Ben" };
    expect(await api("POST", `cases/${case_id}/return`, approved)).toMatchObject({ status: 202 });
    await mailsTo(email, "return_approved", 1);
    expect((await api("POST", `cases/${case_id}/return`, { ...approved, id: "d2" })).status).toBe(409);
    expect((await acts("return.approve")).filter((act) => act["case_id"] === case_id)).toMatchObject([
      { person: "Ben", way: "api" },
    ]);
    const entries = (await rows("case_entries")).filter((entry) => entry["case_id"] === case_id);
    const told = (await rows("webhook_deliveries")).map(({ body }) => JSON.parse(body as string))
      .filter(({ data }) => data.case === case_id).map(({ type, data }) => `${type} ${data.act}`);
    expect(told).toEqual(expect.arrayContaining(["case.answered asked", "case.decided return_approve"]));
    expect(told.filter((one) => one === "case.answered asked")).toHaveLength(1);
    expect(entries.map(({ detail }) => JSON.parse(detail as string).act)).toContain("return_approve");
  });

  test("that stays without an answer gives the case back to the shop, undecided", async () => {
    const { case_id } = await returned("ask3");
    await api("POST", `cases/${case_id}/ask`, { id: "q9", message: "Which lid is it?" });
    const { due_at } = await caseRow(case_id);
    await serveCases(ports, DEMO, (due_at as number) + DAY_MS);
    expect(await caseRow(case_id)).toMatchObject({ state: "open", next: "shop" });
  });

  test("that names nothing is not asked", async () => {
    const { at_desk, email } = await returned("ask4");
    const said = await desk.submit(await desk.get(at_desk), "/admin/demo/returns/decide", {
      do: "ask",
      question: "",
    });
    expect(said.html).toContain("Nothing was asked");
    await mailsTo(email, "support_reply", 0);
  });
});
