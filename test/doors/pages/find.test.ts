import { env } from "cloudflare:workers";
import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { web } from "../../../src/doors/web.ts";
import { seal, sealingRingIn } from "../../../src/sealed.ts";
import { upsertShop } from "../../../src/sql/shops.ts";
import { ADAS_ORDER, NOW, NOW_MS, SHOP } from "../../support/cast.ts";
import { DEMO, openHouse } from "../../support/house.ts";
import { mailsOf, sendEvent, settled } from "../../support/river.ts";
import { mailsTo, visitor } from "../../support/visitor.ts";

beforeAll(openHouse);
beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], now: NOW_MS });
});

const EMAIL = "find@lovelace.example";

async function ordered(id: string, email = EMAIL): Promise<void> {
  const order = { ...ADAS_ORDER, id, number: `#${id}`, customer: { ...ADAS_ORDER.customer, email } };
  await sendEvent("order.placed", NOW, { order });
  await settled(id);
}

function from(network: string) {
  return { "CF-Connecting-IP": network };
}

describe("find my order", () => {
  test("sends the link to all orders to the address they were placed with, however it is spelt", async () => {
    await ordered("f1");
    const page = await visitor().post(
      "/s/demo/orders",
      { email: ` FIND@Lovelace.example`, number: "" },
      from("a"),
    );
    expect(page.status).toBe(202);
    const [mail] = await mailsTo(EMAIL, "history_link", 1);
    const path = /https:\/\/waybill\.test(\/h\/[\w-]+)/.exec(mail!.text)![1]!;
    const shown = await visitor().get(path);
    expect(shown.status).toBe(200);
    expect(shown.html).toContain("#f1");
    expect(shown.headers.get("Cache-Control")).toBe("no-store");
  });

  test("asked again within the hour, sends nothing more", async () => {
    await visitor().post("/s/demo/orders", { email: EMAIL, number: "" }, from("b"));
    await ordered("f2", "second@lovelace.example");
    await visitor().post("/s/demo/orders", { email: "second@lovelace.example", number: "" }, from("b"));
    await mailsTo("second@lovelace.example", "history_link", 1);
    await mailsTo(EMAIL, "history_link", 1);
  });

  test("with a number, sends the link to that order alone", async () => {
    await ordered("F3a", "number@lovelace.example");
    await ordered("F3b", "number@lovelace.example");
    await visitor().post("/s/demo/orders", { email: "number@lovelace.example", number: " f3a " }, from("c"));
    const mails = await mailsOf("#F3a", 2);
    expect(mails.map(({ captured }) => captured.kind)).toContain("order_link");
    await mailsOf("#F3b", 1);
  });

  test("answers the same to an address that nobody ordered with, or whose number is another's", async () => {
    await ordered("f4", "known@lovelace.example");
    const answers = await Promise.all([
      ["known@lovelace.example", ""],
      ["unknown@lovelace.example", ""],
      ["unknown@lovelace.example", "#f4"],
      ["known@lovelace.example", "#f1"],
    ].map(([email, number]) =>
      visitor().post("/s/demo/orders", { email: email!, number: number! }, from("d"))
    ));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([202]));
    expect(new Set(answers.map(({ html }) => html)).size).toBe(1);
    await mailsTo("known@lovelace.example", "history_link", 1);
    const { results } = await env.DB.prepare(
      "select subject from messages where kind in ('order_link', 'history_link') and subject like '%f1'",
    ).all();
    expect(results).toEqual([]);
  });

  test("says so when what was typed is no address, and keeps it in the field", async () => {
    const page = await visitor().post("/s/demo/orders", { email: `"><script>`, number: "" }, from("e"));
    expect(page.status).toBe(400);
    expect(page.html).toContain('role="alert"');
    expect(page.html).toContain('value="&quot;&gt;&lt;script&gt;"');
  });

  test("slows down a person who asks too often, by network and by address", async () => {
    const asked = [];
    for (let count = 0; count < 25; count++) {
      const email = `many${count}@lovelace.example`;
      asked.push(
        (await visitor().post("/s/demo/orders", { email, number: "" }, from("2001:db8:1:2::7"))).status,
      );
    }
    expect(asked[0]).toBe(202);
    expect(asked.at(-1)).toBe(429);
    // The same /64 is the same visitor; another network is not.
    const email = "many@lovelace.example";
    const slowed = await visitor().post(
      "/s/demo/orders",
      { email, number: "#f1" },
      from("2001:db8:1:2:ffff::1"),
    );
    expect(slowed.status).toBe(429);
    expect(slowed.html).toContain("Please wait a minute and try again.");
    for (const kept of [email, "#f1"]) expect(slowed.html).toContain(`value="${kept}"`);
    expect((await visitor().post("/s/demo/orders", { email, number: "" }, from("2001:db8:1:3::1"))).status)
      .toBe(202);
  });

  test("accepts no form from another site, and answers for no shop that does not exist", async () => {
    const fields = { email: EMAIL, number: "" };
    expect((await visitor().post("/s/demo/orders", fields, { "Sec-Fetch-Site": "cross-site" })).status).toBe(
      404,
    );
    expect((await visitor().get("/s/nobody/orders")).status).toBe(404);
    expect((await visitor().get("/s/demo/orders")).status).toBe(200);
  });

  test("does the same work before it answers, for any address: it does not wait until a customer is looked up", async () => {
    await ordered("f9", "quiet@lovelace.example");
    const asked = async (email: string) => {
      const calls: string[] = [];
      const kept: Promise<unknown>[] = [];
      const open = Promise.withResolvers<void>();
      const db = {
        prepare: (sql: string) => {
          calls.push(sql);
          return env.DB.prepare(sql);
        },
        // No answer can have waited for one of these.
        batch: async (statements: D1PreparedStatement[]) => {
          await open.promise;
          return await env.DB.batch(statements);
        },
      } as unknown as D1Database;
      const context = {
        waitUntil: (work: Promise<unknown>) => void kept.push(work),
      } as unknown as ExecutionContext;
      const body = new FormData();
      body.set("email", email);
      const init = { method: "POST", body, headers: from(email) };
      const page = await web.request("/s/demo/orders", init, { ...env, DB: db }, context);
      const before = calls.length;
      open.resolve();
      await Promise.all(kept);
      return { status: page.status, html: await page.text(), before, calls: calls.slice(0, before) };
    };
    const known = await asked("quiet@lovelace.example");
    expect(known.status).toBe(202);
    expect(await asked("stranger@lovelace.example")).toEqual(known);
    await mailsTo("quiet@lovelace.example", "history_link", 1);
  });

  test("asks for proof that a visitor is human, where the shop wants that, and accepts no other proof", async () => {
    const settings = JSON.stringify({ ...SHOP, turnstile: { site_key: "0x4AAA" } });
    const key = await sealingRingIn(env.SEALING_KEY);
    const secrets = JSON.stringify({ ...DEMO.secrets, turnstile: ["turnstile-secret"] });
    const sealed = await seal(key, secrets, "asks", new Uint8Array(12).fill(3));
    await upsertShop(env.DB, { id: "asks", settings, secrets: sealed }).run();
    const asked: unknown[] = [];
    // Made where they are read: workerd lets no request read what another opened.
    const answers = [
      () => Response.json({ success: false }),
      () => new Response("?", { status: 500 }),
      () => Response.json({ success: true }),
    ];
    vi.spyOn(globalThis, "fetch").mockImplementation((input, init) => {
      asked.push([String(input), JSON.parse(String(init?.body))]);
      return Promise.resolve(answers.shift()!());
    });
    vi.spyOn(console, "error").mockImplementation(() => undefined);
    const post = (token?: string) =>
      visitor().post("/s/asks/orders", {
        email: EMAIL,
        ...(token === undefined ? {} : { "cf-turnstile-response": token }),
      }, from("f"));
    expect((await post()).status).toBe(400);
    expect(asked).toEqual([]);
    expect([(await post("wrong")).status, (await post("broken")).status, (await post("right")).status])
      .toEqual([400, 400, 202]);
    expect(asked[2]).toEqual([
      "https://challenges.cloudflare.com/turnstile/v0/siteverify",
      { secret: "turnstile-secret", response: "right", remoteip: "f" },
    ]);
    const page = await visitor().get("/s/asks/orders");
    expect(page.html).toContain('data-sitekey="0x4AAA"');
    expect(page.headers.get("Content-Security-Policy")).toContain(
      "script-src https://challenges.cloudflare.com;",
    );
    vi.restoreAllMocks();
  });
});

describe("who has no link", () => {
  test("comes from the root, and from any path of the shop, to the form of the one shop", async () => {
    await env.DB.prepare("delete from shops where id <> 'demo'").run();
    for (const path of ["/", "/s/demo", "/s/demo/anything"]) {
      const page = await visitor().get(path);
      expect([page.status, page.headers.get("Location")], path).toEqual([302, "/s/demo/orders"]);
    }
    expect((await visitor().get("/s/nobody/anything")).status).toBe(404);
  });

  test("reads at the root of several shops how to come to their order, and no shop's name", async () => {
    await env.DB.prepare(
      "insert into shops (id, settings, secrets) select 'second', settings, secrets from shops",
    )
      .run();
    const page = await visitor().get("/");
    expect(page.status).toBe(200);
    expect(page.html).toContain("Open the newest email about your order.");
    expect(page.html).not.toContain("Kontor");
    await env.DB.prepare("delete from shops where id = 'second'").run();
  });

  test("whose link does not open, and whoever asks for a page that is not there, reads the same ways on", async () => {
    for (const path of ["/o/cut-off", "/h/x", "/nowhere"]) {
      const page = await visitor().get(path);
      expect(page.status, path).toBe(404);
      expect(page.html, path).toContain("Open the newest email about your order.");
      expect(page.html, path).toContain('href="/">Find your orders</a>');
    }
  });
});
