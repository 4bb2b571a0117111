import { expect, test } from "vitest";
import { COPY_FOLDERS, copyPath } from "../../src/messages/copy_path.ts";

const KEY = "demo/shopify/1001/order_confirmation/";

test("a message of shadow mode is kept apart from those that left; an erasure knows both folders", () => {
  expect(copyPath(KEY, "shadowed")).toBe(`shadow/${KEY}`);
  expect(copyPath(KEY, "sent")).toBe(`sent/${KEY}`);
  expect(copyPath(KEY, "unknown")).toBe(`sent/${KEY}`);
  expect(COPY_FOLDERS).toEqual(["sent", "shadow"]);
});
