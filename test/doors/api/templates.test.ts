import { env } from "cloudflare:workers";
import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { forgetPorts } from "../../../src/doors/ports.ts";
import { listCaptured, readCaptured } from "../../../src/channels/capture.ts";
import { readSentMail } from "../../../src/mail/mime/parse.ts";
import { NOW_MS } from "../../support/cast.ts";
import { lintBytes } from "../../support/byte_lint.ts";
import { cellOf } from "../../support/cells_in_use.ts";
import { eventually } from "../../support/eventually.ts";
import { openHouse } from "../../support/house.ts";
import { API_TOKENS, ask, openShops } from "../../support/strangers.ts";

const WELCOME = {
  title: "After signing up",
  variables: [{ name: "plan", type: "text", example: "Gold" }, {
    name: "start",
    type: "link",
    optional: true,
  }],
  texts: {
    en: { subject: "Welcome to {{plan}}", markdown: "Hello **{{plan}}**.\n\n[Start]({{start}})" },
    de: { subject: "Willkommen bei {{plan}}", html: "<p>Hallo <b>{{plan}}</b></p>" },
  },
};
const ADA = { email: "ada@lovelace.example", name: "Ada", locale: "en" };

beforeAll(openHouse);
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: NOW_MS });
  forgetPorts();
  await openShops();
});

async function call(
  method: string,
  path: string,
  body?: unknown,
  shop: "demo" | "other" = "demo",
) {
  const response = await ask({
    method,
    path: `/api/shops/${shop}/${path}`,
    headers: { Authorization: `Bearer ${API_TOKENS[shop]}` },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return { status: response.status, json: await response.json<Record<string, unknown>>() };
}

const put = (template: unknown = WELCOME, name = "welcome") => call("PUT", `templates/${name}`, template);
const send = (data: unknown, more: Readonly<Record<string, unknown>> = {}, query = "") =>
  call("POST", `send${query}`, { to: ADA, template: "own:welcome", data, ...more });

async function caught(count: number) {
  return await eventually(async () => {
    const mails = (await listCaptured(env.MAIL, 100)).filter(({ kind }) => kind.startsWith("sent_"));
    expect(mails).toHaveLength(count);
    return await Promise.all(mails.map(async ({ id }) => (await readCaptured(env.MAIL, id))!));
  });
}

describe("a shop's own template", () => {
  test("is made, listed and shown, changes as a version, and the same again is no change", async () => {
    expect(await put()).toEqual({ status: 200, json: { changed: true } });
    expect((await put()).json).toEqual({ changed: false });
    expect((await put({ ...WELCOME, title: "Later" })).json).toEqual({ changed: true });
    const { json } = await call("GET", "templates");
    expect(json["templates"]).toEqual([{
      name: "welcome",
      title: "Later",
      lane: "now",
      variables: [{ ...WELCOME.variables[0], optional: false }, WELCOME.variables[1]],
      locales: ["en", "de"],
      changed_at: expect.stringMatching(/^2026-/),
      person: "API",
    }]);
    const one = await call("GET", "templates/welcome");
    expect(one.json).toMatchObject({ name: "welcome", title: "Later", texts: WELCOME.texts });
    expect((one.json["versions"] as { template: { title: string } }[]).map(({ template }) => template.title))
      .toEqual([
        "Later",
        "After signing up",
      ]);
  });

  test("is sent in the reader's language, in the shop's layout, with a text part, and tagged by its name", async () => {
    await put();
    const { status, json } = await send({ plan: "Gold <1>", start: "https://kontor.example/start" });
    expect(status).toBe(202);
    const [mail] = await caught(1);
    expect(mail!.captured.subject).toBe("Welcome to Gold <1>");
    expect(lintBytes(mail!.raw)).toEqual([]);
    const { html, text } = await readSentMail(mail!.raw);
    expect(html).toContain("<strong>Gold &lt;1&gt;</strong>");
    expect(html).toContain('href="https://kontor.example/start"');
    expect(html).toContain("Kontor &amp; Söhne");
    expect(text).toContain("Start (https://kontor.example/start)");
    const [one] = json["messages"] as { id: string }[];
    expect((await call("GET", `send/${one!.id}`)).json["tags"]).toEqual(["own:welcome"]);
    const german = await send({ plan: "Gold" }, { to: { ...ADA, locale: "de" }, id: "g" }, "?sandbox");
    expect((german.json["messages"] as { subject: string; html: string }[])[0]).toMatchObject({
      subject: "Willkommen bei Gold",
      html: expect.stringContaining("<p>Hallo <b>Gold</b></p>"),
    });
  });

  test("can wait where it says so", async () => {
    await put({ ...WELCOME, lane: "later" });
    const { json } = await send({ plan: "Gold" });
    expect((json["messages"] as { key: string }[])[0]!.key).toContain("/sent_notice/");
  });

  test.each([
    ["a variable that is missing", {}, "data.plan", /^must be given: text of 1 to 5000 characters$/],
    ["a value of another shape", { plan: 7 }, "data.plan", /^must be text .*; it is a whole number$/],
    ["a variable that there is not", { plan: "x", pan: "y" }, "data.pan", /^must be one of plan, start$/],
  ])("is refused with %s, and so is the whole batch", async (_, data, field, rule) => {
    await put();
    const alone = await send(data);
    expect([alone.status, alone.json["field"]]).toEqual([422, field]);
    expect(String(alone.json["rule"])).toMatch(rule);
    const right = { to: ADA, template: "own:welcome", data: { plan: "x" } };
    const batch = await call("POST", "send", { messages: [right, { ...right, data }] });
    expect([batch.status, batch.json["field"]]).toEqual([422, `messages.1.${field}`]);
    expect(
      await cellOf("demo").prepare("select count(*) from messages where kind like 'sent%'").first("count(*)"),
    ).toBe(0);
  });

  test("is the shop's alone", async () => {
    await put();
    const foreign = await call(
      "POST",
      "send",
      { to: ADA, template: "own:welcome", data: { plan: "x" } },
      "other",
    );
    expect([foreign.status, foreign.json["field"]]).toEqual([422, "template"]);
    expect((await call("GET", "templates", undefined, "other")).json["templates"]).toEqual([]);
  });

  test("that was deleted is refused and brought back with its text", async () => {
    await put();
    expect((await call("DELETE", "templates/welcome")).json).toEqual({ deleted: true });
    expect((await send({ plan: "x" })).status).toBe(422);
    expect((await call("GET", "templates/welcome")).status).toBe(404);
    expect((await call("DELETE", "templates/welcome")).status).toBe(404);
    const row = await cellOf("demo").prepare("select id from own_templates where content is not null").first<
      string
    >("id");
    const back = await call("POST", "templates/welcome/back", { id: "b-1", version: row });
    expect([back.status, back.json]).toEqual([200, { changed: true }]);
    expect((await send({ plan: "x" })).status).toBe(202);
  });

  test("keeps its newest 20 versions", async () => {
    for (let index = 0; index < 23; index++) await put({ ...WELCOME, title: `${index}` });
    const { json } = await call("GET", "templates/welcome");
    const titles = (json["versions"] as { template: { title: string } }[]).map(({ template }) =>
      template.title
    );
    expect([titles.length, titles[0], titles.at(-1)]).toEqual([20, "22", "3"]);
  });

  test.each([
    [{ ...WELCOME, texts: { en: { subject: "{{x}}", markdown: "x" } } }, "texts.en.subject"],
    [{ ...WELCOME, texts: {} }, "texts"],
    [{ ...WELCOME, variables: [{ name: "A", type: "text" }] }, "variables.0.name"],
  ])("is refused where it is none", async (template, field) => {
    const { status, json } = await put(template);
    expect([status, json["field"]]).toEqual([422, field]);
  });

  test.each(["Welcome", "a%20b", "x".repeat(41)])("is not named %s", async (name) => {
    const { status, json } = await put(WELCOME, name);
    expect([status, json["field"]]).toEqual([422, "name"]);
  });

  test("is shown and sent to the shop with its examples, or with data", async () => {
    await put();
    const shown = await call("POST", "templates/welcome/preview", {});
    expect(shown.json).toMatchObject({ subject: expect.stringMatching(/Gold$/) });
    const with_data = await call("POST", "templates/welcome/preview", {
      locale: "en",
      data: { plan: "Iron" },
    });
    expect(with_data.json["subject"]).toBe("Welcome to Iron");
    expect((await call("POST", "templates/welcome/preview", { data: {} })).json["field"]).toBe("data.plan");
    const tested = await call("POST", "templates/welcome/test", { id: "t-1", to: "help@kontor.example" });
    expect(tested.status).toBe(202);
    expect((await caught(1))[0]!.captured.subject).toMatch(/Gold$/);
    const away = await call("POST", "templates/welcome/test", { id: "t-2", to: "x@else.example" });
    expect([away.status, away.json["field"]]).toEqual([422, "to"]);
  });
});
