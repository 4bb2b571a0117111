import * as v from "valibot";
import { describe, expect, test } from "vitest";
import type { Tracking } from "../../src/orders/event.ts";
import { fold } from "../../src/orders/fold/fold.ts";
import { ShopSettings } from "../../src/orders/shop.ts";
import { withTrackingLinks } from "../../src/orders/tracking.ts";
import { orderView } from "../../src/mail/view/order_view.ts";
import { recogniseCarriers } from "../../src/mail/view/recognise_carriers.ts";
import { ADAS_ORDER, hours, NOW_MS, placed, SHOP } from "../support/cast.ts";

function parcelOf(tracking: Tracking) {
  return fold([placed(ADAS_ORDER), {
    type: "shipment.shipped",
    at: hours(1),
    shipment: { id: "p1", lines: [], tracking: [tracking] },
  }])!;
}

async function linked(tracking: Tracking, tracking_urls: Record<string, string> = {}): Promise<Tracking> {
  const order = await recogniseCarriers(parcelOf(tracking));
  return withTrackingLinks(order, { tracking_urls }).shipments[0]!.tracking[0]!;
}

describe("a bare tracking number", () => {
  // Each from its carrier's own examples, with its check digit.
  test.each([
    ["1Z999AA10123456784", "UPS", "https://www.ups.com/track?tracknum=1Z999AA10123456784"],
    [
      "9400 1112 0547 6899 2014 87",
      "USPS",
      "https://tools.usps.com/go/TrackConfirmAction?tLabels=9400111205476899201487",
    ],
    ["C11031500001879", "OnTrac", "https://www.ontrac.com/tracking/?number=C11031500001879"],
    [
      "RB123456785GB",
      "Royal Mail",
      "https://www.royalmail.com/track-your-item#/tracking-results/RB123456785GB",
    ],
    [
      "EE123456785JP",
      "Japan Post",
      "https://trackings.post.japanpost.jp/services/srv/search/direct?locale=en&reqCodeNo1=EE123456785JP",
    ],
  ])(
    "%s is of %s",
    async (number, carrier, url) => expect(await linked({ number })).toEqual({ number, carrier, url }),
  );

  test.each([
    ["1Z999AA10123456785", "a wrong check digit"],
    ["RB123456784GB", "a wrong check digit"],
    ["00340434161094042557", "a German parcel, which the library takes for USPS"],
    ["986578788855", "twelve digits, which several carriers give"],
    ["RR473124829CN", "a post that has no page of its own"],
    ["n/a", "no number at all"],
  ])("%s has no link: %s", async (number) => expect((await linked({ number })).url).toBeUndefined());
});

describe("a tracking number whose carrier is named", () => {
  test("links to that carrier's page, however the carrier's name is written and whatever the number looks like", async () => {
    for (const carrier of ["DHL Paket", "dhl-paket", "DHLPaket"]) {
      expect((await linked({ number: "0034 0434", carrier })).url).toBe(
        "https://www.dhl.de/de/privatkunden/pakete-empfangen/verfolgen.html?piececode=00340434",
      );
    }
    expect((await linked({ number: "1Z999AA10123456784", carrier: "Speedy" })).url).toBeUndefined();
  });

  test("links to the shop's own tracking page instead, where the shop has one", async () => {
    const urls = { dpd: "https://my.dpd.example/{number}?lang=de", UPS: "https://ups.example/{number}" };
    expect((await linked({ number: "0123 4/5", carrier: "DPD" }, urls)).url).toBe(
      "https://my.dpd.example/01234%2F5?lang=de",
    );
    expect((await linked({ number: "1Z999AA10123456784" }, urls)).url).toBe(
      "https://ups.example/1Z999AA10123456784",
    );
  });

  test("keeps the address that its sender gave", async () => {
    const tracking = { number: "1", carrier: "UPS", url: "https://track.example/1" };
    expect(await linked(tracking, { UPS: "https://ups.example/{number}" })).toEqual(tracking);
    expect(await linked({ carrier: "UPS" })).toEqual({ carrier: "UPS" });
  });
});

test("the order's page and mails show the link", async () => {
  const view = orderView(
    await recogniseCarriers(parcelOf({ number: "1Z999AA10123456784" })),
    SHOP,
    { page_url: "https://waybill.test/o/x" },
    NOW_MS,
  );
  expect(view.shipments[0]!.tracking).toEqual([{
    carrier: "UPS",
    number: "1Z999AA10123456784",
    url: "https://www.ups.com/track?tracknum=1Z999AA10123456784",
  }]);
});

test.each([
  "http://dpd.example/{number}",
  "https://dpd.example/",
  "https://{number}.example/",
  "javascript:{number}",
])(
  "a shop's page %s is refused",
  (url) => {
    const given = { name: "x", from: { email: "a@b.example" }, support_email: "a@b.example" };
    const { success } = v.safeParse(ShopSettings, { ...given, tracking_urls: { DPD: url } });
    expect(success).toBe(false);
  },
);
