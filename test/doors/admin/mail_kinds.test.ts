import { env } from "cloudflare:workers";
import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { ADAS_ORDER, NOW, NOW_MS } from "../../support/cast.ts";
import { type DeskPage, type DeskVisitor, deskVisitor, openDesks, TOKENS } from "../../support/desk.ts";
import { openHouse } from "../../support/house.ts";
import { mailsOf, sendEvent } from "../../support/river.ts";

const KINDS = "/admin/demo/mails/kinds";
const KIND = `${KINDS}/order_confirmation`;
/** As a form names it: with all that says how the mail is shown. */
const SHOWN = "locale=en&order=&size=phone&ground=light&part=html";
let desk: DeskVisitor;

beforeAll(async () => {
  await openHouse();
  await openDesks();
});
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: NOW_MS });
  desk = deskVisitor();
  await desk.signIn("demo", TOKENS.demo);
});

const texts = `${KIND}/texts?${SHOWN.replaceAll("&", "&amp;")}`;
const save = async (fields: Readonly<Record<string, string>>) => {
  const page = await desk.get(`${KIND}?locale=en`);
  return await follow(
    await desk.post(`${KIND}/texts?${SHOWN}`, { ...hiddenIn(page.html, texts), ...fields }),
  );
};
const follow = async (answer: DeskPage) =>
  answer.status === 303 ? await desk.get(answer.headers.get("Location")!) : answer;
const hiddenIn = (html: string, action: string) => {
  const form = html.split("<form").find((one) => one.includes(`action="${action}"`))!;
  return { form: /name="form" value="([^"]+)"/.exec(form)![1]! };
};
const liveSubject = async () =>
  JSON.parse(
    (await env.DB.prepare("select settings from shops where id = 'demo'").first<string>("settings"))!,
  )
    .brand?.texts?.en?.order_confirmation?.subject;
const frame = async (ground = "light") => (await desk.get(`${KIND}/html?locale=en&ground=${ground}`)).html;

test("every kind is listed, with a page in every language", async () => {
  const { html } = await desk.get(`${KINDS}?locale=de`);
  expect(html).toContain(`${KINDS}/feedback_request?locale=de`);
  expect(html).toContain("日本語");
  expect((await desk.get(`${KINDS}/feedback_request?locale=ja`)).status).toBe(200);
  expect((await desk.get(`${KINDS}/none`)).status).toBe(404);
});

test("what is done with the words stands above them, as the keyboard reaches it", async () => {
  const { html } = await desk.get(`${KIND}?locale=en`);
  const form = html.split("<form").find((one) => one.includes(`action="${texts}"`))!;
  const [button, field] = ['name="do" value="try"', "<textarea"].map((part) => form.indexOf(part));
  expect(button).toBeGreaterThan(-1);
  expect(button).toBeLessThan(field!);
});

test("a text names its facts, and not the words of its plural", async () => {
  const { html } = await desk.get(`${KINDS}/shipment_shipped?locale=en`);
  const facts = [...html.matchAll(/<code>(\{[^<]*\})<\/code>/g)].map(([, fact]) => fact);
  expect(facts).toContain("{count}");
  expect(facts).toContain("{number}");
  expect(facts).not.toContain("{Your}");
  expect(facts).not.toContain("{In}");
});

describe("the texts of a kind", () => {
  test("are tried as a draft that only its writer sees, and made live", async () => {
    await save({ "text-subject": "Thanks for {number}", do: "try" });
    expect((await desk.get(`${KIND}?locale=en`)).html).toContain("Thanks for #1499");
    expect(await liveSubject()).toBeUndefined();
    const done = await save({ "text-subject": "Thanks for {number}", do: "live" });
    expect(done.html).toContain("These words are live");
    expect(await liveSubject()).toBe("Thanks for {number}");
    await sendEvent("order.placed", NOW, {
      order: { ...ADAS_ORDER, id: "own", number: "#own", locale: "en" },
    });
    const acts = await env.DB.prepare("select act, detail from audit where act like 'texts.%'").all();
    expect(acts.results).toMatchObject([{ act: "texts.changed" }]);
  });

  test("are brought back version by version, down to the usual ones", async () => {
    await save({ "text-subject": "Second {number}", do: "live" });
    const page = await desk.get(`${KIND}?locale=en`);
    const before = page.html.split("<form").find((one) => one.includes('value="before"'))!;
    const form = /name="form" value="([^"]+)"/.exec(before)![1]!;
    const done = await follow(await desk.post(`${KIND}/back?${SHOWN}`, { form, version: "before" }));
    expect(done.html).toContain("The earlier words are live again.");
    expect(await liveSubject()).toBeUndefined();
  });

  test.each([
    ["a variable that there is not", "Thanks {nmae}", "nmae"],
    ["no message at all", "Thanks {number", "ICU"],
  ])("do not go live with %s, and what was typed stays", async (_, text, said) => {
    const answer = await save({ "text-subject": text, do: "live" });
    expect(answer.status).toBe(422);
    expect(answer.html).toContain("can’t go live");
    expect(answer.html).toContain(said);
    expect(answer.html).toContain(text);
    expect(await liveSubject()).toBeUndefined();
  });

  test("are advised about what a reader would stumble over", async () => {
    await save({ "text-subject": "THANKS AGAIN DEAR FRIEND {number}!!", do: "try" });
    const { html } = await desk.get(`${KIND}?locale=en`);
    expect(html).toContain("One exclamation mark is enough.");
    expect(html).toContain("Capitals read as shouting");
  });
});

describe("the mail in its frame", () => {
  test("is as a reader with a dark or a light ground sees it, and runs no script", async () => {
    expect(await frame("dark")).not.toMatch(/prefers-color-scheme:\s*dark\)/);
    expect(await frame("dark")).toContain("(min-width:0)");
    expect(await frame("light")).toContain("(max-width:0)");
  });

  test("is that of an order where its number is given", async () => {
    await sendEvent("order.placed", NOW, {
      order: { ...ADAS_ORDER, id: "mine", number: "#mine", locale: "en" },
    });
    await mailsOf("#mine", 1);
    expect((await desk.get(`${KIND}?locale=en&order=%23mine`)).html).toContain("As this order got it");
    expect((await desk.get(`${KIND}/html?locale=en&order=%23mine`)).html).toContain("#mine");
    expect((await desk.get(`${KIND}?locale=en&order=%23nobody`)).html).toContain("this is a sample");
  });
});

test("a test needs an address of the person who asks", async () => {
  const answer = await save({ do: "test" });
  expect(answer.html).toContain("no address is known to send a test to");
});
