/** Mail in to mail out: whose case a mail is, what is answered at once, and that nothing is lost, merged or crossed. */
import { env } from "cloudflare:workers";
import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { forgetPorts } from "../../src/doors/ports.ts";
import { readCases, readEntries, selectEntries } from "../../src/sql/cases.ts";
import { ADAS_ORDER, NOW, NOW_MS, SHOP } from "../support/cast.ts";
import { openHouse } from "../support/house.ts";
import { dnsOfSenders, type Incoming, proven, receive, written } from "../support/incoming.ts";
import { mailsOf, sendEvent, settled } from "../support/river.ts";
import { mailsTo, pathFor, visitor } from "../support/visitor.ts";

const REPLY = "reply.kontor.example";
let minute = 0;

beforeAll(async () => {
  await openHouse();
  await env.DB.prepare("update shops set settings = ?1 where id = 'demo'")
    .bind(JSON.stringify({ ...SHOP, reply_domain: REPLY })).run();
  forgetPorts();
});
beforeEach(async () => {
  // Each test plays an hour after the one before, so that the guard against loops is as new.
  vi.useFakeTimers({ toFake: ["Date"], now: NOW_MS + minute++ * 3_600_000 });
  vi.spyOn(console, "error").mockImplementation(() => undefined);
  await dnsOfSenders();
});

/** An order on its way, and the address to which its customer answers. */
async function ordered(id: string, email: string) {
  const order = {
    ...ADAS_ORDER,
    id,
    number: `#${id}`,
    locale: "en",
    customer: { email, name: "Ada Lovelace" },
  };
  await sendEvent("order.placed", NOW, { order });
  const [mail] = await mailsOf(`#${id}`, 1);
  await settled(id);
  const raw = mail!.raw.replace(/\r\n[ \t]+/g, " ");
  const address = /^Reply-To: .*<([^>]+)>/m.exec(raw)![1]!;
  const message_id = /^Message-ID: (<[^>]+>)/m.exec(raw)![1]!;
  return { email, order_id: `demo/standard/${id}`, address, message_id };
}

async function cases(where: "order_id" | "customer" | "all", value = "") {
  const sql = where === "all"
    ? env.DB.prepare("select * from cases order by opened_at")
    : env.DB.prepare(`select * from cases where ${where} = ?1 order by opened_at`).bind(value);
  return readCases(await sql.all());
}

async function entries(case_id: string) {
  return readEntries(await selectEntries(env.DB, "demo", case_id).all());
}

async function said(case_id: string) {
  return (await entries(case_id)).filter(({ author }) => author === "customer").map(({ words }) => words);
}

describe("the address to which customers answer", () => {
  test("is the order's own at the shop's reply domain, and at most 64 octets long", async () => {
    const { address } = await ordered("a1", "a1@lovelace.example");
    expect(address).toMatch(new RegExp(`^r-[0-9a-z]+-[0-9a-z]{16}@${REPLY}$`));
    expect(address.split("@")[0]!.length).toBeLessThanOrEqual(64);
  });

  test("leads to the case of its order; an answer to another kind of mail to the same case", async () => {
    const { email, order_id, address } = await ordered("a2", "a2@lovelace.example");
    expect(await receive(await proven({ from: email, to: address, text: "Moss green, please." }), address))
      .toBeNull();
    const [found] = await cases("order_id", order_id);
    expect(found).toMatchObject({ kind: "question", state: "open", next: "shop", proven: true });
    vi.setSystemTime(Date.now() + 60_000);
    await receive(await proven({ from: email, to: address, text: "And two filters." }), address);
    expect(await said(found!.id)).toEqual(["Moss green, please.", "And two filters."]);
    expect(await cases("order_id", order_id)).toHaveLength(1);
    const [mail] = await mailsTo(email, "support_received", 1);
    expect(mail!.text).toContain("Moss green, please.");
  });

  test("that is forged or of no shop is refused and opens nothing", async () => {
    const before = await cases("all");
    const { address } = await ordered("a3", "a3@lovelace.example");
    const forged = address.replace(/-([0-9a-z])(?=[0-9a-z]{15}@)/, (_, one) => `-${one === "a" ? "b" : "a"}`);
    expect(await receive(await proven({ from: "a3@lovelace.example", to: forged }), forged)).toBeNull();
    expect(await receive(written({ from: "x@y.example", to: "who@nowhere.example" }), "who@nowhere.example"))
      .toMatch(/^550 5\.1\.1/);
    // The domain is the shop's: the mail is kept, as a case that knows no order.
    const after = (await cases("all")).slice(before.length);
    expect(after).toMatchObject([{ order_id: "demo/standard/a3" }]);
    expect((await entries(after[0]!.id))[0]!.detail.proven_by).toBe("lovelace.example");
  });
});

describe("which case", () => {
  test("our Message-ID leads a proven sender to the order", async () => {
    const { email, order_id, message_id } = await ordered("b1", "b1@lovelace.example");
    await ordered("b1x", email);
    const mail = {
      from: email,
      to: "help@kontor.example",
      text: "Thanks!",
      headers: { "In-Reply-To": message_id },
    };
    await receive(await proven(mail), "help@kontor.example");
    expect(await cases("order_id", order_id)).toHaveLength(1);
  });

  test("an order number leads only its own proven customer to the order", async () => {
    const ada = await ordered("47110", "b2@lovelace.example");
    await ordered("47111", "b2@lovelace.example");
    const text = "About 47110: is the mill loud?";
    await receive(await proven({ from: ada.email, to: "help@kontor.example", text }), "help@kontor.example");
    expect(await cases("order_id", ada.order_id)).toHaveLength(1);
    vi.setSystemTime(Date.now() + 1);
    await receive(
      await proven({ from: "eve@okada.example", to: "help@kontor.example", text }),
      "help@kontor.example",
    );
    vi.setSystemTime(Date.now() + 1);
    await receive(written({ from: ada.email, to: "help@kontor.example", text }), "help@kontor.example");
    expect(await cases("order_id", ada.order_id)).toHaveLength(1);
    const [eve, forged] = (await cases("all")).slice(-2);
    expect(eve).toMatchObject({ order_id: null, proven: true });
    expect(forged).toMatchObject({ order_id: null, proven: false });
    expect((await entries(forged!.id))[0]!.detail).toMatchObject({ proven_by: null, unproven: "unsigned" });
  });

  test("a forged From gets no order data back, and joins nobody's thread", async () => {
    const { email, order_id, address } = await ordered("b3", "b3@lovelace.example");
    const question = {
      from: email,
      to: "help@kontor.example",
      subject: "Order #b3",
      text: "Where is my order #b3?",
    };
    await receive(written(question), "help@kontor.example");
    expect(await cases("order_id", order_id)).toEqual([]);
    // A stranger who was sent the mail on, and who proves nothing.
    await receive(
      written({ from: "eve@elsewhere.example", to: address, text: "Where is my order?" }),
      address,
    );
    expect(await cases("order_id", order_id)).toEqual([]);
    const sent = await env.DB.prepare(
      "select kind from messages where kind in ('support_answered', 'support_received') and facts like '%b3%'",
    ).all();
    expect(sent.results).toEqual([]);
  });

  test("another address of the same person writes in a thread of its own about the order, and hears nothing of it", async () => {
    const { email, order_id, address } = await ordered("b4", "b4@lovelace.example");
    await receive(await proven({ from: email, to: address, text: "Is it loud?" }), address);
    vi.setSystemTime(Date.now() + 1);
    await receive(
      await proven({ from: "b4@okada.example", to: address, text: "Where is my order?" }),
      address,
    );
    const all = await cases("order_id", order_id);
    expect(all).toHaveLength(2);
    expect((await entries(all[1]!.id)).map(({ author }) => author)).toEqual(["customer", "waybill"]);
    expect((await entries(all[1]!.id))[0]!.detail.other_writer).toBe(true);
    const facts = await env.DB.prepare("select kind, about from messages where subject = ?1")
      .bind(`demo/~conversation/${all[1]!.id}`).all();
    expect(facts.results.map(({ kind }) => kind)).toEqual(["support_received"]);
  });

  test("two customers with one subject have two cases", async () => {
    const subject = "Question";
    const to = "help@kontor.example";
    await receive(await proven({ from: "c1@lovelace.example", to, subject, text: "One" }), to);
    vi.setSystemTime(Date.now() + 1);
    await receive(await proven({ from: "c2@okada.example", to, subject, text: "Two" }), to);
    const [one, two] = (await cases("all")).slice(-2);
    expect(one!.customer).not.toBe(two!.customer);
    expect([await said(one!.id), await said(two!.id)]).toEqual([["One"], ["Two"]]);
  });

  test("the same mail handed in twice is one message", async () => {
    const { email, order_id, address } = await ordered("b5", "b5@lovelace.example");
    const raw = await proven({ from: email, to: address, text: "Once" });
    await receive(raw, address);
    await receive(raw, address);
    const [found] = await cases("order_id", order_id);
    expect(await said(found!.id)).toEqual(["Once"]);
  });
});

describe("answered at once", () => {
  test("a customer who asks where the order is hears what its page says, once, marked as automatic", async () => {
    const { email, order_id, address } = await ordered("d1", "d1@lovelace.example");
    const headers = { "Message-ID": "<q1@lovelace.example>" };
    await receive(
      await proven({ from: email, to: address, text: "Hi, where is my order?", headers }),
      address,
    );
    const [mail] = await mailsTo(email, "support_answered", 1);
    expect(mail!.text).toMatch(/getting your order ready/);
    expect(mail!.text).toContain("/unhelped");
    const raw = mail!.raw.replace(/\r\n[ \t]+/g, " ");
    expect(raw).toContain("In-Reply-To: <q1@lovelace.example>");
    expect(raw).toContain("Auto-Submitted: auto-generated");
    const [found] = await cases("order_id", order_id);
    expect(found).toMatchObject({ kind: "where", next: "customer" });
    vi.setSystemTime(Date.now() + 60 * 60_000);
    await receive(await proven({ from: email, to: address, text: "But where is my order?" }), address);
    await mailsTo(email, "support_answered", 1);
    expect((await cases("order_id", order_id))[0]).toMatchObject({ next: "shop" });
  });

  test("an answer that did not help goes to a person, who writes by a day; a second click says the same", async () => {
    const { email, order_id, address } = await ordered("d9", "d9@lovelace.example");
    await receive(await proven({ from: email, to: address, text: "Hi, where is my order?" }), address);
    await mailsTo(email, "support_answered", 1);
    const { get, submit } = visitor();
    const form = await get(`${await pathFor("order", order_id)}/unhelped`);
    for (const end of [await submit(form, { words: "" }), await submit(form, { words: "" })]) {
      expect(end.html).toMatch(/One of us will read your question and email you by \w+day, /);
    }
    const [found] = await cases("order_id", order_id);
    expect(found).toMatchObject({ next: "shop", state: "open" });
    expect(await said(found!.id)).toHaveLength(2);
  });

  test("where nothing was answered the form leads to a question, and promises nothing", async () => {
    const { order_id } = await ordered("d10", "d10@lovelace.example");
    const { get, submit } = visitor();
    const end = await submit(await get(`${await pathFor("order", order_id)}/unhelped`), { words: "" });
    expect(end.html).toContain("<h1>Ask a question</h1>");
    expect(end.html).not.toContain("email you by");
    expect(await cases("order_id", order_id)).toEqual([]);
  });

  test("what a mail says beside the question is left to a person", async () => {
    const { email, address, order_id } = await ordered("d2", "d2@lovelace.example");
    const text = "Where is my order? The last one arrived broken.";
    await receive(await proven({ from: email, to: address, text }), address);
    expect((await cases("order_id", order_id))[0]).toMatchObject({ next: "shop", kind: "question" });
    await mailsTo(email, "support_received", 1);
  });
});

describe("loops end", () => {
  test.each([
    ["with its header", { "Auto-Submitted": "auto-replied" }, "I am away."],
    ["without any header", {}, "I am out of the office until 3 December and will answer when I am back."],
    ["of a list", { "List-Id": "<all.lovelace.example>" }, "News"],
  ])("an automatic mail %s is answered by nobody", async (_, headers, text) => {
    const { email, order_id, address } = await ordered(`e${minute}`, `e${minute}@lovelace.example`);
    const subject = text.startsWith("I am out") ? "Out of office: Your order" : "Re: Your order";
    await receive(
      await proven({ from: email, to: address, subject, text, headers: { ...headers } }),
      address,
    );
    expect(await cases("order_id", order_id)).toEqual([]);
  });

  test.each([
    ["with its header", { "Auto-Submitted": "auto-replied" }, "Re: Your order", "I am away until Monday."],
    [
      "without any header",
      {},
      "Out of office: Your order",
      "I am out of the office until 3 December and will answer when I am back.",
    ],
  ])(
    "an automatic mail %s stands in the case that it answers, and moves nothing of it",
    async (_, headers, subject, text) => {
      const id = `f${minute}`;
      const { email, order_id, address } = await ordered(id, `${id}@lovelace.example`);
      await receive(
        await proven({ from: email, to: address, text: "Does the mill come with a brush?" }),
        address,
      );
      await mailsTo(email, "support_received", 1);
      const [before] = await cases("order_id", order_id);
      const alerts = async () =>
        (await env.DB.prepare("select about from messages where kind = 'shop_alert'").all()).results.length;
      const alerted = await alerts();
      vi.setSystemTime(Date.now() + 60_000);
      const mail = await proven({ from: email, to: address, subject, text, headers: { ...headers } });
      for (let time = 0; time < 2; time++) await receive(mail, address);
      expect(await cases("order_id", order_id)).toEqual([before]);
      expect(await alerts()).toBe(alerted);
      const entries = await env.DB.prepare(
        "select type, author, words, detail ->> 'act' as act from case_entries where case_id = ?1 and detail ->> 'act' = 'automatic'",
      ).bind(before!.id).all();
      expect(entries.results).toEqual([{ type: "act", author: "customer", words: text, act: "automatic" }]);
      const sent = await env.DB.prepare("select kind from messages where subject = ?1").bind(
        `demo/~conversation/${before!.id}`,
      ).all();
      expect(sent.results).toEqual([{ kind: "support_received" }]);
    },
  );

  test("two programs that answer each other stop after one answer", async () => {
    const { email, order_id, address } = await ordered("e9", "e9@lovelace.example");
    for (let turn = 0; turn < 4; turn++) {
      vi.setSystemTime(Date.now() + 5_000);
      await receive(await proven({ from: email, to: address, text: `Ticket ${turn} was created` }), address);
    }
    const [found] = await cases("order_id", order_id);
    expect(await said(found!.id)).toHaveLength(4);
    const sent = await env.DB.prepare("select kind from messages where subject = ?1").bind(
      `demo/~conversation/${found!.id}`,
    ).all();
    expect(sent.results).toEqual([{ kind: "support_received" }]);
  });
});

describe("odd mails", () => {
  async function filed(mail: Partial<Incoming>) {
    const { email, order_id, address } = await ordered(`f${minute}`, `f${minute}@lovelace.example`);
    expect(await receive(await proven({ from: email, to: address, ...mail }), address)).toBeNull();
    const [found] = await cases("order_id", order_id);
    return (await entries(found!.id))[0]!;
  }
  const part = (headers: string, content: string) => `--b\n${headers}\n\n${content}\n`;
  const photo = (size: number) => {
    const jpeg = new Uint8Array(size);
    jpeg.set([0xff, 0xd8, 0xff, 0xe0]);
    return jpeg.toBase64().replace(/.{76}/g, "$&\n");
  };

  test("24 MB of photos are kept, listed and read as what they are", async () => {
    const picture = part(
      'Content-Type: application/octet-stream; name="IMG_1.jpg"\nContent-Disposition: attachment; filename="IMG_1.jpg"\nContent-Transfer-Encoding: base64',
      photo(4_300_000),
    );
    const body = `Content-Type: multipart/mixed; boundary="b"\n\n${
      part("Content-Type: text/plain; charset=utf-8", "Four photos.")
    }${picture.repeat(4)}--b--\n`;
    const entry = await filed({ body });
    expect(entry.words).toBe("Four photos.");
    expect(entry.detail.files).toEqual(
      Array.from({ length: 4 }, () => ({ name: "IMG_1.jpg", type: "image/jpeg", size: 4_300_000 })),
    );
    expect((await env.MAIL.head(entry.detail.archive!))!.size).toBeGreaterThan(23_000_000);
  });

  test("winmail.dat is a file that is listed", async () => {
    const tnef = Uint8Array.of(0x78, 0x9f, 0x3e, 0x22, 1, 2, 3).toBase64();
    const body = `Content-Type: multipart/mixed; boundary="b"\n\n${
      part("Content-Type: text/plain; charset=utf-8", "See the file.")
    }${
      part('Content-Type: application/ms-tnef; name="winmail.dat"\nContent-Transfer-Encoding: base64', tnef)
    }--b--\n`;
    expect((await filed({ body })).detail.files).toEqual([
      { name: "winmail.dat", type: "application/ms-tnef", size: 7 },
    ]);
  });

  test("a mail without a text part is a case, by its subject", async () => {
    const body = `Content-Type: multipart/mixed; boundary="b"\n\n${
      part('Content-Type: image/jpeg; name="a.jpg"\nContent-Transfer-Encoding: base64', photo(100))
    }--b--\n`;
    const entry = await filed({ subject: "The crack", body });
    expect([entry.words, entry.detail.files!.length]).toEqual(["", 1]);
  });

  test("a charset that does not exist loses no word", async () => {
    const body = "Content-Type: text/plain; charset=x-unknown-9\n\nMoss green, please.\n";
    expect((await filed({ body })).words).toBe("Moss green, please.");
  });

  test("of a thousand parts none is lost", async () => {
    const body = `Content-Type: multipart/mixed; boundary="b"\n\n${
      part("Content-Type: text/plain; charset=utf-8", "Many.")
    }${
      Array.from({ length: 1_000 }, (_, at) =>
        part(
          `Content-Type: application/pdf; name="${at}.pdf"\nContent-Transfer-Encoding: base64`,
          btoa("%PDF-1.4"),
        )).join("")
    }--b--\n`;
    const { words, detail } = await filed({ body });
    expect([words, detail.files!.length, detail.files![999]!.name]).toEqual(["Many.", 1_000, "999.pdf"]);
  });
});
