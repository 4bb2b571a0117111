import { expect, test } from "vitest";
import readme from "../../README.md?raw";

const files = Object.keys(
  import.meta.glob(["../../src/**/*.{ts,tsx,json}", "../../templates/**/*", "../../docs/*.md"], {
    query: "?url",
    import: "default",
    eager: true,
  }),
)
  .map((path) => path.replace("../../", ""));

/** The rows of the table of practices, without its head. */
const rows = readme.slice(readme.indexOf("## Fifteen practices")).split("\n## ")[0]!.split("\n")
  .filter((line) => line.startsWith("| ")).slice(1).map((line) => line.split("|").map((cell) => cell.trim()));

test("the README names fifteen practices, each with a place that exists", () => {
  expect(rows.length).toBe(15);
  for (const [, practice, does, where = ""] of rows) {
    expect(does, practice).not.toBe("");
    const named = [...where.matchAll(/`([^`]+)`|\((docs\/[^)]+)\)/g)].map(([, code, doc]) => code ?? doc!);
    expect(named.length, practice).toBeGreaterThan(0);
    for (const place of named) {
      const path = /^(?:templates|docs)\//.test(place) ? place : `src/${place}`;
      expect(files.some((file) => file === path || file.startsWith(`${path.replace(/\/$/, "")}/`)), place)
        .toBe(true);
    }
  }
});
