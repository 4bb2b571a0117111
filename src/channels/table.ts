/** Which ways out there are, and what each needs to be opened. It never chooses one: the shop's settings do. */
import { err, ok, type Result } from "../result.ts";
import { captureChannel } from "./capture.ts";
import { captureSmsChannel } from "./capture_sms.ts";
import type { Channel, SmsChannel } from "./channel.ts";
import { cloudflareChannel } from "./cloudflare.ts";
import { mailchannelsChannel } from "./mailchannels.ts";
import { postmarkChannel } from "./postmark.ts";
import { resendChannel } from "./resend.ts";
import { sendgridChannel } from "./sendgrid.ts";
import { sesChannel, type SesConfig } from "./ses.ts";
import { twilioSmsChannel, type TwilioSmsConfig } from "./twilio_sms.ts";

export const CHANNEL_NAMES = [
  "capture",
  "cloudflare",
  "mailchannels",
  "ses",
  "resend",
  "postmark",
  "sendgrid",
] as const;
export type ChannelName = (typeof CHANNEL_NAMES)[number];
/** By which texts leave, as the ledger names it also while it is closed. */
export const SMS_CHANNEL = "twilio_sms";

/** What the Worker has been given; what is missing closes the channel that needs it. */
export interface Ways {
  readonly bucket?: R2Bucket | undefined;
  readonly email?: SendEmail | undefined;
  readonly mailchannels_api_key?: string | undefined;
  readonly resend_api_key?: string | undefined;
  readonly postmark_server_token?: string | undefined;
  readonly sendgrid_api_key?: string | undefined;
  readonly ses?: Omit<SesConfig, "fetch" | "timeout_ms" | "clock" | "url"> | undefined;
  readonly twilio?: Omit<TwilioSmsConfig, "fetch" | "timeout_ms" | "url"> | undefined;
  readonly development: boolean;
  readonly fetch: typeof fetch;
  readonly clock: () => number;
}

/** Long, because every time-out is an unknown outcome that nobody may repeat; a lease must outlast it. */
export const SEND_TIMEOUT_MS = 15_000;

/** The channel, or why it cannot be used here. */
export function openChannel(name: ChannelName, ways: Ways): Result<Channel, "unavailable"> {
  const { fetch, clock } = ways;
  const access = { fetch, timeout_ms: SEND_TIMEOUT_MS };
  switch (name) {
    case "capture":
      // It answers "accepted" and delivers to nobody: in production it would swallow every mail without a sign.
      if (!ways.development) return unavailable(name, "ENVIRONMENT must be development");
      if (ways.bucket === undefined) return unavailable(name, "the R2 binding MAIL must be set");
      return ok(captureChannel(ways.bucket, clock));
    case "cloudflare":
      if (ways.email === undefined) return unavailable(name, "the send_email binding EMAIL must be set");
      return ok(cloudflareChannel(ways.email, SEND_TIMEOUT_MS));
    case "mailchannels":
      if (!ways.mailchannels_api_key) return without(name, "MAILCHANNELS_API_KEY");
      return ok(mailchannelsChannel({ ...access, api_key: ways.mailchannels_api_key }));
    case "ses":
      if (ways.ses === undefined) return without(name, "SES_SECRET_ACCESS_KEY");
      return ok(sesChannel({ ...access, ...ways.ses, clock }));
    case "resend":
      if (!ways.resend_api_key) return without(name, "RESEND_API_KEY");
      return ok(resendChannel({ ...access, api_key: ways.resend_api_key }));
    case "postmark":
      if (!ways.postmark_server_token) return without(name, "POSTMARK_SERVER_TOKEN");
      return ok(postmarkChannel({ ...access, server_token: ways.postmark_server_token }));
    case "sendgrid":
      if (!ways.sendgrid_api_key) return without(name, "SENDGRID_API_KEY");
      return ok(sendgridChannel({ ...access, api_key: ways.sendgrid_api_key }));
  }
}

/** The one way out for text messages, or why there is none. */
export function openSmsChannel(
  { twilio, fetch, development, bucket, clock }: Ways,
): Result<SmsChannel, "unavailable"> {
  if (twilio === undefined && development && bucket !== undefined) {
    return ok(captureSmsChannel(bucket, clock));
  }
  if (twilio === undefined) return without(SMS_CHANNEL, "TWILIO_AUTH_TOKEN");
  return ok(twilioSmsChannel({ ...twilio, fetch, timeout_ms: SEND_TIMEOUT_MS }));
}

function without(name: string, secret: string): Result<never, "unavailable"> {
  return unavailable(name, `the secret ${secret} must be set`);
}

function unavailable(name: string, rule: string): Result<never, "unavailable"> {
  return err("unavailable", `Cannot send by ${name} as ${rule}`);
}
