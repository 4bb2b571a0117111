/** Lists all channels. It never chooses one: the shop's settings and the customer do. */
import { ok, type Result } from "../result.ts";
import { type ChannelName, type ShortWay, type Way, WAYS } from "../messages/ways.ts";
import { CAPTURE } from "./capture.ts";
import { captureShortChannel } from "./capture_short.ts";
import type { Channel, ContentOf, ShortMessage } from "./channel.ts";
import { CLOUDFLARE } from "./cloudflare.ts";
import type { ChannelDefinition, Surroundings } from "./definition.ts";
import { MAILCHANNELS } from "./mailchannels.ts";
import { POSTMARK } from "./postmark.ts";
import { RESEND } from "./resend.ts";
import { SENDGRID } from "./sendgrid.ts";
import { SES } from "./ses.ts";
import { TWILIO_SMS } from "./twilio_sms.ts";

export const CHANNELS = {
  capture: CAPTURE,
  cloudflare: CLOUDFLARE,
  mailchannels: MAILCHANNELS,
  ses: SES,
  resend: RESEND,
  postmark: POSTMARK,
  sendgrid: SENDGRID,
  twilio_sms: TWILIO_SMS,
} as const satisfies { readonly [Name in ChannelName]: Definition<Name> };

/** `any`: each takes settings of its own. */
// deno-lint-ignore no-explicit-any
type Definition<Name extends ChannelName> = ChannelDefinition<ContentOf<WayOf<Name>>, any>;

/** The kind of channel (mail or short message) to which a channel name belongs. */
export type WayOf<Name extends ChannelName> = {
  [Of in Way]: Name extends ChannelName<Of> ? Of : never;
}[Way];

export const CHANNEL_NAMES = Object.keys(CHANNELS) as readonly ChannelName[];

type Given = ReturnType<(typeof CHANNELS)[ChannelName]["settings"]>;
type Together<Union> = (Union extends unknown ? (each: Union) => void : never) extends
  (all: infer All) => void ? All
  : never;
/** The environment's settings for all channels; a missing setting closes the channel that needs it. */
export type ChannelSettings = Together<Given>;
export type Ways = Surroundings & Partial<ChannelSettings>;

/**
 * Reads the settings of all channels; throws at the first channel with an invalid variable, and never quotes a value.
 */
export function channelSettings(env: unknown): ChannelSettings {
  return Object.assign({}, ...Object.values(CHANNELS).map(({ settings }) => settings(env)));
}

/**
 * Opens the channel `name`, or returns why it cannot be used here. In development the dev mailbox replaces a closed
 * short-message channel.
 */
export function openChannel<Name extends ChannelName>(
  name: Name,
  ways: Ways,
): Result<Channel<ContentOf<WayOf<Name>>>, "unavailable"> {
  const definition = CHANNELS[name] as unknown as Definition<Name>;
  const opened = definition.open(ways);
  if (opened.ok || !ways.development || ways.bucket === undefined || isMailChannel(name)) return opened;
  return ok(captureShortChannel(ways.bucket, ways.clock) as unknown as Channel<ContentOf<WayOf<Name>>>);
}

/** Opens the first usable channel for `way`, or returns why the last one cannot be used. */
export function openWay(way: ShortWay, ways: Ways): Result<Channel<ShortMessage>, "unavailable"> {
  const opened = WAYS[way].channels.map((name) => openChannel(name, ways));
  return opened.find((one) => one.ok) ?? opened.at(-1)!;
}

function isMailChannel(name: ChannelName): name is ChannelName<"mail"> {
  return (WAYS.mail.channels as readonly string[]).includes(name);
}
