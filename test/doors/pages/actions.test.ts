import { env } from "cloudflare:workers";
import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { OFFERS } from "../../../src/customers/offers.ts";
import { ADAS_ORDER, hours, NOW, NOW_MS, SHOP } from "../../support/cast.ts";
import { eventually } from "../../support/eventually.ts";
import { DEMO, openHouse } from "../../support/house.ts";
import { ledgerOf, mailsOf, passTo, sendEvent, settled } from "../../support/river.ts";
import { formOf, mailsTo, type Page, pathFor, visitor } from "../../support/visitor.ts";

beforeAll(async () => {
  await openHouse();
  await env.DB.prepare("update shops set settings = ? where id = ?")
    .bind(JSON.stringify({ ...SHOP, withdrawal_days: 14, country: "US", delay_answer_days: 7 }), DEMO.id)
    .run();
});
beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], now: NOW_MS });
});

async function ordered(id: string, changed: Record<string, unknown> = {}): Promise<string> {
  const customer = { ...ADAS_ORDER.customer, email: `${id}@lovelace.example` };
  await sendEvent("order.placed", NOW, {
    order: { ...ADAS_ORDER, id, number: `#${id}`, locale: "en", customer, ...changed },
  });
  await settled(id);
  return await pathFor("order", `demo/standard/${id}`);
}

async function arrived(id: string): Promise<string> {
  const path = await ordered(id);
  await sendEvent("shipment.delivered", hours(1), { order_id: id, shipment: { id: "p1" } });
  vi.setSystemTime(hours(2));
  await settled(id);
  return path;
}

async function stateOf(id: string) {
  const state = await env.DB.prepare("select state from orders where id = ?").bind(`demo/standard/${id}`)
    .first<string>("state");
  return JSON.parse(state!);
}

async function count(table: string, subject: string): Promise<number> {
  const column = table === "feedback" ? "order_id" : "subject";
  return (await env.DB.prepare(`select count(*) as count from ${table} where ${column} = ?`)
    .bind(`demo/standard/${subject}`).first<number>("count"))!;
}

describe("a question", () => {
  test("is kept once, confirmed by mail, sent to the shop, shown on the page, and pauses the mails that would ignore it", async () => {
    const path = await ordered("q1");
    const { get, post, prove } = visitor();
    const { action, hidden } = formOf(await get(`${path}/ask`));
    const words = "Is the mill\nloud?";
    for (let click = 0; click < 3; click++) {
      const answer = await post(action, { ...hidden, words });
      expect(answer.headers.get("Location")).toBe(`${path}/ask?done`);
    }
    const [mail] = await mailsTo("q1@lovelace.example", "support_received", 1);
    expect(mail!.text).toContain("Is the mill");
    expect(await count("customer_requests", "q1")).toBe(1);
    const said = await env.DB.prepare(
      `select e.words from cases c join case_entries e on e.shop_id = c.shop_id and e.case_id = c.id
       where c.order_id = 'demo/standard/q1'`,
    ).all();
    expect(said.results).toEqual([{ words }]);
    expect((await stateOf("q1")).open_conversations).toHaveLength(1);
    await eventually(async () => {
      const { results } = await env.DB.prepare(
        "select state from messages where subject = 'demo/~shop/' and about like '%q1:%'",
      ).all();
      expect(results).toEqual([{ state: "sent" }]);
    });
    expect((await get(path)).html).not.toContain("Is the mill");
    const shown = await prove(await get(`${path}/prove?for=unmask`), "q1@lovelace.example");
    expect(shown.html).toContain("Is the mill");
    const end = await get(`${path}/ask?done`);
    for (const said of ["We’ve got your question", "take care of it", "q1@lovelace.example"]) {
      expect(end.html, said).toContain(said);
    }
  });

  test("that is empty is asked for again", async () => {
    const path = await ordered("q2");
    const { get, submit } = visitor();
    const again = await submit(await get(`${path}/ask`), { words: "   " });
    expect(again.status).toBe(400);
    expect(again.html).toContain('role="alert"');
  });
});

describe("a return", () => {
  async function form(id: string) {
    const path = await arrived(id);
    const { get, submit } = visitor();
    const page = await get(`${path}/return`);
    const [mill, beans] = [...page.html.matchAll(/<(?:select|input) id="(line-[^"]+)"/g)].map(([, name]) =>
      name!
    );
    /** Chooses the items, then says why for each, as one walk through both pages. */
    const walk = async (
      from: Page,
      { why, instead, words, pictures, ...items }: Record<string, string | File>,
    ): Promise<Page> => {
      const second = await submit(from, items as Record<string, string>);
      if (!second.html.includes('value="reasons"')) return second;
      const names = [...second.html.matchAll(/<select id="(why-line-[^"]+)"/g)].map(([, name]) => name!);
      return await submit(second, {
        ...Object.fromEntries(names.map((name) => [name, why ?? ""])),
        ...Object.fromEntries(names.map((name) => [name.replace(/^why/, "for"), instead ?? ""])),
        words: words ?? "",
        ...(pictures === undefined ? {} : { pictures }),
      });
    };
    return { path, submit: walk, get, page, mill: mill!, beans: beans!, first: submit };
  }

  test("becomes an event of the order, waits for the shop and is confirmed by mail", async () => {
    const { path, submit, get, page, beans } = await form("b1");
    const done = await submit(page, {
      [beans]: "2",
      what: "refund",
      why: "not_as_described",
      words: "Stale",
    });
    expect(done.path).toBe(`${path}/return?done`);
    const { returns } = await stateOf("b1");
    expect(returns).toMatchObject([{ status: "requested", lines: [{ line_id: "2", quantity: 2 }] }]);
    await settled("b1");
    expect(await ledgerOf("b1")).toContainEqual(
      expect.objectContaining({ kind: "return_received_request", state: "sent" }),
    );
    expect((await get(path)).html).toContain("Requested");
    // What is on its way back cannot be sent back again.
    expect((await get(`${path}/return`)).html).not.toContain(beans);
  });

  test("is approved at once where the shop says so", async () => {
    await env.DB.prepare("update shops set settings = json_set(settings, '$.returns_approved', 'at_once')")
      .run();
    vi.setSystemTime(NOW_MS + 60_000); // beyond what the isolate remembers of the shop
    const { submit, page, mill } = await form("b2");
    vi.setSystemTime(hours(3));
    await submit(page, { [mill]: "1", what: "refund", why: "faulty" });
    expect((await stateOf("b2")).returns).toMatchObject([{ status: "approved", send_by: "2026-12-06" }]);
    await env.DB.prepare("update shops set settings = json_remove(settings, '$.returns_approved')").run();
    vi.setSystemTime(hours(4));
  });

  test("of more than was bought, of nothing, or with a file that is no picture, is refused", async () => {
    const { submit, page, mill } = await form("b3");
    const picture = (bytes: number[], name: string) =>
      new File([new Uint8Array(bytes)], name, { type: "image/png" });
    for (
      const fields of [
        { [mill]: "2", why: "faulty" },
        { [mill]: "-1", why: "faulty" },
        { [mill]: "1", why: "" },
        { [mill]: "1", why: "bored" },
        { [mill]: "1", what: "exchange", why: "too_small" },
        { [mill]: "0", why: "faulty" },
        { [mill]: "1", why: "faulty", pictures: picture([0x3c, 0x73, 0x76, 0x67], "x.png") },
      ]
    ) {
      expect((await submit(page, fields)).status, JSON.stringify(fields)).toBe(400);
    }
    expect((await stateOf("b3")).returns).toEqual([]);
    const done = await submit(page, {
      [mill]: "1",
      why: "faulty",
      pictures: picture([0xff, 0xd8, 0xff, 0xda, 0, 2, 0xff, 0xd9], "../../x.svg"),
    });
    expect(done.status).toBe(200);
    const { objects } = await env.MAIL.list({ prefix: "attachments/demo/standard/b3/" });
    expect(objects.map(({ key }) => key)).toEqual([
      expect.stringMatching(/^attachments\/demo\/standard\/b3\/[\w-]{16}\/1$/),
    ]);
  });

  test("that is an exchange opens a conversation, and is confirmed by one mail", async () => {
    const { submit, page, mill } = await form("b6");
    await submit(page, { [mill]: "1", what: "exchange", why: "too_small", instead: "One size up" });
    await mailsTo("b6@lovelace.example", "return_received_request", 1);
    await settled("b6");
    const { open_conversations } = await stateOf("b6");
    expect(open_conversations).toHaveLength(1);
    const { results } = await env.DB.prepare("select kind from messages where subject = ?")
      .bind(`demo/~conversation/${open_conversations[0]}`).all();
    expect(results).toEqual([]);
  });

  test("asks why of each item, and says what goes back by the account before it is sent", async () => {
    await sendEvent("payment.succeeded", hours(0.5), {
      order_id: "b7",
      payment: { id: "p-b7", amount_minor: 12_890 },
    });
    const { first, page, mill, beans } = await form("b7");
    const second = await first(page, { [mill]: "1", [beans]: "1", what: "refund" });
    for (const said of ["1 × Kaffeemühle", "1 × Espressobohnen", "Your refund: €103.60", "−€8.35"]) {
      expect(second.html, said).toContain(said);
    }
    expect((await stateOf("b7")).returns).toEqual([]);
    await first(second, { [`why-${mill}`]: "faulty", [`why-${beans}`]: "changed_mind" });
    expect((await stateOf("b7")).returns[0].lines).toEqual([
      { line_id: "1", quantity: 1, reason: "faulty" },
      { line_id: "2", quantity: 1, reason: "changed_mind" },
    ]);
  });

  test("that is approved at once has its label at once", async () => {
    const { submit, mill, get, path } = await form("b8");
    const set = "$.returns_approved";
    await env.DB.prepare(
      `update shops set settings = json_set(settings, '${set}', 'at_once', '$.return_labels',
         json('{"by":"url","url":"https://labels.example/{order}/{return}.pdf","qr_url":"https://labels.example/{return}.png"}'))`,
    ).run();
    // Beyond what the isolate remembers of the shop.
    vi.setSystemTime(hours(5));
    const end = await submit(await get(`${path}/return`), { [mill]: "1", what: "refund", why: "faulty" });
    for (
      const said of [
        "Your return is approved",
        "Send it back by",
        "Show the QR code",
        "https://labels.example/",
      ]
    ) {
      expect(end.html, said).toContain(said);
    }
    const [one] = (await stateOf("b8")).returns;
    expect(one).toMatchObject({
      status: "approved",
      label_url: `https://labels.example/%23b8/${one.id}.pdf`,
    });
    const { html } = await get(path);
    for (const said of ["Show the QR code", `https://labels.example/${one.id}.png`]) {
      expect(html, said).toContain(said);
    }
    await env.DB.prepare(`update shops set settings = json_remove(settings, '${set}', '$.return_labels')`)
      .run();
    vi.setSystemTime(hours(6));
    await get(path);
  });

  test("is not offered before the shipment arrived, nor after the return window", async () => {
    const early = await ordered("b4");
    expect((await visitor().get(early)).html).not.toContain(`${early}/return`);
    expect((await visitor().get(`${early}/return`)).html).not.toContain("<form");
    const late = await arrived("b5");
    expect((await visitor().get(late)).html).toContain(`${late}/return`);
    vi.setSystemTime(hours(31 * 24));
    const path = await pathFor("order", "demo/standard/b5");
    expect((await visitor().get(`${path}/return`)).html).not.toContain("<form");
  });
});

describe("a withdrawal from the contract", () => {
  test("takes two steps and no login, and is acknowledged by mail with its time and fingerprint", async () => {
    const path = await ordered("w1");
    const { get, submit } = visitor();
    expect((await get(path)).html).toContain("Withdraw from contract here");
    const review = await submit(await get(`${path}/withdraw`), {
      ...await all(get, path),
      name: "Ada Lovelace",
    });
    expect(review.html).toContain("Confirm withdrawal");
    expect((await stateOf("w1")).withdrawals).toEqual([]);
    const done = await submit(review);
    expect(done.path).toBe(`${path}/withdraw?done`);
    const [withdrawal] = (await stateOf("w1")).withdrawals;
    expect(withdrawal).toMatchObject({
      at: expect.stringMatching(/^2026-11-22T12:00/),
      name: "Ada Lovelace",
    });
    const canonical = JSON.stringify({
      order: "#w1",
      at: withdrawal.at,
      name: withdrawal.name,
      statement: withdrawal.statement,
      lines: withdrawal.lines,
    });
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(canonical)));
    expect(withdrawal.hash).toBe(digest.toHex());
    const [mail] = await mailsTo("w1@lovelace.example", "withdrawal_acknowledged", 1);
    for (const told of ["November 22, 2026", "Ada Lovelace", withdrawal.hash.slice(0, 32)]) {
      expect(mail!.text, told).toContain(told);
    }
    // The second click, minutes later, is the same declaration.
    vi.setSystemTime(NOW_MS + 300_000);
    await submit(review);
    expect((await stateOf("w1")).withdrawals).toEqual([withdrawal]);
  });

  async function all(get: (path: string) => Promise<{ readonly html: string }>, path: string) {
    const { html } = await get(`${path}/withdraw`);
    return Object.fromEntries(
      [...html.matchAll(/<(?:select|input) id="(line-[^"]+)"/g)].map(([, name]) => [name!, "1"]),
    );
  }
});

describe("the answer to a delay", () => {
  test("is preselected by the mail's link, counts when it is sent, and reaches the shop", async () => {
    const path = await ordered("d1");
    await sendEvent("shipment.promise_changed", hours(1), {
      order_id: "d1",
      promised: { until: "2026-12-20" },
    });
    vi.setSystemTime(hours(1));
    await mailsOf("#d1", 2);
    await settled("d1");
    const { get, submit } = visitor();
    const marked = await get((await get(`${path}?delay=cancel`)).headers.get("Location")!);
    expect(marked.html).toMatch(/value="cancel" checked/);
    expect((await stateOf("d1")).delay_answers).toEqual([]);
    await submit(marked, { answer: "cancel" });
    expect((await stateOf("d1")).delay_answers).toMatchObject([{ answer: "cancel" }]);
    const { results } = await env.DB.prepare(
      "select about from messages where kind = 'shop_alert' and about like 'cancellation_requested:%d1:%'",
    ).all();
    expect(results).toHaveLength(1);
    expect((await get(`${path}/delay`)).html).not.toContain("<form");
    const [mail] = await mailsTo("d1@lovelace.example", "choice_confirmed", 1);
    expect(mail!.subject).toBe("We’ve received your cancellation request");
    // It is a case like any other cancellation, and no second mail says so.
    expect((await stateOf("d1")).open_requests).toMatchObject([{ about: "cancellation" }]);
    await mailsTo("d1@lovelace.example", "support_received", 0);
    expect((await get(`${path}/delay?done`)).html).toContain("You’ve asked us to cancel");
  });
});

describe("another address", () => {
  test("needs a code, and becomes a request to the shop while nothing has left", async () => {
    const path = await ordered("a1");
    const { get, prove, submit } = visitor();
    const asked = await get((await get(`${path}/address`)).headers.get("Location")!);
    const form = await prove(asked, "a1@lovelace.example");
    expect(form.path).toBe(`${path}/address`);
    expect(form.html).toContain('value="Torstraße 1"');
    const done = await submit(form, {
      name: "Ada L.",
      street: "Neue Straße 5",
      city: "Berlin",
      postal_code: "10115",
    });
    expect(done.path).toBe(`${path}/address?done`);
    const [mail] = await mailsTo("a1@lovelace.example", "support_received", 1);
    expect(mail!.text).toContain("Neue Straße 5");
    const unproven = visitor();
    const { hidden } = formOf(form);
    const answer = await unproven.post(`${path}/address`, { ...hidden, name: "x", street: "y", city: "z" });
    expect(answer.headers.get("Location")).toContain("/prove?for=address_change");
  });

  test("is not offered once a shipment has left", async () => {
    const path = await arrived("a2");
    for (const offer of ["address", "note", "cancel"]) {
      expect((await visitor().get(`${path}/${offer}`)).html, offer).not.toContain("<form");
    }
  });
});

describe("a parcel that came back", () => {
  async function cameBack(id: string): Promise<string> {
    const path = await ordered(id);
    const shipment = { id: "p1", tracking: [{ carrier: "DHL", number: `N${id}` }] };
    await sendEvent("shipment.shipped", hours(0.5), { order_id: id, shipment });
    await sendEvent("shipment.returned_to_sender", hours(1), { order_id: id, shipment: { id: "p1" } });
    vi.setSystemTime(hours(2));
    return path;
  }

  test("is sent again or paid back as its customer says, once, and the page shows what they asked for", async () => {
    const path = await cameBack("h1");
    const { get, submit, post } = visitor();
    expect((await get(path)).html).toContain(`${path}/held`);
    const form = await get(`${path}/held`);
    const { action, hidden } = formOf(form);
    for (let tap = 0; tap < 2; tap++) await post(action, { ...hidden, do: "send_again" });
    expect((await stateOf("h1")).open_requests).toMatchObject([{
      about: "send_again",
      remedy: "send_again",
    }]);
    expect((await get(`${path}/held?done`)).html).toContain("You’ve asked us to send it again");
    expect((await get(path)).html).toContain("You’ve asked us to send it again");
    expect((await submit(form, { do: "nonsense" })).html).not.toContain("You’ve asked us to refund");
  });

  test("goes to another address behind a code only", async () => {
    const path = await cameBack("h2");
    const { get, submit, prove } = visitor();
    const asked = await submit(await get(`${path}/held`), { do: "send_elsewhere" });
    expect(asked.path).toContain("/prove?for=address_change");
    const form = await prove(asked, "h2@lovelace.example");
    const end = await submit(form, { name: "Ada", street: "Neue Straße 5", city: "Berlin" });
    expect(end.html).toContain("You’ve asked us to send it to another address");
    expect((await stateOf("h2")).open_requests).toMatchObject([{ about: "send_elsewhere" }]);
  });
});

describe("a rating", () => {
  test("is preselected by the mail's link and counts when it is sent, once for each thing", async () => {
    const path = await arrived("r1");
    const { get, submit } = visitor();
    const marked = await get((await get(`${path}?rating=4`)).headers.get("Location")!);
    expect(marked.html).toMatch(/name="delivery" value="4" checked/);
    // One button confirms the tap; a word may follow.
    expect(marked.html).not.toContain("<textarea");
    expect(await count("feedback", "r1")).toBe(0);
    await submit(marked, { delivery: "4", "line-0": "5", nps: "0", words: "Quick" });
    await submit(await get(`${path}/rate`), { delivery: "2", "line-0": "9", nps: "-1" });
    const { results } = await env.DB.prepare(
      "select about, score from feedback where order_id = ? order by about",
    )
      .bind("demo/standard/r1").all();
    expect(results).toEqual([
      { about: "delivery", score: 2 },
      { about: "line:1", score: 5 },
      { about: "nps", score: 0 },
    ]);
  });

  test("is confirmed by one mail, whatever was rated, that a second click does not repeat", async () => {
    const path = await arrived("r2");
    const { get, post } = visitor();
    const { action, hidden } = formOf(await get(`${path}/rate`));
    for (let click = 0; click < 2; click++) {
      await post(action, { ...hidden, delivery: "4", "line-0": "5", nps: "9", words: "Quick" });
    }
    await passTo(hours(2.1));
    const [mail] = await mailsTo("r2@lovelace.example", "rating_received", 1);
    for (const told of ["Delivery: 4 of 5", "5 of 5", "Would recommend us: 9 of 10", "Quick"]) {
      expect(mail!.text, told).toContain(told);
    }
    // Care is what a customer may do without.
    expect(mail!.raw).toMatch(/^List-Unsubscribe:/m);
  });
});

describe("every action", () => {
  test("accepts no form from another site, another order, another action, or without its token", async () => {
    const mine = await arrived("x1");
    const others = await arrived("x2");
    const { hidden: foreign } = formOf(await visitor().get(`${others}/ask`));
    const { hidden: own } = formOf(await visitor().get(`${mine}/ask`));
    const { hidden: other_action } = formOf(await visitor().get(`${mine}/problem`));
    const fields = { words: "Hello", what: "other", delivery: "5", name: "x" };
    for (const offer of OFFERS) {
      for (const hidden of [{}, { form: "x" }, foreign, offer === "problem" ? own : other_action]) {
        await visitor().post(`${mine}/${offer}`, { ...fields, ...hidden });
      }
      const site = { "Sec-Fetch-Site": "cross-site" };
      expect((await visitor().post(`${mine}/${offer}`, { ...fields, ...own }, site)).status, offer).toBe(404);
      expect((await visitor().post(`/o/AAAA/${offer}`, { ...fields, ...own })).status, offer).toBe(404);
    }
    expect(await count("customer_requests", "x1")).toBe(0);
    expect(await count("feedback", "x1")).toBe(0);
    expect((await stateOf("x1")).returns).toEqual([]);
  });

  const PAYLOADS = [
    `<script>alert(1)</script>`,
    `"><img src=x onerror=alert(1)>`,
    `' onmouseover='alert(1)`,
    `</textarea><svg onload=alert(1)>`,
    "a\r\nBcc: evil@evil.example\r\n\r\n<b>x</b>",
    "{{7*7}} ${7*7} {name}",
    "\u202Eevil\u0000\u0008",
  ];
  test.each(PAYLOADS.map((payload, index) => [index, payload] as const))(
    "writes what was typed as text, wherever it is shown again: %i",
    async (index, payload) => {
      const id = `i${index}`;
      const path = await ordered(id);
      const { get, submit, prove } = visitor();
      const done = await submit(await get(`${path}/ask`), { words: payload });
      expect(done.status).toBe(200);
      const faulty = await submit(await get(`${path}/withdraw`), { name: payload });
      const page = await prove(await get(`${path}/prove?for=unmask`), `${id}@lovelace.example`);
      expect(page.path).toBe(path);
      for (const { html } of [page, faulty]) {
        expect(html).not.toMatch(
          /<script>|<img src=x|<svg(?! aria-hidden="true" (?:class="along" )?width)|<b>x| onmouseover='/,
        );
      }
      const [mail] = await mailsTo(`${id}@lovelace.example`, "support_received", 1);
      expect(mail!.html).not.toMatch(
        /<script>|<img src=x|<svg(?! aria-hidden="true" (?:class="along" )?width)|<b>x/,
      );
      expect(mail!.raw.split("\r\n\r\n")[0]).not.toMatch(/^Bcc:/im);
    },
  );
});
