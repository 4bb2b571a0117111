import { env } from "cloudflare:workers";
import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { isProof, openChallenge, sendCode } from "../../../src/flow/customer/prove_customer.ts";
import { codeFor } from "../../../src/links/code.ts";
import { fromBase64 } from "../../../src/sealed.ts";
import { ADAS_ORDER, NOW, NOW_MS } from "../../support/cast.ts";
import { eventually } from "../../support/eventually.ts";
import { openHouse } from "../../support/house.ts";
import { sendEvent } from "../../support/river.ts";
import { customerOf, formOf, pathFor, tokenFor, visitor } from "../../support/visitor.ts";

const KEYS = [{ id: 1, bytes: fromBase64(env.LINK_KEYS.split(":")[1]!) }];
const PORTS = { db: env.DB, wake_queue: env.NUDGES as never, link_keys: KEYS };

beforeAll(openHouse);
beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], now: NOW_MS });
});

async function ordered(id: string, email: string): Promise<string> {
  const order = {
    ...ADAS_ORDER,
    id,
    number: `#${id}`,
    locale: "en",
    customer: { ...ADAS_ORDER.customer, email },
  };
  await sendEvent("order.placed", NOW, { order });
  return await pathFor("order", `demo/standard/${id}`);
}

describe("a link is enough to read, and an action needs proof", () => {
  test("the code from the mail opens all orders of the customer, in a cookie that no script reads", async () => {
    const path = await ordered("p1", "proof@lovelace.example");
    const { get, prove, cookie } = visitor();
    const asked = await get((await get(`${path}/orders`)).headers.get("Location")!);
    expect(asked.html).toContain("p…@l….example");
    expect(asked.html).not.toContain("proof@lovelace.example");
    const orders = await prove(asked, "proof@lovelace.example");
    expect(orders.path).toMatch(/^\/h\//);
    expect(orders.html).toContain("#p1");
    expect(cookie()).toMatch(/\b__Host-session=/);
  });

  test("the cookie is HttpOnly, Secure, SameSite=Lax and holds half an hour", async () => {
    const path = await ordered("p2", "cookie@lovelace.example");
    const { get, submit, post } = visitor();
    const asked = await submit(await get(`${path}/prove?for=history`));
    const { action, hidden } = formOf(asked);
    const { DB } = env;
    const id = await DB.prepare("select id from challenges where customer = ?").bind(
      await customerOf("cookie@lovelace.example"),
    ).first<string>("id");
    const code = await codeFor(KEYS, `${await customerOf("cookie@lovelace.example")}/${id}`);
    const done = await post(action, { ...hidden, code });
    expect(done.status).toBe(303);
    expect(done.headers.get("Set-Cookie")).toMatch(/Max-Age=1800; Path=\/; HttpOnly; Secure; SameSite=Lax/);
    expect((await get(`${path}/orders`)).headers.get("Location")).toMatch(/^\/h\//);
    vi.setSystemTime(NOW_MS + 31 * 60_000);
    expect((await get(`${path}/orders`)).headers.get("Location")).toMatch(/\/prove\?for=history$/);
  });

  test("a session of one customer proves nothing about another, nor in another shop", async () => {
    const mine = await customerOf("mine@lovelace.example");
    const path = await ordered("p3", "theirs@lovelace.example");
    for (const subject of [mine, (await customerOf("theirs@lovelace.example")).replace("demo", "other")]) {
      const cookie = `__Host-session=${await tokenFor({ purpose: "session", subject })}`;
      expect((await visitor().get(`${path}/orders`, { cookie })).headers.get("Location")).toMatch(/prove/);
    }
    const link = `__Host-session=${await tokenFor({
      purpose: "history",
      subject: await customerOf("theirs@lovelace.example"),
    })}`;
    expect((await visitor().get(`${path}/orders`, { cookie: link })).headers.get("Location")).toMatch(
      /prove/,
    );
  });

  test("a form without its token, or with that of another form, does nothing", async () => {
    const path = await ordered("p4", "forged@lovelace.example");
    const other = await ordered("p4b", "other@lovelace.example");
    const { get, post } = visitor();
    const { hidden } = formOf(await get(`${other}/prove?for=history`));
    for (const form of ["", "x", hidden["form"]!]) {
      await post(`${path}/prove`, { for: "history", form });
    }
    const same_form_other_use = formOf(await get(`${path}/prove?for=history`)).hidden["form"]!;
    await post(`${path}/prove`, { for: "erasure", form: same_form_other_use });
    const sent = await env.DB.prepare("select count(*) as count from challenges where customer = ?")
      .bind(await customerOf("forged@lovelace.example")).first("count");
    expect(sent).toBe(0);
  });

  test("a code for an unknown purpose leads nowhere", async () => {
    const path = await ordered("p5", "use@lovelace.example");
    for (const use of ["", "https://evil.example", "//evil.example", "constructor"]) {
      expect((await visitor().get(`${path}/prove?for=${encodeURIComponent(use)}`)).status).toBe(404);
    }
  });
});

describe("a code", () => {
  const READER = { to: { email: "code@lovelace.example" } };

  async function sent(name: string): Promise<{ customer: string; id: string; code: string }> {
    const customer = await customerOf(`${name}@lovelace.example`);
    const id = crypto.randomUUID();
    expect(await sendCode(PORTS, customer, READER, "history", id, Date.now())).toBeNull();
    return { customer, id, code: await codeFor(KEYS, `${customer}/${id}`) };
  }

  test("is valid once", async () => {
    const { customer, id, code } = await sent("once");
    expect(await isProof(PORTS, customer, id, code, Date.now())).toBe(true);
    expect(await isProof(PORTS, customer, id, code, Date.now())).toBe(false);
  });

  test("when two people type it at once, lets one of them in", async () => {
    const { customer, id, code } = await sent("twice");
    const answers = await Promise.all([1, 2, 3].map(() => isProof(PORTS, customer, id, code, Date.now())));
    expect(answers.filter(Boolean)).toHaveLength(1);
  });

  test("is good for ten minutes", async () => {
    const { customer, id, code } = await sent("late");
    expect(await isProof(PORTS, customer, id, code, NOW_MS + 10 * 60_000)).toBe(false);
  });

  test("is invalid after five tries, however many are made at once", async () => {
    const { customer, id, code } = await sent("force");
    const wrong = String((Number(code) + 1) % 1_000_000).padStart(6, "0");
    const tries = await Promise.all(
      Array.from({ length: 20 }, () => isProof(PORTS, customer, id, wrong, NOW_MS)),
    );
    expect(tries.some(Boolean)).toBe(false);
    expect(await isProof(PORTS, customer, id, code, NOW_MS)).toBe(false);
  });

  const again = async (name: string) =>
    await sendCode(
      PORTS,
      await customerOf(`${name}@lovelace.example`),
      READER,
      "history",
      crypto.randomUUID(),
      Date.now(),
    );
  const wait = (s: number) => void vi.setSystemTime(Date.now() + s * 1_000);

  test("is replaced by a newer one", async () => {
    const first = await sent("newer");
    wait(20);
    const second = await sent("newer");
    expect(await isProof(PORTS, first.customer, first.id, first.code, Date.now())).toBe(false);
    expect(await isProof(PORTS, second.customer, second.id, second.code, Date.now())).toBe(true);
  });

  test("is followed by another only after a pause that grows, and stays valid where none is sent", async () => {
    for (const pause_s of [20, 60, 180, 300]) {
      const { customer, id, code } = await sent("pause");
      wait(pause_s - 1);
      expect(await again("pause")).toBe("pause");
      expect(await isProof(PORTS, customer, id, code, Date.now())).toBe(true);
      wait(1);
    }
    expect(await again("pause")).toBeNull();
  });

  test("by mail keeps none by text waiting, and each waits for the last of its own way", async () => {
    const { customer } = await sent("ways");
    const byText = () => openChallenge(PORTS.db, customer, crypto.randomUUID(), "number", Date.now());
    wait(1);
    expect(await byText()).toBeNull();
    wait(10);
    expect([await byText(), await again("ways")]).toEqual(["pause", "pause"]);
    wait(10);
    expect([await byText(), await again("ways")]).toEqual([null, null]);
  });

  test("is one of five an hour and twelve a day at most", async () => {
    const tries = async () => {
      for (let count = 0; count < 5; count++) {
        expect(await again("many")).toBeNull();
        wait(300);
      }
      expect(await again("many")).toBe("hour");
    };
    await tries();
    wait(3_600);
    await tries();
    wait(3_600);
    for (let count = 0; count < 2; count++) {
      expect(await again("many")).toBeNull();
      wait(300);
    }
    expect(await again("many")).toBe("day");
    wait(86_400);
    expect(await again("many")).toBeNull();
  });

  test("of one customer opens nothing of another", async () => {
    const { id, code } = await sent("one");
    expect(await isProof(PORTS, await customerOf("two@lovelace.example"), id, code, NOW_MS)).toBe(false);
  });

  test("is stored nowhere: neither in the ledger once it has left, nor in the archive", async () => {
    const { customer, id, code } = await sent("nowhere");
    await eventually(async () => {
      const row = await env.DB.prepare("select state, facts from messages where subject = ? and about = ?")
        .bind(customer, id).first();
      expect(row).toEqual({ state: "sent", facts: null });
    });
    expect((await env.MAIL.list({ prefix: `sent/${customer}` })).objects).toEqual([]);
    const tables = await env.DB.prepare("select * from challenges where customer = ?").bind(customer).all();
    expect(JSON.stringify(tables.results)).not.toContain(code);
  });
});
