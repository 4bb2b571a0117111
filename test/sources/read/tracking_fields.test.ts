import { describe, expect, test } from "vitest";
import { offsetBetween, offsetOf } from "../../../src/sources/read/offset.ts";
import { trackingEntries } from "../../../src/sources/read/tracking.ts";

const [ONE, OTHER] = ["1Z999AA10123456784", "1Z12345E0205271688"] as const;

function numbers(text: string, url?: string) {
  return trackingEntries({ numbers: [text], urls: [url] }).map(({ number, url }) => [number, url]);
}

describe("a field for a tracking number", () => {
  test.each([
    `${ONE}, ${OTHER}`,
    `${ONE},${OTHER}`,
    `${ONE};${OTHER}`,
    `${ONE} / ${OTHER}`,
    `${ONE} & ${OTHER}`,
    `${ONE} and ${OTHER}`,
    `${ONE}\n${OTHER}`,
    `${ONE} ${OTHER}`,
    `${ONE}, ${OTHER}, ${ONE}`,
  ])("that holds two holds two: %j", (text) => {
    expect(numbers(text)).toEqual([[ONE, undefined], [OTHER, undefined]]);
  });

  test("that holds one number in groups of digits holds one number", () => {
    expect(numbers("0034 0434 1610 94042557")).toEqual([["0034 0434 1610 94042557", undefined]]);
    expect(numbers("JD 0146 0000 1234 5678")).toEqual([["JD 0146 0000 1234 5678", undefined]]);
  });

  test.each([
    [`https://www.ups.com/track?tracknum=${ONE}`, ONE],
    [`https://www.ups.com/track?loc=en_US&tracknum=${ONE}&requester=ST`, ONE],
    [
      "https://www.dhl.de/de/privatkunden/verfolgen.html?piececode=00340434161094042557",
      "00340434161094042557",
    ],
    ["https://tools.usps.com/go/TrackConfirmAction?tLabels=9400111899223197428490", "9400111899223197428490"],
    ["https://gls-group.com/track/ZPX1234567890", "ZPX1234567890"],
    ["https://www.royalmail.com/track-your-item#/tracking-results/AB123456789GB", "AB123456789GB"],
    ["https://carrier.example/follow", undefined],
  ])("that holds a carrier's address is that address, with the number in it: %s", (address, number) => {
    expect(numbers(address)).toEqual([[number, address]]);
  });

  test("that begins with www holds an address too", () => {
    expect(numbers(`www.ups.com/track?tracknum=${ONE}`)).toEqual([[
      ONE,
      `https://www.ups.com/track?tracknum=${ONE}`,
    ]]);
  });

  test("keeps the address beside it, if there is only one number", () => {
    expect(numbers(ONE, "https://ups.example/1")).toEqual([[ONE, "https://ups.example/1"]]);
    expect(numbers(`${ONE}, ${OTHER}`, "https://ups.example/1")).toEqual([[ONE, undefined], [
      OTHER,
      undefined,
    ]]);
  });

  test("may be empty beside an address, or have no address either", () => {
    expect(numbers("", "https://ups.example/1")).toEqual([[undefined, "https://ups.example/1"]]);
    expect(numbers(" ", "no address")).toEqual([]);
  });

  test("is read together with other fields, each with the address at the same place in its list", () => {
    const read = trackingEntries({
      numbers: [ONE, OTHER],
      urls: ["https://ups.example/1", undefined],
      carrier: "UPS",
    });
    expect(read).toEqual([
      { number: ONE, carrier: "UPS", url: "https://ups.example/1" },
      { number: OTHER, carrier: "UPS", url: undefined },
    ]);
  });
});

describe("the offset of a moment", () => {
  test.each([
    ["2026-11-27T22:30:00-05:00", -300],
    ["2026-11-27T22:30:00.123+0530", 330],
    ["2026-11-27T22:30+01:00", 60],
    ["2026-11-27T22:30:00Z", undefined],
    ["2026-11-27T22:30:00+00:00", undefined],
    ["2026-11-27T22:30:00+99:00", undefined],
    ["2026-11-27", undefined],
    [null, undefined],
  ])("%s is %s", (text, minutes) => {
    expect(offsetOf(text)).toBe(minutes);
  });
});

describe("the offset between a local moment and the same in UTC", () => {
  test.each([
    ["2026-11-27T22:30:00", "2026-11-28T03:30:00.000Z", -300],
    ["2026-11-28T04:15", "2026-11-27T22:30:00.000Z", 345],
    ["2026-11-28T03:30:00", "2026-11-28T03:30:00.000Z", 0],
    ["2026-11-28T03:31:00", "2026-11-28T03:30:00.000Z", undefined],
    ["2026-11-30T03:30:00", "2026-11-28T03:30:00.000Z", undefined],
    ["2026-11-28T03:30:00Z", "2026-11-28T03:30:00.000Z", undefined],
    [null, "2026-11-28T03:30:00.000Z", undefined],
  ])("%s and %s is %s", (local, utc, minutes) => {
    expect(offsetBetween(local, utc)).toBe(minutes);
  });
});
