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

/** As its kind is described for every operation. */
async function expectProblem(response: Response, name: string): Promise<void> {
  expect(response.headers.get("Content-Type")).toBe("application/problem+json");
  const problem = await response.json<{ status: number }>();
  const validator = new Validator(
    { $ref: "#/components/schemas/Problem", components: document.components },
    "2020-12",
    false,
  );
  expect(validator.validate(problem).errors, name).toEqual([]);
  expect(problem.status).toBe(response.status);
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

  test.each(routes)("%s refuses whoever has no token as a problem (RFC 9457)", async (name, route) => {
    const response = await ask({ ...await ownRequest(name, route), headers: {} });
    expect(response.status).toBe(401);
    await expectProblem(response, name);
  });

  test.each(routes.filter(([, { body }]) => typeof body === "string"))(
    "%s refuses a body that is no JSON as a problem, and says what is left of the minute",
    async (name, route) => {
      const response = await ask({ ...await ownRequest(name, route), body: "{" });
      expect(response.status).toBeGreaterThanOrEqual(400);
      expect(response.status).toBeLessThan(500);
      for (const header of ["Limit", "Remaining", "Reset"]) {
        expect(response.headers.get(`RateLimit-${header}`), header).toMatch(/^\d+$/);
      }
      await expectProblem(response, name);
    },
  );

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
