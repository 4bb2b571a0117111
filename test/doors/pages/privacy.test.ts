import { env } from "cloudflare:workers";
import { strFromU8, unzipSync } from "fflate";
import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import worker from "../../../src/index.ts";
import { parseMail } from "../../../src/mail/mime/parse.ts";
import { ADAS_ORDER, hours, NOW, NOW_MS, SHOP } from "../../support/cast.ts";
import { eventually } from "../../support/eventually.ts";
import { openHouse } from "../../support/house.ts";
import { passTo, sendEvent, settled } from "../../support/river.ts";
import { customerOf, formOf, mailsTo, pathFor, tokenFor, visitor } from "../../support/visitor.ts";

beforeAll(openHouse);
beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], now: NOW_MS });
});

async function ordered(id: string, email: string, name: string, street: string): Promise<string> {
  const address = { name, lines: [street], postal_code: "10119", city: "Berlin", country: "DE" };
  await sendEvent("order.placed", NOW, {
    order: {
      ...ADAS_ORDER,
      id,
      number: `#${id}`,
      locale: "en",
      customer: {
        email,
        name,
        first_name: name.split(" ")[0],
        phone: id.startsWith("g") ? "+49 30 5550199" : "+49 30 1",
      },
      billing_address: address,
      shipping_address: address,
      ...(id.startsWith("g")
        ? {
          gift: {
            recipient: { name: "Zebedee Quartz", email: "zebedee@quartz.example" },
            message: "From Wilhelmina",
          },
        }
        : {}),
    },
  });
  await settled(id);
  return await pathFor("order", `demo/standard/${id}`);
}

/** Every row of every table and every object of the bucket, as one text. */
async function everything(): Promise<string> {
  const { results } = await env.DB.prepare("select name from sqlite_master where type = 'table'")
    .all<{ name: string }>();
  const tables = await Promise.all(
    results.filter(({ name }) => !/^(_cf|sqlite|d1)/.test(name)).map(async ({ name }) =>
      JSON.stringify((await env.DB.prepare(`select * from "${name}"`).all()).results)
    ),
  );
  const { objects } = await env.MAIL.list({ include: ["customMetadata"] });
  const kept = await Promise.all(objects.map(async ({ key, customMetadata }) => {
    const raw = await (await env.MAIL.get(key))!.text();
    // A mail's text is encoded: what it says is what counts.
    const read = key.startsWith("sent/") || key.startsWith("captured/") ? await parseMail(raw) : {};
    return [key, JSON.stringify(customMetadata), raw, JSON.stringify(read)].join("\n");
  }));
  return [...tables, ...kept].join("\n");
}

/** Where a trace stands, for whoever must find it. */
function around(text: string, trace: string): string | null {
  const at = text.indexOf(trace.toLowerCase());
  return at < 0 ? null : text.slice(Math.max(0, at - 200), at + 100);
}

describe("a customer's data", () => {
  test("is asked for with a code, and comes as an archive for programs and for people", async () => {
    const email = "takeout@lovelace.example";
    const path = await ordered("e1", email, "Takeout Person", "Ausfuhrweg 3");
    const { get, prove, submit } = visitor();
    await submit(await get(`${path}/ask`), { words: "Where is it?" });
    const asked = await get((await get(`${path}/privacy`)).headers.get("Location")!);
    const privacy = await prove(asked, email);
    expect(privacy.path).toBe(`${path}/privacy`);
    const { action, hidden } = formOf(privacy);
    const { exports } = await import("cloudflare:workers");
    const body = new FormData();
    body.append("form", hidden["form"]!);
    const cookie = `__Host-session=${await tokenFor({
      purpose: "session",
      subject: await customerOf(email),
    })}`;
    const answer = await exports.default.fetch(new URL(action, "https://waybill.test"), {
      method: "POST",
      body,
      headers: { cookie },
    });
    expect(answer.headers.get("Content-Type")).toBe("application/zip");
    const files = unzipSync(new Uint8Array(await answer.arrayBuffer()));
    const data = JSON.parse(strFromU8(files["data.json"]!));
    expect(data.orders).toHaveLength(1);
    expect(data.orders[0].order.details.customer.email).toBe(email);
    expect(data.orders[0].mails[0]).toMatchObject({ kind: "order_confirmation", state: "sent" });
    expect(strFromU8(files["data.json"]!)).toContain("Where is it?");
    const html = strFromU8(files["data.html"]!);
    for (const told of ["Takeout Person", "Ausfuhrweg 3", "#e1", "Where is it?", "Order confirmation"]) {
      expect(html, told).toContain(told);
    }
  });

  test("is given to nobody without a code, nor by another customer's form", async () => {
    const email = "keep@lovelace.example";
    const path = await ordered("e2", email, "Keep Person", "Bleibweg 3");
    const other = `__Host-session=${await tokenFor({
      purpose: "session",
      subject: await customerOf("takeout@lovelace.example"),
    })}`;
    const mine = `__Host-session=${await tokenFor({ purpose: "session", subject: await customerOf(email) })}`;
    for (const part of ["export", "revoke", "erase"]) {
      for (const cookie of ["", other]) {
        const answer = await visitor().post(`${path}/privacy/${part}`, { form: "x", sure: "yes" }, {
          cookie,
        });
        expect(answer.headers.get("Location"), part).toContain("/prove?for=");
      }
      const forged = await visitor().post(`${path}/privacy/${part}`, { form: "x", sure: "yes" }, {
        cookie: mine,
      });
      expect(forged.headers.get("Location"), part).toBe(`${path}/privacy`);
    }
    expect((await visitor().get(path)).status).toBe(200);
  });

  test("comes by a link in a mail only when the button is pressed", async () => {
    const email = "button@lovelace.example";
    await ordered("e3", email, "Button Person", "Knopfweg 1");
    const path = await pathFor("export", await customerOf(email));
    const { get, submit } = visitor();
    const page = await get(path);
    expect(page.headers.get("Content-Type")).toContain("text/html");
    expect((await submit(page)).headers.get("Content-Type")).toBe("application/zip");
    expect((await visitor().post(path, {})).headers.get("Content-Type")).toContain("text/html");
  });

  test("old links are ended for good, and a new one can be asked for", async () => {
    const email = "revoke@lovelace.example";
    const path = await ordered("e4", email, "Revoke Person", "Endweg 1");
    vi.setSystemTime(NOW_MS + 120_000);
    const { get, prove, post } = visitor();
    const privacy = await prove(await get(`${path}/prove?for=export`), email);
    const { hidden } = formOf({
      ...privacy,
      html: privacy.html.slice(privacy.html.indexOf("/privacy/revoke") - 200),
    });
    expect((await post(`${path}/privacy/revoke`, hidden)).status).toBe(200);
    expect((await get(path)).status).toBe(404);
    await passTo(new Date(NOW_MS + 180_000).toISOString());
    const [mail] = await mailsTo(email, "choice_confirmed", 1);
    const fresh = /https:\/\/waybill\.test(\/h\/[\w-]+)/.exec(mail!.text)![1]!;
    expect((await get(fresh)).html).toContain("#e4");
    vi.setSystemTime(NOW_MS + 300_000);
    expect((await get(await pathFor("order", "demo/standard/e4"))).status).toBe(200);
  });
});

describe("an erasure", () => {
  const EMAIL = "wilhelmina@hawthorne.example";
  const TRACES = [
    "wilhelmina",
    "hawthorne",
    "Fliederallee",
    "5550199",
    "zebedee",
    "quartz",
    "Secret words",
    "JD-TRACE",
  ];

  test("leaves no trace of name, address or words in the database and in the bucket, and says so by a last mail", async () => {
    const path = await ordered("g1", EMAIL, "Wilhelmina Hawthorne", "Fliederallee 7");
    await ordered("g2", EMAIL, "Wilhelmina Hawthorne", "Fliederallee 7");
    await sendEvent("shipment.delivered", hours(1), {
      order_id: "g1",
      shipment: { id: "p1", tracking: [{ number: "JD-TRACE", carrier: "DHL" }] },
      description: "Signed by WILHELMINA",
    });
    vi.setSystemTime(hours(2));
    await settled("g1");
    const { get, submit, prove, post } = visitor();
    const session = await prove(await get(`${path}/prove?for=unmask`), EMAIL);
    expect(session.html).toContain("Fliederallee 7");
    await submit(await get(`${path}/ask`), { words: "Secret words of Wilhelmina" });
    await submit(await get(`${path}/rate`), { delivery: "5", words: "Secret words" });
    const back = await get(`${path}/return`);
    const line = /<select id="(line-[^"]+)"/.exec(back.html)![1]!;
    await submit(back, { [line]: "1", why: "faulty", words: "Secret words" });
    await submit(await get((await get(`${path}/preferences`)).headers.get("Location")!), { language: "de" });
    await mailsTo(EMAIL, "support_received", 1);
    await settled("g1");
    await passTo(hours(2.1));
    await eventually(async () => {
      const open = await env.DB.prepare("select count(*) as count from messages where due_at <= ?")
        .bind(Date.now()).first("count");
      expect(open).toBe(0);
    });
    expect((await everything()).toLowerCase()).toContain("hawthorne");

    const erase = await get(`${path}/privacy/erase`);
    expect((await submit(erase)).status).toBe(400); // not without the tick
    expect((await submit(erase, { sure: "yes" })).html).toContain("Wir löschen Ihre Daten");
    const [last] = await mailsTo(EMAIL, "erasure_done", 1);
    expect(last!.subject).not.toBe("");
    // The dev mailbox is the customer's own inbox: what lies there is not kept by the shop.
    await eventually(async () => {
      const { results } = await env.DB.prepare(
        "select state from messages where kind = 'erasure_done' and state <> 'sent'",
      ).all();
      expect(results).toEqual([]);
    });
    const { forgetCaptured } = await import("../../../src/channels/capture.ts");
    await forgetCaptured(env.MAIL, [EMAIL]);
    await forgetCaptured(env.MAIL, [SHOP.support_email]);
    await forgetCaptured(env.MAIL, ["zebedee@quartz.example"]);

    const left = (await everything()).toLowerCase();
    for (const trace of TRACES) expect(around(left, trace)).toBeNull();
    // What the law wants kept is kept.
    const order = JSON.parse(
      (await env.DB.prepare("select state from orders where id = 'demo/standard/g1'").first<string>(
        "state",
      ))!,
    );
    expect(order.details).toMatchObject({ number: "#g1", total_minor: 12_890, customer: {} });
    expect(order.details.shipping_address).toEqual({ lines: [], country: "DE" });
    expect((await get(path)).status).toBe(404);
    expect((await post(`/s/demo/orders`, { email: EMAIL, number: "" })).status).toBe(202);
  });

  test("still holds when the storefront sends more about the order", async () => {
    const order = {
      ...ADAS_ORDER,
      id: "g1",
      number: "#g1",
      customer: { email: EMAIL, name: "Wilhelmina Hawthorne" },
      shipping_address: { name: "Wilhelmina Hawthorne", lines: ["Fliederallee 7"], country: "DE" },
    };
    vi.setSystemTime(hours(3));
    expect((await sendEvent("order.changed", hours(3), { order })).status).toBeLessThan(300);
    await sendEvent("shipment.out_for_delivery", hours(3), {
      order_id: "g1",
      shipment: { id: "p2" },
      description: "To Wilhelmina",
    });
    const left = (await everything()).toLowerCase();
    for (const trace of TRACES) expect(around(left, trace)).toBeNull();
  });

  test("happens by itself when the shop's retention time for an order is over", async () => {
    const email = "timed@aldebaran.example";
    await ordered("g3", email, "Timed Aldebaran", "Sternweg 9");
    await env.DB.prepare("update shops set settings = json_set(settings, '$.retention_days', 30)").run();
    vi.setSystemTime(NOW_MS + 60_000);
    await sendEvent("payment.succeeded", hours(0.1), {
      order_id: "g3",
      payment: { id: "pay", amount_minor: 12_890 },
    });
    await settled("g3");
    for (let day = 1; day <= 31; day++) await passTo(hours(day * 24));
    await settled("g3");
    const erased = async () =>
      await env.DB.prepare(
        `select count(*) as count from orders where id = 'demo/standard/g3' and state ->> '$.erased_at' is not null
         and not exists (select 1 from erasures where subject = orders.id)`,
      ).first("count");
    let ticks = 0;
    await eventually(async () => {
      vi.setSystemTime(hours(31 * 24 + 0.1 + ticks++ / 6));
      await worker.scheduled(
        { cron: "*/2 * * * *", scheduledTime: Date.now(), noRetry: () => undefined },
        env,
      );
      expect(await erased()).toBe(1);
    });
    const { forgetCaptured } = await import("../../../src/channels/capture.ts");
    await forgetCaptured(env.MAIL, [email]);
    await forgetCaptured(env.MAIL, ["zebedee@quartz.example"]);
    const left = (await everything()).toLowerCase();
    for (const trace of ["aldebaran", "sternweg"]) expect(around(left, trace)).toBeNull();
  });
});
