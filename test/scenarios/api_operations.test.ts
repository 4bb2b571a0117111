/** Every operation of the OpenAPI document, called by the client that is generated from it, over the Worker itself. */
import { exports } from "cloudflare:workers";
import createClient from "openapi-fetch";
import { beforeAll, beforeEach, expect, test, vi } from "vitest";
import type { paths } from "../support/api_types.ts";
import { NOW_MS } from "../support/cast.ts";
import { openHouse } from "../support/house.ts";
import { openedOnce } from "../support/opened_once.ts";
import { fill, ownRequest } from "../support/route_requests.ts";
import { ROUTES } from "../support/routes.ts";
import { API_TOKENS, ask, openShops } from "../support/strangers.ts";

const ORIGIN = "https://waybill.test";
const routes = Object.entries(ROUTES).filter(([, { by }]) => by === "bearer");

const open = openedOnce(async () => {
  await openShops();
  await fill();
});
beforeAll(openHouse);
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: NOW_MS });
  await open();
});

/** `POST /api/shops/{shop}/cases/{id}/ask`: an operation as the document writes it. */
function writtenAs(route: string): string {
  return route.replaceAll(/:(\w+)(\{[^}]*\})?/g, "{$1}");
}

test("the document has the operations that the table of routes has, and no other", async () => {
  const document = await (await ask({ method: "GET", path: "/api/openapi.json" })).json<
    { readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>> }
  >();
  const methods = ["get", "post", "put", "patch", "delete"];
  const operations = Object.entries(document.paths).flatMap(([path, item]) =>
    Object.keys(item).filter((key) => methods.includes(key)).map((method) =>
      `${method.toUpperCase()} ${path}`
    )
  );
  expect(operations.sort()).toEqual(routes.map(([name]) => writtenAs(name)).sort());
});

test.each(routes)("%s answers the generated client as its route does", async (name, route) => {
  const client = createClient<paths>({
    baseUrl: ORIGIN,
    headers: { Authorization: `Bearer ${API_TOKENS.demo}` },
    fetch: (request: Request) => exports.default.fetch(request),
  });
  const [method, template] = writtenAs(name).split(" ") as [string, string];
  const asked = await ownRequest(name, route);
  const { pathname, searchParams } = new URL(asked.path, ORIGIN);
  const names = [...template.matchAll(/\{(\w+)\}/g)].map(([, one]) => one!);
  const values = new RegExp(`^${template.replaceAll(/\{\w+\}/g, "([^/]+)")}$`).exec(pathname)!.slice(1);
  const { response } = await client.request(method.toLowerCase() as "get", template as never, {
    params: {
      path: Object.fromEntries(names.map((one, index) => [one, decodeURIComponent(values[index]!)])),
      query: Object.fromEntries(searchParams),
    },
    ...(asked.body === undefined || asked.body instanceof FormData
      ? {}
      : { body: asked.body, bodySerializer: (body: string) => body }),
    parseAs: "text",
  } as never);
  expect(response.status).toBe(route.works);
});
