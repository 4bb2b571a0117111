import { env } from "cloudflare:workers";
import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { NOW_MS } from "../../support/cast.ts";
import { type DeskVisitor, deskVisitor, openDesks, TOKENS } from "../../support/desk.ts";
import { openHouse } from "../../support/house.ts";

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

describe("the desk", () => {
  test("speaks the language that a person chose, on every page, and English until then", async () => {
    const before = await desk.get("/admin/demo");
    expect(before.html).toContain('<html lang="en"');
    const after = await desk.submit(before, "/admin/demo/language", { language: "de" });
    for (
      const { html } of [after, await desk.get("/admin/demo/cases"), await desk.get("/admin/demo/settings")]
    ) {
      expect(html).toContain('<html lang="de"');
      expect(html).toContain("Rücksendungen");
    }
    const japanese = await desk.submit(await desk.get("/admin/demo"), "/admin/demo/language", {
      language: "ja",
    });
    expect(japanese.html).toContain("今日");
  });

  test("refuses a language that it has not, and changes nothing", async () => {
    const page = await desk.get("/admin/demo");
    const refused = await desk.submit(page, "/admin/demo/language", { language: "tlh" });
    expect(refused.status).toBe(404);
    expect((await desk.get("/admin/demo")).html).toContain('<html lang="en"');
  });

  test("speaks the shop's language to whoever chose none", async () => {
    await env.DB.prepare("update shops set settings = json_set(settings, '$.locale', 'fr') where id = 'demo'")
      .run();
    const { forgetPorts } = await import("../../../src/doors/ports.ts");
    forgetPorts();
    expect((await desk.get("/admin/demo")).html).toContain("Aujourd’hui");
    await env.DB.prepare("update shops set settings = json_set(settings, '$.locale', 'en') where id = 'demo'")
      .run();
    forgetPorts();
  });
});
