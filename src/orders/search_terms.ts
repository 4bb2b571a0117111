/** Says by which terms an order is found at the desk, and what a typed text may mean. Pure. */
import { accountOf } from "./account/account.ts";
import { isCalledOff } from "./called_off.ts";
import { hasShipped, isUnderway } from "./goods/arrival.ts";
import { currentWindow } from "./promise.ts";
import type { ShopSettings } from "./shop.ts";
import type { Order } from "./state.ts";

/** Lists that an order's state puts it on. */
const STATE_LISTS = [
  "~all",
  "~todo",
  "~way",
  "~unpaid",
  "~case",
  "~returns",
  "~held",
  "~short",
  "~cancelled",
] as const;
type StateList = (typeof STATE_LISTS)[number];

/** Lists that need no search; the promise of an order and the day decide whether it is late, or comes today. */
export const ORDER_LISTS = [
  "~all",
  "~todo",
  "~way",
  "~late",
  "~today",
  "~unpaid",
  "~case",
  "~returns",
  "~short",
  "~held",
  "~cancelled",
] as const;
export type OrderList = (typeof ORDER_LISTS)[number];

/** The term under which an order stands by the day until which it is promised. */
export const DUE_TERM = "~due";

/** Terms of one order: a company's order of hundreds of lines is found by its first ones. */
const TERMS_MAX = 60;
const SKUS_MAX = 25;
const WORDS_MAX = 8;
/** Shorter words occur in every name. */
const WORD_MIN = 2;
const SOUGHT_MAX = 200;

/** Returns the lists that hold the order, and the terms by which it is found; an erased order has lists alone. */
export function searchTerms(order: Order): readonly string[] {
  const { details } = order;
  const { customer, shipping_address, billing_address } = details;
  const addresses = [shipping_address, billing_address].filter((one) => one !== undefined);
  const is_open = order.cancelled === undefined;
  const goes_on = !isCalledOff(order);
  const is_on: Readonly<Record<StateList, boolean>> = {
    "~all": true,
    "~todo": goes_on && !hasShipped(order),
    "~way": goes_on && hasShipped(order) && isUnderway(order),
    "~unpaid": is_open && accountOf(order).open_minor > 0,
    "~case": order.open_conversations.length > 0,
    "~returns": order.returns.some(({ status }) => status === "requested" || status === "approved"),
    "~held": order.hold !== undefined,
    "~short": goes_on && details.lines.some(({ stock }) => stock?.available === false) && !hasShipped(order),
    "~cancelled": !is_open,
  };
  const lists = [
    ...STATE_LISTS.filter((list) => is_on[list]),
    ...channelTerm(details.channel),
    ...countryTerm(shipping_address?.country),
  ];
  const terms = [
    ...numberForms(details.number).map((one) => `number:${one}`),
    ...[customer.name, ...addresses.map(({ name }) => name), ...addresses.map(({ company }) => company)]
      .flatMap((name) => wordsOf(name ?? "")).slice(0, WORDS_MAX).map((word) => `name:${word}`),
    ...(customer.email === undefined ? [] : [`email:${customer.email.trim().toLowerCase()}`]),
    ...[phoneDigits(customer.phone ?? "")].flatMap((digits) => digits === "" ? [] : [`phone:${digits}`]),
    ...addresses.flatMap(({ postal_code }) => postal_code === undefined ? [] : [`post:${bare(postal_code)}`]),
    ...details.lines.slice(0, SKUS_MAX).flatMap(({ sku }) => sku === undefined ? [] : [`sku:${bare(sku)}`]),
    ...order.shipments.flatMap(({ tracking }) =>
      tracking.flatMap(({ number }) => number === undefined ? [] : [`tracking:${bare(number)}`])
    ),
    ...order.payments.flatMap(({ transaction_id }) =>
      transaction_id === undefined ? [] : [`payment:${bare(transaction_id)}`]
    ),
  ];
  return [...new Set([...lists, ...terms])].slice(0, TERMS_MAX);
}

/** Returns the day until which the customer was promised goods that are still to come, as `2026-11-28`; null where nothing is promised. */
export function dueOn(order: Order, shop: ShopSettings): string | null {
  return !isCalledOff(order) && isUnderway(order) ? currentWindow(order, shop)?.until ?? null : null;
}

/** How the names of channels and countries begin among the terms. They are no customer's. */
export const CHANNEL_TERMS = "~channel:";
export const COUNTRY_TERMS = "~country:";

function channelTerm(channel: string | undefined): readonly string[] {
  return channel === undefined ? [] : [`${CHANNEL_TERMS}${channel.toLowerCase()}`];
}

function countryTerm(country: string | undefined): readonly string[] {
  return country === undefined ? [] : [`${COUNTRY_TERMS}${country}`];
}

/**
 * Returns the terms that the text may mean, the surest first. It forgives `#`, spaces, hyphens and letter case, and a
 * telephone number's country code.
 */
export function soughtTerms(text: string): readonly string[] {
  const sought = text.normalize("NFKC").trim().slice(0, SOUGHT_MAX);
  if (sought === "") return [];
  if (sought.includes("@")) return [`email:${sought.toLowerCase()}`];
  const one = bare(sought);
  const digits = phoneDigits(sought);
  const words = wordsOf(sought);
  return [
    ...numberForms(sought).map((form) => `number:${form}`),
    `tracking:${one}`,
    `payment:${one}`,
    `sku:${one}`,
    `post:${one}`,
    ...(digits.length >= 6 ? [`phone:${digits}`] : []),
    // The longest word is the rarest.
    ...words.toSorted((a, b) => b.length - a.length).slice(0, 1).map((word) => `name:${word}`),
  ];
}

/** Returns whether every word of the text is in the order's names: of a name, only one word is looked up. */
export function hasWords(order: Order, text: string): boolean {
  const words = wordsOf(text);
  const terms = new Set(searchTerms(order));
  return words.length < 2 || words.every((word) => terms.has(`name:${word}`)) ||
    soughtTerms(text).slice(0, -1).some((term) => terms.has(term));
}

/** `#NL-1499`, `NL 1499` and `1499` are one number. */
function numberForms(number: string): readonly string[] {
  const whole = bare(number);
  const digits = /\d+$/.exec(whole)?.[0] ?? "";
  return [...new Set([whole, digits])].filter((form) => form.length >= 2);
}

function bare(text: string): string {
  return text.normalize("NFKC").toLowerCase().replace(/[\s#/_.-]/g, "");
}

function wordsOf(name: string): readonly string[] {
  return name.normalize("NFKD").toLowerCase().replace(/\p{Mn}/gu, "").split(/[^\p{L}\p{N}]/u).filter((
    word,
  ) => word.length >= WORD_MIN);
}

/** The last nine digits: the same number is written with and without its country. */
function phoneDigits(phone: string): string {
  const digits = phone.replace(/\D/g, "");
  return digits.length < 6 ? "" : digits.slice(-9);
}
