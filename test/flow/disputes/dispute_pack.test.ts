import { env } from "cloudflare:workers";
import { unzipSync } from "fflate";
import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { archiveOrder } from "../../../src/flow/archive/archive_order.ts";
import { findOrder } from "../../../src/flow/archive/open_order.ts";
import { disputePack } from "../../../src/flow/disputes/dispute_pack.ts";
import { BYTES_MAX, FILES_MAX, gatherEvidence } from "../../../src/flow/disputes/gather_evidence.ts";
import { recordOutcomes } from "../../../src/flow/outcomes/record_outcomes.ts";
import { eraseOrder } from "../../../src/flow/privacy/erase_order.ts";
import type { Evidence } from "../../../src/mail/view/dispute_report.ts";
import { readKey } from "../../../src/messages/outcome.ts";
import { ADAS_ORDER, hours, NOW, NOW_MS, SHOP } from "../../support/cast.ts";
import { deskVisitor, openDesks, TOKENS } from "../../support/desk.ts";
import { DEMO, openHouse, recording } from "../../support/house.ts";
import { mailsOf, sendEvent, settled } from "../../support/river.ts";

beforeAll(async () => {
  await openHouse();
  await openDesks();
});
beforeEach(() => void vi.useFakeTimers({ toFake: ["Date"], now: NOW_MS }));

const bytesOf = (text: string) => new TextEncoder().encode(text);
const hashOf = async (bytes: Uint8Array) =>
  new Uint8Array(await crypto.subtle.digest("SHA-256", bytes as Uint8Array<ArrayBuffer>)).toHex();

/** An order that was paid, sent, signed for and disputed, and about which its customer wrote. */
async function disputed(id: string): Promise<string> {
  const order_id = `demo/standard/${id}`;
  const customer = { ...ADAS_ORDER.customer, email: `${id}@lovelace.example` };
  await sendEvent("order.placed", NOW, {
    order: { ...ADAS_ORDER, id, number: `#${id}`, locale: "en", customer },
  });
  await mailsOf(`#${id}`, 1);
  const payment = { id: "pay-1", amount_minor: 8_990, transaction_id: "ch_4711" };
  await sendEvent("payment.succeeded", hours(1), { order_id: id, payment });
  await sendEvent("shipment.shipped", hours(2), {
    order_id: id,
    shipment: { id: "p1", tracking: [{ carrier: "DHL", number: "JJD0099" }] },
  });
  await sendEvent("shipment.delivered", hours(30), {
    order_id: id,
    shipment: { id: "p1" },
    proof: { signed_by: "A. Lovelace", left_at: "Front door" },
  });
  await sendEvent("payment.disputed", hours(60), { order_id: id, payment });
  await settled(id);
  await recordOutcomes(recording, DEMO, [{
    key: readKey(`${order_id}/order_confirmation/`)!,
    type: "delivered",
    recipient: customer.email,
    at_ms: NOW_MS + 60_000,
  }], NOW_MS + 61_000);
  await env.MAIL.put(`received/demo/case-${id}/1`, "From: Ada\r\n\r\nIt never came, I think");
  await env.DB.batch([
    env.DB.prepare(
      `insert into cases (shop_id, id, kind, topic, state, next, opened_at, changed_at, order_id, proven, tags, drafts)
       values ('demo', ?1, 'question', 'Where is it?', 'open', 'shop', ?2, ?2, ?3, 1, '[]', '[]')`,
    ).bind(`case-${id}`, NOW_MS, order_id),
    ...([
      ["1", "message", "customer", "It never came, I think", {
        way: "mail",
        archive: `received/demo/case-${id}/1`,
      }],
      ["2", "note", "shop", "She is known for this", {}],
      ["3", "message", "shop", "It was signed for at noon", { way: "desk" }],
      ["4", "message", "customer", "I am somebody else", { way: "mail", other_writer: true }],
    ] as const).map(([entry, type, author, words, detail]) =>
      env.DB.prepare(
        `insert into case_entries (shop_id, case_id, at, id, type, author, person, words, detail)
         values ('demo', ?1, ?2, ?3, ?4, ?5, null, ?6, ?7)`,
      ).bind(`case-${id}`, NOW_MS + Number(entry), entry, type, author, words, JSON.stringify(detail))
    ),
  ]);
  return order_id;
}

async function unpacked(order_id: string) {
  const gathered = await gatherEvidence(recording, DEMO, order_id, NOW_MS);
  const pack = await disputePack(gathered!, "zip", "en", NOW_MS);
  const files = unzipSync(pack.bytes);
  const text = (name: string) => new TextDecoder().decode(files[name]);
  return { pack, files, text, evidence: JSON.parse(text("evidence.json")) as Evidence };
}

describe("the dispute pack of an order", () => {
  test("holds events, mails with their bytes, delivery, words and policy, and hashes that are right", async () => {
    const { pack, files, text, evidence } = await unpacked(await disputed("d1"));
    expect(pack).toMatchObject({ type: "application/zip", filename: "dispute-d1.zip" });
    expect(new TextDecoder().decode(files["evidence.pdf"]!.slice(0, 5))).toBe("%PDF-");
    expect(evidence.events.map(({ event }) => event.type)).toEqual([
      "order.placed",
      "payment.succeeded",
      "shipment.shipped",
      "shipment.delivered",
      "payment.disputed",
    ]);
    const confirmation = evidence.mails.find(({ kind }) => kind === "order_confirmation")!;
    expect(confirmation).toMatchObject({ state: "delivered", delivered_at: "2026-11-22T12:01:00.000Z" });
    const copy = files[confirmation.copy!.name]!;
    expect(new TextDecoder().decode(copy)).toContain("To: ");
    expect(copy.length).toBe(confirmation.copy!.size);
    expect(evidence.conversation.map(({ words }) => words)).toEqual([
      "It never came, I think",
      "It was signed for at noon",
    ]);
    expect(text(evidence.conversation[0]!.files[0]!.name)).toContain("It never came");
    expect(evidence.policy).toEqual(SHOP.returns ?? null);
    expect(evidence.left_out).toEqual([]);
    const sums = text("SHA256SUMS").trimEnd().split("\n").map((line) => line.split("  ") as [string, string]);
    expect(sums.map(([, name]) => name).sort()).toEqual(
      Object.keys(files).filter((name) => name !== "SHA256SUMS").sort(),
    );
    for (const [sum, name] of sums) expect(await hashOf(files[name]!)).toBe(sum);
    expect(confirmation.copy!.sha256).toBe(await hashOf(copy));
  });

  test("is the same of an order that lies in the archive", async () => {
    const order_id = await disputed("d2");
    const before = await unpacked(order_id);
    expect(await archiveOrder(recording, DEMO, order_id, () => true, NOW_MS)).toBe(true);
    const after = await unpacked(order_id);
    expect(after.evidence).toEqual(before.evidence);
    expect(after.text("SHA256SUMS")).toBe(before.text("SHA256SUMS"));
  });

  test("of an erased customer holds no name, no words and no copy, and says so", async () => {
    const order_id = await disputed("d3");
    await env.DB.prepare(
      `update messages set state = 'bounced', event_at = ?2, provider_id = 're_ada_77',
         reason = '550 5.1.1 <d3@lovelace.example> unknown'
       where subject = ?1 and kind = 'order_confirmation'`,
    ).bind(order_id, NOW_MS).run();
    expect((await unpacked(order_id)).text("provider_events.json")).toMatch(/re_ada_77[^]*d3@lovelace/);
    const row = await findOrder(recording, order_id);
    await eraseOrder(recording, DEMO, row!, NOW_MS + 1);
    const { files, text, evidence } = await unpacked(order_id);
    expect(evidence.order.erased_at).toBeDefined();
    expect(text("evidence.json")).not.toMatch(/lovelace|Ada|It never came|signed for at noon/i);
    expect(text("provider_events.json")).not.toMatch(/lovelace|re_ada_77/i);
    expect(JSON.parse(text("provider_events.json"))).toContainEqual(
      expect.objectContaining({
        event: "bounced",
        kind: "order_confirmation",
        provider_id: null,
        reason: null,
      }),
    );
    const ledger = await env.DB.prepare("select * from messages where subject = ?").bind(order_id).all();
    expect(JSON.stringify(ledger.results)).not.toMatch(/lovelace|re_ada_77/i);
    expect(Object.keys(files).sort()).toEqual([
      "SHA256SUMS",
      "evidence.json",
      "evidence.pdf",
      "provider_events.json",
    ]);
    expect(evidence.order.details.total_minor).toBe(ADAS_ORDER.total_minor);
  });

  test("has at most so many files and bytes, and names what it leaves out", async () => {
    const order_id = await disputed("d4");
    const large = new Uint8Array(BYTES_MAX - 10);
    await env.MAIL.put("received/demo/case-d4/1", large);
    const files = Array.from({ length: FILES_MAX }, (_, at) => ({
      name: `../${at}.jpg`,
      type: "image/jpeg",
      size: 9,
      key: `attachments/d4/${at}`,
    }));
    await env.MAIL.put("attachments/d4/0", bytesOf("a picture"));
    await env.DB.prepare(
      "update case_entries set detail = ? where case_id = 'case-d4' and id = '3'",
    ).bind(JSON.stringify({ way: "desk", files })).run();
    const gathered = (await gatherEvidence(recording, DEMO, order_id, NOW_MS))!;
    const bytes = gathered.files.reduce((sum, file) => sum + file.bytes.length, 0);
    expect(bytes).toBeLessThanOrEqual(BYTES_MAX);
    expect(gathered.evidence.left_out).toEqual([
      { what: "files", count: expect.any(Number), most: FILES_MAX, megabytes: 20 },
    ]);
    expect(gathered.files.map(({ name }) => name).filter((name) => name.includes(".."))).toEqual([]);
  });

  test("leaves with whoever answers customers, from the order's page and by the API alone", async () => {
    await disputed("d5");
    const desk = deskVisitor();
    await desk.signIn("demo", TOKENS.demo);
    const page = await desk.get("/admin/demo/orders?id=standard/d5");
    expect(page.html).toContain("is disputed");
    expect(page.html).toContain('action="/admin/demo/orders/dispute"');
    const file = await desk.get("/admin/demo/orders/dispute?id=standard%2Fd5&locale=ja&as=zip");
    expect(file.status).toBe(200);
    expect(file.headers.get("Content-Disposition")).toBe('attachment; filename="dispute-d5.zip"');
    const case_page = await desk.get("/admin/demo/cases/case-d5");
    expect(case_page.html).toContain("orders/dispute?");
  });

  test("is none of another shop's order", async () => {
    const order_id = await disputed("d6");
    expect(await gatherEvidence(recording, { ...DEMO, id: "other" }, order_id, NOW_MS)).toBeNull();
    expect(await gatherEvidence(recording, DEMO, "demo/standard/none", NOW_MS)).toBeNull();
  });
});
