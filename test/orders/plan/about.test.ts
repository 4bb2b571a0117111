import { expect, test } from "vitest";
import { aboutNumber, aboutSooner, soonerDay } from "../../../src/orders/plan/about.ts";

test("a mail with an earlier date names its day, and the day is read from it, numbered or not", () => {
  expect(aboutSooner("2026-12-01")).toBe("sooner:2026-12-01");
  expect(soonerDay("sooner:2026-12-01")).toBe("2026-12-01");
  expect(soonerDay("sooner:2026-12-01:2")).toBe("2026-12-01");
  expect(soonerDay("2026-12-01")).toBeNull();
  expect(soonerDay("no-sooner:2026-12-01")).toBeNull();
});

test("a tracking number in a key has no slash", () => {
  expect(aboutNumber("JD/01/46")).toBe("JD%2F01%2F46");
  expect(aboutNumber("JD0146")).toBe("JD0146");
});
