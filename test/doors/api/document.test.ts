import { Validator } from "@cfworker/json-schema";
import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { NOW_MS } from "../../support/cast.ts";
import { openHouse } from "../../support/house.ts";
import { openedOnce } from "../../support/opened_once.ts";
import { fill, ownRequest } from "../../support/route_requests.ts";
import { ROUTES } from "../../support/routes.ts";
import { ask, openShops } from "../../support/strangers.ts";

interface Document {
  readonly paths: Record<
    string,
    Record<string, { responses: Record<string, { content: Record<string, { schema: object }> }> }>
  >;
  readonly components: { readonly schemas: Record<string, object> };
}

let document: Document;
const routes = Object.entries(ROUTES).filter(([, { by }]) => by === "bearer");

const open = openedOnce(async () => {
  await openShops();
  await fill();
});

beforeAll(openHouse);
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: NOW_MS });
  await open();
  document = await (await ask({ method: "GET", path: "/api/openapi.json" })).json();
});

function responsesOf(name: string) {
  const [method = "", path = ""] = name.split(" ");
  const written = path.replaceAll(/:(\w+)(\{[^}]*\})?/g, "{$1}");
  return document.paths[written]?.[method.toLowerCase()]?.responses;
}

describe("the document that the Worker serves", () => {
  test.each(routes)("says what %s answers its owner", async (name, route) => {
    const response = await ask(await ownRequest(name, route));
    const responses = responsesOf(name);
    expect(responses).toBeDefined();
    const type = response.headers.get("Content-Type")!.split(";")[0]!;
    if (!type.endsWith("json")) {
      // A file: the document names its types.
      await response.arrayBuffer();
      expect(Object.keys(responses![String(response.status)]!.content)).toContain(type);
      return;
    }
    const answer = await response.json();
    if (response.status >= 400) {
      expect(Object.keys(responses!)).toContain(String(response.status));
      return;
    }
    const schema = responses![String(response.status)]?.content["application/json"]?.schema;
    expect(schema).toBeDefined();
    const validator = new Validator({ ...schema, components: document.components }, "2020-12", false);
    expect(validator.validate(answer).errors).toEqual([]);
  });

  test("says no more than is so: an answer with a field of another kind is none", async () => {
    const schema = responsesOf("GET /api/shops/:shop/people")!["200"]!.content["application/json"]!.schema;
    const validator = new Validator({ ...schema, components: document.components }, "2020-12", false);
    const { people } = await (await ask(
      await ownRequest("GET /api/shops/:shop/people", ROUTES["GET /api/shops/:shop/people"]!),
    ))
      .json<{ people: object[] }>();
    expect(validator.validate({ people }).valid).toBe(true);
    expect(validator.validate({ people: [{ ...people[0], role: "king" }] }).valid).toBe(false);
    expect(validator.validate({ people: [{ ...people[0], email: 1 }] }).valid).toBe(false);
  });

  test("is read as a page that runs no script", async () => {
    const response = await ask({ method: "GET", path: "/api/docs" });
    const page = await response.text();
    expect(response.headers.get("Content-Security-Policy")).toContain("default-src 'none'");
    expect(page).not.toContain("<script");
    for (const path of ["POST cases/{id}/answer", "GET returns", "problem-invalid"]) {
      expect(page).toContain(path);
    }
  });
});
