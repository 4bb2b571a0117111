/**
 * Decides in which time zone a day or an hour is shown: a scan's own, its place's, the customer's, the shop's. Pure.
 */
import type { Address } from "./event.ts";
import type { Order, Scan } from "./state.ts";
import type { ShopSettings } from "./shop.ts";

/**
 * Main zones of countries with several zones: the one where most people live. Other countries have one zone, which
 * Intl knows.
 */
const MAIN_ZONES: Readonly<Record<string, string>> = {
  AU: "Australia/Sydney",
  BR: "America/Sao_Paulo",
  CA: "America/Toronto",
  CL: "America/Santiago",
  CN: "Asia/Shanghai",
  ES: "Europe/Madrid",
  ID: "Asia/Jakarta",
  KZ: "Asia/Almaty",
  MX: "America/Mexico_City",
  NZ: "Pacific/Auckland",
  PT: "Europe/Lisbon",
  RU: "Europe/Moscow",
  US: "America/Chicago",
};

/** Regions whose clocks differ from their country's main zone, by code and by name. */
const REGIONS: Readonly<Record<string, readonly (readonly [zone: string, regions: string])[]>> = {
  US: [
    [
      "America/New_York",
      "CT|Connecticut|DC|District of Columbia|DE|Delaware|FL|Florida|GA|Georgia|IN|Indiana|KY|Kentucky|MA|Massachusetts|" +
      "MD|Maryland|ME|Maine|MI|Michigan|NC|North Carolina|NH|New Hampshire|NJ|New Jersey|NY|New York|OH|Ohio|" +
      "PA|Pennsylvania|RI|Rhode Island|SC|South Carolina|VA|Virginia|VT|Vermont|WV|West Virginia",
    ],
    ["America/Denver", "CO|Colorado|ID|Idaho|MT|Montana|NM|New Mexico|UT|Utah|WY|Wyoming"],
    ["America/Phoenix", "AZ|Arizona"],
    ["America/Los_Angeles", "CA|California|NV|Nevada|OR|Oregon|WA|Washington"],
    ["America/Anchorage", "AK|Alaska"],
    ["Pacific/Honolulu", "HI|Hawaii"],
    ["America/Puerto_Rico", "PR|Puerto Rico"],
  ],
  CA: [
    ["America/Vancouver", "BC|British Columbia"],
    ["America/Edmonton", "AB|Alberta|NT|Northwest Territories"],
    ["America/Regina", "SK|Saskatchewan"],
    ["America/Winnipeg", "MB|Manitoba"],
    ["America/Halifax", "NS|Nova Scotia|NB|New Brunswick|PE|Prince Edward Island"],
    ["America/St_Johns", "NL|Newfoundland and Labrador"],
  ],
  AU: [
    ["Australia/Perth", "WA|Western Australia"],
    ["Australia/Adelaide", "SA|South Australia"],
    ["Australia/Darwin", "NT|Northern Territory"],
    ["Australia/Brisbane", "QLD|Queensland"],
  ],
};

type Place = Pick<Address, "country" | "region">;

/** Returns the zone of a place; undefined where its country is unknown. */
export function zoneOfPlace({ country, region }: Place): string | undefined {
  if (country === undefined) return undefined;
  const name = region?.trim().toLowerCase();
  const of_region = REGIONS[country]?.find(([, regions]) =>
    regions.toLowerCase().split("|").includes(name ?? "")
  );
  return of_region?.[0] ?? MAIN_ZONES[country] ?? zonesOf(country)[0];
}

/** Returns the customer's zone by the delivery address, else the shop's. */
export function customerZone(
  { details }: Pick<Order, "details">,
  shop: Pick<ShopSettings, "time_zone">,
): string {
  return zoneOfPlace(details.shipping_address ?? details.billing_address ?? {}) ?? shop.time_zone;
}

/**
 * Returns the zone of a scan's day and hour for `Intl`: `-05:00`, `Europe/Berlin`. Precedence: the sender's offset,
 * the place of the scan, the destination of the shipment.
 */
export function scanZone(
  order: Pick<Order, "details">,
  shop: Pick<ShopSettings, "time_zone">,
  { offset_minutes, place }: Pick<Scan, "offset_minutes" | "place">,
): string {
  if (offset_minutes !== undefined) return offsetZone(offset_minutes);
  return zoneOfPlace(writtenPlace(place ?? "")) ?? customerZone(order, shop);
}

/** -300 is `-05:00`. */
function offsetZone(offset_minutes: number): string {
  const minutes = Math.abs(offset_minutes);
  const [hour, minute] = [Math.floor(minutes / 60), minutes % 60].map((part) =>
    String(part).padStart(2, "0")
  );
  return `${offset_minutes < 0 ? "-" : "+"}${hour}:${minute}`;
}

/** Parses `Louisville, KY, US`: senders write the country code last, and the region before it. */
function writtenPlace(place: string): Place {
  const parts = place.split(",").map((part) => part.trim());
  const country = parts.at(-1);
  return country !== undefined && parts.length > 1 && /^[A-Z]{2}$/.test(country) &&
      zonesOf(country).length > 0
    ? { country, region: parts.length > 2 ? parts.at(-2) : undefined }
    : {};
}

const zones = new Map<string, readonly string[]>();

/** `getTimeZones` exists in every current engine, but not yet in TypeScript's library. */
function zonesOf(country: string): readonly string[] {
  const known = zones.get(country);
  if (known !== undefined) return known;
  const locale = new Intl.Locale(`und-${country}`) as Intl.Locale & {
    getTimeZones?: () => readonly string[] | undefined;
  };
  const found = locale.getTimeZones?.() ?? [];
  zones.set(country, found);
  return found;
}
