import { describe, expect, test } from "vitest";
import { customerZone, scanZone, zoneOfPlace } from "../../src/orders/zone.ts";
import { ADAS_ORDER, SHOP } from "../support/cast.ts";

describe("the zone of a place", () => {
  test.each([
    ["US", "NY", "America/New_York"],
    ["US", "New York", "America/New_York"],
    ["US", " florida ", "America/New_York"],
    ["US", "TX", "America/Chicago"],
    ["US", undefined, "America/Chicago"],
    ["US", "CO", "America/Denver"],
    ["US", "Arizona", "America/Phoenix"],
    ["US", "WA", "America/Los_Angeles"],
    ["US", "AK", "America/Anchorage"],
    ["US", "Hawaii", "Pacific/Honolulu"],
    ["US", "PR", "America/Puerto_Rico"],
    ["CA", "BC", "America/Vancouver"],
    ["CA", "Northwest Territories", "America/Edmonton"],
    ["CA", "SK", "America/Regina"],
    ["CA", "MB", "America/Winnipeg"],
    ["CA", "PE", "America/Halifax"],
    ["CA", "Newfoundland and Labrador", "America/St_Johns"],
    ["CA", "ON", "America/Toronto"],
    // The same letters name another region of another country.
    ["AU", "WA", "Australia/Perth"],
    ["AU", "South Australia", "Australia/Adelaide"],
    ["AU", "NT", "Australia/Darwin"],
    ["AU", "QLD", "Australia/Brisbane"],
    ["AU", "NSW", "Australia/Sydney"],
    ["BR", "SP", "America/Sao_Paulo"],
    ["CL", undefined, "America/Santiago"],
    ["CN", undefined, "Asia/Shanghai"],
    ["ES", undefined, "Europe/Madrid"],
    ["ID", undefined, "Asia/Jakarta"],
    ["KZ", undefined, "Asia/Almaty"],
    ["MX", undefined, "America/Mexico_City"],
    ["NZ", undefined, "Pacific/Auckland"],
    ["PT", undefined, "Europe/Lisbon"],
    ["RU", undefined, "Europe/Moscow"],
    ["JP", "Osaka", "Asia/Tokyo"],
    ["DE", "NY", "Europe/Berlin"],
    ["XX", "NY", undefined],
    [undefined, "NY", undefined],
  ])("in %s, %s is %s", (country, region, zone) => {
    expect(zoneOfPlace({ country, region })).toBe(zone);
  });
});

describe("a customer's zone", () => {
  const zoneOf = (changes: object) =>
    customerZone({ details: { ...ADAS_ORDER, ...changes } }, { time_zone: "Europe/Vienna" });

  test("is that of the delivery address, then of the billing address, then of the shop", () => {
    const billing_address = { lines: [], country: "JP" };
    expect(zoneOf({ shipping_address: { lines: [], country: "US", region: "CA" }, billing_address })).toBe(
      "America/Los_Angeles",
    );
    expect(zoneOf({ shipping_address: undefined, billing_address })).toBe("Asia/Tokyo");
    expect(zoneOf({ shipping_address: { lines: [] }, billing_address })).toBe("Europe/Vienna");
    expect(zoneOf({ shipping_address: undefined, billing_address: undefined })).toBe("Europe/Vienna");
  });
});

describe("the zone of a scan", () => {
  const order = { details: { ...ADAS_ORDER, shipping_address: { lines: [], country: "JP" } } };
  const zoneOf = (scan: Parameters<typeof scanZone>[2]) => scanZone(order, SHOP, scan);

  test.each([
    [-300, "-05:00"],
    [0, "+00:00"],
    [60, "+01:00"],
    [345, "+05:45"],
    [-210, "-03:30"],
    [-30, "-00:30"],
    [840, "+14:00"],
  ])("is the sender's own offset of %i minutes, whatever the place: %s", (offset_minutes, zone) => {
    expect(zoneOf({ offset_minutes, place: "Louisville, KY, US" })).toBe(zone);
  });

  test.each([
    ["Louisville, KY, US", "America/New_York"],
    ["Newark, NJ, US", "America/New_York"],
    ["Newark , New Jersey , US", "America/New_York"],
    ["Leipzig, DE", "Europe/Berlin"],
    ["Perth, US", "America/Chicago"],
    ["Hub 7, Perth, Western Australia, AU", "Australia/Perth"],
    // None of these names a country, so the shipment's destination counts.
    ["DE", "Asia/Tokyo"],
    ["Leipzig", "Asia/Tokyo"],
    ["Leipzig, Germany", "Asia/Tokyo"],
    ["Leipzig, de", "Asia/Tokyo"],
    ["Leipzig, XX", "Asia/Tokyo"],
    ["Leipzig, XDEX", "Asia/Tokyo"],
    ["", "Asia/Tokyo"],
    [undefined, "Asia/Tokyo"],
  ])("is that of its place, else of the destination: %j is %s", (place, zone) => {
    expect(zoneOf({ place })).toBe(zone);
  });
});
