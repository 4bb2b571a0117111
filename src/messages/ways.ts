/**
 * Lists the ways to reach a customer and the channels of each. `channels/table.ts` opens the channels: a new one is a
 * file there, a line there and its name here. Pure.
 */
import * as v from "valibot";
import { PhoneNumber } from "../values/schemas.ts";

/** Mail carries every message; the other ways carry short messages. */
export const WAYS = {
  mail: {
    channels: ["capture", "cloudflare", "mailchannels", "ses", "resend", "postmark", "sendgrid"],
  },
  sms: { label: "Text", channels: ["twilio_sms"], address: PhoneNumber },
  whatsapp: { label: "WhatsApp", channels: ["whatsapp"], address: addressOf("whatsapp", /^\d{6,20}$/) },
  telegram: { label: "Telegram", channels: ["telegram"], address: addressOf("telegram", /^\d{1,20}$/) },
  messenger: { label: "Messenger", channels: ["messenger"], address: addressOf("messenger", /^\d{1,40}$/) },
  instagram: { label: "Instagram", channels: ["instagram"], address: addressOf("instagram", /^\d{1,40}$/) },
} as const satisfies
  & { readonly mail: { readonly channels: readonly string[] } }
  & Readonly<
    Record<string, { readonly channels: readonly string[] } | ShortWayDefinition>
  >;

interface ShortWayDefinition {
  /** Name of the way on the desk and the customer's pages. */
  readonly label: string;
  /** Channels in order of preference; the first that can be opened is used. */
  readonly channels: readonly string[];
  /** Schema of a customer's address for this way. */
  readonly address: v.GenericSchema<string>;
}

/**
 * Schema of an address that names its way, `telegram:4711`: the same digits at two services are two persons, on the
 * suppression list as elsewhere.
 */
function addressOf(way: string, own: RegExp): v.GenericSchema<string> {
  return v.pipe(
    v.string(),
    v.maxLength(80),
    v.check(
      (text) => text.startsWith(`${way}:`) && own.test(text.slice(way.length + 1)),
      `Must be ${way}: and the service's own id`,
    ),
  );
}

/** Returns the service's own id in an address of a short way: `4711` of `telegram:4711`. */
export function ownId(address: string): string {
  return address.slice(address.indexOf(":") + 1);
}

export type Way = keyof typeof WAYS;
/** Ways that a customer may choose beside or instead of mail. */
export type ShortWay = Exclude<Way, "mail">;
export type ChannelName<Of extends Way = Way> = (typeof WAYS)[Of]["channels"][number];

export const SHORT_WAYS = Object.keys(WAYS).filter((way): way is ShortWay => way !== "mail");

export function isShortWay(name: string): name is ShortWay {
  return (SHORT_WAYS as readonly string[]).includes(name);
}

/** Returns the short way of a channel; undefined for a mail channel. */
export function shortWayOf(channel: string): ShortWay | undefined {
  return SHORT_WAYS.find((way) => (WAYS[way].channels as readonly string[]).includes(channel));
}

/** Way that a customer chose for shipment news. */
export const ChosenWay = v.pipe(
  v.object({
    by: v.picklist(SHORT_WAYS),
    /** Address for this way: for `sms` a number in E.164, for every other one with its name, `telegram:4711`. */
    to: v.pipe(v.string(), v.trim(), v.maxLength(254)),
    /**
     * Whether the message replaces the mail, which is still sent if no such message can leave; otherwise the customer
     * gets both.
     */
    alone: v.boolean(),
  }),
  v.check(({ by, to }) => v.is(WAYS[by].address, to), "Must be an address that its way knows"),
);
export type ChosenWay = v.InferOutput<typeof ChosenWay>;

/**
 * Chosen ways in the customer's order: a message that cannot leave by one with `alone` goes by the next, and at last
 * by mail.
 */
export const ChosenWays = v.pipe(v.array(ChosenWay), v.maxLength(8));
export type ChosenWays = readonly ChosenWay[];

/** Returns `ways` with `chosen` for the way `by`, replaced in place or appended; `null` removes the way. */
export function withWay(ways: ChosenWays, by: ShortWay, chosen: Omit<ChosenWay, "by"> | null): ChosenWays {
  if (chosen === null) return ways.filter((way) => way.by !== by);
  const way = { by, ...chosen };
  return ways.some((one) => one.by === by) ? ways.map((one) => one.by === by ? way : one) : [...ways, way];
}

export function sameWays(one: ChosenWays, other: ChosenWays): boolean {
  return one.length === other.length && one.every(({ by, to, alone }, at) => {
    const way = other[at]!;
    return by === way.by && to === way.to && alone === way.alone;
  });
}
