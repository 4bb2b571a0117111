import { expect, test } from "vitest";
import { NAMES, payloadsOf } from "./payloads.ts";

const FILES = Object.values(
  import.meta.glob(["./*.test.ts", "!./every_sender.test.ts", "!./on_d1.test.ts", "!./inner_ring.test.ts"], {
    query: "?raw",
    import: "default",
    eager: true,
  }) as Record<string, string>,
);

test.each(NAMES)("the payloads of %s are damaged by one file of this folder", (name) => {
  expect(payloadsOf(name).length).toBeGreaterThan(0);
  expect(FILES.filter((text) => text.includes(`"${name}"`))).toHaveLength(1);
});
