import { env } from "cloudflare:workers";
import { describe, expect, test } from "vitest";
import { SEND_TIMEOUT_MS } from "../../src/channels/definition.ts";
import {
  canLeaveBy,
  CHANNEL_NAMES,
  openChannel,
  openShort,
  openWay,
  type Ways,
} from "../../src/channels/table.ts";
import { type ChannelName, SHORT_WAYS, shortWayOf } from "../../src/messages/ways.ts";
import { LEASE_S } from "../../src/messages/attempt.ts";
import { TRIED_MAX } from "../../src/flow/deliver/send_by_channels.ts";
import { CHANNELS } from "../../src/orders/shop.ts";

const { MAIL, EMAIL } = env as unknown as { MAIL: R2Bucket; EMAIL: SendEmail };

const WAYS: Ways = {
  bucket: MAIL,
  email: EMAIL,
  mailchannels_api_key: "mc-not-a-real-key",
  resend_api_key: "re-not-a-real-key",
  postmark_server_token: "pm-not-a-real-token",
  sendgrid_api_key: "sg-not-a-real-key",
  ses: { region: "eu-central-1", access_key_id: "not-a-real-id", secret_access_key: "not-a-real-key" },
  twilio: { account_sid: "not-a-real-sid", auth_token: "not-a-real-token", from: "+4930123456" },
  development: true,
  fetch,
  clock: () => 0,
};

const MAIL_NAMES = CHANNEL_NAMES.filter((name): name is ChannelName<"mail"> =>
  shortWayOf(name) === undefined
);

describe("a channel", () => {
  test.each(CHANNELS)("that a shop may name in its settings exists: %s", (name) => {
    expect(CHANNEL_NAMES).toContain(name);
  });

  test.each(MAIL_NAMES)("can be opened where every setting is present: %s", (name) => {
    expect(openChannel(name, WAYS)).toMatchObject({ ok: true, value: { name } });
  });

  test("that only captures is refused in production, where it would swallow real mail", () => {
    expect(openChannel("capture", { ...WAYS, development: false })).toEqual({
      ok: false,
      reason: "unavailable",
      message: "Cannot send by capture as ENVIRONMENT must be development",
    });
  });

  test.each(MAIL_NAMES.filter((name) => name !== "capture"))(
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
      ["ses", { ses: undefined }, "the secret SES_SECRET_ACCESS_KEY must be set"],
      ["resend", { resend_api_key: undefined }, "the secret RESEND_API_KEY must be set"],
      ["postmark", { postmark_server_token: undefined }, "the secret POSTMARK_SERVER_TOKEN must be set"],
      ["sendgrid", { sendgrid_api_key: undefined }, "the secret SENDGRID_API_KEY must be set"],
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

describe("a short way", () => {
  const PRODUCTION = { ...WAYS, twilio: undefined, development: false };

  test("of texts leaves by Twilio, by the shop's own account or the environment's", async () => {
    expect(await openShort("twilio_sms", WAYS)).toMatchObject({ ok: true, value: { name: "twilio_sms" } });
    const accounts = {
      sms: [
        JSON.stringify({
          account_sid: `AC${"0".repeat(32)}`,
          auth_token: "x".repeat(32),
          from: "+4930123456",
        }),
      ],
    };
    expect(await openShort("twilio_sms", { ...PRODUCTION, accounts })).toMatchObject({
      value: { name: "twilio_sms" },
    });
    expect(canLeaveBy("sms", { ...PRODUCTION, accounts })).toBe(true);
  });

  test.each(SHORT_WAYS)("%s leaves into the dev mailbox, or the error says what is missing", async (way) => {
    expect(await openWay(way, { ...WAYS, twilio: undefined })).toMatchObject({ value: { name: "capture" } });
    expect(canLeaveBy(way, PRODUCTION)).toBe(false);
    expect(await openWay(way, PRODUCTION)).toMatchObject({
      ok: false,
      reason: "unavailable",
      message: expect.stringMatching(/^Cannot send by \w+ as the shop must connect an account$/),
    });
  });

  test("is closed with an account that a release no longer reads, and quotes none of it", async () => {
    const accounts = { telegram: [JSON.stringify({ bot_token: "not-a-real-token" })] };
    const opened = await openShort("telegram", { ...PRODUCTION, accounts });
    expect(opened).toEqual({
      ok: false,
      reason: "unavailable",
      message: "Telegram: the account must be connected again",
    });
  });
});

test("a lease outlasts every channel's time-out, one after another", () => {
  expect(LEASE_S * 1_000).toBeGreaterThan(TRIED_MAX * SEND_TIMEOUT_MS);
});
