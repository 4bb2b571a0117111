import { afterEach, describe, expect, test, vi } from "vitest";
import config from "../../wrangler.toml?raw";
import { logFailure } from "../../src/doors/log.ts";

afterEach(() => vi.restoreAllMocks());

const TOKEN = "AgEBAcyrAwHItoJkZW1vL3N0YW5kYXJkL2RlbW8tYjgx";

function logged(message: string): string {
  const spy = vi.spyOn(console, "error").mockImplementation(() => {});
  logFailure("request_failed", { path: "/o/:token" }, new Error(message));
  return spy.mock.calls.join();
}

describe("what is logged of an error", () => {
  test.each([
    [`Cannot open https://orders.kontor.example/o/${TOKEN}/invoice`, "/o/…/invoice"],
    [`Cannot open /h/${TOKEN}`, "/h/…"],
    ["POST https://orders.kontor.example/hooks/kontor/shippo?token=hush-hush failed", "/shippo?… failed"],
    ["GET https://kontor.example/wp-json/wc/v3/orders?consumer_key=hush-hush&page=2", "/orders?…"],
  ])("hides what opens a page or a door: %s", (message, left) => {
    const line = logged(message);
    expect(line).toContain(left);
    expect(line).not.toContain(TOKEN);
    expect(line).not.toContain("hush-hush");
  });

  test("keeps a question as it is, and hides addresses", () => {
    expect(logged("Was ada@lovelace.example known? Nobody said")).toContain("Was … known? Nobody said");
  });
});

test("the platform logs no address of a request: links are bearer secrets", () => {
  expect(config).toMatch(/^\[observability\]\nenabled = true\nredact_query_string = true$/m);
  expect(config).toMatch(/^\[observability\.logs\]\ninvocation_logs = false$/m);
});
