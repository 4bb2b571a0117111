import { env } from "cloudflare:workers";
import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { forgetPorts } from "../../../src/doors/ports.ts";
import { listCaptured, readCaptured } from "../../../src/channels/capture.ts";
import { NOW_MS } from "../../support/cast.ts";
import { cellOf } from "../../support/cells_in_use.ts";
import { lintBytes } from "../../support/byte_lint.ts";
import { eventually } from "../../support/eventually.ts";
import { openHouse } from "../../support/house.ts";
import { passTo } from "../../support/river.ts";
import { API_TOKENS, ask, openShops } from "../../support/strangers.ts";

const HOUR_MS = 3_600_000;
const ADA = { email: "ada@lovelace.example", name: "Ada", locale: "en" };

beforeAll(openHouse);
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: NOW_MS });
  forgetPorts();
  await openShops();
});

async function call(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
  const response = await ask({
    method,
    path: `/api/shops/demo/${path}`,
    headers: { Authorization: `Bearer ${API_TOKENS.demo}`, ...headers },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return { status: response.status, json: await response.json<Record<string, unknown>>() };
}

const taken = (json: Record<string, unknown>) =>
  json["messages"] as { readonly id: string; readonly key: string; readonly duplicate: boolean }[];

async function send(body: unknown) {
  const { status, json } = await call("POST", "send", body);
  expect([status, json["detail"]]).toEqual([202, undefined]);
  return taken(json);
}

/** Caught mails of programs; the clock sends others too. */
const sentOnes = async () =>
  (await listCaptured(env.MAIL, 100)).filter(({ kind }) => kind.startsWith("sent_"));

/** The mails that reached the mailbox, once so many are there. */
async function caught(count: number) {
  return await eventually(async () => {
    const mails = await sentOnes();
    expect(mails.map(({ kind }) => kind)).toHaveLength(count);
    return await Promise.all(mails.map(async ({ id }) => (await readCaptured(env.MAIL, id))!));
  });
}

const stateOf = async (id: string) => (await call("GET", `send/${id}`)).json;

describe("a mail by a template", () => {
  test.each([
    [
      "password_reset",
      { url: "https://kontor.example/reset/1", minutes: 60 },
      "Reset your password at Kontor & Söhne",
    ],
    ["activation", { url: "https://kontor.example/activate/1" }, "Activate your account at Kontor & Söhne"],
    ["invoice", { number: "RE-7", amount_minor: 8_990, currency: "EUR" }, "Invoice RE-7 from Kontor & Söhne"],
  ])("%s leaves at once, passes the byte lint, and is followed", async (template, data, subject) => {
    const [one] = await send({ to: ADA, template, data, tags: ["shop", "login"] });
    const [mail] = await caught(1);
    expect(mail!.captured.subject).toBe(subject);
    expect(lintBytes(mail!.raw)).toEqual([]);
    await eventually(async () => expect(await stateOf(one!.id)).toMatchObject({ state: "sent" }));
    expect(await stateOf(one!.id)).toMatchObject({
      key: one!.key,
      kind: "sent_mail",
      tags: ["shop", "login"],
    });
  });

  test("is refused where it lacks what it is about, by field", async () => {
    for (
      const [body, field] of [
        [{ to: ADA, template: "password_reset", data: {} }, "data.url"],
        [{ to: ADA, template: "invoice", data: { number: "" } }, "data.number"],
        [{ to: ADA, template: "birthday", data: {} }, "template"],
        [{ to: { email: "ada" }, subject: "x", text: "x" }, "to.email"],
        [{ to: ADA, subject: "x" }, "body"],
        [{ to: ADA, subject: "x", html: "<script>1</script>" }, "html"],
        [{ to: ADA, subject: "x", text: "x", tags: ["a b"] }, "tags.0"],
        [{ to: ADA, subject: "x", text: "x", at: new Date(NOW_MS + 91 * 24 * HOUR_MS).toISOString() }, "at"],
        [{ to: ADA, subject: "x", text: "x", expires_at: new Date(NOW_MS).toISOString() }, "expires_at"],
        [{ messages: [{ to: ADA, subject: "x", text: "x" }, { to: ADA, text: "x" }] }, "messages.1.subject"],
      ] as const
    ) {
      const { status, json } = await call("POST", "send", body);
      expect([status, json["field"]], JSON.stringify(body)).toEqual([422, field]);
    }
    expect(
      await cellOf("demo").prepare("select count(*) as n from messages where kind like 'sent_%'").first("n"),
    )
      .toBe(0);
  });
});

describe("a code", () => {
  test("is sent by the request itself, before 10,000 notices that wait, and kept nowhere", async () => {
    await cellOf("demo").prepare(
      `with recursive n(i) as (select 1 union all select i + 1 from n where i < 10000)
       insert into messages (subject, kind, about, state, dated_at, due_at, facts, valid_until, lane)
       select 'demo/~customer/' || i, 'sent_notice', 'n', 'owed', ?1, ?1,
         '{"to":{"email":"a@b.example"},"facts":{"template":"reminder","title":"Soon","words":"Soon."}}', ?1 + 86400000, 1
       from n`,
    ).bind(NOW_MS - 60_000).run();
    const [one] = await send({ to: ADA, template: "two_factor_code", data: { code: "771204" } });
    const [mail] = await caught(1);
    expect([mail!.captured.kind, mail!.captured.subject]).toEqual([
      "sent_code",
      "771204 is your verification code",
    ]);
    expect(mail!.raw).not.toContain("http");
    await eventually(async () => expect(await stateOf(one!.id)).toMatchObject({ state: "sent" }));
    const { results } = await cellOf("demo").prepare("select * from messages where kind = 'sent_code'").all();
    expect(JSON.stringify(results)).not.toContain("771204");
    expect((await env.MAIL.list({ prefix: "sent/" })).objects).toEqual([]);
  });

  test("that has expired does not leave, and its facts go", async () => {
    await cellOf("demo").prepare(
      `insert into messages (subject, kind, about, state, dated_at, due_at, facts, valid_until, lane)
       values (?1, 'sent_code', 'late', 'owed', ?2, ?2, ?3, ?4, 0)`,
    ).bind(
      `demo/~customer/${"A".repeat(20)}`,
      NOW_MS,
      JSON.stringify({ to: ADA, facts: { template: "verification_code", code: "4711", minutes: 5 } }),
      NOW_MS + 300_000,
    ).run();
    await passTo(new Date(NOW_MS + 301_000).toISOString());
    await eventually(async () =>
      expect(await stateOf(`${"A".repeat(20)}.c.late`)).toMatchObject({
        state: "suppressed",
        reason: "expired",
      })
    );
    expect(
      JSON.stringify(
        (await cellOf("demo").prepare("select facts from messages where about = 'late'").all()).results,
      ),
    )
      .not.toContain("4711");
    expect(await sentOnes()).toEqual([]);
  });
});

describe("a mail with content of its own", () => {
  test("given as HTML alone gets a text part with its links", async () => {
    const html =
      '<!doctype html><html lang="en"><head><title>x</title><style>p{color:red}</style></head><body><h1>Hello Ada</h1><p>Your table is <a href="https://kontor.example/t?a=1&amp;b=2">ready</a>.</p><ul><li>Oak</li><li>1.80 m</li></ul></body></html>';
    await send({ to: ADA, subject: "Your table", html });
    const [mail] = await caught(1);
    expect(lintBytes(mail!.raw)).toEqual([]);
    const { json } = await call("POST", "send?sandbox", { to: ADA, subject: "Your table", html });
    const [shown] = json["messages"] as { text: string; html: string }[];
    expect(shown!.html).toBe(html);
    expect(shown!.text).toContain("Hello Ada");
    expect(shown!.text).toContain("ready (https://kontor.example/t?a=1&b=2)");
    expect(shown!.text).not.toMatch(/color|<|Oak1/);
  });

  test("given as Markdown or text stands in the shop's layout; HTML within it stays text", async () => {
    const markdown =
      "# Hello\n\nYour *table* is [ready](https://kontor.example/t). [Not](javascript:alert(1)) <img src=x onerror=y>";
    const { json } = await call("POST", "send?sandbox", { to: ADA, subject: "Your table", markdown });
    const [shown] = json["messages"] as { text: string; html: string }[];
    expect(shown!.html).toContain("<em>table</em>");
    expect(shown!.html).toContain("Kontor &amp; Söhne");
    expect(shown!.html).not.toMatch(/javascript:|<img src=x/);
    expect(shown!.text).toContain("ready (https://kontor.example/t)");
    const { json: plain } = await call("POST", "send?sandbox", {
      to: ADA,
      subject: "x",
      text: "One.\n\n<b>Two</b>.",
    });
    expect((plain["messages"] as { html: string }[])[0]!.html).toContain("&lt;b&gt;Two&lt;/b&gt;.");
  });

  test("takes files along", async () => {
    const file = { name: "RE-7.pdf", type: "application/pdf", base64: "JVBERi0xLjQKJcOkw7zDtsOfCg==" };
    await send({ to: ADA, subject: "Invoice", text: "Attached.", attachments: [file] });
    const [mail] = await caught(1);
    expect(mail!.raw).toContain("RE-7.pdf");
    expect(mail!.raw).toContain(file.base64);
    expect(lintBytes(mail!.raw)).toEqual([]);
  });
});

describe("what is handed over", () => {
  const later = (hours: number) => new Date(NOW_MS + hours * HOUR_MS).toISOString();

  test("twice with one id is one mail", async () => {
    const body = { id: "order-7", to: ADA, subject: "x", text: "x" };
    const [first] = await send(body);
    const [again] = await send(body);
    expect([first!.id === again!.id, first!.duplicate, again!.duplicate]).toEqual([true, false, true]);
    await caught(1);
  });

  test("for later waits, and can be cancelled until it leaves", async () => {
    const [kept, cancelled] = await send({
      messages: ["one", "two"].map((id) => ({ id, to: ADA, subject: id, text: "x", at: later(2) })),
    });
    expect(await stateOf(kept!.id)).toMatchObject({ state: "owed", due_at: later(2) });
    expect((await call("DELETE", `send/${cancelled!.id}`)).json).toEqual({ cancelled: true });
    expect(await stateOf(cancelled!.id)).toMatchObject({ state: "suppressed", reason: "withdrawn" });
    await passTo(later(2));
    const [mail] = await caught(1);
    expect(mail!.captured.subject).toBe("one");
    expect((await call("DELETE", `send/${kept!.id}`)).status).toBe(409);
  });

  test("is untrue after its time", async () => {
    const [one] = await send({ to: ADA, subject: "x", text: "x", at: later(1), expires_at: later(2) });
    await passTo(later(3));
    await eventually(async () =>
      expect(await stateOf(one!.id)).toMatchObject({ state: "suppressed", reason: "expired" })
    );
  });

  test("in sandbox mode is written, and kept nowhere", async () => {
    const before = await cellOf("demo").prepare("select count(*) as n from messages").first("n");
    const body = { to: ADA, template: "statement", data: { period: "November" } };
    const { status, json } = await call("POST", "send?sandbox", body);
    expect([status, json["sandbox"]]).toEqual([200, true]);
    expect((json["messages"] as { subject: string }[])[0]!.subject).toContain("November");
    expect(await cellOf("demo").prepare("select count(*) as n from messages").first("n")).toBe(before);
  });

  test("a hundred at once, and no more", async () => {
    const messages = Array.from({ length: 100 }, (_, at) => ({
      id: `b-${at}`,
      to: { email: `r${at}@lovelace.example` },
      template: "notification",
      data: { title: "News", text: "We close." },
    }));
    expect((await send({ messages })).filter(({ duplicate }) => !duplicate).length).toBe(100);
    const { status, json } = await call("POST", "send", { messages: [...messages, messages[0]] });
    expect([status, json["field"]]).toEqual([422, "messages"]);
  });

  test("does not reach a reader whose address bounced", async () => {
    await call("POST", "suppressions", { email: ADA.email, class: "all", reason: "bounced" });
    const [one] = await send({ to: ADA, subject: "x", text: "x" });
    await eventually(async () =>
      expect(await stateOf(one!.id)).toMatchObject({ state: "suppressed", reason: "bounced" })
    );
  });

  test("by a token that may only send; another may not", async () => {
    const { json } = await call("POST", "tokens", { name: "Till", scopes: ["send"] });
    const headers = { Authorization: `Bearer ${json["token"]}` };
    expect((await call("POST", "send", { to: ADA, subject: "x", text: "x" }, headers)).status).toBe(202);
    expect((await call("GET", "cases", undefined, headers)).status).toBe(403);
    const { json: reader } = await call("POST", "tokens", { name: "Board", scopes: ["act"] });
    expect((await call("POST", "send", {}, { Authorization: `Bearer ${reader["token"]}` })).status).toBe(403);
  });
});
