import { env } from "cloudflare:workers";
import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { NOW_MS } from "../../support/cast.ts";
import { deskVisitor, hiddenOf, openDesks, TOKENS } from "../../support/desk.ts";
import { openHouse } from "../../support/house.ts";

beforeAll(async () => {
  await openHouse();
  await openDesks();
});
beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], now: NOW_MS });
});

describe("forms of the desk", () => {
  const ACTIONS = [
    "mails/again",
    "orders/answer",
    "orders/close",
    "suppressions/find",
    "suppressions/add",
    "suppressions/release",
    "suppressions/import",
    "domain",
    "out",
  ];

  test.each(ACTIONS)("are not accepted without a session: %s", async (action) => {
    expect((await deskVisitor().post(`/admin/demo/${action}`, { form: "x" })).status).toBe(401);
  });

  test.each(ACTIONS)(
    "are not accepted when they were not shown or come from another site: %s",
    async (action) => {
      const visitor = deskVisitor();
      await visitor.signIn("demo", TOKENS.demo);
      const page = await visitor.get("/admin/demo/suppressions");
      const { form } = hiddenOf(page, "/admin/demo/suppressions/add");
      for (
        const [fields, headers] of [
          [{}, {}],
          [{ form: "AAAA" }, {}],
          // A token of ours, for something else.
          [{ form: action === "suppressions/add" ? hiddenOf(page, "/admin/demo/out")["form"]! : form! }, {}],
          [{ form: form!, email: "a@example.org", class: "all" }, { "Sec-Fetch-Site": "cross-site" }],
          [{ form: form!, email: "a@example.org", class: "all" }, { "Sec-Fetch-Site": "same-site" }],
        ] as const
      ) {
        const answer = await visitor.post(`/admin/demo/${action}`, fields, headers);
        expect(answer.status).toBe(400);
        expect(answer.html).toContain("Nothing was changed");
      }
      expect((await env.DB.prepare("select 1 from suppressions").all()).results).toEqual([]);
    },
  );

  test("of one person are not valid for another, nor those of one shop for another shop", async () => {
    const [ada, ben, other] = [deskVisitor(), deskVisitor(), deskVisitor()];
    await ada.signIn("demo", TOKENS.demo);
    await ben.signIn("demo", TOKENS.demo);
    await other.signIn("other", TOKENS.other);
    const action = "/admin/demo/suppressions/add";
    const adas = {
      ...hiddenOf(await ada.get("/admin/demo/suppressions"), action),
      email: "a@example.org",
      class: "all",
    };
    const others = hiddenOf(await other.get("/admin/other/suppressions"), "/admin/other/suppressions/add");
    expect((await ben.post(action, adas)).status).toBe(400);
    expect((await ada.post(action, { ...adas, ...others })).status).toBe(400);
    expect((await ada.post(action, adas)).status).toBe(303);
    const { results } = await env.DB.prepare("select shop_id, address from suppressions").all();
    expect(results).toEqual([{ shop_id: "demo", address: "a@example.org" }]);
    await env.DB.prepare("delete from suppressions").run();
  });
});
