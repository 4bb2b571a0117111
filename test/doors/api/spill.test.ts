import { env } from "cloudflare:workers";
import { createExecutionContext } from "cloudflare:test";
import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import worker from "../../../src/index.ts";
import { spillWebhook } from "../../../src/flow/record/spill.ts";
import { ADAS_ORDER, NOW, NOW_MS } from "../../support/cast.ts";
import { deskVisitor, openDesks, TOKENS } from "../../support/desk.ts";
import { openHouse } from "../../support/house.ts";
import { still, webhook } from "../../support/whole_life.ts";

beforeAll(async () => {
  await openHouse();
  await openDesks();
});
beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], now: NOW_MS });
  vi.spyOn(console, "error").mockImplementation(() => undefined);
});

async function ask(method: string, path: string, body?: unknown) {
  const request = new Request(`https://waybill.test/api/shops/demo/${path}`, {
    method,
    headers: { Authorization: `Bearer ${TOKENS.demo}` },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const answer = await worker.fetch(request, env as never, createExecutionContext());
  return { status: answer.status, said: await answer.json() as Record<string, unknown> };
}

const keep = (id: string, shop_id = "demo") =>
  spillWebhook(still, {
    form: "read",
    webhook: {
      ...webhook(id, [{ type: "order.placed", at: NOW, order: { ...ADAS_ORDER, id, number: `#${id}` } }]),
      shop_id,
    },
  });
const isThere = (id: string) =>
  env.DB.prepare("select id from orders where id = ?").bind(`demo/standard/${id}`).first("id");

describe("the kept webhooks of a shop", () => {
  test("are listed, without those of another, and taken again one by one or all", async () => {
    for (const id of ["k1", "k2", "k3"]) await keep(id);
    await keep("foreign", "other");
    const { status, said } = await ask("GET", "spill");
    const kept = said["kept"] as { id: string; verified: boolean; set_aside: boolean; source: string }[];
    expect([status, kept.length]).toEqual([200, 3]);
    expect(kept[0]).toMatchObject({ source: "standard", verified: true, set_aside: false, received_at: NOW });
    expect(await ask("POST", "spill/replay", { id: "nothing" })).toMatchObject({
      status: 404,
      said: { field: "id" },
    });
    expect(await ask("POST", "spill/replay", { id: kept[1]!.id })).toEqual({
      status: 202,
      said: { recorded: 1, failed: 0, left: 0 },
    });
    expect(await ask("POST", "spill/replay", {})).toMatchObject({
      said: { recorded: 2, failed: 0, left: 0 },
    });
    expect((await ask("GET", "spill")).said).toEqual({ kept: [], after: null });
    expect([await isThere("k1"), await isThere("k2"), await isThere("foreign")].map(Boolean)).toEqual([
      true,
      true,
      false,
    ]);
    expect((await env.MAIL.list({ prefix: "spill/other/" })).objects).toHaveLength(1);
  });

  test("come page by page, those that are set aside first, each once", async () => {
    for (let at = 0; at < 130; at++) {
      const name = `${String(NOW_MS + at).padStart(15, "0")}-${String(at).padStart(16, "0")}`;
      const folder = at < 30 ? "set-aside" : "spill";
      await env.MAIL.put(`${folder}/demo/${name}`, "{}", {
        customMetadata: { source: "shopify", form: "read" },
      });
    }
    const seen: string[] = [];
    const sizes: number[] = [];
    for (let after: string | null = ""; after !== null;) {
      const { said } = await ask("GET", `spill${after === "" ? "" : `?after=${after}`}`);
      const kept = said["kept"] as { id: string; set_aside: boolean }[];
      sizes.push(kept.length);
      seen.push(...kept.map(({ id }) => id));
      after = said["after"] as string | null;
    }
    expect(sizes).toEqual([100, 30]);
    expect(new Set(seen).size).toBe(130);
    expect((await ask("GET", "spill?after=x")).status).toBe(400);
    for (const prefix of ["spill/demo/", "set-aside/demo/"]) {
      await env.MAIL.delete((await env.MAIL.list({ prefix })).objects.map(({ key }) => key));
    }
  });

  test("leave their mails at once where a person takes one again, within a minute where it is all of them", async () => {
    const dues = async () => {
      const { results } = await env.DB.prepare(
        "select subject, due_at from messages where kind = 'order_confirmation' and subject like 'demo/standard/late%'",
      ).all<{ readonly subject: string; readonly due_at: number }>();
      return Object.fromEntries(
        results.map(({ subject, due_at }) => [subject.slice(14), due_at - Date.now()]),
      );
    };
    for (const id of ["late1", "late2", "late3"]) await keep(id);
    vi.setSystemTime(NOW_MS + 40 * 60_000);
    const kept = (await ask("GET", "spill")).said["kept"] as { id: string }[];
    await ask("POST", "spill/replay", { id: kept[0]!.id });
    const [one, ...others] = Object.entries(await dues());
    expect([one![1], others]).toEqual([0, []]);
    await ask("POST", "spill/replay", {});
    const all = Object.values(await dues());
    expect(all.toSorted((a, b) => a - b)).toEqual([0, 60_000, 60_000]);
  });

  test("are shown at the desk and taken again there; one that fails stays", async () => {
    await keep("k4");
    await env.MAIL.put(`set-aside/demo/${String(NOW_MS).padStart(15, "0")}-0123456789abcdef`, "no JSON", {
      customMetadata: { source: "shopify", form: "read" },
    });
    const visitor = deskVisitor();
    await visitor.signIn("demo", TOKENS.demo);
    const page = await visitor.get("/admin/demo/waiting");
    expect(page.html).toContain("Kept while the database was away");
    expect(page.html).toContain("Set aside");
    const after = await visitor.submit(page, "/admin/demo/waiting/spill");
    expect(after.html).toContain("Set aside");
    expect(await isThere("k4")).not.toBeNull();
    expect((await ask("GET", "spill")).said["kept"]).toMatchObject([{ source: "shopify", set_aside: true }]);
  });
});
