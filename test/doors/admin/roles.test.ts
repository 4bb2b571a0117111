import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { leastRole } from "../../../src/doors/admin/least_role.ts";
import { type AuditRow, readActs, selectActs } from "../../../src/sql/audit.ts";
import { insertPerson } from "../../../src/sql/people.ts";
import { type Role, ROLES } from "../../../src/values/role.ts";
import { API_ACTS } from "../../support/api_acts.ts";
import { NOW_MS } from "../../support/cast.ts";
import { cellOf } from "../../support/cells_in_use.ts";
import { openHouse } from "../../support/house.ts";
import { openedOnce } from "../../support/opened_once.ts";
import { fill, formFor, ownRequest } from "../../support/route_requests.ts";
import { ROUTES } from "../../support/routes.ts";
import { DESK_ROUTES } from "../../support/routes_desk.ts";
import type { Route } from "../../support/route.ts";
import { allThatIs, ask, type Asked, openShops, ORDERS, personSession } from "../../support/strangers.ts";

const entries = Object.entries(DESK_ROUTES);

const open = openedOnce(async () => {
  await openShops();
  await fill();
  for (const role of ROLES) {
    const person = { shop_id: "demo", id: role, email: `${role}@kontor.example`, name: `The ${role}`, role };
    await insertPerson(cellOf("demo"), { ...person, invited_at: NOW_MS }).run();
  }
});

beforeAll(openHouse);
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: NOW_MS });
  vi.spyOn(console, "error").mockImplementation(() => undefined);
  await open();
});

/** What this person asks, with the form that the desk showed to them. */
async function requestOf(role: Role, name: string, route: Route): Promise<Asked> {
  const own = await ownRequest(name, route);
  const session = `~p/${role}/abcdefgh`;
  return {
    ...own,
    headers: await personSession(role),
    ...(route.form === undefined ? {} : { body: await formFor(route.form, { session }) }),
  };
}

async function acts(): Promise<readonly AuditRow[]> {
  return readActs(await selectActs(cellOf("demo"), "demo", null, 10).all());
}

/** Acts about an order, or about the case of one: each stands on that order's timeline, whichever way it came. */
const ABOUT_ORDERS = new Set([
  "case.answer",
  "case.ask",
  "case.solve",
  "case.note",
  "case.take",
  "case.write",
  "rating.answer",
  "mail.send_again",
  "messages.hold",
  "delivery.correct",
  "address.correct",
  "address.dismiss",
  "ways.choose",
]);
const isPlaced = ({ act, order_id }: AuditRow) => (order_id === ORDERS.own) === ABOUT_ORDERS.has(act);

/** These change nothing with the fields of the table of routes, or never anything. */
const API_IDLE = [
  // What is handed over stands in the ledger.
  "POST /api/shops/:shop/send",
  "DELETE /api/shops/:shop/suppressions",
  "POST /api/shops/:shop/suppressions/find",
  "POST /api/shops/:shop/deliverability/domain",
  "POST /api/shops/:shop/returns/decide",
  "POST /api/shops/:shop/returns/label",
  "POST /api/shops/:shop/returns/ask",
  "POST /api/shops/:shop/cases/:id/return",
  "POST /api/shops/:shop/dead-letters/drop",
  "POST /api/shops/:shop/orders/find",
  "PUT /api/shops/:shop/settings",
  "PATCH /api/shops/:shop/settings",
  "PATCH /api/shops/:shop/settings/mails",
  "POST /api/shops/:shop/erasures/stop",
  "DELETE /api/shops/:shop/chats/:chat",
  "PUT /api/shops/:shop/chats/slack-app",
  "DELETE /api/shops/:shop/chats/slack-app",
  "POST /api/shops/:shop/texts/back",
  "POST /api/shops/:shop/templates/:name/preview",
  "POST /api/shops/:shop/templates/:name/back",
  // Nothing is tried yet.
  "POST /api/shops/:shop/trials",
  "POST /api/shops/:shop/trials/stop",
  "POST /api/shops/:shop/trials/adopt",
  // Nothing is named yet.
  "POST /api/shops/:shop/figures/done",
  "POST /api/shops/:shop/orders/release",
  "DELETE /api/shops/:shop/ways/:way",
  "POST /api/shops/:shop/ways/:way/check",
  "POST /api/shops/:shop/cases/:id/decide",
];
const api_routes = Object.entries(ROUTES).filter(([name]) =>
  name.includes("/api/") && !name.startsWith("GET")
);

describe("through the API", () => {
  test("every route that changes something is known here", () => {
    const known = [...Object.keys(API_ACTS), ...API_IDLE];
    expect(api_routes.map(([name]) => name).sort()).toEqual(known.sort());
  });

  test.each(api_routes)("%s leaves its row, and names no address", async (name, route) => {
    const response = await ask(await ownRequest(name, route));
    await response.arrayBuffer();
    const rows = await acts();
    expect(rows.map(({ act, person, way }) => [act, person, way])).toEqual(
      API_ACTS[name] === undefined ? [] : [[API_ACTS[name], "API", "api"]],
    );
    expect(rows.every(isPlaced), JSON.stringify(rows)).toBe(true);
    expect(JSON.stringify(rows)).not.toMatch(/@|Soon|Look/);
  });
});

describe("at the desk", () => {
  for (const role of ROLES) {
    const least = (route: Route) => ROLES.indexOf(role) <= ROLES.indexOf(route.role!);

    test.each(entries.filter(([, route]) => !least(route)))(
      `the ${role} is refused %s, and nothing changes`,
      async (name, route) => {
        const before = await allThatIs();
        const response = await ask(await requestOf(role, name, route));
        expect(response.status).toBe(403);
        expect(await response.text()).toContain("Your role doesn’t allow this");
        expect(response.headers.get("Cache-Control")).toBe("no-store");
        expect(await allThatIs()).toBe(before);
      },
    );

    test.each(entries.filter(([, route]) => least(route)))(
      `the ${role} may %s, and what they did stands under their name`,
      async (name, route) => {
        const response = await ask(await requestOf(role, name, route));
        await response.arrayBuffer();
        expect(response.status).toBe(route.works);
        expect((await acts()).map(({ act, person, way }) => [act, person, way])).toEqual(
          route.act === null || route.act === undefined ? [] : [[route.act, `The ${role}`, "desk"]],
        );
        expect((await acts()).every(isPlaced), JSON.stringify(await acts())).toBe(true);
      },
    );
  }

  test.each(entries.filter(([, { act }]) => act !== null && act !== undefined))(
    "%s sent twice is one act",
    async (name, route) => {
      const asked = await requestOf("owner", name, route);
      await ask(asked);
      await ask(asked);
      expect((await acts()).length).toBe(1);
    },
  );

  test("what no rule names needs an owner, however it is spelt", () => {
    for (
      const [method, path] of [
        ["POST", "/admin/demo/settings/new"],
        ["POST", "/admin/demo/ordersx/answer"],
        ["PUT", "/admin/demo/cases"],
        ["DELETE", "/admin/demo/cases"],
        ["POST", "/admin/demo"],
      ] as const
    ) expect(leastRole(method, path), path).toBe("owner");
    expect(leastRole("HEAD", "/admin/demo/audit")).toBe("owner");
    expect(leastRole("HEAD", "/admin/demo")).toBe("viewer");
  });
});
