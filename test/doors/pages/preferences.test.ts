import { env } from "cloudflare:workers";
import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { ADAS_ORDER, hours, NOW, NOW_MS } from "../../support/cast.ts";
import { openHouse } from "../../support/house.ts";
import { ledgerOf, mailsOf, passTo, sendEvent, settled } from "../../support/river.ts";
import { mailsTo, pathFor, visitor } from "../../support/visitor.ts";

beforeAll(openHouse);
beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], now: NOW_MS });
});

async function arrived(id: string): Promise<string> {
  const customer = { ...ADAS_ORDER.customer, email: `${id}@lovelace.example` };
  const order = { ...ADAS_ORDER, id, number: `#${id}`, locale: "en", customer };
  await sendEvent("order.placed", NOW, { order });
  await sendEvent("shipment.delivered", hours(1), { order_id: id, shipment: { id: "p1" } });
  vi.setSystemTime(hours(2));
  await settled(id);
  return `demo/standard/${id}`;
}

async function refusedBy(id: string): Promise<unknown> {
  const { results } = await env.DB.prepare(
    "select class, reason from suppressions where address = ? order by class",
  )
    .bind(`${id}@lovelace.example`).all();
  return results;
}

describe("a mail that a customer does not want", () => {
  test("ends by the one click that a mail program may make under RFC 8058, and by nothing less", async () => {
    await arrived("u1");
    await passTo(hours(4 * 24));
    const mails = await mailsOf("#u1", 3);
    const { raw } = mails.find(({ captured }) => captured.kind === "follow_up")!;
    const header = raw.replaceAll("\r\n ", " ");
    expect(header).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click\r$/m);
    const path = /^List-Unsubscribe: ?<https:\/\/waybill\.test(\/u\/[\w-]+)>\r$/m.exec(header)![1]!;
    for (const { captured, raw } of mails) {
      expect(/^List-Unsubscribe:/m.test(raw), captured.kind).toBe(captured.kind === "follow_up");
    }
    const { get, post } = visitor();
    expect((await get(path)).status).toBe(200);
    expect(await refusedBy("u1")).toEqual([]);
    expect((await post(path, { "List-Unsubscribe": "One-Click" })).status).toBe(204);
    expect(await refusedBy("u1")).toEqual([{ class: "care", reason: "unsubscribed" }]);
    await passTo(hours(9 * 24));
    await settled("u1");
    expect(await ledgerOf("u1")).toContainEqual(
      expect.objectContaining({ kind: "feedback_request", state: "suppressed", reason: "unsubscribed" }),
    );
  });

  test("is chosen on a page, class by class, and can be wanted again", async () => {
    const subject = await arrived("u2");
    const { get, submit } = visitor();
    const opened = await get(
      (await get(`${await pathFor("order", subject)}/preferences`)).headers.get("Location")!,
    );
    expect(opened.html.match(/ checked/g)).toHaveLength(3); // both classes and a language
    const saved = await submit(opened, { language: "en" });
    expect(saved.html).toContain("Saved");
    expect(await refusedBy("u2")).toEqual([
      { class: "care", reason: "unsubscribed" },
      { class: "progress", reason: "unsubscribed" },
    ]);
    await submit(saved, { class: ["progress", "care"], language: "en" });
    expect(await refusedBy("u2")).toEqual([]);
    const [less, more] = await mailsTo("u2@lovelace.example", "choice_confirmed", 2);
    const told = [less!.text, more!.text].toSorted();
    expect(told[0]).toContain("Delivery updates: No");
    expect(told[1]).toContain("Delivery updates: Yes");
    // What changes nothing is no news.
    await submit(saved, { class: ["progress", "care"], language: "en" });
    expect(await mailsTo("u2@lovelace.example", "choice_confirmed", 2)).toHaveLength(2);
  });

  test("a bounce or a complaint that blocks all mail is not undone by it", async () => {
    const subject = await arrived("u3");
    await env.DB.prepare(
      "insert into suppressions (shop_id, address, class, reason, at) values ('demo', ?, 'all', 'bounced', 0)",
    )
      .bind("u3@lovelace.example").run();
    const { get, submit } = visitor();
    await submit(await get(await pathFor("preferences", subject)), {
      class: ["progress", "care"],
      language: "en",
    });
    expect(await refusedBy("u3")).toEqual([{ class: "all", reason: "bounced" }]);
  });

  test("the language that is chosen is that of the pages and of the mails to come", async () => {
    const subject = await arrived("u4");
    const { get, submit } = visitor();
    await submit(await get(await pathFor("preferences", subject)), {
      class: ["progress", "care"],
      language: "fr",
    });
    expect((await get(await pathFor("order", subject))).html).toContain('<html lang="fr"');
    await passTo(hours(4 * 24));
    const mails = await mailsOf("#u4", 3);
    expect(mails.find(({ captured }) => captured.kind === "follow_up")!.captured.subject).toContain(
      "commande",
    );
    const odd = await submit(await get(await pathFor("preferences", subject)), { language: "tlh" });
    expect(odd.html).toContain('<html lang="fr"');
  });

  test("a link for anything else does not open it, nor does a form without its token", async () => {
    const subject = await arrived("u5");
    const token = (await pathFor("order", subject)).slice(3);
    expect((await visitor().get(`/u/${token}`)).status).toBe(404);
    expect((await visitor().post(`/u/${token}`, { "List-Unsubscribe": "One-Click" })).status).toBe(404);
    expect((await visitor().post(await pathFor("preferences", subject), { language: "en" })).status).toBe(
      400,
    );
    expect(await refusedBy("u5")).toEqual([]);
  });
});
