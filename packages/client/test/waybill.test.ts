import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import {
  createWaybill,
  type LogLine,
  memoryOutbox,
  type Outbox,
  type Waybill,
  type WaybillEvent,
} from "../src/index.ts";
import type { WaybillOptions } from "../src/index.ts";
import {
  type Answer,
  answering,
  SECRET,
  taking,
  unreachable,
  URL_OF_SHOP,
  waybillFake,
} from "./waybill_fake.ts";

const open: Waybill<never>[] = [];

// The time of day is moved by hand; timers run.
beforeEach(() => void vi.useFakeTimers({ toFake: ["Date"], now: Date.parse("2026-11-22T12:00:00Z") }));

afterEach(async () => {
  for (const waybill of open.splice(0)) await waybill.close({ timeout_ms: 0 });
  vi.useRealTimers();
});

function later(ms: number): void {
  vi.setSystemTime(Date.now() + ms);
}

function start(options: Partial<WaybillOptions> = {}) {
  const fake = waybillFake();
  const lines: LogLine[] = [];
  const outbox = memoryOutbox<WaybillEvent>();
  const waybill = createWaybill({
    url: URL_OF_SHOP,
    secret: SECRET,
    outbox,
    background: false,
    random: () => 0,
    log: (line) => void lines.push(line),
    fetch: fake.fetch,
    ...options,
  });
  open.push(waybill as Waybill<never>);
  return { waybill, fake, lines, outbox };
}

function restored(id: string, order_id = "1001"): WaybillEvent {
  return { id, type: "order.restored", timestamp: "2026-11-22T11:00:00Z", data: { order_id } };
}

describe("an event", () => {
  test("is kept first, then sent, signed the Standard Webhooks way", async () => {
    const { waybill, fake } = start();
    expect(await waybill.send(restored("restored-1001"))).toEqual({ kept: true, is_new: true });
    expect((await waybill.state()).waiting).toBe(1);
    expect(fake.tries).toBe(0);
    expect(await waybill.flush()).toMatchObject({ waiting: 0, refused: 0, away_since_ms: null });
    expect(fake.taken).toEqual([{
      id: "restored-1001",
      body: { type: "order.restored", timestamp: "2026-11-22T11:00:00Z", data: { order_id: "1001" } },
    }]);
  });

  test("that is sent again under its id is sent once", async () => {
    const { waybill, fake } = start();
    await waybill.send(restored("same"));
    expect(await waybill.send(restored("same"))).toEqual({ kept: true, is_new: false });
    await waybill.flush();
    expect(await waybill.send(restored("same"))).toEqual({ kept: true, is_new: false });
    await waybill.flush();
    expect(fake.taken).toHaveLength(1);
  });

  test("has an id that Waybill takes, whatever the shop calls it", async () => {
    const { waybill, fake } = start();
    await waybill.send(restored("order.placed/T3 SCS8=="));
    await waybill.flush();
    expect(fake.taken.map(({ id }) => id)).toEqual(["order_placed_T3_SCS8___f418yasud3"]);
  });

  test.each([
    ["differ in a sign that Waybill does not take", "placed_Ä1", "placed_Ö1"],
    ["differ in a full stop", "A.1", "A_1"],
    ["differ behind the 128th sign", `${"x".repeat(128)}1`, `${"x".repeat(128)}2`],
  ])("is not taken for another whose ids %s", async (_, one, other) => {
    const { waybill, fake } = start();
    await waybill.send(restored(one, "1001"));
    expect(await waybill.send(restored(other, "1002"))).toEqual({ kept: true, is_new: true });
    await waybill.flush();
    expect(fake.taken.map(({ id }) => id.length <= 128 && /^[\w-]+$/.test(id))).toEqual([true, true]);
    expect(new Set(fake.taken.map(({ id }) => id)).size).toBe(2);
  });

  test("leaves by itself where the client runs in the background", async () => {
    const arrived = Promise.withResolvers<string>();
    const { waybill, fake } = start({ background: true });
    fake.answer = ({ id }) => {
      arrived.resolve(id);
      return taking({ id } as never);
    };
    await waybill.send(restored("in-the-background"));
    expect(await arrived.promise).toBe("in-the-background");
  });
});

describe("while Waybill is away", () => {
  test.each([
    ["nobody listens", unreachable],
    ["it asks to wait", answering(503)],
    ["it has too much to do", answering(429)],
    ["the secret is another", answering(401)],
    ["the address is another", answering(404)],
    ["another host is named", answering(302, { location: "https://elsewhere.example" })],
  ])("an event waits when %s, and leaves afterwards", async (_, answer) => {
    const { waybill, fake } = start();
    fake.answer = answer;
    await waybill.send(restored("waits"));
    const state = await waybill.flush();
    expect(state).toMatchObject({ waiting: 1, refused: 0 });
    expect(state.away_since_ms).not.toBeNull();
    expect(state.last_error).toMatch(
      /^(Cannot reach Waybill: fetch failed \(ECONNREFUSED\)|Waybill answered \d+: no)$/,
    );
    fake.answer = taking;
    expect(await waybill.flush()).toMatchObject({ waiting: 0, away_since_ms: null });
    expect(fake.taken).toHaveLength(1);
  });

  test("it is tried with a few events, not with all that wait", async () => {
    const { waybill, fake } = start();
    fake.answer = unreachable;
    for (let n = 0; n < 50; n++) await waybill.send(restored(`event-${n}`, `order-${n}`));
    await waybill.flush();
    expect(fake.tries).toBe(4);
    expect((await waybill.state()).waiting).toBe(50);
  });

  test("its absence and its return are logged once each", async () => {
    const { waybill, fake, lines } = start();
    fake.answer = unreachable;
    await waybill.send(restored("logged"));
    for (let n = 0; n < 5; n++) await waybill.flush();
    fake.answer = taking;
    await waybill.flush();
    expect(lines.map(({ level }) => level)).toEqual(["warn", "info"]);
  });

  test("a delivery that never gets an answer ends after its timeout", async () => {
    const { waybill } = start({
      timeout_ms: 20,
      fetch: (_, init) =>
        new Promise((_resolve, reject) =>
          init!.signal!.addEventListener("abort", () => reject(init!.signal!.reason))
        ),
    });
    await waybill.send(restored("black-hole"));
    expect(await waybill.flush()).toMatchObject({
      waiting: 1,
      last_error: expect.stringMatching(/^Cannot reach Waybill/),
    });
  });

  test("an event that waited for too long is given up, with the reason", async () => {
    const { waybill, fake, outbox } = start({ give_up_ms: 86_400_000 });
    fake.answer = unreachable;
    await waybill.send(restored("old"));
    await waybill.flush();
    later(2 * 86_400_000);
    expect(await waybill.flush()).toMatchObject({ waiting: 0, refused: 1 });
    expect(await outbox.refused(10)).toEqual([{
      id: "old",
      order: "1001",
      error: expect.stringMatching(/^Given up after 1 days/),
    }]);
  });
});

describe("a poison event", () => {
  test.each<[string, Answer]>([
    ["a firewall forbids", answering(403)],
    ["makes Waybill fail", answering(500)],
    ["never gets an answer", () => new Promise(() => undefined)],
    ["loses its connection", unreachable],
  ])("that %s holds up its own order alone", async (_, answer) => {
    const { waybill, fake } = start({ timeout_ms: 20 });
    fake.answer = (delivered) => delivered.id === "poison" ? answer(delivered) : taking(delivered);
    await waybill.send(restored("poison", "1001"));
    await waybill.send(restored("behind", "1001"));
    for (let n = 0; n < 40; n++) await waybill.send(restored(`other-${n}`, `order-${n}`));
    await waybill.flush();
    expect(await waybill.state()).toMatchObject({ waiting: 2, refused: 0, away_since_ms: null });
    expect(fake.taken).toHaveLength(40);
    fake.answer = taking;
    later(5_001);
    await waybill.flush();
    expect(fake.taken.slice(-2).map(({ id }) => id)).toEqual(["poison", "behind"]);
  });

  test("is tried less and less often, for days, and then given up", async () => {
    const { waybill, fake, outbox } = start();
    fake.answer = answering(500);
    await waybill.send(restored("poison"));
    for (let hours = 0; hours < 15 * 24 && (await waybill.state()).waiting > 0; hours++) {
      await waybill.flush();
      later(3_600_001);
    }
    // 5, 10, 20 … s until it is an hour: 11 tries at first, then one an hour.
    expect(fake.tries).toBeGreaterThan(14 * 24);
    expect(fake.tries).toBeLessThan(15 * 24);
    expect(await outbox.refused(1)).toMatchObject([{
      id: "poison",
      error: expect.stringMatching(/^Given up after 14 days/),
    }]);
  });
});

describe("a clock that is wrong", () => {
  test("by more than signatures bear: events are signed by Waybill's clock, and arrive", async () => {
    const lines: LogLine[] = [];
    const theirs_ms = Date.now() - 3_600_000;
    const signed: number[] = [];
    const answer: typeof globalThis.fetch = (_, init) => {
      const at_ms = Number(new Headers(init!.headers).get("webhook-timestamp")) * 1_000;
      signed.push(at_ms);
      const is_fresh = Math.abs(at_ms - theirs_ms) <= 300_000;
      const headers = { date: new Date(theirs_ms).toUTCString() };
      return Promise.resolve(new Response("", { status: is_fresh ? 202 : 401, headers }));
    };
    const skewed = start({ fetch: answer, log: (line) => void lines.push(line) }).waybill;
    await skewed.send(restored("skewed"));
    expect(await skewed.flush()).toMatchObject({ waiting: 1 });
    expect(await skewed.flush()).toMatchObject({ waiting: 0, away_since_ms: null });
    expect(signed).toEqual([Date.now(), theirs_ms]);
    expect(lines.map(({ message }) => message)).toContainEqual(expect.stringContaining("by -3600 s"));
  });

  test("and a secret that is wrong as well is not searched for in the clock", async () => {
    const { waybill, lines } = start({
      fetch: () =>
        Promise.resolve(new Response("", { status: 401, headers: { date: new Date().toUTCString() } })),
    });
    await waybill.send(restored("waits"));
    await waybill.flush();
    expect(lines.map(({ message }) => message)).toEqual([expect.stringContaining("Waybill answered 401")]);
  });

  test("and jumps a year ahead gives up nothing that Waybill takes", async () => {
    const { waybill, fake } = start();
    await waybill.send(restored("kept-before"));
    later(365 * 86_400_000);
    expect(await waybill.flush()).toMatchObject({ waiting: 0, refused: 0 });
    expect(fake.taken).toHaveLength(1);
  });
});

describe("what never ends", () => {
  test("a connector that never makes its event does not hold up the others", async () => {
    const { waybill, fake } = start({
      timeout_ms: 20,
      compose: (kept) => kept.id === "stuck" ? new Promise(() => undefined) : Promise.resolve(kept.event),
    });
    await waybill.send(restored("stuck", "1001"));
    await waybill.send(restored("other", "1002"));
    expect(await waybill.flush()).toMatchObject({
      waiting: 1,
      last_error: expect.stringContaining("Cannot compose event: no answer within 20 ms"),
    });
    expect(fake.taken.map(({ id }) => id)).toEqual(["other"]);
  });

  test("a `fetch` that heeds no signal ends after the timeout all the same", async () => {
    const { waybill } = start({ timeout_ms: 20, fetch: () => new Promise(() => undefined) });
    await waybill.send(restored("black-hole"));
    expect(await waybill.flush()).toMatchObject({
      waiting: 1,
      last_error: expect.stringMatching(/^Cannot reach Waybill/),
    });
  });
});

test("a process that lives for one request forgets old ids now and then", async () => {
  const outbox = memoryOutbox<WaybillEvent>();
  await start({ outbox }).waybill.send(restored("old"));
  await start({ outbox }).waybill.flush();
  later(31 * 86_400_000);
  await start({ outbox, random: () => 0.5 }).waybill.flush();
  expect(await outbox.put({ id: "old", order: "a", event: restored("old") }, Date.now())).toBe(false);
  await start({ outbox, random: () => 0.001 }).waybill.flush();
  expect(await outbox.put({ id: "old", order: "a", event: restored("old") }, Date.now())).toBe(true);
});

describe("the events of one order", () => {
  test("arrive in the order in which they were kept, however often Waybill fails", async () => {
    const { waybill, fake } = start();
    const orders = ["1001", "1002", "1003"];
    for (let n = 0; n < 8; n++) {
      for (const order of orders) await waybill.send(restored(`${order}-${n}`, order));
    }
    let tries = 0;
    fake.answer = () => ++tries % 4 === 0 ? new Response("no", { status: 500 }) : taking(null as never);
    for (let n = 0; n < 60 && (await waybill.state()).waiting > 0; n++) {
      await waybill.flush();
      later(10_000);
    }
    expect((await waybill.state()).waiting).toBe(0);
    expect(tries).toBeGreaterThan(30);
    for (const order of orders) {
      expect(fake.taken.map(({ id }) => id).filter((id) => id.startsWith(order)))
        .toEqual(Array.from({ length: 8 }, (_, n) => `${order}-${n}`));
    }
  });

  test("wait for one at which Waybill failed, and those of other orders do not", async () => {
    const { waybill, fake } = start();
    fake.answer = ({ id }) => id === "first" ? new Response("no", { status: 500 }) : taking(null as never);
    await waybill.send(restored("first"));
    await waybill.send(restored("second"));
    await waybill.send(restored("other", "1002"));
    expect(await waybill.flush()).toMatchObject({ waiting: 2, refused: 0 });
    fake.answer = taking;
    // Too early: the first is due in five seconds.
    expect(await waybill.flush()).toMatchObject({ waiting: 2 });
    later(5_001);
    expect(await waybill.flush()).toMatchObject({ waiting: 0 });
    expect(fake.taken.map(({ id }) => id)).toEqual(["other", "first", "second"]);
  });

  test("do not wait for one that Waybill refuses for good", async () => {
    const { waybill, fake, lines, outbox } = start();
    fake.answer = ({ id }) =>
      id === "wrong"
        ? new Response("data.order.total_minor must be given", { status: 422 })
        : taking(null as never);
    await waybill.send(restored("wrong"));
    await waybill.send(restored("right"));
    expect(await waybill.flush()).toMatchObject({ waiting: 0, refused: 1 });
    expect(fake.taken.map(({ id }) => id)).toEqual(["right"]);
    expect(lines).toEqual([{
      level: "error",
      message: expect.stringContaining("data.order.total_minor must be given"),
    }]);
    expect(await outbox.refused(10)).toMatchObject([{ id: "wrong" }]);
  });
});

describe("the shop is never harmed", () => {
  const broken = (): Outbox<WaybillEvent> => {
    const fail = () => Promise.reject(new Error("disk full"));
    return {
      put: fail,
      claim: fail,
      take: fail,
      postpone: fail,
      refuse: fail,
      state: fail,
      refused: fail,
      forget: fail,
    };
  };

  test("by an outbox that cannot keep: the event is sent at once, and nothing rejects", async () => {
    const { waybill, fake } = start({ outbox: broken() });
    expect(await waybill.send(restored("direct"))).toEqual({
      kept: false,
      sent: true,
      error: "Cannot keep event: disk full",
    });
    expect(fake.taken).toHaveLength(1);
    fake.answer = unreachable;
    expect(await waybill.send(restored("lost"))).toMatchObject({ kept: false, sent: false });
    expect(await waybill.flush()).toMatchObject({
      waiting: 0,
      last_error: "Cannot read the outbox: disk full",
    });
  });

  test.each([
    ["no address", { url: undefined }, "Cannot send as the address of Waybill must be given"],
    [
      "an address that is none",
      { url: "waybill" },
      "Cannot send as the address of Waybill must begin with https://",
    ],
    ["no secret", { secret: undefined }, "Cannot send as the secret must be given"],
    [
      "a secret that is none",
      { secret: "hunter2" },
      "Cannot send as the secret must be whsec_ and the base64 of 24 to 64 bytes",
    ],
  ])("by %s: events wait until it is mended", async (_, wrong, error) => {
    const { waybill, fake, lines } = start(wrong);
    await waybill.send(restored("waits"));
    expect(await waybill.flush()).toMatchObject({ waiting: 1, last_error: error });
    expect(lines[0]!.message).toContain(error);
    expect(JSON.stringify(lines)).not.toContain("hunter2");
    expect(fake.tries).toBe(0);
  });

  test("by an event that is none", async () => {
    const { waybill } = start();
    const circle: Record<string, unknown> = { id: "circle", type: "order.restored" };
    circle["data"] = circle;
    for (const event of [undefined, null, 7, {}, circle, { id: 5n }]) {
      await expect(waybill.send(event as never)).resolves.toBeTypeOf("object");
    }
    await expect(waybill.flush()).resolves.toBeTypeOf("object");
  });

  test("by a log, a clock or a `fetch` that throws", async () => {
    const log = () => {
      throw new Error("log");
    };
    const { waybill } = start({ log, fetch: log as never });
    await waybill.send(restored("thrown"));
    expect(await waybill.flush()).toMatchObject({ waiting: 1, last_error: "Cannot reach Waybill: log" });
  });

  test("by a connector that cannot make its event: it is tried again later", async () => {
    let broken = true;
    const { waybill, fake } = start({
      compose: (kept) => broken ? Promise.reject(new Error("no such table")) : Promise.resolve(kept.event),
    });
    await waybill.send(restored("composed"));
    expect(await waybill.flush()).toMatchObject({
      waiting: 1,
      last_error: "Cannot compose event: no such table",
    });
    broken = false;
    later(5_001);
    await waybill.flush();
    expect(fake.taken).toHaveLength(1);
  });

  test("a connector that has nothing left to say sends nothing", async () => {
    const { waybill, fake } = start({ compose: () => Promise.resolve(null) });
    await waybill.send(restored("gone"));
    expect(await waybill.flush()).toMatchObject({ waiting: 0 });
    expect(fake.tries).toBe(0);
  });
});

test("at shutdown what waits leaves, and what cannot is left for the next start", async () => {
  const { waybill, fake, outbox } = start({ background: true });
  await waybill.send(restored("last"));
  expect(await waybill.close()).toMatchObject({ waiting: 0 });
  fake.answer = unreachable;
  await waybill.send(restored("later"));
  expect(await waybill.close()).toMatchObject({ waiting: 1 });
  const next = start({ outbox });
  await next.waybill.flush();
  expect(next.fake.taken.map(({ id }) => id)).toEqual(["later"]);
});
