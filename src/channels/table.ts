/** Which ways out there are, and what each needs to be opened. It never chooses one: the shop's settings do. */
import { err, ok, type Result } from "../result.ts";
import { captureChannel } from "./capture.ts";
import type { Channel } from "./channel.ts";
import { cloudflareChannel } from "./cloudflare.ts";
import { mailchannelsChannel } from "./mailchannels.ts";

export type ChannelName = "capture" | "cloudflare" | "mailchannels";

/** What the Worker has been given; what is missing closes the channel that needs it. */
export interface Ways {
  readonly bucket?: R2Bucket | undefined;
  readonly email?: SendEmail | undefined;
  readonly mailchannels_api_key?: string | undefined;
  readonly development: boolean;
  readonly fetch: typeof fetch;
  readonly clock: () => number;
}

/** Long, because every time-out is an unknown outcome that nobody may repeat; a lease must outlast it. */
export const SEND_TIMEOUT_MS = 15_000;

/** The channel, or why it cannot be used here. */
export function openChannel(name: ChannelName, ways: Ways): Result<Channel, "unavailable"> {
  switch (name) {
    case "capture":
      // It answers "accepted" and delivers to nobody: in production it would swallow every mail without a sign.
      if (!ways.development) return unavailable(name, "ENVIRONMENT must be development");
      if (ways.bucket === undefined) return unavailable(name, "the R2 binding MAIL must be set");
      return ok(captureChannel(ways.bucket, ways.clock));
    case "cloudflare":
      if (ways.email === undefined) return unavailable(name, "the send_email binding EMAIL must be set");
      return ok(cloudflareChannel(ways.email, SEND_TIMEOUT_MS));
    case "mailchannels": {
      const { mailchannels_api_key: api_key, fetch } = ways;
      if (!api_key) return unavailable(name, "the secret MAILCHANNELS_API_KEY must be set");
      return ok(mailchannelsChannel({ api_key, fetch, timeout_ms: SEND_TIMEOUT_MS }));
    }
  }
}

function unavailable(name: ChannelName, rule: string): Result<never, "unavailable"> {
  return err("unavailable", `Cannot send by ${name} as ${rule}`);
}
