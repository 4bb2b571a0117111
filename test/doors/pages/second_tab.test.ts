/** What a customer sends twice, or too late: each answer says what is so. */
import { env } from "cloudflare:workers";
import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { ADAS_ORDER, hours, NOW, NOW_MS } from "../../support/cast.ts";
import { openHouse } from "../../support/house.ts";
import { sendEvent, settled } from "../../support/river.ts";
import { pathFor, visitor } from "../../support/visitor.ts";

beforeAll(openHouse);
beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], now: NOW_MS });
});

async function ordered(id: string): Promise<string> {
  const customer = { ...ADAS_ORDER.customer, email: `${id}@lovelace.example` };
  await sendEvent("order.placed", NOW, {
    order: { ...ADAS_ORDER, id, number: `#${id}`, locale: "en", customer },
  });
  await settled(id);
  return await pathFor("order", `demo/standard/${id}`);
}

async function requestsOf(id: string): Promise<number> {
  return (await env.DB.prepare("select count(*) as count from customer_requests where subject = ?")
    .bind(`demo/standard/${id}`).first<number>("count"))!;
}

describe("a form in a second tab", () => {
  test("asks for a cancellation once: both tabs read the same, and the form is not offered again", async () => {
    const path = await ordered("t1");
    const { get, submit } = visitor();
    const [here, there] = [await get(`${path}/cancel`), await get(`${path}/cancel`)];
    const ends = [await submit(here, { words: "" }), await submit(there, { words: "" })];
    for (const { html } of [...ends, await get(`${path}/cancel`)]) {
      expect(html).toContain("You’ve asked us to cancel");
      expect(html).toMatch(/email you by \w+day, /);
    }
    expect(await requestsOf("t1")).toBe(1);
    const { html } = await get(path);
    expect(html.match(/You’ve asked us to cancel/g)).toHaveLength(1);
  });

  test("an end that somebody types into the address thanks nobody", async () => {
    const path = await ordered("t3");
    const { get } = visitor();
    for (const offer of ["cancel", "ask", "note", "withdraw"]) {
      expect((await get(`${path}/${offer}?done`)).html, offer).not.toContain("we’ve got it");
    }
  });

  test("that was open when the parcel left reads that it came too late, and is thanked for nothing", async () => {
    const path = await ordered("t2");
    const { get, submit } = visitor();
    const form = await get(`${path}/cancel`);
    await sendEvent("shipment.shipped", hours(1), { order_id: "t2", shipment: { id: "p1" } });
    vi.setSystemTime(hours(2));
    const end = await submit(form, { words: "" });
    expect(end.html).toContain("no longer possible");
    expect(end.html).not.toContain("we’ve got it");
    // It leads on to a person, as does what the order does not offer yet.
    expect(end.html).toContain(`href="${path}/ask"`);
    const return_page = await get(`${path}/return`);
    expect(return_page.html).toContain("isn’t possible for your order right now");
    expect(return_page.html).toContain(`href="${path}/ask"`);
    expect(await requestsOf("t2")).toBe(0);
  });
});
