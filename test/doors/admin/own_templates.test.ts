import { env } from "cloudflare:workers";
import { beforeAll, beforeEach, expect, test, vi } from "vitest";
import { NOW_MS } from "../../support/cast.ts";
import { type DeskPage, type DeskVisitor, deskVisitor, openDesks, TOKENS } from "../../support/desk.ts";
import { openHouse } from "../../support/house.ts";

const OWN = "/admin/demo/mails/own";
const WELCOME = `${OWN}/welcome`;
let desk: DeskVisitor;

beforeAll(openHouse);
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: NOW_MS });
  await openDesks();
  await env.DB.batch([
    env.DB.prepare("delete from own_templates"),
    env.DB.prepare("delete from text_drafts"),
  ]);
  desk = deskVisitor();
  await desk.signIn("demo", TOKENS.demo);
});

const follow = async (answer: DeskPage) =>
  answer.status === 303 ? await desk.get(answer.headers.get("Location")!) : answer;
async function post(path: string, fields: Readonly<Record<string, string>>, from = WELCOME) {
  const { html } = await desk.get(from);
  const form = html.split("<form").find((one) => one.includes(`action="${path}`))!;
  const token = /name="form" value="([^"]+)"/.exec(form)![1]!;
  return await follow(await desk.post(path, { form: token, ...fields }));
}
const save = (does: string, fields: Readonly<Record<string, string>> = {}, locale = "en") =>
  post(`${WELCOME}/save?locale=${locale}`.replace("?", "?"), {
    title: "After signing up",
    lane: "now",
    format: "markdown",
    subject: "Welcome to {{plan}}",
    body: "Hello **{{plan}}**",
    "variable-0-name": "plan",
    "variable-0-type": "text",
    "variable-0-example": "Gold",
    do: does,
    ...fields,
  }, `${WELCOME}?locale=${locale}`);
const frame = async () => (await desk.get(`${WELCOME}/html?locale=en`)).html;
const live = async () =>
  await env.DB.prepare(
    "select content from own_templates where name = 'welcome' order by at desc, id desc limit 1",
  )
    .first<string>("content");

test("a template is begun by its name, tried as a draft, made live, listed and shown with the request that sends it", async () => {
  expect((await desk.get(OWN)).html).toContain("No template yet.");
  const begun = await post(`${OWN}/make`, { name: "welcome" }, OWN);
  expect(begun.html).toContain("own:welcome");
  const tried = await save("try");
  expect(tried.html).toContain("Your draft of");
  expect(tried.html).toContain("Welcome to Gold");
  expect(await frame()).toContain("<strong>Gold</strong>");
  expect(await live()).toBeNull();
  const made = await save("live");
  expect(made.html).toContain("These words are live");
  expect(JSON.parse((await live())!)).toEqual({
    title: "After signing up",
    lane: "now",
    variables: [{ name: "plan", type: "text", optional: false, example: "Gold" }],
    texts: { en: { subject: "Welcome to {{plan}}", markdown: "Hello **{{plan}}**" } },
  });
  expect(made.html).toContain("&quot;template&quot;: &quot;own:welcome&quot;");
  const list = (await desk.get(OWN)).html;
  expect(list).toContain("After signing up");
  expect(list).toContain("own:welcome");
});

test("a second language stands beside the first, and goes when its fields are emptied", async () => {
  await save("live");
  await save("live", { subject: "Willkommen", body: "Hallo" }, "de");
  expect(Object.keys(JSON.parse((await live())!).texts)).toEqual(["en", "de"]);
  await save("live", { subject: "", body: "" }, "de");
  expect(Object.keys(JSON.parse((await live())!).texts)).toEqual(["en"]);
});

test("what breaks a rule is told with its field, and what was typed is kept", async () => {
  await save("live");
  const refused = await save("live", { body: "Hello {{plam}}" });
  expect(refused.status).toBe(422);
  expect(refused.html).toContain("texts.en.markdown");
  expect(refused.html).toContain("{{plam}} is not among plan");
  expect(refused.html).toContain("Hello {{plam}}</textarea>");
  expect(JSON.parse((await live())!).texts.en.markdown).toBe("Hello **{{plan}}**");
});

test("a list has fields, and an amount an example as programs give it", async () => {
  const { html } = await save("live", {
    body: "{{#items}}\n- {{title}} {{price}}\n{{/items}}",
    "variable-1-name": "items",
    "variable-1-type": "list",
    "variable-1-fields": "title text, price money?",
    "variable-1-example": '[{"title": "Mill", "price": {"amount_minor": 500, "currency": "EUR"}}]',
  });
  expect(html).toContain("These words are live");
  expect(JSON.parse((await live())!).variables[1].fields).toEqual([
    { name: "title", type: "text", optional: false },
    { name: "price", type: "money", optional: true },
  ]);
  expect(await frame()).toMatch(/<li>Mill €5\.00/);
  expect(html).toContain("title text, price money?");
});

test("earlier versions come back, and so does what was deleted", async () => {
  await save("live");
  vi.setSystemTime(NOW_MS + 1_000);
  await save("live", { subject: "Hello {{plan}}" });
  const page = await desk.get(WELCOME);
  const first = [...page.html.matchAll(/name="version" value="([^"]+)"/g)].at(-1)![1]!;
  expect((await post(`${WELCOME}/back`, { version: first })).html).toContain("live again");
  expect(JSON.parse((await live())!).texts.en.subject).toBe("Welcome to {{plan}}");
  expect((await post(`${WELCOME}/delete`, {})).html).toContain("This template was deleted");
  expect(await live()).toBeNull();
  expect((await desk.get(OWN)).html).toContain("Deleted");
  await post(`${WELCOME}/back`, { version: first });
  expect(JSON.parse((await live())!).texts.en.subject).toBe("Welcome to {{plan}}");
});

test.each(["Welcome", "a b", "../x", "x".repeat(41)])("%s is no name", async (name) => {
  expect((await post(`${OWN}/make`, { name }, OWN)).status).toBe(422);
});
