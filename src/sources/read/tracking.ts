/** Reads tracking numbers typed into one field: several numbers, or the URL of the carrier's page. */
import { Tracking } from "../../orders/event.ts";
import { fitting } from "./fields.ts";

const TRACKING_MAX = 50;

/** Texts and URLs that a sender gives for one shipment, matched by position; missing entries are undefined. */
export interface TrackingFields {
  readonly numbers: readonly (string | undefined)[];
  readonly urls: readonly unknown[];
  readonly carrier?: string | undefined;
}

/** Returns each number once, with its URL where it has one; none for a field with neither. */
export function trackingEntries({ numbers, urls, carrier }: TrackingFields): Tracking[] {
  const length = Math.max(numbers.length, urls.length);
  const entries = Array.from({ length }, (_, index) => entriesOf(numbers[index], urls[index])).flat();
  const once = new Map(
    entries.map((entry) => [`${entry.number ?? ""} ${entry.number ? "" : entry.url}`, entry]),
  );
  return [...once.values()].slice(0, TRACKING_MAX).map(({ number, url }) => ({ number, carrier, url }));
}

interface Entry {
  readonly number: string | undefined;
  readonly url: string | undefined;
}

function entriesOf(text: string | undefined, address: unknown): readonly Entry[] {
  const url = fitting(Tracking.entries.url, address);
  const found = numbersIn(text ?? "");
  if (found.length === 0) return url === undefined ? [] : [{ number: undefined, url }];
  // One URL beside two numbers belongs to one of them, unknown which, so it is dropped.
  return found.map((entry) => ({
    number: entry.number,
    url: entry.url ?? (found.length === 1 ? url : undefined),
  }));
}

/** Splits `text`: `1Z…, 1Z…` are two numbers; `0034 0434 1610` is one, written in groups. */
function numbersIn(text: string): readonly Entry[] {
  const parts = text.split(/[,;|\n\r\t]+|\s+(?:&|\/|\+|and|und|et|y)\s+/i).map((part) => part.trim())
    .filter((part) => part !== "");
  return parts.flatMap((part) => {
    const words = part.split(/\s+/);
    const each = words.length > 1 && words.every((word) => isAddress(word) || isWholeNumber(word))
      ? words
      : [part];
    return each.flatMap(entryOf);
  });
}

/** Returns whether `word` is a whole number: a group within a number is shorter than any number. */
function isWholeNumber(word: string): boolean {
  return word.length >= 10 && /^[A-Z0-9-]+$/i.test(word) && /\d{4}/.test(word);
}

function isAddress(text: string): boolean {
  return /^(?:https?:\/\/|www\.)\S+$/i.test(text);
}

function entryOf(text: string): readonly Entry[] {
  if (!isAddress(text)) {
    const number = fitting(Tracking.entries.number, text);
    return number === undefined ? [] : [{ number, url: undefined }];
  }
  const url = fitting(Tracking.entries.url, /^www\./i.test(text) ? `https://${text}` : text);
  return url === undefined ? [] : [{ number: numberInAddress(url), url }];
}

/** Query parameters in which carriers' pages take the number. */
const PARAMETERS: ReadonlySet<string> = new Set([
  "tracknum",
  "tracknums",
  "trackingnumber",
  "trackingnumbers",
  "trackingid",
  "tracking",
  "tracknumbers",
  "trackno",
  "trknbr",
  "tlabels",
  "piececode",
  "idc",
  "shipmentid",
  "consignment",
  "parcelnumber",
  "barcode",
  "match",
  "code",
  "nums",
  "number",
  "snr",
  "reqcodeno1",
]);

function numberInAddress(address: string): string | undefined {
  const { searchParams, pathname, hash } = new URL(address);
  const named = [...searchParams].find(([name]) =>
    PARAMETERS.has(name.toLowerCase().replaceAll(/[^a-z0-9]/g, ""))
  )?.[1];
  const segments = [...pathname.split("/"), ...hash.split(/[/=]/)].map(decoded);
  const number = named ?? segments.findLast((segment) => isWholeNumber(segment));
  return number === undefined || !/\d/.test(number) ? undefined : fitting(Tracking.entries.number, number);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // A percent sign that starts no valid escape is part of the text.
  }
}
