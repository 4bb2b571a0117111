import { env } from "cloudflare:workers";
import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { ADAS_ORDER, NOW, NOW_MS } from "../../support/cast.ts";
import { type DeskVisitor, deskVisitor, hiddenOf, openDesks, TOKENS } from "../../support/desk.ts";
import { openHouse } from "../../support/house.ts";
import { ledgerOf, mailsOf, sendEvent, settled } from "../../support/river.ts";

const AGAIN = "/admin/demo/mails/again";
let desk: DeskVisitor;

beforeAll(async () => {
  await openHouse();
  await openDesks();
});
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: NOW_MS });
  await env.DB.prepare("delete from messages").run();
  desk = deskVisitor();
  await desk.signIn("demo", TOKENS.demo);
});

interface Owed {
  readonly state?: string;
  readonly about?: string;
  readonly kind?: string;
  readonly at?: number;
  readonly facts?: string;
  readonly reason?: string;
}

async function owe(subject: string, owed: Owed = {}): Promise<string> {
  const {
    state = "failed",
    about = "",
    kind = "order_confirmation",
    at = NOW_MS,
    facts = null,
    reason = "why",
  } = owed;
  await env.DB.prepare(
    `insert into messages (subject, kind, about, state, reason, dated_at, attempts, channel, closed_at, facts)
     values (?, ?, ?, ?, ?, 0, 3, 'ses', ?, ?)`,
  ).bind(subject, kind, about, state, reason, at, facts).run();
  return `${subject}/${kind}/${about}`;
}

const idOf = (key: string) =>
  new TextEncoder().encode(key).toBase64({ alphabet: "base64url", omitPadding: true });
const keysOn = (html: string) => [...html.matchAll(/name="key" value="([^"]+)"/g)].map(([, key]) => key);

describe("mails that went wrong", () => {
  test("are shown by state, the newest first, page by page, and only this shop's", async () => {
    for (let at = 0; at < 45; at++) await owe(`demo/standard/${at}`, { at: NOW_MS - at * 1_000 });
    await owe("demo/standard/b", { state: "bounced", reason: "hard: 5.1.1 nobody here" });
    await owe("demo/standard/s", { state: "sent" });
    await owe("demo2/standard/x");
    await owe("other/standard/x");
    const first = await desk.get("/admin/demo/mails");
    expect(keysOn(first.html)).toEqual(
      Array.from({ length: 40 }, (_, at) => `demo/standard/${at}/order_confirmation/`),
    );
    expect(first.html).toMatch(
      /Failed <span>20\+<\/span>.*Unconfirmed <span>0<\/span>.*Bounced <span>1<\/span>/s,
    );
    expect(first.html).not.toContain("other/standard");
    const next = /href="(\/admin\/demo\/mails\?state=failed&amp;after=[\w-]+)"/.exec(first.html)![1]!;
    const second = await desk.get(next.replace("&amp;", "&"));
    expect(keysOn(second.html)).toEqual(
      [40, 41, 42, 43, 44].map((at) => `demo/standard/${at}/order_confirmation/`),
    );
    const bounced = await desk.get("/admin/demo/mails?state=bounced");
    expect(bounced.html).toContain("This mailbox doesn’t exist. Permanent bounce: 5.1.1 nobody here");
  });

  test("of the same instant are each on one page", async () => {
    for (let at = 100; at < 190; at++) {
      await owe(`demo/standard/${at}`, { about: `p${at}`, kind: "shipment_shipped" });
    }
    const seen: (string | undefined)[] = [];
    for (let path: string | undefined = "/admin/demo/mails?state=failed"; path !== undefined;) {
      const { html } = await desk.get(path);
      seen.push(...keysOn(html));
      path = /href="(\/admin\/demo\/mails\?state=failed&amp;after=[\w-]+)"/.exec(html)?.[1]?.replace(
        "&amp;",
        "&",
      );
    }
    expect(seen).toHaveLength(90);
    expect(new Set(seen).size).toBe(90);
  });

  test("show nothing for a page cursor that comes from another list or another shop, or was made up", async () => {
    for (let at = 0; at < 40; at++) {
      await owe(`demo/standard/${at}`);
      await owe(`other/standard/${at}`);
    }
    const cursorOn = (html: string) => /after=([\w-]+)/.exec(html)![1];
    const mine = cursorOn((await desk.get("/admin/demo/mails")).html);
    const other = deskVisitor();
    await other.signIn("other", TOKENS.other);
    const theirs = cursorOn((await other.get("/admin/other/mails")).html);
    for (const path of [`state=failed&after=${theirs}`, `state=bounced&after=${mine}`, "after=x", "after="]) {
      expect((await desk.get(`/admin/demo/mails?${path}`)).status).toBe(404);
    }
  });

  test("cannot be selected where their content is deleted", async () => {
    await owe("demo/~shop/", { kind: "shop_alert", about: "a", state: "bounced" });
    await owe("demo/~shop/", { kind: "shop_alert", about: "b", facts: "{}" });
    expect(keysOn((await desk.get("/admin/demo/mails?state=bounced")).html)).toEqual([]);
    expect(keysOn((await desk.get("/admin/demo/mails")).html)).toEqual(["demo/~shop//shop_alert/b"]);
  });
});

describe("sending again", () => {
  test("sends the selected mails, several at once, and says what became of them", async () => {
    for (const id of ["again-1", "again-2"]) {
      await sendEvent("order.placed", NOW, { order: { ...ADAS_ORDER, id, number: `#${id}` } });
      await mailsOf(`#${id}`, 1);
      await settled(id);
    }
    await env.DB.prepare("update messages set state = 'failed'").run();
    const gone = await owe("demo/~shop/", { kind: "shop_alert", about: "gone", state: "failed" });
    const page = await desk.get("/admin/demo/mails");
    const key = keysOn(page.html) as string[];
    expect(key).toHaveLength(2);
    const after = await desk.submit(page, AGAIN, { key: [...key, gone] });
    expect(after.html).toContain("2 emails are queued again. One couldn’t be");
    for (const id of ["again-1", "again-2"]) {
      await settled(id);
      expect(await ledgerOf(id)).toMatchObject([{ state: "sent", reason: null }]);
      expect(await mailsOf(`#${id}`, 2)).toHaveLength(2);
    }
    expect((await desk.submit(page, AGAIN)).html).toContain("Please select at least one email.");
  });

  test("touches no mail of another shop, whatever is posted", async () => {
    await owe("demo/standard/1");
    const theirs = await owe("other/standard/1");
    const form = hiddenOf(await desk.get("/admin/demo/mails"), AGAIN);
    for (const key of [theirs, "nonsense", `demo/standard/1/no_kind/`, "x".repeat(5_000)]) {
      const answer = await desk.post(AGAIN, { ...form, key: ["demo/standard/1/order_confirmation/", key] });
      expect(answer.status).toBe(404);
    }
    const { results } = await env.DB.prepare("select distinct state from messages").all();
    expect(results).toEqual([{ state: "failed" }]);
  });

  test.each([
    ["https://evil.example", "/admin/demo/mails?state=failed&"],
    ["other/standard/1", "/admin/demo/mails?state=failed&"],
    ["bounced", "/admin/demo/mails?state=bounced&"],
    ["demo/standard/1", "/admin/demo/orders?id=standard%2F1&"],
  ])("leads back to a place of this desk: %s", async (back, place) => {
    const key = await owe("demo/standard/1");
    const form = hiddenOf(await desk.get("/admin/demo/mails"), AGAIN);
    const { headers } = await desk.post(AGAIN, { ...form, key, back });
    expect(headers.get("Location")).toBe(`${place}again=1&not=0`);
  });
});

describe("one mail", () => {
  test("is shown as it was sent, in a frame that runs nothing, and can be saved", async () => {
    await sendEvent("order.placed", NOW, { order: { ...ADAS_ORDER, id: "kept", number: "#kept" } });
    await mailsOf("#kept", 1);
    await settled("kept");
    const id = idOf("demo/standard/kept/order_confirmation/");
    const page = await desk.get(`/admin/demo/mails/${id}`);
    expect(page.status).toBe(200);
    expect(page.html).toContain('sandbox="allow-popups allow-popups-to-escape-sandbox"');
    expect(page.html).toContain("capture");
    const framed = await desk.get(`/admin/demo/mails/${id}/html`);
    expect(framed.html).toContain("Kaffeemühle");
    const policy = framed.headers.get("Content-Security-Policy")!;
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("form-action 'none'");
    expect(policy).toContain("frame-ancestors 'self'");
    const saved = await desk.get(`/admin/demo/mails/${id}/eml`);
    expect(saved.headers.get("Content-Disposition")).toContain("attachment");
    expect(saved.html).toContain("Message-ID:");
  });

  test("says so where no copy is kept", async () => {
    const key = await owe("demo/standard/1");
    expect((await desk.get(`/admin/demo/mails/${idOf(key)}`)).html).toContain("No copy available");
    expect((await desk.get(`/admin/demo/mails/${idOf(key)}/html`)).status).toBe(404);
  });

  test("of another shop gets the same answer as one that does not exist, with or without a copy", async () => {
    const theirs = await owe("other/standard/1");
    await env.MAIL.put(`sent/${theirs}`, "From: x\r\n\r\nsecret");
    await env.MAIL.put("sent/demo/standard/none/order_confirmation/", "From: x\r\n\r\nsecret");
    const ids = [theirs, "demo/standard/none/order_confirmation/", "", "demo", "demo/../other/standard/1/x/"]
      .map(idOf);
    for (const id of [...ids, "%00", "a", "A".repeat(2_000), "w7w"]) {
      for (const part of ["", "/html", "/eml"]) {
        const { status, html } = await desk.get(`/admin/demo/mails/${id === "" ? "x" : id}${part}`);
        expect(status).toBe(404);
        expect(html).not.toContain("secret");
      }
    }
  });

  test("never becomes markup, whatever a server answered", async () => {
    const reason = `<script>alert(1)</script>"><img src=x onerror=alert(1)> & 'x'`;
    const key = await owe("demo/standard/<b>1", { reason, state: "bounced" });
    for (const path of ["/mails?state=bounced", `/mails/${idOf(key)}`]) {
      const { html } = await desk.get(`/admin/demo${path}`);
      expect(html).toContain("&lt;script&gt;alert(1)");
      expect(html).not.toMatch(/<script>|<img src=x|<b>1/);
    }
  });
});
