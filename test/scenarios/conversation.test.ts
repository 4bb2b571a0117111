import { env, exports } from "cloudflare:workers";
import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { answerCase, solveCase } from "../../src/flow/cases/answer_case.ts";
import type { RequestPorts } from "../../src/flow/customer/receive_request.ts";
import { seal, sealingRingIn } from "../../src/sealed.ts";
import { upsertShop } from "../../src/sql/shops.ts";
import { ADAS_ORDER, NOW, NOW_MS, SHOP } from "../support/cast.ts";
import { eventually } from "../support/eventually.ts";
import { DEMO, openHouse, recording } from "../support/house.ts";
import { ledgerOf, passTo, sendEvent, settled } from "../support/river.ts";
import { mailsTo, pathFor, visitor } from "../support/visitor.ts";

beforeAll(openHouse);
beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], now: NOW_MS });
});

const ports: RequestPorts = { ...recording, wake_queue: env.NUDGES };

/** An order that has arrived and about which its customer asks something; the conversation's name. */
async function asked(id: string) {
  const email = `${id}@lovelace.example`;
  const order_id = `demo/standard/${id}`;
  const customer = { ...ADAS_ORDER.customer, email };
  await sendEvent("order.placed", NOW, {
    order: { ...ADAS_ORDER, id, number: `#${id}`, locale: "en", customer },
  });
  await sendEvent("shipment.delivered", NOW, { order_id: id, shipment: { id: "p1" } });
  await settled(id);
  const path = await pathFor("order", order_id);
  const { get, submit, prove } = visitor();
  await submit(await get(`${path}/ask`), { words: "Is the mill loud?" });
  const conversation = await env.DB.prepare("select id from cases where order_id = ?").bind(order_id)
    .first<string>("id");
  await mailsTo(email, "support_received", 1);
  return { email, order_id, path, get, prove, conversation: conversation! };
}

describe("a conversation", () => {
  test("an answer comes by mail once, in a person's name, and is shown on the page", async () => {
    const { email, path, get, prove, conversation } = await asked("talk");
    const answer = {
      case_id: conversation,
      id: "a1",
      words: "As loud as a coffee mill.\n\nAnna",
      person: "Anna",
    };
    for (let click = 0; click < 3; click++) {
      expect((await answerCase(ports, DEMO, answer, Date.now())).ok).toBe(true);
    }
    const [mail] = await mailsTo(email, "support_reply", 1);
    expect(mail!.text).toContain("As loud as a coffee mill.");
    expect(mail!.text).toContain("Is the mill loud?");
    // Whoever only has the link does not read it.
    expect((await get(path)).html).not.toContain("As loud as a coffee mill.");
    await prove(await get(`${path}/prove?for=unmask`), email);
    expect((await get(path)).html).toContain("As loud as a coffee mill.");
  });

  test("while it is open the customer is not asked whether all is well; once it is closed they get a mail about that, and later the question", async () => {
    const { email, conversation } = await asked("paused");
    await passTo("2026-11-25T13:00:00.000Z");
    const followUp = async () => (await ledgerOf("paused")).find(({ kind }) => kind === "follow_up");
    expect(await followUp()).toMatchObject({ state: "suppressed", reason: "paused" });
    expect((await solveCase(ports, DEMO, { case_id: conversation, tells: true }, Date.now())).ok).toBe(true);
    await mailsTo(email, "support_resolved", 1);
    await eventually(async () => expect((await followUp())?.["state"]).not.toBe("suppressed"));
    // Closed twice says so once.
    await solveCase(ports, DEMO, { case_id: conversation, tells: true }, Date.now() + 1);
    await mailsTo(email, "support_resolved", 1);
  });

  test("that does not exist gets no answer", async () => {
    const answer = { case_id: "none", id: "a1", words: "?" };
    expect(await answerCase(ports, DEMO, answer, NOW_MS)).toMatchObject({ ok: false, reason: "unknown" });
    expect(await solveCase(ports, DEMO, { case_id: "none", tells: true }, NOW_MS)).toMatchObject({
      ok: false,
    });
    expect(
      (await env.DB.prepare("select 1 from messages where kind = 'support_reply' and subject like '%/none'")
        .all())
        .results,
    ).toEqual([]);
  });

  test("is answered and closed by the API of its own shop, and by no other shop", async () => {
    const { email, order_id, conversation } = await asked("api");
    const token = "demo-".padEnd(40, "a");
    const key = await sealingRingIn(env.SEALING_KEY);
    const secrets = JSON.stringify({ ...DEMO.secrets, api: [token] });
    const sealed = await seal(key, secrets, DEMO.id, new Uint8Array(12).fill(3));
    await upsertShop(env.DB, { id: DEMO.id, settings: JSON.stringify(SHOP), secrets: sealed }).run();
    // Past the time for which the shop is remembered, here as in the tests before.
    vi.setSystemTime("2026-11-26T12:00:00.000Z");
    const post = (path: string, body: unknown, authorization = `Bearer ${token}`) =>
      exports.default.fetch(`https://waybill.test/api/shops/demo/conversations/${path}`, {
        method: "POST",
        headers: { authorization, "CF-Connecting-IP": "192.0.2.1" },
        body: JSON.stringify(body),
      });
    const answer = { order: order_id, conversation, id: "r1", message: "Not at all." };
    expect((await post("answer", answer, "Bearer wrong")).status).toBe(401);
    expect((await post("answer", { ...answer, order: "other/standard/api" })).status).toBe(404);
    expect((await post("answer", { ...answer, message: "" })).status).toBe(422);
    expect((await post("answer", answer)).status).toBe(202);
    await mailsTo(email, "support_reply", 1);
    expect((await post("close", { order: order_id, conversation })).status).toBe(202);
    await mailsTo(email, "support_resolved", 1);
  });
});
