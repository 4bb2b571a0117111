import { describe, expect, test } from "vitest";
import { placeText } from "../../../src/mail/format/place.ts";

describe("the place of a scan", () => {
  test.each([
    ["Berlin, DE", "DE", "Berlin"],
    ["Depot Rüdersdorf, Brandenburg, DE", "DE", "Depot Rüdersdorf, Brandenburg"],
    ["Memphis, TN, US", "US", "Memphis, TN"],
    ["Lyon, FR", "DE", "Lyon, FR"],
    ["Memphis, TN", "US", "Memphis, TN"],
    ["DE", "DE", "DE"],
    [", DE", "DE", ", DE"],
    ["MODE", "DE", "MODE"],
    [" Berlin,\nDE ", "DE", "Berlin"],
  ])("%j on its way to %s is %j", (place, country, text) => {
    expect(placeText(place, { shipping_address: { lines: [], country } })).toBe(text);
  });

  test("stays as it is where nobody knows the country, and is nothing where nobody says it", () => {
    expect(placeText("Berlin, DE", {})).toBe("Berlin, DE");
    expect(placeText(" ", { shipping_address: { lines: [], country: "DE" } })).toBeNull();
    expect(placeText(undefined, {})).toBeNull();
  });
});
