import { expect, test } from "vitest";
import { SOURCE_NAMES } from "../../../../src/sources/table.ts";

const FILES = Object.values(
  import.meta.glob("./*.test.ts", { query: "?raw", import: "default", eager: true }) as Record<
    string,
    string
  >,
);

test.each(SOURCE_NAMES)("the payloads of %s are damaged by one file of this folder", (name) => {
  expect(FILES.filter((text) => text.includes(`", "${name}", "`))).toHaveLength(1);
});
