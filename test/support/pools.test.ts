import { describe, expect, test } from "vitest";
import { chainToWorkerd, poolOf } from "./pools.ts";

/** The folders whose tests need no workerd: what they test touches no binding. */
const PLAIN = [
  "cases",
  "conversations",
  "customers",
  "dns",
  "domains",
  "links",
  "mail",
  "messages",
  "orders",
  "providers",
  "sources",
  "stock",
  "templates",
];

const texts = import.meta.glob(
  ["../../{src,templates,scripts}/**/*.{ts,tsx}", "../**/*.{ts,tsx}"],
  { query: "?raw", import: "default", eager: true },
) as Record<string, string>;
const read = (path: string): string | null => {
  const inside = path.startsWith("test/support/") ? `./${path.slice(13)}` : `../${path.slice(5)}`;
  return texts[path.startsWith("test/") ? inside : `../../${path}`] ?? null;
};
const tests = Object.keys(texts)
  .map((path) => path.startsWith("./") ? `test/support/${path.slice(2)}` : path.replace("../", "test/"))
  .filter((path) => /\.test\.tsx?$/.test(path));

describe("the pool of a test", () => {
  test.each(tests.filter((path) => PLAIN.includes(path.split("/")[1]!)))("%s needs no workerd", (path) => {
    const chain = chainToWorkerd(path, read) ?? [];
    expect(chain, `${path} runs in workerd, ten times slower, as it imports ${chain.slice(1).join(" → ")}`)
      .toEqual([]);
  });

  test("a test of the Worker itself needs workerd", () => {
    expect(poolOf("test/scenarios/river.test.ts", read)).toBe("workerd");
  });
});

describe("the chain of imports to workerd", () => {
  const chainOf = (files: Record<string, string>) =>
    chainToWorkerd("test/a.test.ts", (path) => files[path] ?? null);
  const WORKERS = `import { env } from "cloudflare:workers";`;

  test.each([
    ["of a name", `import { b } from "./b.ts";`],
    ["of names on lines of their own", `import {\n  b,\n  c,\n} from "./b.ts";`],
    ["of a type and a name", `import { type B, b } from "./b.ts";`],
    ["of everything", `import * as b from "./b.ts";`],
    ["without a name", `import "./b.ts";`],
    ["passed on", `export { b } from "./b.ts";`],
    ["passed on as a whole", `export * from "./b.ts";`],
    ["at run time", `const b = await import("./b.ts");`],
  ])("follows an import %s", (_what, text) => {
    expect(chainOf({ "test/a.test.ts": text, "test/b.ts": WORKERS }))
      .toEqual(["test/a.test.ts", "test/b.ts", "cloudflare:workers"]);
  });

  test.each([
    ["of a type", `import type { B } from "./b.ts";`],
    ["of the type of a module", `declare const b: typeof import("./b.ts");`],
    ["of a package", `import { b } from "b";`],
    ["of a fixture", `import b from "./b.json";`],
  ])("leaves out an import %s", (_what, text) => {
    expect(chainOf({ "test/a.test.ts": text, "test/b.ts": WORKERS, "test/b.json": WORKERS })).toBeNull();
  });

  test("is the shortest one, and the search ends where imports form a circle", () => {
    const files = {
      "test/a.test.ts": `import "./b.ts";\nimport "./d.ts";`,
      "test/b.ts": `import "./c.ts";`,
      "test/c.ts": `import "./b.ts";\nimport "../src/e.ts";`,
      "test/d.ts": `import "../src/e.ts";`,
      "src/e.ts": WORKERS,
    };
    expect(chainOf(files)).toEqual(["test/a.test.ts", "test/d.ts", "src/e.ts", "cloudflare:workers"]);
    expect(chainOf({ ...files, "src/e.ts": "" })).toBeNull();
  });
});
