import { env, exports } from "cloudflare:workers";
import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { seal, sealingRingIn } from "../../../src/sealed.ts";
import { ADAS_ORDER, hours, NOW, NOW_MS, SHOP } from "../../support/cast.ts";
import { DEMO, openHouse } from "../../support/house.ts";
import { passTo, sendEvent, settled } from "../../support/river.ts";
import { formOf, mailsTo, type Page, pathFor, visitor } from "../../support/visitor.ts";

const TOKEN = "demo-".padEnd(40, "a");
const PIXEL = new File([new Uint8Array([0xff, 0xd8, 0xff, 0xda, 0, 2, 0xff, 0xd9])], "x.jpg", {
  type: "image/jpeg",
});

async function settings(changed: Record<string, unknown>): Promise<void> {
  const key = await sealingRingIn(env.SEALING_KEY);
  const secrets = await seal(
    key,
    JSON.stringify({ ...DEMO.secrets, api: [TOKEN] }),
    "demo",
    new Uint8Array(12).fill(3),
  );
  await env.DB.prepare("update shops set settings = ?, secrets = ? where id = 'demo'")
    .bind(JSON.stringify({ ...SHOP, ...changed }), secrets).run();
}

beforeAll(openHouse);
let day = 0;
beforeEach(async () => {
  // Each test a day later, beyond what the isolate remembers of the shop.
  vi.useFakeTimers({ toFake: ["Date"], now: NOW_MS + ++day * 86_400_000 });
  await settings({});
});

const at = (count: number) => hours(day * 24 + count);

async function delivered(id: string): Promise<string> {
  const customer = { ...ADAS_ORDER.customer, email: `${id}@lovelace.example` };
  await sendEvent("order.placed", at(0), {
    order: { ...ADAS_ORDER, id, number: `#${id}`, locale: "en", placed_at: NOW, customer },
  });
  await sendEvent("payment.succeeded", at(0), {
    order_id: id,
    payment: { id: `pay-${id}`, amount_minor: 12_890 },
  });
  await sendEvent("shipment.delivered", at(1), {
    order_id: id,
    shipment: { id: "p1", tracking: [{ carrier: "DHL", number: `N${id}` }] },
    place: "Berlin, DE",
    description: "Left with neighbour Müller",
  });
  await passTo(at(2));
  await settled(id);
  return await pathFor("order", `demo/standard/${id}`);
}

async function stateOf(id: string) {
  return JSON.parse(
    (await env.DB.prepare("select state from orders where id = ?").bind(`demo/standard/${id}`).first<string>(
      "state",
    ))!,
  );
}

async function api(path: string, body?: unknown) {
  const response = await exports.default.fetch(`https://waybill.test/api/shops/demo/${path}`, {
    method: body === undefined ? "GET" : "POST",
    headers: { Authorization: `Bearer ${TOKEN}`, "CF-Connecting-IP": crypto.randomUUID() },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, json: await response.json<Answered>() };
}

interface Answered {
  readonly cases: readonly { readonly order: string }[];
  readonly entries: readonly { readonly message: string }[];
}

/** Answers "what happened", and returns the second form. */
async function tell(
  path: string,
  what: string,
): Promise<{ readonly page: Page; readonly who: ReturnType<typeof visitor> }> {
  const who = visitor();
  const page = await who.submit(await who.get(`${path}/problem`), { what });
  return { page, who };
}

describe("a parcel that is missing", () => {
  test("is first said where its carrier left it, and nothing is recorded before an answer", async () => {
    const path = await delivered("m1");
    const { page } = await tell(path, "not_arrived");
    for (
      const said of [
        "DHL says it delivered",
        "Left with neighbour Müller",
        "Berlin",
        "Nm1",
        "Ask next door",
      ]
    ) {
      expect(page.html, said).toContain(said);
    }
    expect((await stateOf("m1")).open_requests).toBeUndefined();
    const linked = await visitor().get(`${path}/problem?what=not_arrived`);
    expect(linked.html).toContain("DHL says it delivered");
  });

  test("is waited for until the shop's day, asked for again by mail, and then claimed in the same case", async () => {
    const path = await delivered("m2");
    const { page, who } = await tell(path, "not_arrived");
    const { action, hidden } = formOf(page);
    for (let tap = 0; tap < 2; tap++) await who.post(action, { ...hidden, do: "wait" });
    const [open] = (await stateOf("m2")).open_requests;
    const until = at(1 + 48).slice(0, 10);
    expect(open).toMatchObject({ about: "not_arrived", until });
    const end = await who.get(`${path}/problem?done`);
    expect(end.html).toMatch(/We’ll ask you again on [^<]+November|We’ll ask you again on [^<]+December/);
    expect((await who.get(path)).html).toContain("Found it, or still missing");
    const told = await mailsTo("m2@lovelace.example", "request_news", 1);
    expect(told[0]!.subject).toMatch(/^We’ll ask you again on .+\(order #m2\)$/);
    expect((await api(`cases/${open.id}`)).json).toMatchObject({
      next: "customer",
      request: { about: "not_arrived", until, state: "open" },
    });
    await passTo(at(48 + 24));
    const asked = await mailsTo("m2@lovelace.example", "request_news", 2);
    expect(asked.map(({ subject }) => subject)).toContain("Has your parcel turned up? (order #m2)");
    const again = await who.get(`${await pathFor("order", "demo/standard/m2")}/problem`);
    expect(again.html).not.toContain('value="wait"');
    await who.submit(again, { do: "refund" });
    expect((await stateOf("m2")).open_requests).toEqual([
      expect.objectContaining({ id: open.id, about: "not_arrived", remedy: "refund" }),
    ]);
    expect((await api(`cases/${open.id}`)).json).toMatchObject({ next: "shop", state: "open" });
  });

  test("that was found ends the wait, and no mail asks again", async () => {
    const path = await delivered("m3");
    const { page, who } = await tell(path, "not_arrived");
    await who.submit(page, { do: "wait" });
    const [{ id }] = (await stateOf("m3")).open_requests;
    const end = await who.submit(await who.get(`${path}/problem`), { do: "found" });
    expect(end.html).toContain("Glad it turned up");
    expect((await stateOf("m3")).open_requests).toBeUndefined();
    expect((await api(`cases/${id}`)).json).toMatchObject({ state: "solved" });
    await passTo(at(72));
    await mailsTo("m3@lovelace.example", "request_news", 1);
  });
});

describe("a claim", () => {
  test("of a damaged item keeps its photo, waits for the shop, and its decision is seen on page, mail and API", async () => {
    const path = await delivered("c1");
    const { page, who } = await tell(path, "damaged");
    const [mill] = [...page.html.matchAll(/<(?:select|input) id="(line-[^"]+)"/g)].map(([, name]) => name!);
    const end = await who.submit(page, {
      [mill!]: "1",
      do: "send_again",
      words: "Handle is off",
      pictures: PIXEL,
    });
    expect(end.html).toContain("We’re sorting out the damage");
    expect(end.html).toMatch(/email you by \w+day, /);
    const [{ id }] = (await stateOf("c1")).open_requests;
    const { objects } = await env.MAIL.list({ prefix: "attachments/demo/standard/c1/" });
    expect(objects).toHaveLength(1);
    const shown = (await api(`cases/${id}`)).json;
    expect(shown).toMatchObject({ kind: "claim", request: { remedy: "send_again", state: "open" } });
    expect(shown.entries[0]).toMatchObject({ files: [{ name: "1.jpeg", type: "image/jpeg" }] });
    expect(shown.entries[0]!.message).toContain("Handle is off");
    await mailsTo("c1@lovelace.example", "support_received", 1);

    const decision = { id: "d1", decision: "grant", remedy: "refund" };
    expect((await api(`cases/${id}/decide`, decision)).status).toBe(202);
    expect((await api(`cases/${id}/decide`, decision)).status).toBe(202);
    expect((await api(`cases/${id}/decide`, { ...decision, id: "d2" })).status).toBe(409);
    const [mail] = await mailsTo("c1@lovelace.example", "request_news", 1);
    expect(mail!.subject).toBe("We’re refunding you (order #c1)");
    expect((await who.get(path)).html).toContain("We’re refunding you");
    expect((await api(`cases/${id}`)).json).toMatchObject({
      request: { remedy: "refund", state: "granted" },
    });
    await sendEvent("payment.refunded", at(3), { order_id: "c1", refund: { id: "r1", amount_minor: 8_319 } });
    vi.setSystemTime(at(4));
    expect((await who.get(path)).html).not.toContain("We’re refunding you");
  });

  test("is declined with its reason, which ends the case", async () => {
    const path = await delivered("c2");
    const { page, who } = await tell(path, "not_arrived");
    await who.submit(page, { do: "refund" });
    const [{ id }] = (await stateOf("c2")).open_requests;
    await api(`cases/${id}/decide`, { id: "d1", decision: "decline", reason: "It was signed for" });
    const [mail] = await mailsTo("c2@lovelace.example", "request_news", 1);
    expect(mail!.text).toContain("It was signed for");
    const { html } = await who.get(path);
    for (const said of ["We couldn’t agree to your request", "It was signed for"]) {
      expect(html, said).toContain(said);
    }
    expect((await api(`cases/${id}`)).json).toMatchObject({
      state: "solved",
      request: { state: "declined" },
    });
    expect((await stateOf("c2")).open_conversations).toEqual([]);
  });

  test("is granted at once by the shop's rule, once however often it is tapped", async () => {
    await settings({ claims: { decided: "at_once", at_once_up_to_minor: 20_000 } });
    const path = await delivered("c3");
    const { page, who } = await tell(path, "not_arrived");
    const { action, hidden } = formOf(page);
    for (let tap = 0; tap < 3; tap++) await who.post(action, { ...hidden, do: "send_again" });
    expect((await who.get(`${path}/problem?done`)).html).toContain("We’re sending it again");
    expect((await stateOf("c3")).decided_requests).toHaveLength(1);
    const [mail] = await mailsTo("c3@lovelace.example", "request_news", 1);
    expect(mail!.subject).toBe("We’re sending it again (order #c3)");
    const listed = (await api("cases")).json.cases.filter((one) => one.order.endsWith("/c3"));
    // The shop still has to send it.
    expect(listed).toMatchObject([{ kind: "claim", state: "open", next: "shop" }]);
    await sendEvent("shipment.shipped", at(3), { order_id: "c3", shipment: { id: "p2" } });
    vi.setSystemTime(at(4));
    expect((await who.get(path)).html).not.toContain("We’re sending it again");
  });

  test("without an item, a remedy the shop offers, or a picture that is one, is asked for again", async () => {
    await settings({ claims: { remedies: ["refund"] } });
    const path = await delivered("c4");
    const { page, who } = await tell(path, "damaged");
    expect(page.html).not.toContain('value="send_again"');
    const [mill] = [...page.html.matchAll(/<(?:select|input) id="(line-[^"]+)"/g)].map(([, name]) => name!);
    const text = new File(["<svg>"], "x.png", { type: "image/png" });
    for (
      const fields of [
        { do: "refund" },
        { [mill!]: "9", do: "refund" },
        { [mill!]: "1" },
        { [mill!]: "1", do: "send_again" },
        { [mill!]: "1", do: "refund", pictures: text },
      ] as Record<string, string | File>[]
    ) {
      const again = await who.submit(page, fields);
      expect(again.status, JSON.stringify(fields)).toBe(400);
      expect(again.html).toContain('role="alert"');
    }
    expect((await stateOf("c4")).open_requests).toBeUndefined();
    expect((await who.submit(await who.get(`${path}/problem`), { what: "nonsense" })).status).toBe(400);
  });
});
