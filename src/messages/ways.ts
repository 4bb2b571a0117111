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

export type Way = keyof typeof WAYS;
/** Ways that a customer may choose beside or instead of mail. */
export type ShortWay = Exclude<Way, "mail">;
export type ChannelName<Of extends Way = Way> = (typeof WAYS)[Of]["channels"][number];

export const SHORT_WAYS = Object.keys(WAYS).filter((way): way is ShortWay => way !== "mail");

/** Way that a customer chose for shipment news. */
export const ChosenWay = v.pipe(
  v.object({
    by: v.picklist(SHORT_WAYS),
    /** Address for this way: for `sms` a number in E.164. */
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
