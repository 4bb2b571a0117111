/**
 * Lists the ways to reach a customer and the channels of each. `channels/table.ts` opens the channels: a new one is a
 * file there, a line there and its name here. Pure.
 */
import * as v from "valibot";
import { PhoneNumber } from "../values/schemas.ts";

/** The digits of a number, or the id that Meta gives a business in its place: `US.13491208655302741918`, `US.ENT.1181`. */
export const WHATSAPP_ID = /^(?:\d{6,20}|[A-Z]{2}\.(?:ENT\.)?[A-Za-z0-9]{1,128})$/;

/** Mail carries every message; the other ways carry short messages. */
export const WAYS = {
  mail: {
    channels: ["capture", "cloudflare", "mailchannels", "ses", "resend", "postmark", "sendgrid"],
  },
  sms: { label: "Text", channels: ["twilio_sms"], address: PhoneNumber },
  whatsapp: { label: "WhatsApp", channels: ["whatsapp"], address: addressOf("whatsapp", WHATSAPP_ID) },
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
    v.maxLength(160),
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

/** Classes of messages for which a customer chooses ways, each with a list of its own. All others always come by mail. */
export const WAY_CLASSES = ["progress", "care"] as const;
export type WayClass = (typeof WAY_CLASSES)[number];

/** Way that a customer chose for a class of messages. */
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
    /** Absent for shipment news (`progress`), as in every choice from before there were lists for other classes. */
    class: v.optional(v.picklist(WAY_CLASSES)),
  }),
  v.check(({ by, to }) => v.is(WAYS[by].address, to), "Must be an address that its way knows"),
);
export type ChosenWay = v.InferOutput<typeof ChosenWay>;

/**
 * Chosen ways, of each class in the customer's order: a message that cannot leave by one with `alone` goes by the next, and
 * at last by mail.
 */
export const ChosenWays = v.pipe(v.array(ChosenWay), v.maxLength(16));
export type ChosenWays = readonly ChosenWay[];

export function classOf({ class: of = "progress" }: Pick<ChosenWay, "class">): WayClass {
  return of;
}

/** Returns the list of one class, in its order. */
export function waysFor<Chosen extends ChosenWay>(
  ways: readonly Chosen[] | undefined,
  of: WayClass,
): readonly Chosen[] {
  return (ways ?? []).filter((way) => classOf(way) === of);
}

/** Returns `ways` with the list of class `of` replaced. */
export function withList(
  ways: ChosenWays,
  of: WayClass,
  list: readonly Omit<ChosenWay, "class">[],
): ChosenWays {
  const own = list.map((way): ChosenWay => of === "progress" ? way : { ...way, class: of });
  const others = ways.filter((way) => classOf(way) !== of);
  return of === "progress" ? [...own, ...others] : [...others, ...own];
}

/** How a customer wants the messages of a class: the ways in their order, and whether the mail comes all the same. */
export interface WayList {
  readonly order: readonly ShortWay[];
  readonly alone: boolean;
}

/** Returns `ways` with the way `by` at its place in the list of class `of`. */
export function insertWay(
  ways: ChosenWays,
  of: WayClass,
  { by, to }: Pick<ChosenWay, "by" | "to">,
  { order, alone }: WayList,
): ChosenWays {
  const placeOf = (way: ShortWay) => order.includes(way) ? order.indexOf(way) : order.length;
  const list = [...waysFor(ways, of).filter((way) => way.by !== by), { by, to, alone }];
  return withList(ways, of, list.toSorted((a, b) => placeOf(a.by) - placeOf(b.by)));
}

export function sameWays(one: ChosenWays, other: ChosenWays): boolean {
  return one.length === other.length && one.every((mine, at) => {
    const { by, to, alone } = other[at]!;
    return by === mine.by && to === mine.to && alone === mine.alone && classOf(mine) === classOf(other[at]!);
  });
}
