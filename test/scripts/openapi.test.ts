import { describe, expect, test } from "vitest";
import { openApi, ROUTES, undescribed } from "../../scripts/openapi/openapi.ts";
import { OPERATIONS } from "../../scripts/openapi/operations.ts";
import words from "../../templates/admin/locales/en.json" with { type: "json" };

/** What the desk calls what a program does by an act of another name. */
const SAME: Readonly<Record<string, string>> = {
  "case.take": "case.assign",
  "case.leave": "case.assign",
  "case.give": "case.assign",
  "case.file": "case.kind",
};
const API = import.meta.glob("../../src/doors/api/*.ts", {
  query: "?raw",
  import: "default",
  eager: true,
}) as Record<string, string>;

describe("the OpenAPI document", () => {
  test("describes every route, and names one that it does not", () => {
    expect(undescribed()).toEqual([]);
    expect(undescribed([...ROUTES, "POST /what/{id}"])).toEqual(["POST /what/{id} has no operation"]);
    expect(undescribed(ROUTES.slice(1))).toEqual([`${ROUTES[0]} has no route`]);
  });

  test("is of 3.1, with a scope and a name of its own for each operation", () => {
    const { openapi, paths } = openApi() as { openapi: string; paths: Record<string, Record<string, never>> };
    expect(openapi).toBe("3.1.0");
    const operations = Object.values(paths).flatMap((path) =>
      Object.entries(path).filter(([name]) => name !== "parameters").map(([, one]) =>
        one as { operationId: string; "x-scope": string }
      )
    );
    expect(operations.length).toBe(ROUTES.length);
    expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(operations.length);
    for (const one of operations) expect(one["x-scope"]).toMatch(/^(read|act|send|admin)$/);
  });
});

describe("what people do at the desk", () => {
  const acts = Object.values(OPERATIONS).flatMap((operation) => operation.acts ?? []);
  /** What the clock does by itself. */
  const by_clock = ["trial.worse", "trial.over"];
  const at_desk = Object.keys(words).filter((key) => /^audit\.[a-z]+\.[a-z_]+$/.test(key)).map((key) =>
    key.slice("audit.".length)
  ).filter((act) => !by_clock.includes(act));

  test.each(at_desk)("%s has a path in the API", (act) => {
    expect(acts).toContain(SAME[act] ?? act);
  });

  test("is what the API says it does", () => {
    const written = Object.values(API).join("\n");
    for (const act of acts.filter((one) => !one.startsWith("case.") && !one.startsWith("return."))) {
      if (act !== "suppression.add") expect(written, act).toContain(`"${act}"`);
    }
  });
});
