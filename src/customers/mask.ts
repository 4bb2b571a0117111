/** Masks personal data for a visitor who holds a link but has not proved to be the customer. Pure. */
import type { Address, OrderDetails } from "../orders/event.ts";

const HIDDEN = "•••";

/** `a•••@l•••.example` */
export function maskEmail(email: string): string {
  const [local = "", domain = ""] = email.split("@");
  const dot = domain.lastIndexOf(".");
  const ending = dot < 1 ? "" : domain.slice(dot);
  return `${firstOf(local)}${HIDDEN}@${firstOf(domain)}${HIDDEN}${ending}`;
}

/** `+49 ••• 78` */
export function maskNumber(number: string): string {
  return `${number.slice(0, 3)} ${HIDDEN} ${number.slice(-2)}`;
}

/** Keeps the first letter of each word, so that the owner recognises it: `A••• L•••`. */
export function maskText(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  return text.trim().split(/\s+/u).filter((word) => word !== "").map((word) => `${firstOf(word)}${HIDDEN}`)
    .join(" ");
}

/** Keeps country, region and city: they show where a shipment goes, but not to whom. */
export function maskAddress(address: Address): Address {
  const { postal_code, lines } = address;
  return {
    ...address,
    name: maskText(address.name),
    company: maskText(address.company),
    lines: lines.map((line) => `${firstOf(line.trim())}${HIDDEN}`),
    postal_code: postal_code === undefined ? undefined : `${[...postal_code].slice(0, 2).join("")}${HIDDEN}`,
  };
}

/** Returns `details` without the data that only the customer may read. */
export function maskDetails(details: OrderDetails): OrderDetails {
  const { shipping_address, billing_address, gift } = details;
  return {
    ...details,
    customer: {},
    ...(shipping_address === undefined ? {} : { shipping_address: maskAddress(shipping_address) }),
    ...(billing_address === undefined ? {} : { billing_address: maskAddress(billing_address) }),
    ...(gift === undefined ? {} : { gift: { recipient: {}, message: undefined } }),
  };
}

function firstOf(text: string): string {
  return [...text][0] ?? "";
}
