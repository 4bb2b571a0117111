/** The ways to a customer and the channels of each. `channels/table.ts` opens the channels: a new one is a file there, a line there and its name here. Pure. */
import * as v from "valibot";
import { PhoneNumber } from "../values/schemas.ts";

/** By mail everything can be told. The other ways carry short messages. */
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
  /** How the desk and the customer's pages call it. */
  readonly label: string;
  /** The first that can be opened is taken. */
  readonly channels: readonly string[];
  /** How it knows a customer. */
  readonly address: v.GenericSchema<string>;
}

export type Way = keyof typeof WAYS;
/** What a customer may choose beside mail or instead of it. */
export type ShortWay = Exclude<Way, "mail">;
export type ChannelName<Of extends Way = Way> = (typeof WAYS)[Of]["channels"][number];

export const SHORT_WAYS = Object.keys(WAYS).filter((way): way is ShortWay => way !== "mail");

/** One way by which a customer wants news of shipments. */
export const ChosenWay = v.pipe(
  v.object({
    by: v.picklist(SHORT_WAYS),
    /** As the way knows the customer: for `sms` a number in E.164. */
    to: v.pipe(v.string(), v.trim(), v.maxLength(254)),
    /** Instead of a mail, which comes after all where nothing can leave by it; otherwise beside it. */
    alone: v.boolean(),
  }),
  v.check(({ by, to }) => v.is(WAYS[by].address, to), "Must be an address that its way knows"),
);
export type ChosenWay = v.InferOutput<typeof ChosenWay>;

/** In the customer's order: what cannot leave by one that stands alone goes by the next, and at last by mail. */
export const ChosenWays = v.pipe(v.array(ChosenWay), v.maxLength(8));
export type ChosenWays = readonly ChosenWay[];

/** `ways` with `chosen` in the place of what stood for the same way, or behind them; `null` takes the way out. */
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
