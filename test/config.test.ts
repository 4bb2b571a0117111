import { describe, expect, test } from "vitest";
import { readConfig } from "../src/config.ts";
import example from "../.dev.vars.example?raw";

const ENV = {
  ENVIRONMENT: "production",
  PUBLIC_URL: "https://orders.kontor.example/",
  LINK_KEYS: "1:dGVzdC1saW5rLWtleS10ZXN0LWxpbmsta2V5LTAwMDE=",
  SEALING_KEY: "dGVzdC1zZWFsaW5nLWtleS10ZXN0LXNlYWxpbmctMDA=",
};
const SES = { SES_REGION: "eu-central-1", SES_ACCESS_KEY_ID: "AKIA", SES_SECRET_ACCESS_KEY: "ses-secret" };
const ACCESS = { ACCESS_TEAM_DOMAIN: "kontor.cloudflareaccess.com", ACCESS_AUD: "ab".repeat(32) };
const TWILIO = {
  TWILIO_ACCOUNT_SID: `AC${"0".repeat(32)}`,
  TWILIO_AUTH_TOKEN: "twilio-secret",
  TWILIO_FROM: "+4930123456",
};

describe("production", () => {
  const published = (name: string) => new RegExp(`^${name} = "(.*)"$`, "m").exec(example)![1]!;

  test.each(["LINK_KEYS", "SEALING_KEY"])("refuses the published %s, and does not repeat it", (name) => {
    const reading = () => readConfig({ ...ENV, [name]: published(name) });
    expect(reading).toThrow(`${name}: Must not be a key of .dev.vars.example in production`);
    expect(reading).not.toThrow(published(name));
    expect(readConfig({ ...ENV, ENVIRONMENT: "development", [name]: published(name) }).development).toBe(
      true,
    );
  });

  test("refuses a published link key that only verifies, even behind a key of its own", () => {
    const LINK_KEYS = `2:${ENV.LINK_KEYS.slice(2)},${published("LINK_KEYS")}`;
    expect(() => readConfig({ ...ENV, LINK_KEYS })).toThrow(
      "LINK_KEYS: Must not be a key of .dev.vars.example",
    );
  });

  test.each([
    ["LINK_KEYS", "1:ZGV2ZWxvcG1lbnQtb25seS1saW5rLWtleS0wMDAwMDE="],
    ["SEALING_KEY", "ZGV2ZWxvcG1lbnQtb25seS1zZWFsaW5nLWtleS0wMDE="],
  ])("refuses the %s that was published before", (name, value) => {
    expect(() => readConfig({ ...ENV, [name]: value })).toThrow(`${name}: Must not be a key`);
  });

  test("refuses links that do not use HTTPS", () => {
    const reading = () => readConfig({ ...ENV, PUBLIC_URL: published("PUBLIC_URL") });
    expect(reading).toThrow("PUBLIC_URL: Must begin with https:// in production");
  });
});

describe("the secrets of channels", () => {
  test("may all be missing: the channels that need them are closed", () => {
    expect(readConfig(ENV)).toMatchObject({
      public_url: "https://orders.kontor.example",
      resend_api_key: undefined,
      postmark_server_token: undefined,
      sendgrid_api_key: undefined,
      ses: undefined,
      twilio: undefined,
      access: undefined,
    });
  });

  test("are passed on where they are set", () => {
    const keys = { RESEND_API_KEY: "r", POSTMARK_SERVER_TOKEN: "p", SENDGRID_API_KEY: "s" };
    expect(readConfig({ ...ENV, ...keys, ...SES, ...TWILIO, ...ACCESS, SES_CONFIGURATION_SET: "waybill" }))
      .toMatchObject({
        resend_api_key: "r",
        postmark_server_token: "p",
        sendgrid_api_key: "s",
        ses: {
          region: "eu-central-1",
          access_key_id: "AKIA",
          secret_access_key: "ses-secret",
          configuration_set: "waybill",
        },
        access: { team_domain: "kontor.cloudflareaccess.com", audience: ACCESS.ACCESS_AUD },
        twilio: { account_sid: TWILIO.TWILIO_ACCOUNT_SID, auth_token: "twilio-secret", from: "+4930123456" },
      });
  });

  test.each([
    "MAILCHANNELS_API_KEY",
    "RESEND_API_KEY",
    "POSTMARK_SERVER_TOKEN",
    "SENDGRID_API_KEY",
  ])("must not be empty: %s", (name) => {
    expect(() => readConfig({ ...ENV, [name]: "" })).toThrow(`${name}: Must not be empty`);
  });

  test.each(
    [
      [SES, "SES_REGION", undefined, "SES_REGION: is missing"],
      [SES, "SES_REGION", "evil.example/", "SES_REGION: Must be an AWS region such as eu-central-1"],
      [SES, "SES_ACCESS_KEY_ID", undefined, "SES_ACCESS_KEY_ID: is missing"],
      [SES, "SES_SECRET_ACCESS_KEY", "", "SES_SECRET_ACCESS_KEY: Must not be empty"],
      [ACCESS, "ACCESS_TEAM_DOMAIN", undefined, "ACCESS_TEAM_DOMAIN: is missing"],
      [ACCESS, "ACCESS_TEAM_DOMAIN", "", "ACCESS_TEAM_DOMAIN: Must be <your team>.cloudflareaccess.com"],
      [ACCESS, "ACCESS_TEAM_DOMAIN", "evil.example/.cloudflareaccess.com", "ACCESS_TEAM_DOMAIN: Must be"],
      [ACCESS, "ACCESS_TEAM_DOMAIN", "https://kontor.cloudflareaccess.com", "ACCESS_TEAM_DOMAIN: Must be"],
      [ACCESS, "ACCESS_AUD", undefined, "ACCESS_AUD: is missing"],
      [ACCESS, "ACCESS_AUD", "", "ACCESS_AUD: Must be the application's audience tag"],
      [TWILIO, "TWILIO_ACCOUNT_SID", "x/../y", "TWILIO_ACCOUNT_SID: Must be AC and 32 hexadecimal digits"],
      [TWILIO, "TWILIO_AUTH_TOKEN", undefined, "TWILIO_AUTH_TOKEN: is missing"],
      [TWILIO, "TWILIO_FROM", "030 123456 78", "TWILIO_FROM: Must be a number in E.164"],
    ] as const,
  )(
    "that belong together are all given, each as it must be: %o without a right %s",
    (group, name, value, rule) => {
      const reading = () => readConfig({ ...ENV, ...group, [name]: value });
      expect(reading).toThrow(rule);
      for (const secret of ["ses-secret", "twilio-secret"]) expect(reading).not.toThrow(secret);
    },
  );
});
