import { env } from "cloudflare:workers";
import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { parseMail } from "../../../src/mail/mime/parse.ts";
import { revokeLinks } from "../../../src/sql/customers.ts";
import { ADAS_ORDER, hours, NOW, NOW_MS } from "../../support/cast.ts";
import { openHouse } from "../../support/house.ts";
import { mailsOf, sendEvent, settled } from "../../support/river.ts";
import { customerOf, pathFor, tokenFor, visitor } from "../../support/visitor.ts";

beforeAll(openHouse);
beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], now: NOW_MS });
});

async function ordered(id: string, email: string, changed: Record<string, unknown> = {}): Promise<string> {
  const customer = { ...ADAS_ORDER.customer, email, phone: "+49 30 1234567" };
  await sendEvent("order.placed", NOW, {
    order: { ...ADAS_ORDER, id, number: `#${id}`, locale: "en", customer, ...changed },
  });
  await settled(id);
  return await pathFor("order", `demo/standard/${id}`);
}

/** All that stands in the database, except what the mails of earlier tests still move. */
async function everyRow(): Promise<unknown> {
  const { results } = await env.DB.prepare(
    "select name from sqlite_master where type = 'table' and name not like '\\_cf%' escape '\\' and name not like 'd1%'",
  ).all<{ name: string }>();
  const names = results.map(({ name }) => name).filter((name) =>
    !/sqlite|messages|daily|sent|provider/.test(name)
  );
  return await Promise.all(
    names.map(async (name) => [name, (await env.DB.prepare(`select * from ${name}`).all()).results]),
  );
}

describe("the order's page", () => {
  test("hides from a reader with the link what only the customer may read, until a code proves the customer", async () => {
    const path = await ordered("o1", "o1@lovelace.example");
    const { get, prove } = visitor();
    const page = await get(path);
    for (const hidden of ["Lovelace", "Torstraße", "10119", "o1@lovelace.example", "1234567"]) {
      expect(page.html, hidden).not.toContain(hidden);
    }
    expect(page.html).toContain("Ada L.");
    expect(page.html).toContain("Berlin");
    const shown = await prove(await get(`${path}/prove?for=unmask`), "o1@lovelace.example");
    expect(shown.path).toBe(path);
    for (const told of ["Ada Lovelace", "Torstraße 1", "10119"]) expect(shown.html, told).toContain(told);
  });

  test("shows it in full for longer in the browser in which the customer proved their mailbox once, and changes nothing there", async () => {
    const path = await ordered("o1d", "o1d@lovelace.example");
    const own = visitor();
    await own.prove(await own.get(`${path}/prove?for=unmask`), "o1d@lovelace.example");
    vi.setSystemTime(NOW_MS + 3 * 3_600_000);
    expect((await own.get(path)).html).toContain("Torstraße 1");
    expect((await own.get(`${path}/orders`)).headers.get("Location")).toMatch(/prove\?for=history$/);
    expect((await visitor().get(path)).html).not.toContain("Torstraße 1");
    const other = await ordered("o1e", "o1e@lovelace.example");
    expect((await own.get(other)).html).not.toContain("Torstraße 1");
    await own.prove(await own.get(`${other}/prove?for=unmask`), "o1e@lovelace.example");
    expect((await own.get(path)).html).toContain("Torstraße 1");
    vi.setSystemTime(NOW_MS);
  });

  test("answers 304 while nothing is new, and writes no row for it", async () => {
    const path = await ordered("o2", "o2@lovelace.example");
    const { get } = visitor();
    const first = await get(path);
    const version = first.headers.get("ETag")!;
    expect(first.html).toContain(`content="${version.replaceAll('"', "&quot;")}"`);
    const before = await everyRow();
    const again = await get(path, { "If-None-Match": version });
    expect([again.status, again.html]).toEqual([304, ""]);
    expect(await everyRow()).toEqual(before);
    await sendEvent("shipment.shipped", NOW, {
      order_id: "o2",
      shipment: { id: "p1", tracking: [{ number: "JD01" }] },
    });
    const changed = await get(path, { "If-None-Match": version });
    expect(changed.status).toBe(200);
    expect(changed.html).toContain("JD01");
    await settled("o2");
  });

  test("links a bare tracking number to its carrier, as the gift's page and the mail of the shipment do", async () => {
    const path = await ordered("o20", "o20@lovelace.example");
    await sendEvent("shipment.shipped", NOW, {
      order_id: "o20",
      shipment: { id: "p1", tracking: [{ number: "1Z999AA10123456784" }] },
    });
    const link = "https://www.ups.com/track?tracknum=1Z999AA10123456784";
    const { get } = visitor();
    expect((await get(path)).html).toContain(link);
    const gift_path = (await get(`${path}/gift`)).headers.get("Location")!;
    expect((await get(gift_path)).html).toContain(link);
    const [shipped] = await mailsOf("#o20", 2);
    expect(shipped!.captured.kind).toBe("shipment_shipped");
    expect((await parseMail(shipped!.raw)).html).toContain(link);
  });

  test("runs its own script alone, and no other page runs any", async () => {
    const path = await ordered("o3", "o3@lovelace.example");
    const { get } = visitor();
    const page = await get(path);
    expect(page.headers.get("Content-Security-Policy")).toContain("script-src 'self'; connect-src 'self'");
    expect([...page.html.matchAll(/<script[^>]*>/g)].map(([tag]) => tag)).toEqual([
      expect.stringContaining('src="/assets/live.js'),
    ]);
    for (const other of [`${path}/receipt`, `${path}/mails`]) {
      const { headers, html } = await get(other);
      expect(headers.get("Content-Security-Policy"), other).not.toContain("script-src");
      expect(html, other).not.toContain("<script");
    }
  });

  test("is stored by no cache, and its address is passed to no other site", async () => {
    const path = await ordered("o4", "o4@lovelace.example");
    for (const part of ["", "/receipt", "/mails", "/delivery.ics", "/prove?for=unmask"]) {
      const { status, headers } = await visitor().get(`${path}${part}`);
      expect(status, part).toBe(200);
      expect(headers.get("Cache-Control"), part).toBe("no-store");
      expect(headers.get("Referrer-Policy"), part).toBe("no-referrer");
      expect(headers.get("X-Robots-Tag"), part).toContain("noindex");
    }
  });

  test("what comes with a request never comes back in an answer", async () => {
    const path = await ordered("o5", "o5@lovelace.example");
    const plain = await visitor().get(path);
    const poisoned = await visitor().get(path, {
      "X-Forwarded-Host": "evil.example",
      "X-Original-URL": "/evil",
      "X-Rewrite-URL": "/evil",
      "Forwarded": "host=evil.example",
    });
    expect(poisoned.html).toBe(plain.html);
    expect((await visitor().get(`${path}?utm=<script>`)).html).toBe(plain.html);
  });

  test("the calendar has the promised days, as whole days", async () => {
    const path = await ordered("o6", "o6@lovelace.example");
    const { html, headers } = await visitor().get(`${path}/delivery.ics`);
    expect(headers.get("Content-Type")).toContain("text/calendar");
    expect(html).toContain("DTSTART;VALUE=DATE:20261125\r\n");
    expect(html).toContain("DTEND;VALUE=DATE:20261128\r\n");
    const unfolded = html.replaceAll("\r\n ", "");
    expect(unfolded).toMatch(/^DESCRIPTION:1 × Kaffeemühle „Mahlwerk“ · .+\/o\//m);
    expect(unfolded).toMatch(new RegExp(`^URL:https?://[^/]+${path}\\r$`, "m"));
    // Only the customer's own calendar says where.
    expect(unfolded).not.toContain("LOCATION:");
    await sendEvent("shipment.delivered", hours(1), { order_id: "o6", shipment: { id: "p1" } });
    vi.setSystemTime(hours(2));
    expect((await visitor().get(`${path}/delivery.ics`)).headers.get("Content-Type")).toContain("text/html");
    for (const line of html.split("\r\n")) {
      expect(new TextEncoder().encode(line).length).toBeLessThanOrEqual(75);
    }
  });

  test("a name cannot start a line of its own in the calendar", async () => {
    const number = "#1\r\nATTENDEE:mailto:evil@evil.example\r\nX: ;,\\";
    const path = await ordered("o7", "o7@lovelace.example", { number });
    const { html } = await visitor().get(`${path}/delivery.ics`);
    expect(html).not.toMatch(/^ATTENDEE/m);
    expect(html.replaceAll("\r\n ", "")).toContain("\\;\\,\\\\");
  });

  test("a present is shown without a price, an address or a link to them", async () => {
    const path = await ordered("o8", "o8@lovelace.example");
    const { get } = visitor();
    const gift_path = (await get(`${path}/gift`)).headers.get("Location")!;
    const { html } = await get(gift_path);
    expect(html).toContain("What it is stays a secret until then.");
    const open_path = (await get(`${path}/gift?contents=shown`)).headers.get("Location")!;
    const open = (await get(open_path)).html;
    expect(open).toContain("Kaffeemühle");
    for (const hidden of ["€", "Torstra", "Lovelace", "/o/", "Visa", "Ordered", "Paid"]) {
      for (const page of [html, open]) expect(page, hidden).not.toContain(hidden);
    }
    expect(html).not.toContain("Kaffeemühle");
    const token = gift_path.slice(3);
    for (const part of ["", "/receipt", "/mails", "/orders", "/gift"]) {
      expect((await get(`/o/${token}${part}`)).status, part).toBe(404);
    }
  });

  test("does not open once its customer revoked the older links", async () => {
    const path = await ordered("o9", "o9@lovelace.example");
    await revokeLinks(env.DB, await customerOf("o9@lovelace.example"), NOW_MS + 1, NOW_MS).run();
    for (const part of ["", "/receipt", "/mails", "/gift", "/delivery.ics", "/prove?for=unmask", "/orders"]) {
      expect((await visitor().get(`${path}${part}`)).status, part).toBe(404);
    }
  });
});

describe("the mails that were sent", () => {
  test("are listed for a reader with the link, and read by the customer alone", async () => {
    const email = "m1@lovelace.example";
    const path = await ordered("m1", email);
    await mailsOf("#m1", 1);
    const { get, prove } = visitor();
    const list = await get(`${path}/mails`);
    expect(list.html).toContain("Order confirmation");
    const mail = /href="([^"]+\/mails\/[^"]+)"/.exec(list.html)![1]!;
    expect((await get(mail)).headers.get("Location")).toMatch(/prove\?for=unmask$/);
    expect((await get(`${mail}/html`)).status).toBe(404);
    await prove(await get(`${path}/prove?for=unmask`), email);
    const shown = await get(mail);
    expect(shown.html).toContain(`src="${mail}/html"`);
    expect(shown.html).toContain('sandbox="allow-popups');
    const framed = await get(`${mail}/html`);
    expect(framed.html).toContain("Torstraße 1");
    expect(framed.headers.get("Content-Security-Policy")).toMatch(
      /^default-src 'none'.*frame-ancestors 'self'$/,
    );
    expect(framed.headers.get("X-Frame-Options")).toBeNull();
  });

  test("of another order are not shown, whatever stands in the address", async () => {
    const email = "m2@lovelace.example";
    const path = await ordered("m2", email);
    await ordered("m3", "m3@lovelace.example");
    const cookie = `__Host-session=${await tokenFor({
      purpose: "session",
      subject: await customerOf(email),
    })}`;
    const named = (text: string) => new TextEncoder().encode(text).toBase64({ alphabet: "base64url" });
    for (
      const id of [
        named("../m3/order_confirmation/"),
        named("order_confirmation/../../m3/order_confirmation/"),
        named("verification_code/x"),
        "..%2Fm3",
        "%00",
      ]
    ) {
      for (const end of ["", "/html"]) {
        expect((await visitor().get(`${path}/mails/${id}${end}`, { cookie })).status, id).toBe(404);
      }
    }
  });
});

describe("the invoice", () => {
  test("comes as a PDF to a reader who proved to be the customer, in the language of the page", async () => {
    const email = "invoice@lovelace.example";
    const invoice = { number: "2026/12", issued_on: "2026-11-22" };
    await sendEvent("order.placed", NOW, {
      order: {
        ...ADAS_ORDER,
        id: "inv1",
        number: "#inv1",
        locale: "en",
        customer: { ...ADAS_ORDER.customer, email },
        invoice,
      },
    });
    await settled("inv1");
    const path = await pathFor("order", "demo/standard/inv1");
    const { get, prove } = visitor();
    const asked = await get((await get(`${path}/invoice.pdf`)).headers.get("Location")!);
    expect((await prove(asked, email)).html).toContain(`${path}/invoice.pdf`);
    const file = await get(`${path}/invoice.pdf`);
    expect(file.headers.get("Content-Type")).toBe("application/pdf");
    expect(file.headers.get("Cache-Control")).toBe("no-store");
    expect(file.html.startsWith("%PDF-1.")).toBe(true);
    const without = await pathFor("order", "demo/standard/none");
    expect((await get(`${without}/invoice.pdf`)).status).toBe(404);
  });
});

describe("the form for a problem", () => {
  test("may be preselected by a link, which records nothing", async () => {
    const path = await ordered("pre1", "pre1@lovelace.example");
    const tracking = [{ number: "JD0199" }];
    await sendEvent("shipment.shipped", NOW, { order_id: "pre1", shipment: { id: "p1", tracking } });
    await settled("pre1");
    const { get } = visitor();
    const before = await everyRow();
    const form = await get(`${path}/problem?what=not_arrived`);
    expect(form.html).toMatch(/name="what" value="not_arrived"/);
    expect(await everyRow()).toEqual(before);
  });
});
