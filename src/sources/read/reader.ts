/** Reads what storefronts tell alike of a customer and an order's marks: the address, the kind of customer, tags, the channel. */
import * as v from "valibot";
import { OrderDetails } from "../../orders/event.ts";
import { Customer, CustomerAddress, type CustomerKind, Tag } from "../../values/schemas.ts";
import { fitting, words } from "./fields.ts";

const EmailGiven = v.nonOptional(Customer.entries.email_given);
const TAGS_MAX = 250;

/**
 * Returns the first address that is one, repaired; where none is, what stood in its place, so that the shop can read it
 * and correct it.
 */
export function addressAmong(candidates: readonly unknown[]): Pick<Customer, "email" | "email_given"> {
  const email = candidates.map((one) => fitting(CustomerAddress, one)).find((one) => one !== undefined);
  if (email !== undefined) return { email };
  const given = candidates.map((one) => typeof one === "string" ? words(one) : undefined).find((one) => one);
  const email_given = fitting(EmailGiven, given?.slice(0, 254));
  return { email: undefined, ...(email_given === undefined ? {} : { email_given }) };
}

/** Tags by which shops commonly mark kinds of customer, in lower case. */
const KIND_TAGS: ReadonlyMap<string, CustomerKind> = new Map([
  ["b2b", "business"],
  ["business", "business"],
  ["wholesale", "wholesale"],
  ["reseller", "wholesale"],
  ["staff", "staff"],
  ["employee", "staff"],
]);

/** Returns the kinds, each once, among `kinds` and those that the customer's tags name; none gives an absent field. */
export function kindsOf(
  kinds: readonly (CustomerKind | undefined | false)[],
  tags: readonly string[] = [],
): Pick<Customer, "kinds"> {
  const named = tags.map((tag) => KIND_TAGS.get(tag.toLowerCase()));
  const all = [...new Set([...kinds, ...named])].filter((kind) => kind !== undefined && kind !== false);
  return all.length === 0 ? {} : { kinds: all };
}

/** Returns the tags of a list or of a text with commas; none gives an empty list. */
export function tagsOf(value: unknown): readonly string[] {
  const texts = Array.isArray(value) ? value : typeof value === "string" ? value.split(",") : [];
  const tags = texts.map((text) => fitting(Tag, text)).filter((tag) => tag !== undefined);
  return [...new Set(tags)].slice(0, TAGS_MAX);
}

/** Returns `channel` with the storefront before it; absent where the storefront names none. */
export function channelOf(storefront: string, channel: unknown): Pick<OrderDetails, "channel"> {
  const name = typeof channel === "number"
    ? String(channel)
    : typeof channel === "string"
    ? words(channel)
    : "";
  const whole = name
    ? fitting(v.nonOptional(OrderDetails.entries.channel), `${storefront}:${name}`)
    : undefined;
  return whole === undefined ? {} : { channel: whole };
}
