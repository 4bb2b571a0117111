/** Programs that work at their top level must have made their constants before: a later one is not there yet. */
import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const programs = readdirSync("scripts", { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".ts")).map((name) => `scripts/${name}`);

/** Constants that stand after the first `await runTask(` of the file's top level. */
function lateConstants(text: string): readonly string[] {
  const [, ...after] = text.split(/^await runTask\(/m);
  return [...after.join("").matchAll(/^const (\w+)/gm)].map(([, name]) => name!);
}

test("no task uses a constant that stands after its work", () => {
  const late = programs.flatMap((path) =>
    lateConstants(readFileSync(path, "utf8")).map((name) => `${path}: ${name}`)
  );
  expect(late).toEqual([]);
  expect(programs.length).toBeGreaterThan(20);
  expect(lateConstants("const A = 1;\nawait runTask(add);\nconst B = 2;")).toEqual(["B"]);
});
