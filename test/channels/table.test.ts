import { env } from "cloudflare:workers";
import { describe, expect, test } from "vitest";
import { openChannel, SEND_TIMEOUT_MS, type Ways } from "../../src/channels/table.ts";
import { LEASE_S } from "../../src/messages/attempt.ts";
import { CHANNELS } from "../../src/orders/shop.ts";

const { MAIL, EMAIL } = env as unknown as { MAIL: R2Bucket; EMAIL: SendEmail };

const WAYS: Ways = {
  bucket: MAIL,
  email: EMAIL,
  mailchannels_api_key: "mc-not-a-real-key",
  development: true,
  fetch,
  clock: () => 0,
};

describe("a channel", () => {
  test.each(CHANNELS)("that a shop may name can be opened: %s", (name) => {
    expect(openChannel(name, WAYS)).toMatchObject({ ok: true, value: { name } });
  });

  test("that only captures is refused in production, where it would swallow real mail", () => {
    expect(openChannel("capture", { ...WAYS, development: false })).toEqual({
      ok: false,
      reason: "unavailable",
      message: "Cannot send by capture as ENVIRONMENT must be development",
    });
  });

  test.each(["cloudflare", "mailchannels"] as const)(
    "that delivers may be opened in production: %s",
    (name) => {
      expect(openChannel(name, { ...WAYS, development: false })).toMatchObject({ ok: true });
    },
  );

  test.each(
    [
      ["capture", { bucket: undefined }, "the R2 binding MAIL must be set"],
      ["cloudflare", { email: undefined }, "the send_email binding EMAIL must be set"],
      ["mailchannels", { mailchannels_api_key: undefined }, "the secret MAILCHANNELS_API_KEY must be set"],
      ["mailchannels", { mailchannels_api_key: "" }, "the secret MAILCHANNELS_API_KEY must be set"],
    ] as const,
  )("is refused without what it needs: %s", (name, missing, rule) => {
    const opened = openChannel(name, { ...WAYS, ...missing });
    expect(opened).toEqual({
      ok: false,
      reason: "unavailable",
      message: `Cannot send by ${name} as ${rule}`,
    });
  });
});

test("a lease outlasts every channel's time-out, one after another", () => {
  expect(LEASE_S * 1_000).toBeGreaterThan(CHANNELS.length * SEND_TIMEOUT_MS);
});
