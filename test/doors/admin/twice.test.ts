/** A double press: the same form sent twice by one person acts once, whatever it does. */
import { env } from "cloudflare:workers";
import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { sealingRingIn, unseal } from "../../../src/sealed.ts";
import { NOW_MS } from "../../support/cast.ts";
import { cellOf } from "../../support/cells_in_use.ts";
import { openHouse } from "../../support/house.ts";
import { openedOnce } from "../../support/opened_once.ts";
import { ownTables } from "../../support/empty_storage.ts";
import type { Route } from "../../support/route.ts";
import { fill, ownRequest } from "../../support/route_requests.ts";
import { DESK_ROUTES } from "../../support/routes_desk.ts";
import { ask, openShops } from "../../support/strangers.ts";

const open = openedOnce(async () => {
  await openShops();
  await fill();
});

beforeAll(openHouse);
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: NOW_MS });
  vi.spyOn(console, "error").mockImplementation(() => undefined);
  vi.spyOn(console, "warn").mockImplementation(() => undefined);
  await open();
});

/** Acts of a case and what else one form of the desk can do, beside what the table of routes sends. */
const MORE: readonly (readonly [path: string, form: string, fields: Readonly<Record<string, string>>])[] = [
  ["/cases/own/answer", "case answer", { words: "Soon", do: "solve" }],
  ["/cases/own/answer", "case answer", { words: "For us", do: "note" }],
  ["/cases/own/solve", "case", {}],
  ["/cases/own/dismiss", "case", {}],
  ["/cases/own/reopen", "case", {}],
  ["/cases/own/snooze", "case", { until: String(NOW_MS + 3_600_000) }],
  ["/cases/own/file", "case", { kind: "claim", tags: "late, mill" }],
  ["/cases/own/merge", "case", { into: "neighbour" }],
  ["/cases/own/decide", "case", { do: "ask", question: "Which one?" }],
  ["/waiting/drop", "drop", { source: "shopify", field: "currency", rule: "must be given" }],
];

const FORMS: readonly (readonly [name: string, route: Route])[] = [
  ...Object.entries(DESK_ROUTES).filter(([name, { form }]) =>
    name.startsWith("POST ") && form !== undefined && !name.endsWith("/out")
  ),
  ...MORE.map(([path, form, fields]) =>
    [
      `POST ${path} ${Object.values(fields).join(" ")}`,
      {
        ...DESK_ROUTES["POST /admin/:shop/cases/:id/answer"]!,
        path: `/admin/demo${path}`,
        form: { action: `desk ${form}`, about: "desk", fields },
      } as Route,
    ] as const
  ),
];

/** What a message has become since it was owed is its sending's, not the press's. */
const OF_SENDING = /^(?:messages|channel|quota|circuit|caught|figures|dns)/;

/** Every row but those of what is sent, of which there must be as many. */
async function kept(): Promise<Readonly<Record<string, unknown>>> {
  const db = cellOf("demo");
  const tables = await ownTables(db);
  const ring = await sealingRingIn(env.SEALING_KEY);
  const results = await db.batch<Record<string, string>>(
    tables.map((table) => db.prepare(`select * from "${table}"`)),
  );
  // What is sealed is sealed anew with each write.
  for (const row of results[tables.indexOf("shops")]!.results) {
    row["secrets"] = await unseal(ring, row["secrets"]!, row["id"]!);
  }
  return Object.fromEntries(
    tables.map((
      table,
      at,
    ) => [table, OF_SENDING.test(table) ? results[at]!.results.length : results[at]!.results]),
  );
}

describe("a form of the desk that is sent twice", () => {
  test.each(FORMS)("%s acts once", async (name, route) => {
    const asked = await ownRequest(name, route);
    const before = JSON.stringify(await kept());
    const first = await ask(asked);
    await first.body?.cancel();
    const after = await kept();
    const second = await ask(asked);
    await second.body?.cancel();
    expect(second.status).toBeLessThan(500);
    expect(await kept()).toEqual(after);
    // A form of which neither press does anything would prove nothing.
    if (route.act !== null && first.status === 303) expect(JSON.stringify(after)).not.toBe(before);
  });
});
