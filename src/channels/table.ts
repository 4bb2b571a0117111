/** Lists all channels. It never chooses one: the shop's settings and the customer do. */
import * as v from "valibot";
import type { IncomingBatch } from "../messages/incoming.ts";
import { err, ok, type Result } from "../result.ts";
import type { SignatureRefusal, Webhook } from "../sources/source.ts";
import { type ChannelName, type ShortWay, shortWayOf, WAYS } from "../messages/ways.ts";
import { CAPTURE } from "./capture.ts";
import { captureShortChannel } from "./capture_short.ts";
import type { Channel, OutgoingMail, ShortMessage } from "./channel.ts";
import { CLOUDFLARE } from "./cloudflare.ts";
import {
  type ChannelDefinition,
  closed,
  SEND_TIMEOUT_MS,
  type ShortDefinition,
  type Surroundings,
} from "./definition.ts";
import { MAILCHANNELS } from "./mailchannels.ts";
import { messageRef } from "./message_ref.ts";
import { POSTMARK } from "./postmark.ts";
import { RESEND } from "./resend.ts";
import { SENDGRID } from "./sendgrid.ts";
import { SES } from "./ses.ts";
import { type TwilioAccount, twilioSettings } from "./twilio_account.ts";

export const CHANNELS = {
  capture: CAPTURE,
  cloudflare: CLOUDFLARE,
  mailchannels: MAILCHANNELS,
  ses: SES,
  resend: RESEND,
  postmark: POSTMARK,
  sendgrid: SENDGRID,
} as const satisfies { readonly [Name in ChannelName<"mail">]: Definition };

/** `any`: each takes settings of its own. */
// deno-lint-ignore no-explicit-any
type Definition = ChannelDefinition<OutgoingMail, any>;
// deno-lint-ignore no-explicit-any
export type AnyShort = ShortDefinition<any>;

/** Loaded where a shop uses them: most shops use none, and no start waits for them. */
const SHORT_CHANNELS: { readonly [Name in ChannelName<ShortWay>]: () => Promise<AnyShort> } = {
  twilio_sms: async () => (await import("./twilio_sms.ts")).TWILIO_SMS,
  whatsapp: async () => (await import("./whatsapp.ts")).WHATSAPP,
  telegram: async () => (await import("./telegram.ts")).TELEGRAM,
  messenger: async () => (await import("./messenger.ts")).MESSENGER,
  instagram: async () => (await import("./instagram.ts")).INSTAGRAM,
};

export const CHANNEL_NAMES: readonly ChannelName[] = [
  ...Object.keys(CHANNELS) as ChannelName<"mail">[],
  ...Object.keys(SHORT_CHANNELS) as ChannelName<ShortWay>[],
];

type Given = ReturnType<(typeof CHANNELS)[ChannelName<"mail">]["settings"]>;
type Together<Union> = (Union extends unknown ? (each: Union) => void : never) extends
  (all: infer All) => void ? All
  : never;
/** The environment's settings for all channels; a missing setting closes the channel that needs it. */
export type ChannelSettings = Together<Given> & { readonly twilio: TwilioAccount | undefined };
export type Ways = Surroundings & Partial<ChannelSettings>;

/**
 * Reads the settings of all channels; throws at the first channel with an invalid variable, and never quotes a value.
 */
export function channelSettings(env: unknown): ChannelSettings {
  const mail = Object.values(CHANNELS).map(({ settings }) => settings(env));
  return Object.assign({}, ...mail, twilioSettings(env));
}

/** Opens the mail channel `name`, or returns why it cannot be used here. */
export function openChannel(
  name: ChannelName<"mail">,
  ways: Ways,
): Result<Channel<OutgoingMail>, "unavailable"> {
  return (CHANNELS[name] as Definition).open(ways);
}

/** Returns the definition of a short channel, which is loaded where it was not. */
export async function shortChannel(name: ChannelName<ShortWay>): Promise<AnyShort> {
  return await SHORT_CHANNELS[name]();
}

/**
 * Opens the short channel `name` with the shop's account, or returns why it cannot be used here. In development the dev
 * mailbox replaces a closed one. The id in its receipts is a digest: some services write the reader's number into theirs.
 */
export async function openShort(
  name: ChannelName<ShortWay>,
  ways: Ways,
): Promise<Result<Channel<ShortMessage>, "unavailable">> {
  const way = shortWayOf(name)!;
  const definition = await shortChannel(name);
  const account = accountOf(definition, way, ways);
  if (!account.ok) {
    return ways.development && ways.bucket !== undefined
      ? ok(captureShortChannel(ways.bucket, ways.clock))
      : account;
  }
  const { fetch, clock } = ways;
  const channel = definition.open(
    { fetch, clock, timeout_ms: SEND_TIMEOUT_MS, hook_url: hookUrl(way, ways) },
    account.value,
  );
  return ok({
    ...channel,
    send: async (message) => {
      const receipt = await channel.send(message);
      return receipt.outcome === "accepted"
        ? { ...receipt, provider_id: await messageRef(receipt.provider_id) }
        : receipt;
    },
  });
}

/** Opens the first usable channel for `way`, or returns why the last one cannot be used. */
export async function openWay(
  way: ShortWay,
  ways: Ways,
): Promise<Result<Channel<ShortMessage>, "unavailable">> {
  const opened = await Promise.all(WAYS[way].channels.map((name) => openShort(name, ways)));
  return opened.find((one) => one.ok) ?? opened.at(-1)!;
}

/** Returns whether messages can leave by `way` at all. */
export function canLeaveBy(way: ShortWay, ways: Ways): boolean {
  return ways.accounts?.[way] !== undefined || way === "sms" && ways.twilio !== undefined ||
    ways.development && ways.bucket !== undefined;
}

/** A way's channel with the shop's account, ready for what comes in. */
export interface OpenedWay {
  readonly definition: AnyShort;
  readonly account: unknown;
  /** The address that the shop gave to the service. */
  readonly hook_url: string;
}

/** Returns the way's channel as the shop has set it up, or why it is not. */
export async function listenTo(way: ShortWay, ways: Ways): Promise<Result<OpenedWay, "unavailable">> {
  const definition = await shortChannel(WAYS[way].channels[0]);
  const account = accountOf(definition, way, ways);
  return account.ok
    ? ok({ definition, account: account.value, hook_url: hookUrl(way, ways) ?? "" })
    : account;
}

export async function verifyIncoming(
  { definition, account, hook_url }: OpenedWay,
  webhook: Webhook,
): Promise<Result<null, SignatureRefusal>> {
  return await definition.verify(webhook, account, hook_url);
}

/** Reads a verified webhook; the ids of our own messages in it are those of our receipts. */
export async function readIncoming(
  { definition, account }: OpenedWay,
  webhook: Webhook,
): Promise<Result<IncomingBatch, "unreadable" | "invalid">> {
  const read = definition.read(webhook, account);
  if (!read.ok) return read;
  const items = await Promise.all(
    read.value.items.map(async (item) =>
      item.type === "status"
        ? { ...item, provider_id: await messageRef(item.provider_id) }
        : item.type === "message" && item.answers !== undefined
        ? { ...item, answers: await messageRef(item.answers) }
        : item
    ),
  );
  return ok({ ...read.value, items });
}

/** The shop's own account goes before the one of the environment, which all shops share. */
function accountOf(definition: AnyShort, way: ShortWay, ways: Ways): Result<unknown, "unavailable"> {
  const json = ways.accounts?.[way]?.[0];
  if (json === undefined) {
    return way === "sms" && ways.twilio !== undefined
      ? ok(ways.twilio)
      : closed(WAYS[way].channels[0], "the shop must connect an account");
  }
  const read = v.safeParse(v.pipe(v.string(), v.parseJson(), definition.account), json);
  return read.success
    ? ok(read.output)
    : err("unavailable", `${definition.label}: the account must be connected again`);
}

function hookUrl(way: ShortWay, { hooks_url }: Ways): string | undefined {
  return hooks_url === undefined ? undefined : `${hooks_url}/${way}`;
}
