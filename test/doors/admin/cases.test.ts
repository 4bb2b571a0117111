import { env, exports } from "cloudflare:workers";
import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { forgetPorts } from "../../../src/doors/ports.ts";
import { caseAbout } from "../../support/cases.ts";
import { ADAS_ORDER, NOW, NOW_MS, SHOP } from "../../support/cast.ts";
import { answerCase } from "../../../src/flow/cases/answer_case.ts";
import { type DeskVisitor, deskVisitor, hiddenOf, openDesks, TOKENS } from "../../support/desk.ts";
import { DEMO, openHouse, recording } from "../../support/house.ts";
import { dnsOfSenders, proven, receive } from "../../support/incoming.ts";
import worker from "../../../src/index.ts";
import { mailsOf, sendEvent, settled } from "../../support/river.ts";
import { formOf, mailsTo, pathFor, visitor } from "../../support/visitor.ts";

let desk: DeskVisitor;
const recordingPorts = { ...recording, wake_queue: env.NUDGES };

beforeAll(async () => {
  await openHouse();
  await openDesks();
  const support = { canned: [{ title: "Soon", words: "Dear {name}, {order} leaves tomorrow. {nobody}" }] };
  const settings = { ...SHOP, reply_domain: "reply.kontor.example", order_index: true, support };
  await env.DB.prepare("update shops set settings = ?1 where id = 'demo'").bind(JSON.stringify(settings))
    .run();
  forgetPorts();
});
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: NOW_MS });
  vi.spyOn(console, "error").mockImplementation(() => undefined);
  await dnsOfSenders();
  desk = deskVisitor();
  await desk.signIn("demo", TOKENS.demo);
});

async function placed(id: string, changed: Partial<typeof ADAS_ORDER> = {}) {
  const email = `${id}@lovelace.example`;
  const customer = { email, name: "Ada Lovelace", first_name: "Ada", phone: "+49 30 5550199" };
  await sendEvent("order.placed", NOW, {
    order: { ...ADAS_ORDER, id, number: `#${id}`, locale: "en", customer, ...changed },
  });
  const [mail] = await mailsOf(`#${id}`, 1);
  await settled(id);
  const address = /^Reply-To: .*<([^>]+)>/m.exec(mail!.raw.replace(/\r\n[ \t]+/g, " "))![1]!;
  return { email, address, order_id: `demo/standard/${id}` };
}

/** A customer's mail with a picture and a web page; the path of its case. */
async function written(id: string, text = "Is the mill loud?") {
  const order = await placed(id);
  const jpeg = [
    Uint8Array.fromHex("ffd8ffe10008457869660000ffda0002"),
    Uint8Array.of(7),
    Uint8Array.fromHex("ffd9"),
  ];
  const picture = new Uint8Array(await new Blob(jpeg as Uint8Array<ArrayBuffer>[]).arrayBuffer()).toBase64();
  const file = (type: string, name: string, base64: string) =>
    `--b\nContent-Type: ${type}; name="${name}"\nContent-Transfer-Encoding: base64\n\n${base64}\n`;
  const body = `Content-Type: multipart/mixed; boundary="b"\n\n--b\nContent-Type: text/plain\n\n${text}\n${
    file("image/jpeg", "mill.jpg", picture)
  }${file("image/jpeg", "evil.jpg", btoa("<script>alert(1)</script>"))}--b--\n`;
  const mail = {
    from: order.email,
    to: order.address,
    body,
    headers: { "Message-ID": `<${id}@lovelace.example>` },
  };
  await receive(await proven(mail), order.address);
  const case_id = await env.DB.prepare("select id from cases where order_id = ?").bind(order.order_id).first<
    string
  >(
    "id",
  );
  return { ...order, case_id: case_id!, path: `/admin/demo/cases/${case_id}` };
}

describe("an open case", () => {
  /** The open page's first look, or what is told to one that shows something older. */
  async function told(path: string, who: DeskVisitor = desk) {
    const { html } = await who.get(`${path}/events`);
    const data = /^data: (.*)$/m.exec(html)![1]!;
    return JSON.parse(data) as {
      readonly html: string;
      readonly presence: readonly string[];
      readonly newest_answer: string;
    };
  }

  test("is told what was said, and who else is there", async () => {
    const { path } = await written("watched");
    const page = await desk.get(path);
    expect(page.headers.get("Content-Security-Policy")).toContain("connect-src 'self'");
    expect((await told(path)).html).toContain("Is the mill loud?");
    const grace = deskVisitor({ "Cf-Access-Jwt-Assertion": "none" });
    await grace.signIn("demo", TOKENS.demo);
    await desk.post(`${path}/here`, { ...hiddenOf(page, `${path}/solve`), writing: "yes" });
    // The person who writes is not told of themselves.
    expect((await told(path, grace)).presence).toEqual([]);
    await env.DB.prepare("update cases set watchers = json_object('Ben', json_array(?1, ?1)), here_at = ?1")
      .bind(NOW_MS).run();
    expect((await told(path)).presence).toEqual(["The customer has the page open.", "Ben is writing …"]);
    expect((await desk.get(path)).html).toContain("Ben is writing …");
  });

  test("sends no second answer over a colleague's: the words stay as a draft until they are sent again", async () => {
    const { path, email, case_id } = await written("two");
    const page = await desk.get(path);
    await answerCase(
      recordingPorts,
      DEMO,
      { case_id, id: "b1", words: "Not at all.", person: "Ben" },
      NOW_MS,
    );
    await mailsTo(email, "support_reply", 1);
    const held = await desk.submit(page, `${path}/answer`, { words: "Very loud.", do: "wait" });
    expect(held.html).toContain("a colleague has answered meanwhile");
    expect(held.html).toContain("Very loud.</textarea>");
    await mailsTo(email, "support_reply", 1);
    const sent = await desk.submit(held, `${path}/answer`, { words: "Only a little.", do: "wait" });
    expect(sent.html).toContain("Your answer is on its way.");
    await mailsTo(email, "support_reply", 2);
  });
});

describe("a case at the desk", () => {
  test("is on the first page and on its list, with its sender's proof, its files and its order", async () => {
    const { path } = await written("shown");
    for (const page of ["", "/cases"]) expect((await desk.get(`/admin/demo${page}`)).html).toContain(path);
    const { html } = await desk.get(path);
    for (
      const text of [
        "Is the mill loud?",
        "signed by lovelace.example",
        "mill.jpg",
        "#shown",
        "The whole mail",
      ]
    ) {
      expect(html, text).toContain(text);
    }
  });

  test("shows pictures without what the camera wrote, and lets every other file only be downloaded", async () => {
    const { path } = await written("files");
    const entry = await env.DB.prepare("select id from case_entries where case_id = ?").bind(
      path.split("/").at(-1)!,
    )
      .first<string>("id");
    const picture = await desk.get(`${path}/files/${entry}/0`);
    expect(picture.headers.get("Content-Type")).toBe("image/jpeg");
    expect(picture.html).not.toContain("Exif");
    const evil = await desk.get(`${path}/files/${entry}/1`);
    expect(evil.headers.get("Content-Type")).toBe("application/octet-stream");
    expect(evil.headers.get("Content-Disposition")).toMatch(/^attachment; filename\*=UTF-8''evil\.jpg$/);
    expect(evil.headers.get("Content-Security-Policy")).toContain("sandbox");
    const whole = await desk.get(`${path}/mails/${entry}`);
    expect(whole.headers.get("Content-Type")).toMatch(/^text\/plain/);
    expect(whole.html).toContain("Is the mill loud?");
  });

  test("is answered in the customer's own thread, once, and then waits for them", async () => {
    const { path, email, case_id } = await written("answered");
    const page = await desk.get(path);
    const sent = await desk.submit(page, `${path}/answer`, { words: "Not at all.", do: "wait" });
    expect(sent.html).toContain("Your answer is on its way.");
    await desk.submit(page, `${path}/answer`, { words: "Not at all.", do: "wait" });
    const [mail] = await mailsTo(email, "support_reply", 1);
    const raw = mail!.raw.replace(/\r\n[ \t]+/g, " ");
    expect(raw).toContain("In-Reply-To: <answered@lovelace.example>");
    expect(raw).toMatch(/^Subject: .*#answered/m);
    expect(raw).not.toContain("Auto-Submitted");
    const waits = await env.DB.prepare("select state, next from cases where id = ?").bind(case_id).first();
    expect(waits).toEqual({ state: "open", next: "customer" });
    // The customer's answer to the answer comes to the same case.
    const back = /^Reply-To: .*<([^>]+)>/m.exec(raw)![1]!;
    await receive(await proven({ from: email, to: back, text: "Thank you!" }), back);
    expect((await desk.get(path)).html).toContain("Thank you!");
  });

  test("says what became of the answer, and that a customer cannot be reached before one writes", async () => {
    const { path, email } = await written("gone");
    await env.DB.prepare(
      "insert into suppressions (shop_id, address, class, reason, at) values ('demo', ?, 'all', 'bounced', 0)",
    )
      .bind(email).run();
    expect((await desk.get(path)).html).toContain("Mail does not reach this customer");
  });

  test("keeps a draft over a reload, and tells a colleague who is answering", async () => {
    const { path, case_id } = await written("draft");
    await desk.submit(await desk.get(path), `${path}/answer`, { words: "Half a sen", do: "draft" });
    expect((await desk.get(path)).html).toContain("Half a sen</textarea>");
    await env.DB.prepare("update cases set drafts = ? where id = ?")
      .bind(JSON.stringify([{ words: "x", by: "Ben", at: NOW_MS }]), case_id).run();
    expect((await desk.get(path)).html).toContain("Ben is answering this too");
  });

  test("takes a written answer with its names filled in; one that nobody knows stays to be seen", async () => {
    const { path } = await written("canned");
    expect((await desk.get(`${path}?canned=0`)).html).toContain(
      "Dear Ada, #canned leaves tomorrow. {nobody}",
    );
    // Whoever sends it all the same keeps it as a draft, and the customer reads no braces.
    const held = await desk.submit(await desk.get(`${path}?canned=0`), `${path}/answer`, {
      words: "Dear Ada, #canned leaves tomorrow. {nobody}",
      do: "wait",
    });
    expect(held.html).toContain("fill in what stands in braces first");
    expect(held.html).toContain("{nobody}</textarea>");
    await mailsTo("canned@lovelace.example", "support_reply", 0);
  });

  test("is noted, taken, tagged, snoozed, solved and opened again; the customer's mail opens it too", async () => {
    const { path, email, address } = await written("acts");
    const act = async (name: string, fields = {}) =>
      (await desk.submit(await desk.get(path), `${path}/${name}`, fields)).html;
    expect(await desk.submit(await desk.get(path), `${path}/answer`, { words: "Loud one", do: "note" }))
      .toMatchObject({ html: expect.stringContaining("only colleagues see it") });
    expect(await act("take")).toContain("It is yours.");
    expect(await act("file", { kind: "claim", tags: "glass, urgent" })).toContain("glass, urgent");
    expect(await act("snooze", { until: String(NOW_MS + 3_600_000) })).toContain("Back in 1 hour");
    expect((await desk.get("/admin/demo/cases?list=later")).html).toContain(path);
    expect(await act("snooze", { until: "1" })).toContain("choose another");
    expect(await act("solve")).toContain("The case is solved.");
    expect(await act("reopen")).toContain("open again");
    await act("dismiss");
    vi.setSystemTime(NOW_MS + 60_000);
    await receive(await proven({ from: email, to: address, text: "Hello?" }), address);
    expect((await desk.get("/admin/demo/cases")).html).toContain(path);
    // A note is no word to the customer.
    expect((await env.DB.prepare("select 1 from messages where facts like '%Loud one%'").all()).results)
      .toEqual([]);
  });

  test("goes into another one and leads there from then on", async () => {
    const one = await written("merge1", "First");
    const two = await written("merge2", "Second");
    await desk.submit(await desk.get(one.path), `${one.path}/merge`, { into: two.case_id });
    const { html } = await desk.get(one.path);
    expect(html).toContain("First");
    expect(html).toContain("Second");
  });

  test("comes back from its snooze, is told of once when it is late, and is solved after silence", async () => {
    await env.DB.batch([
      ...caseAbout(env.DB, "demo/standard/none", "clock-late", []),
      ...caseAbout(env.DB, "demo/standard/none", "clock-later", []),
      ...caseAbout(env.DB, "demo/standard/none", "clock-silent", []),
      env.DB.prepare("update cases set next = 'later' where id = 'clock-later'"),
      env.DB.prepare("update cases set next = 'customer' where id = 'clock-silent'"),
    ]);
    for (const at of ["2026-11-23T12:00:00.000Z", "2026-11-23T12:30:00.000Z"]) {
      vi.setSystemTime(at);
      await worker.scheduled(
        { cron: "*/30 * * * *", scheduledTime: Date.parse(at), noRetry: () => undefined },
        env,
      );
    }
    const { results } = await env.DB.prepare(
      "select id, state, next from cases where id like 'clock-%' order by id",
    ).all();
    expect(results).toEqual([
      { id: "clock-late", state: "open", next: "shop" },
      { id: "clock-later", state: "open", next: "shop" },
      { id: "clock-silent", state: "solved", next: "nobody" },
    ]);
    const told = await env.DB.prepare("select about from messages where about like 'cases_late:%'").all();
    expect(told.results.length).toBeGreaterThanOrEqual(1);
    expect(told.results.length).toBeLessThanOrEqual(2);
  });
});

describe("orders at the desk", () => {
  test("are listed newest first and found by name, address, telephone, postal code and SKU, however typed", async () => {
    await placed("4711", {
      lines: [{ ...ADAS_ORDER.lines[0]!, sku: "MILL-OAK-9" }],
      shipping_address: { name: "Grace Hopper", lines: ["Weg 1"], postal_code: "99 817", city: "Eisenach" },
    } as never);
    const page = await desk.get("/admin/demo/orders");
    expect(page.html).toContain("#4711");
    for (
      const text of [
        "# 47 11",
        "hopper",
        "GRACE  hopper",
        "030 5550199",
        "99817",
        "mill oak 9",
        "4711@lovelace.example",
      ]
    ) {
      const found = await desk.submit(page, "/admin/demo/orders/find", { number: text });
      expect(found.html, text).toContain("#4711");
    }
    expect((await desk.submit(page, "/admin/demo/orders/find", { number: "nobody at all" })).status).toBe(
      404,
    );
    const { results } = await env.DB.prepare("select term from order_terms").all<{ term: string }>();
    expect(results.some(({ term }) => /hopper|lovelace|eisenach/i.test(term))).toBe(false);
  });

  test("stand in a table with their customer, state, promise and sum, and with what calls for somebody", async () => {
    const late = { placed_at: "2026-11-18T09:00:00Z", promised: { from: "2026-11-19", until: "2026-11-20" } };
    await placed("4801", late as never);
    await placed("4802", { promised: { from: "2026-11-26", until: "2026-11-30" } } as never);
    const customer = visitor();
    const form = await customer.get(`${await pathFor("order", "demo/standard/4802")}/ask`);
    await customer.submit(form, { words: "Is the mill loud?" });
    await settled("4802");
    const { html } = await desk.get("/admin/demo/orders");
    const rowOf = (number: string) =>
      html.split("<tr").find((row) => row.includes(`>${number}</a>`))!.replaceAll(/<[^>]+>/g, " ")
        .replaceAll(/\s+/g, " ");
    for (const name of ["Order", "Customer", "State", "Promised", "Needs you", "Total", "Placed"]) {
      expect(html).toMatch(new RegExp(`<th scope="col"[^>]*>${name}</th>`));
    }
    expect(rowOf("#4801")).toMatch(/Ada Lovelace.*Preparing.*19 Nov.*20 Nov.*Late.*€/);
    expect(rowOf("#4802")).toMatch(/Preparing.*26 Nov.*30 Nov.*Question.*€/);
    expect(rowOf("#4802")).not.toContain("Late");
  });

  test("name a question by the customer's words, and the order beside it once", async () => {
    const { html } = await desk.get("/admin/demo/cases");
    const line = html.split("<li").find((one) => one.includes("#4802"))!;
    expect(line).toContain(">Is the mill loud?</a>");
    expect(line.split("4802").length - 1).toBe(2); // The order's number, and its key in the link.
    const path = /href="(\/admin\/demo\/cases\/[^"]+)"/.exec(line)![1]!;
    const page = await desk.get(path);
    expect(page.html).toContain("<h1>Is the mill loud?</h1>");
    expect(page.html.replaceAll(/<[^>]+>/g, " ").split("#4802").length - 1).toBe(1);
  });

  test("name a long question by its first words, also in a language without blanks", async () => {
    const words = [
      "ミルの音はどのくらい大きいでしょうか。".repeat(8),
      `Is the mill ${"very ".repeat(30)}loud?`,
    ];
    for (const [at, said] of words.entries()) {
      const number = String(4811 + at);
      await placed(number);
      const customer = visitor();
      const form = await customer.get(`${await pathFor("order", `demo/standard/${number}`)}/ask`);
      await customer.submit(form, { words: said });
      await settled(number);
      const { html } = await desk.get("/admin/demo/cases");
      const line = html.split("<li").find((one) => one.includes(`#${number}`))!;
      const title = />([^<]+)<\/a>/.exec(line)![1]!;
      expect(said.startsWith(title.slice(0, 60)), title).toBe(true);
      expect(title.length).toBeLessThanOrEqual(90);
      expect(title).toMatch(at === 0 ? /[^ ]…$/ : / very …$/);
    }
  });

  test("show beside their case what would solve it, with what it does", async () => {
    await placed("4803");
    const customer = visitor();
    const form = await customer.get(`${await pathFor("order", "demo/standard/4803")}/cancel`);
    await customer.submit(form, {});
    await settled("4803");
    const list = await desk.get("/admin/demo/cases?kind=cancellation");
    const line = list.html.split("<li").find((one) => one.includes("#4803"))!;
    const page = await desk.get(/href="(\/admin\/demo\/cases\/[^"]+)"/.exec(line)![1]!);
    const solving = page.html.split('id="solve"')[1]!.split("</section>")[0]!;
    expect(solving).toContain("Promise to cancel it");
    expect(solving).toContain("Cancel it in your shop");
    expect(solving).toContain("Decline");
    expect(solving).toContain("/solve");
    expect(solving).toContain("/dismiss");
  });
});

describe("a return at the desk", () => {
  test("is approved, then noted as arrived; the customer hears of both by the order's own mails", async () => {
    const { order_id, email } = await placed("back1");
    await sendEvent("shipment.delivered", NOW, { order_id: "back1", shipment: { id: "p1" } });
    await settled("back1");
    const path = await pathFor("order", order_id);
    const customer = visitor();
    const form = await customer.get(`${path}/return`);
    const line = /<select id="(line-[^"]+)"/.exec(form.html)![1]!;
    expect(formOf(form).action).toContain("/return");
    const reasons = await customer.submit(form, { [line]: "1", what: "refund" });
    const why = /name="(why-[^"]+)"/.exec(reasons.html)![1]!;
    await customer.submit(reasons, { [why]: "faulty", words: "Cracked" });
    const page = await desk.get("/admin/demo/returns");
    expect(page.html).toContain("To decide");
    expect(page.html).toContain("The customer hears of it at once, by the email “Return approved”.");
    const approved = await desk.submit(page, "/admin/demo/returns/decide", { do: "approve" });
    expect(approved.html).toContain("Approved, not sent yet");
    await mailsTo(email, "return_approved", 1);
    // A label from a file: read by its bytes, mailed, served to this order's customer alone, and gone once the goods are back.
    const wrong = await desk.submit(approved, "/admin/demo/returns/decide", {
      do: "label",
      label: new File(["<script>alert(1)</script>"], "label.pdf", { type: "application/pdf" }),
    });
    expect(wrong.html).toContain("Nothing was saved");
    const PDF = "%PDF-1.7\ntrailer\n%%EOF\n";
    await desk.submit(approved, "/admin/demo/returns/decide", {
      do: "label",
      label: new File([PDF], "x", { type: "text/html" }),
      label_until: "2026-12-20",
      tracking: "RR1234",
      carrier: "DHL",
    });
    const [news] = await mailsTo(email, "return_approved", 2);
    expect(news!.subject).toContain("Your return label");
    const shown = await customer.get(path);
    const [, label] = new RegExp(`href="(${path}/labels/[^"]+)"`).exec(shown.html)!;
    expect(shown.html).toContain("RR1234");
    const served = await exports.default.fetch(`https://waybill.test${label}`);
    expect(await served.text()).toBe(PDF);
    expect(served.headers.get("content-type")).toBe("application/pdf");
    expect(served.headers.get("content-disposition")).toContain("attachment");
    expect(served.headers.get("cache-control")).toContain("no-store");
    const other = await placed("back2");
    const elsewhere = `${await pathFor("order", other.order_id)}/labels/${label!.split("/").at(-1)}`;
    expect((await exports.default.fetch(`https://waybill.test${elsewhere}`)).status).toBe(404);
    const arrived = await desk.submit(approved, "/admin/demo/returns/decide", { do: "received" });
    expect(arrived.html).not.toContain("#back1");
    await mailsTo(email, "return_arrived", 1);
    expect((await exports.default.fetch(`https://waybill.test${label}`)).status).toBe(404);
    const { objects } = await env.MAIL.list({ prefix: `attachments/${order_id}/labels/` });
    expect(objects).toHaveLength(1);
    // The link of a return that is in the list no longer leads to no other one.
    const [, gone] = /<a class="name" href="(\/admin\/demo\/returns\?[^"#]+return=page-[^"#]+)#return"/.exec(
      page.html,
    )!;
    const left = await desk.get(gone!.replaceAll("&amp;", "&"));
    expect(left.html).toContain("This return is in the list no longer");
    expect(left.html).not.toContain('value="approve"');
    // A second click on the first page changes nothing.
    const late = await desk.submit(page, "/admin/demo/returns/decide", { do: "decline", reason: "No" });
    expect(late.html).toContain("cannot be changed");
    const about = await env.DB.prepare("select kind, state from cases where order_id = ?").bind(order_id)
      .all();
    expect(about.results).toEqual([{ kind: "return", state: "solved" }]);
  });
});

describe("a list of cases", () => {
  test("is narrowed by kind, colleague, age, tag and way, and each case is in no list of another", async () => {
    const { path } = await written("narrowed", "Is the handle of oak?");
    const page = await desk.get(path);
    await desk.submit(page, `${path}/file`, { kind: "question", tags: "Wood" });
    await desk.submit(page, `${path}/take`);
    const listed = async (query: string) =>
      (await desk.get(`/admin/demo/cases?${query}`)).html.includes(`href="${path}"`);
    for (
      const query of [
        "kind=question",
        "who=me",
        "tag=wood",
        "way=mail",
        "kind=question&who=me&tag=Wood&way=mail",
      ]
    ) {
      expect(await listed(query), query).toBe(true);
    }
    for (
      const query of [
        "kind=return",
        "who=nobody",
        "who=Ben",
        "tag=oak",
        "way=chat",
        "days=1",
        "list=customer",
      ]
    ) {
      expect(await listed(query), query).toBe(false);
    }
    expect((await desk.get("/admin/demo/cases?tag=oak")).html).toContain("No case fits.");
  });
});
