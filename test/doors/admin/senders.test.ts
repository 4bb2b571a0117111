import { exports } from "cloudflare:workers";
import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { readActs, selectActs } from "../../../src/sql/audit.ts";
import { NOW_MS } from "../../support/cast.ts";
import { cellOf } from "../../support/cells_in_use.ts";
import { openDesks, ownersDesk } from "../../support/desk.ts";
import { openHouse, rows } from "../../support/house.ts";
import { sendEvent } from "../../support/river.ts";
import { signStandard } from "../../support/signing.ts";

const SENDERS = "/admin/demo/settings/senders";
const HOUR_MS = 3_600_000;
let now_ms = NOW_MS;

beforeAll(async () => {
  await openHouse();
  await openDesks();
});
beforeEach(() => at(now_ms + HOUR_MS));

function at(ms: number): void {
  now_ms = ms;
  vi.useFakeTimers({ toFake: ["Date"], now: now_ms });
}

/** What is noted of the sender, once its last webhook is. */
async function heard(last_at: number): Promise<Record<string, unknown>> {
  return await vi.waitFor(async () => {
    const row = (await rows("senders_seen")).find(({ source }) => source === "standard");
    expect(row).toMatchObject({ last_at });
    return row!;
  }, { timeout: 10_000, interval: 10 });
}

async function scan(): Promise<void> {
  const answer = await sendEvent("shipment.delivered", new Date(now_ms).toISOString(), {
    order_id: "nobody",
    shipment: { id: "p1" },
  });
  expect(answer.status).toBeLessThan(300);
}

describe("a sender", () => {
  test("that was never heard waits for its first webhook", async () => {
    const page = await (await ownersDesk()).get(SENDERS);
    expect(page.html).toContain("Waits for its first");
    expect(page.html).toContain("Nothing has come yet");
  });

  test("is noted with its topic once in five minutes, and with its longest silence", async () => {
    await scan();
    const first = await heard(now_ms);
    expect(first).toMatchObject({ topic: "shipment.delivered", silence_ms: 0, newest_at: null });
    at(now_ms + 60_000);
    await scan();
    at(now_ms + 2 * HOUR_MS);
    await scan();
    expect(await heard(now_ms)).toMatchObject({ silence_ms: 2 * HOUR_MS + 60_000 });
    expect((await (await ownersDesk()).get(SENDERS)).html).toMatch(/Well/);
  });

  test("is silent when it is quiet for a day and twice as long as ever before", async () => {
    at(now_ms + 23 * HOUR_MS);
    expect((await (await ownersDesk()).get(SENDERS)).html).not.toContain("Silent");
    at(now_ms + 3 * HOUR_MS);
    const page = await (await ownersDesk()).get(SENDERS);
    expect(page.html).toContain("Silent");
    expect(page.html).toContain("it never was silent longer than 2 hours");
  });

  test("has its steps with the shop's own address, and shows no secret", async () => {
    const page = await (await ownersDesk()).get(`${SENDERS}/standard`);
    expect(page.html).toContain("/hooks/demo/standard");
    expect(page.html).not.toContain("{address}");
    expect(page.html).not.toContain("whsec_" + "ZGVtbw");
  });
});

describe("a secret", () => {
  test("is made, stands beside the old one, is told once, works, and then the old one goes", async () => {
    const visitor = await ownersDesk();
    let page = await visitor.get(`${SENDERS}/standard`);
    page = await visitor.submit(page, `${SENDERS}/standard/secret`, { do: "make" });
    const made = /id="made"[^>]*value="(whsec_[^"]+)"/.exec(page.html)![1]!;
    expect(page.html).toContain("2 secrets are live");
    at(now_ms + HOUR_MS);
    page = await visitor.get(`${SENDERS}/standard`);
    expect(page.html).not.toContain(made);
    expect(page.html).toContain("The new one has not come yet");

    await scan();
    expect(await heard(now_ms)).toMatchObject({ newest_at: null, older_at: now_ms });
    at(now_ms + HOUR_MS);
    expect(await scanBy(made)).toBe(202);
    expect(await heard(now_ms)).toMatchObject({ newest_at: now_ms });
    page = await visitor.get(`${SENDERS}/standard`);
    expect(page.html).toContain("The new one works");

    page = await visitor.submit(page, `${SENDERS}/standard/drop`);
    expect(page.html).toContain("Only the newest secret is valid now.");
    at(now_ms + HOUR_MS);
    const refused = await sendEvent("shipment.delivered", new Date(now_ms).toISOString(), {
      order_id: "nobody",
      shipment: { id: "p1" },
    });
    expect(refused.status).toBe(401);
    expect(await scanBy(made)).toBe(202);
    const acts = readActs(await selectActs(cellOf("demo"), "demo", null, 20).all());
    expect(acts.map(({ act }) => act)).toEqual(expect.arrayContaining(["secret.drop", "secret.rotate"]));
    expect(JSON.stringify(acts)).not.toContain(made);
  });

  test("of another form is refused by its rule, without showing it", async () => {
    const visitor = await ownersDesk();
    const page = await visitor.get(`${SENDERS}/stripe`);
    const refused = await visitor.post(`${SENDERS}/stripe/secret`, {
      ...hiddenIn(page.html, `${SENDERS}/stripe/secret`),
      do: "keep",
      secret: "sk_live_not-a-signing-secret",
    });
    expect(refused.status).toBe(422);
    expect(refused.html).toContain("must be the endpoint&#39;s signing secret");
    expect(refused.html).not.toContain("sk_live");
  });
});

function hiddenIn(html: string, action: string): Record<string, string> {
  const form = html.split("<form").find((one) => one.includes(`action="${action}"`))!;
  return { form: /name="form" value="([^"]+)"/.exec(form)![1]! };
}

async function scanBy(secret: string): Promise<number> {
  const body = JSON.stringify({
    type: "shipment.delivered",
    timestamp: new Date(now_ms).toISOString(),
    data: { order_id: "nobody", shipment: { id: "p2" } },
  });
  const headers = await signStandard(secret, crypto.randomUUID(), Math.floor(now_ms / 1_000), body);
  return (await exports.default.fetch("https://waybill.test/hooks/demo/standard", {
    method: "POST",
    headers,
    body,
  }))
    .status;
}
