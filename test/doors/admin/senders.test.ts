import { exports } from "cloudflare:workers";
import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { readActs, selectActs } from "../../../src/sql/audit.ts";
import { NOW_MS } from "../../support/cast.ts";
import { cellOf } from "../../support/cells_in_use.ts";
import { openDesks, ownersDesk } from "../../support/desk.ts";
import { eventually } from "../../support/eventually.ts";
import { DEMO, openHouse, rows } from "../../support/house.ts";
import { sendEvent } from "../../support/river.ts";
import { signStandard } from "../../support/signing.ts";

const SENDERS = "/admin/demo/settings/senders";
const HOOK = "https://waybill.test/hooks/demo/standard";
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
  return await eventually(async () => {
    const row = (await rows("senders_seen")).find(({ source }) => source === "standard");
    expect(row).toMatchObject({ last_at });
    return row!;
  });
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

describe("the counts of a sender", () => {
  /** The day's row, once it says so. */
  async function counted(expected: Record<string, unknown>): Promise<void> {
    await eventually(async () => {
      const day = new Date(now_ms).toISOString().slice(0, 10);
      const row = (await rows("sender_counts")).find((one) =>
        one["source"] === "standard" && one["day"] === day
      );
      expect(row).toMatchObject(expected);
    });
  }
  const send = (id: string, body: string) =>
    signStandard(DEMO.secrets["standard"]![0]!, id, Math.floor(now_ms / 1_000), body)
      .then((headers) => exports.default.fetch(HOOK, { method: "POST", headers, body }));

  test("say what was taken, repeated, refused and unread, each written within ten minutes", async () => {
    at(now_ms + 40 * 24 * HOUR_MS);
    const body = JSON.stringify({
      type: "shipment.delivered",
      timestamp: new Date(now_ms).toISOString(),
      data: { order_id: "nobody", shipment: { id: "p9" } },
    });
    await send("msg_a", body);
    await counted({ taken: 1, repeated: 0, refused: 0, dead: 0 });
    await send("msg_a", body);
    await exports.default.fetch(HOOK, { method: "POST", headers: { "webhook-id": "msg_b" }, body });
    await send("msg_c", "{}");
    // They wait in memory: of this sender something was written just now.
    await counted({ taken: 1, repeated: 0 });
    at(now_ms + 600_000);
    await send("msg_d", body.replace("p9", "p10"));
    await counted({ taken: 2, repeated: 1, refused: 1, dead: 1 });
    const page = await (await ownersDesk()).get(SENDERS);
    expect(page.html).toContain("Last 24 hours: 2 taken, 1 repeated, 1 refused, 1 unread");
    expect(page.html).toContain("Last 7 days: 2 taken, 1 repeated, 1 refused, 1 unread");
  });

  test("of 24 hours end after 24 hours, and those of 7 days after 7", async () => {
    at(now_ms + 25 * HOUR_MS);
    const page = await (await ownersDesk()).get(SENDERS);
    expect(page.html).toContain("Last 24 hours: 0 taken · Last 7 days: 2 taken");
    at(now_ms + 6 * 24 * HOUR_MS);
    expect((await (await ownersDesk()).get(SENDERS)).html).not.toContain("Last 7 days");
  });

  test("of what is no sender are not kept", async () => {
    await exports.default.fetch(HOOK.replace("/standard", "/mailgun"), { method: "POST", body: "{}" });
    at(now_ms + 600_000);
    await send("msg_e", "{}");
    await counted({ dead: 1 });
    expect((await rows("sender_counts")).filter(({ source }) => source !== "standard")).toEqual([]);
  });

  test("are written at once where many came", async () => {
    at(now_ms + 60_000);
    await Promise.all(Array.from({ length: 60 }, (_, index) => send(`msg_many_${index}`, "{}")));
    await eventually(async () => {
      const dead = (await rows("sender_counts")).map((row) => Number(row["dead"]));
      expect(Math.max(...dead)).toBeGreaterThanOrEqual(50);
    });
  });
});

describe("a secret", () => {
  test("is made once by two clicks, and both show it", async () => {
    const visitor = await ownersDesk();
    const page = await visitor.get(`${SENDERS}/easypost`);
    const form = { ...hiddenIn(page.html, `${SENDERS}/easypost/secret`), do: "make" };
    const shown = await Promise.all(
      [1, 2].map(async () => {
        const { html } = await visitor.post(`${SENDERS}/easypost/secret`, form);
        return /id="made"[^>]*value="([^"]+)"/.exec(html)![1]!;
      }),
    );
    expect(shown[0]).toBe(shown[1]);
    const again = await visitor.get(`${SENDERS}/easypost`);
    const other = await visitor.post(`${SENDERS}/easypost/secret`, {
      ...hiddenIn(again.html, `${SENDERS}/easypost/secret`),
      do: "make",
    });
    expect(other.html).toContain("3 secrets are live");
    expect(other.html).not.toContain(shown[0]!);
  });

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
    expect(refused.html).toContain("Secret must have the form whsec_…");
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
  return (await exports.default.fetch(HOOK, {
    method: "POST",
    headers,
    body,
  }))
    .status;
}
