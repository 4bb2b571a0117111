import { describe, expect, test } from "vitest";
import { render } from "../../../src/mail/content/render.ts";
import { mailView } from "../../../src/mail/content/mail_content.ts";
import type { OrderEvent } from "../../../src/orders/event.ts";
import { ADAS_ORDER, hours, NOW_MS, SHOP } from "../../support/cast.ts";
import { orderOf, PAGE_URL, pageOf, scanned } from "../views.ts";

const ORDER = { ...ADAS_ORDER, locale: "en" };
const waiting = (pickup: object): OrderEvent => ({
  ...scanned("ready_for_pickup", 20),
  pickup: { lines: [], hours: [], ...pickup },
} as OrderEvent);
const AYSE = {
  name: "Kiosk Ayşe",
  lines: ["Kastanienallee 21", "10435 Berlin"],
  hours: ["Mon–Sat 08:00–20:00"],
  until: "2026-12-03",
  code: "748 206",
};

describe("a parcel that waits at a carrier's place", () => {
  test("keeps its last day and place where a later scan only repeats that it waits", () => {
    const again = { ...scanned("ready_for_pickup", 44), place: "Berlin" } as OrderEvent;
    expect(pageOf(orderOf(ORDER, waiting(AYSE), again), SHOP, { now_ms: Date.parse(hours(45)) }).situation)
      .toMatchObject({
        headline: "Collect it by Thursday, December 3",
        fact: "It’s waiting at Kiosk Ayşe, Kastanienallee 21, 10435 Berlin.",
      });
  });

  test("is told on the page and in the mail with its last day, place, hours and code", () => {
    const order = orderOf(ORDER, waiting(AYSE));
    const page = pageOf(order, SHOP, { now_ms: Date.parse(hours(21)) });
    expect(page.situation).toMatchObject({
      mood: "needs",
      headline: "Collect it by Thursday, December 3",
      fact: "It’s waiting at Kiosk Ayşe, Kastanienallee 21, 10435 Berlin.",
    });
    expect(page.shipments[0]!.waiting).toEqual({
      place: ["Kiosk Ayşe", "Kastanienallee 21", "10435 Berlin"],
      hours: ["Mon–Sat 08:00–20:00"],
      until: "Thursday, December 3",
      code: "748 206",
      note: null,
      directions: page.acts.primary?.href,
    });
    expect(page.acts.primary?.href).toContain("openstreetmap.org/search?query=Kiosk%20Ay");
    const view = mailView(
      order,
      SHOP,
      { kind: "shipment_ready_for_pickup", about: "p1" },
      {},
      { page_url: PAGE_URL },
      NOW_MS,
    );
    const { text, html } = render("shipment_ready_for_pickup", view);
    for (const said of ["Collect it by Thursday, December 3", "748 206", "Mon–Sat 08:00–20:00"]) {
      expect(text).toContain(said);
      expect(html.replaceAll("\u00a0", " ")).toContain(said);
    }
  });

  test("has the place that its carrier's scan names, in a card with its words and a way there", () => {
    const said = { place: "Packstation 145, 10435 Berlin", description: "Ready in compartment 12" };
    const order = orderOf(ORDER, { ...scanned("ready_for_pickup", 20), ...said } as OrderEvent);
    const page = pageOf(order, SHOP, { now_ms: Date.parse(hours(21)) });
    expect(page.situation.fact).toBe("It’s waiting at Packstation 145, 10435 Berlin.");
    expect(page.shipments[0]!.waiting).toEqual({
      place: [said.place],
      hours: [],
      until: null,
      code: null,
      note: said.description,
      directions: "https://www.openstreetmap.org/search?query=Packstation%20145%2C%2010435%20Berlin",
    });
    expect(page.acts.primary?.href).toBe(page.shipments[0]!.waiting!.directions);
  });

  test("has no way there where the scan names no more than the town", () => {
    const order = orderOf(ORDER, { ...scanned("ready_for_pickup", 20), place: "Berlin, DE" } as OrderEvent);
    const page = pageOf(order);
    expect(page.situation.fact).toBe(
      "Please bring the tracking number and an ID. Most pickup points ask for them.",
    );
    expect(page.shipments[0]!.waiting).toMatchObject({ place: ["Berlin, DE"], directions: null });
    expect(page.acts.primary).toBeNull();
  });

  test("keeps the groups of its code in their order where the reader reads from right to left", () => {
    const order = orderOf({ ...ORDER, locale: "ar-EG" }, waiting(AYSE));
    expect(pageOf(order).shipments[0]!.waiting!.code).toBe("748\u00a0206");
  });

  test("is told as before where nobody says where, and no longer once it was collected", () => {
    const order = orderOf(ORDER, waiting({}));
    expect(pageOf(order).situation.headline).toBe("Ready to collect");
    expect(pageOf(orderOf(ORDER, waiting(AYSE), scanned("picked_up", 30))).shipments[0]!.waiting).toBeNull();
  });
});

describe("a parcel that was delivered", () => {
  const delivered = {
    ...scanned("delivered", 20),
    proof: {
      left_at: "Neighbour Müller, ground floor",
      signed_by: "H. Mueller",
      url: "https://dhl.example/proof/1",
    },
  };

  test("says where it was left, who signed and where the proof is, on the page and in the mail", () => {
    const order = orderOf(ORDER, delivered);
    const [shipment] = pageOf(order).shipments;
    expect(shipment!.proof).toEqual({
      rows: [
        { label: "Left at", value: "Neighbour Müller, ground floor" },
        { label: "Signed for by", value: "H. Mueller" },
      ],
      url: "https://dhl.example/proof/1",
    });
    const about = { kind: "shipment_delivered", about: "p1" } as const;
    const { text } = render(
      about.kind,
      mailView(order, SHOP, about, {}, { page_url: PAGE_URL }, NOW_MS),
    );
    expect(text).toContain("Left at: Neighbour Müller, ground floor");
    expect(text).toContain("Proof of delivery:\nhttps://dhl.example/proof/1");
    expect(text).toContain("Kaffeemühle");
  });

  test("leads with care: neither scans above nor a way to the carrier", () => {
    const tracking = [{ carrier: "DHL", number: "1", url: "https://dhl.example/1" }];
    const order = orderOf(
      ORDER,
      scanned("in_transit", 5, { tracking }),
      scanned("delivered", 20, { tracking }),
    );
    const page = pageOf(order);
    expect(page.newest_scans).toEqual([]);
    expect(page.shipments[0]).toMatchObject({ is_home: true, proof: null });
  });
});
