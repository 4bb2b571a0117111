/** Masks personal data for a visitor who holds a link but has not proved to be the customer. Pure. */
import type { Address, OrderDetails } from "../orders/event.ts";

const HIDDEN = "…";

/** `a…@l….example` */
export function maskEmail(email: string): string {
  const [local = "", domain = ""] = email.split("@");
  const dot = domain.lastIndexOf(".");
  const ending = dot < 1 ? "" : domain.slice(dot);
  return `${firstOf(local)}${HIDDEN}@${firstOf(domain)}${HIDDEN}${ending}`;
}

/** `+49 … 78` */
export function maskNumber(number: string): string {
  return `${number.slice(0, 3)} ${HIDDEN} ${number.slice(-2)}`;
}

/** Keeps the first name and the first letters of the others, so that the owner recognises it: `Ada L.` */
export function maskName(name: string | undefined): string | undefined {
  if (name === undefined) return undefined;
  const [first, ...others] = name.trim().split(/\s+/u).filter((word) => word !== "");
  // A name of one word may be the family's alone.
  if (others.length === 0) return first === undefined ? undefined : `${firstOf(first)}.`;
  return [first, ...others.map((word) => `${firstOf(word)}.`)].join(" ");
}

const STREET_LETTERS = 4;

/** Keeps the first letters of the street, the city and the country: they show where a shipment goes, but not to which door. */
export function maskAddress(address: Address): Address {
  const { postal_code, lines: [street] } = address;
  return {
    ...address,
    name: maskName(address.name),
    company: address.company === undefined ? undefined : `${[...address.company].slice(0, 3).join("")}…`,
    lines: street === undefined ? [] : [`${lettersOf(street)}…`],
    postal_code: postal_code === undefined ? undefined : `${[...postal_code].slice(0, 2).join("")}…`,
  };
}

/** The first letters of a street; a number in front of it, as the French and English write it, is left out. */
function lettersOf(street: string): string {
  const name = street.trim().replace(/^[\d\s,/-]+/u, "");
  return [...name].slice(0, Math.min(STREET_LETTERS, Math.floor([...name].length / 2))).join("");
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
