import { env } from "cloudflare:workers";
import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { csvLine, csvRows } from "../../../src/doors/csv.ts";
import { selectSuppressionCount } from "../../../src/sql/desk.ts";
import { NOW_MS } from "../../support/cast.ts";
import { type DeskVisitor, deskVisitor, hiddenOf, openDesks, TOKENS } from "../../support/desk.ts";
import { openHouse } from "../../support/house.ts";

const PATH = "/admin/demo/suppressions";
/** What an erased customer objected to stands under a keyed hash. */
const ERASED = "demo/~customer/AAAAAAAAAAAAAAAAAAAA";
let desk: DeskVisitor;

beforeAll(async () => {
  await openHouse();
  await openDesks();
});
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: NOW_MS });
  await env.DB.prepare("delete from suppressions").run();
  desk = deskVisitor();
  await desk.signIn("demo", TOKENS.demo);
});

async function lines(): Promise<unknown[]> {
  const { results } = await env.DB.prepare(
    "select shop_id, address, class, reason, until from suppressions order by shop_id, address, class",
  ).all();
  return results;
}

async function takeIn(text: string, name = "list.csv") {
  return await desk.submit(await desk.get(PATH), `${PATH}/import`, { file: new File([text], name) });
}

describe("the suppression list at the desk", () => {
  test("accepts an address and removes it, and no other shop's", async () => {
    await env.DB.prepare(
      "insert into suppressions values ('other', 'a@example.org', 'care', 'blocked', 0, 0, null)",
    ).run();
    const page = await desk.get(PATH);
    const added = await desk.submit(page, `${PATH}/add`, { email: "A@Example.org", class: "care" });
    expect(added.html).toContain("Added to the list.");
    expect(added.html).toMatch(/a@example\.org.*blocked by the shop · permanent/s);
    const line = { address: "a@example.org", class: "care", reason: "blocked", until: null };
    expect(await lines()).toEqual([{ shop_id: "demo", ...line }, { shop_id: "other", ...line }]);
    const released = await desk.submit(added, `${PATH}/release`);
    expect(released.html).toContain("Removed from the list.");
    expect((await desk.submit(added, `${PATH}/release`)).html).toContain("It was not on the list.");
    expect(await lines()).toEqual([{ shop_id: "other", ...line }]);
  });

  test("finds an address by a form, so that no address stands in a URL", async () => {
    await takeIn("email,class\na@example.org,care\nb@example.org,all");
    const page = await desk.get(PATH);
    const found = await desk.submit(page, `${PATH}/find`, { email: " B@example.org" });
    expect(found.html).toContain("b@example.org");
    expect(found.html).not.toContain("a@example.org");
    expect((await desk.submit(page, `${PATH}/find`, { email: "c@example.org" })).html).toContain(
      "is not on the list",
    );
    expect(page.html).not.toMatch(/href="[^"]*(@|%40)/);
  });

  test("accepts a number that wants no SMS, finds it, and removes it", async () => {
    const page = await desk.get(PATH);
    expect(page.html.match(/type="email"/g)).toBeNull(); // A browser would send no number by it.
    const added = await desk.submit(page, `${PATH}/add`, { email: " +493055501999", class: "all" });
    expect(await lines()).toMatchObject([{ address: "+493055501999", class: "all" }]);
    const found = await desk.submit(added, `${PATH}/find`, { email: "+493055501999" });
    const released = await desk.submit(found, `${PATH}/release`);
    expect(released.html).toContain("Removed from the list.");
    expect(await lines()).toEqual([]);
  });

  test("shows nobody who was erased, nor counts them", async () => {
    await env.DB.prepare(
      "insert into suppressions values ('demo', ?1, 'care', 'unsubscribed', 0, 0, null)",
    ).bind(ERASED).run();
    const page = await desk.get(PATH);
    expect(page.html).toContain("The list is empty.");
    expect((await desk.submit(page, `${PATH}/find`, { email: ERASED })).html).toContain("is not on the list");
    expect(await selectSuppressionCount(env.DB, "demo", NOW_MS).first("count")).toBe(0);
  });

  test.each([["no address", "all"], ["0305550199", "all"], [ERASED, "care"], [
    "a@example.org, b@example.org",
    "all",
  ], [
    "a@example.org",
    "everything",
  ]])(
    "refuses %s of class %s",
    async (email, name) => {
      const answer = await desk.submit(await desk.get(PATH), `${PATH}/add`, { email, class: name });
      expect(answer.status).toBe(422);
      expect(await lines()).toEqual([]);
    },
  );

  test("is shown page by page; a cursor of it opens no other shop's list", async () => {
    await takeIn(
      Array.from({ length: 150 }, (_, at) => `a${String(at).padStart(3, "0")}@example.org`).join("\n"),
    );
    const first = await desk.get(PATH);
    expect(first.html).toContain("a099@example.org");
    expect(first.html).not.toContain("a100@example.org");
    const next = /href="(\/admin\/demo\/suppressions\?after=[\w-]+)"/.exec(first.html)![1]!;
    const second = await desk.get(next);
    expect(second.html).toContain("a149@example.org");
    expect(second.html).not.toContain("a099@example.org");
    const other = deskVisitor();
    await other.signIn("other", TOKENS.other);
    expect((await other.get(next.replace("demo", "other"))).status).toBe(404);
    expect((await desk.get(`${PATH}?after=x`)).status).toBe(404);
  });
});

describe("a file", () => {
  test.each([
    [
      "CSV with a head line",
      'Email,Class,Reason,Until\r\n"a@example.org",care,complained,2026-12-01T00:00:00Z\r\n',
    ],
    [
      "CSV of a German spreadsheet",
      "\uFEFFreason;email;until;class\ncomplained;a@example.org;2026-12-01T00:00:00Z;care\n",
    ],
    [
      "JSON lines",
      `\n{"email":"a@example.org","class":"care","reason":"complained","until":"2026-12-01T00:00:00Z"}\n`,
    ],
  ])("is taken in: %s", async (_, text) => {
    expect((await takeIn(text)).html).toContain("1 line imported.");
    expect(await lines()).toEqual([{
      shop_id: "demo",
      address: "a@example.org",
      class: "care",
      reason: "complained",
      until: Date.parse("2026-12-01T00:00:00Z"),
    }]);
  });

  test("of plain addresses blocks every mail to them for good", async () => {
    await takeIn("A@example.org\n\nb@example.org\na@example.org");
    expect(await lines()).toMatchObject([
      { address: "a@example.org", class: "all", reason: "blocked", until: null },
      { address: "b@example.org" },
    ]);
  });

  test("with a wrong line is refused as a whole, by line and rule and without what was given", async () => {
    const { status, html } = await takeIn(
      "email,class\na@example.org,all\nnonsense,all\nb@example.org,each\n",
    );
    expect(status).toBe(422);
    expect(html).toContain("Line 3: email must be one mail address or one number in E.164");
    expect(html).toContain("Line 4: class must be");
    expect(html).not.toMatch(/nonsense|"each"/);
    expect(await lines()).toEqual([]);
  });

  test.each([
    ["nothing", ""],
    ["a head line alone", "email,class\n"],
    ["broken JSON", '{"email":\n'],
    ["more than 5,000 lines", "a@example.org\n".repeat(5_001)],
    ["more than 1 MB", "a@example.org\n".repeat(73_000)],
  ])("of %s is refused", async (_, text) => {
    const page = await desk.get(PATH);
    const answer = await desk.submit(page, `${PATH}/import`, { file: new File([text], "list.csv") });
    expect([400, 422]).toContain(answer.status);
    expect(await lines()).toEqual([]);
  });

  test("that is no file is refused", async () => {
    const form = hiddenOf(await desk.get(PATH), `${PATH}/import`);
    expect((await desk.post(`${PATH}/import`, { ...form, file: "a@example.org" })).status).toBe(422);
  });

  test("of 5,000 lines is one statement", async () => {
    const text = Array.from({ length: 5_000 }, (_, at) => `a${at}@example.org`).join("\n");
    expect((await takeIn(text)).html).toContain("5,000 lines imported.");
    expect(await lines()).toHaveLength(5_000);
  });
});

describe("the whole list", () => {
  test.each(["csv", "jsonl"])("is saved as %s beyond one page, and can be taken in again", async (form) => {
    await takeIn(
      `email,class,until\n${
        Array.from({ length: 2_005 }, (_, at) =>
          `a${at}@example.org,care,${at % 2 ? "2027-01-01T00:00:00Z" : ""}`)
          .join("\n")
      }\n'=1+1@example.org,all,\n+493055501999,all,\n`,
    );
    await env.DB.prepare(
      "insert into suppressions values ('other', 'z@example.org', 'all', 'blocked', 0, 0, null)",
    ).run();
    const before = await lines();
    expect(before).toHaveLength(2_008);
    await env.DB.prepare(
      "insert into suppressions values ('demo', ?1, 'care', 'unsubscribed', 0, 0, null)",
    ).bind(ERASED).run();
    const saved = await desk.get(`${PATH}/export/list.${form}`);
    expect(saved.headers.get("Content-Disposition")).toBe(`attachment; filename="suppressions-demo.${form}"`);
    expect(saved.html).not.toContain("z@example.org");
    // A spreadsheet would take it for a formula.
    if (form === "csv") expect(saved.html).toMatch(/\r\n'\+493055501999,.*\r\n'=1\+1@example.org,/s);
    expect(saved.html).not.toContain("~customer");
    await env.DB.prepare("delete from suppressions where shop_id = 'demo'").run();
    await takeIn(saved.html, `list.${form}`);
    expect(await lines()).toEqual(before);
  });

  test("is downloaded by its own shop alone, in an existing format", async () => {
    const other = deskVisitor();
    await other.signIn("other", TOKENS.other);
    expect((await other.get(`${PATH}/export/list.csv`)).status).toBe(401);
    expect((await desk.get(`${PATH}/export/list.xml`)).status).toBe(404);
  });
});

test("rows of CSV keep their lines, whatever is quoted in them", () => {
  const text = `a,"b ""c"", d"\n\n"e\nf",g\r\nh`;
  expect(csvRows(text)).toEqual([
    { line: 1, cells: ["a", 'b "c", d'] },
    { line: 3, cells: ["e\nf", "g"] },
    { line: 5, cells: ["h"] },
  ]);
  expect(csvRows(csvLine(['x"y', "1,2", "\n", "plain"]))[0]!.cells).toEqual(['x"y', "1,2", "\n", "plain"]);
});
