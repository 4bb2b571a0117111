import * as v from "valibot";
import { describe, expect, test } from "vitest";
import { senderAsker } from "../../../src/doors/webhooks/ask_sender.ts";
import { type ProvidedLabels, ReturnLabels } from "../../../src/orders/return_label.ts";
import { labelAtEasypost } from "../../../src/sources/labels/easypost.ts";
import { labelAtShipengine } from "../../../src/sources/labels/shipengine.ts";
import { labelAtShippo } from "../../../src/sources/labels/shippo.ts";

const TO = {
  name: "Returns",
  street: "Speicherstadt 12",
  postal_code: "20457",
  city: "Hamburg",
  country: "DE",
};
const PARCEL = { weight_g: 1_000, length_cm: 30, width_cm: 20, height_cm: 10 };
const WANTED = {
  from: { name: "Ada Lovelace", lines: ["Torstraße 1"], city: "Berlin", postal_code: "10119", country: "DE" },
  reference: "#1001 page-1",
};

interface Posted {
  readonly path: string;
  readonly authorization: string | null;
  readonly key: string | null;
  readonly body: Record<string, unknown>;
}

/** Answers each path in turn as its provider documents it. */
function provider(host: string, answers: Readonly<Record<string, readonly [number, unknown]>>) {
  const posted: Posted[] = [];
  const fetch = async (input: RequestInfo | URL, init?: RequestInit) => {
    const request = new Request(input instanceof URL ? input.href : input, init);
    const { pathname } = new URL(request.url);
    posted.push({
      path: pathname,
      authorization: request.headers.get("authorization"),
      key: request.headers.get("api-key"),
      body: await request.json<Record<string, unknown>>(),
    });
    const [status, body] = answers[pathname] ?? [404, {}];
    return Response.json(body, { status });
  };
  return { posted, access: { token: "key", ask: senderAsker(fetch as typeof globalThis.fetch, [host]) } };
}

describe("a label of EasyPost", () => {
  const labels = v.parse(ReturnLabels, { by: "easypost", to: TO, parcel: PARCEL }) as ProvidedLabels;
  const RATES = [
    { id: "rate_2", service: "Express", rate: "19.90" },
    { id: "rate_1", service: "Ground", rate: "5.49" },
  ];
  const answers = {
    "/v2/shipments": [201, { id: "shp_1a2b", rates: RATES }],
    "/v2/shipments/shp_1a2b/buy": [200, {
      postage_label: { label_url: "https://easypost.example/l.pdf" },
      tracking_code: "9400110898825022579493",
      tracker: { public_url: "https://track.easypost.example/1" },
      selected_rate: { carrier: "USPS" },
    }],
  } as const;

  test("is a shipment marked as a return, with the addresses of the way out, and its cheapest rate", async () => {
    const { posted, access } = provider("api.easypost.com", answers);
    expect(await labelAtEasypost(labels, WANTED, access)).toEqual({
      ok: true,
      value: {
        label_url: "https://easypost.example/l.pdf",
        tracking: [{
          number: "9400110898825022579493",
          carrier: "USPS",
          url: "https://track.easypost.example/1",
        }],
      },
    });
    const [made, bought] = posted;
    expect(made).toMatchObject({
      authorization: `Basic ${btoa("key:")}`,
      body: {
        shipment: {
          is_return: true,
          from_address: { street1: "Speicherstadt 12" },
          to_address: { street1: "Torstraße 1" },
          parcel: { weight: 35.3, length: 11.8, width: 7.9, height: 3.9 },
        },
      },
    });
    expect(bought).toMatchObject({ body: { rate: { id: "rate_1" } } });
  });

  test("is of the shop's service where it names one, and refused where no rate is of it", async () => {
    const { posted, access } = provider("api.easypost.com", answers);
    await labelAtEasypost({ ...labels, service: "Express" }, WANTED, access);
    expect(posted[1]).toMatchObject({ body: { rate: { id: "rate_2" } } });
    expect(await labelAtEasypost({ ...labels, service: "Drone" }, WANTED, access)).toMatchObject({
      reason: "refused",
    });
  });

  test.each([[401, "denied"], [422, "refused"], [429, "unavailable"], [500, "unavailable"]] as const)(
    "that is answered by %i is %s",
    async (status, reason) => {
      const { access } = provider("api.easypost.com", {
        "/v2/shipments": [status, { error: { code: "x" } }],
      });
      expect(await labelAtEasypost(labels, WANTED, access)).toMatchObject({ ok: false, reason });
    },
  );
});

describe("a label of Shippo", () => {
  const labels = v.parse(ReturnLabels, { by: "shippo", to: TO, parcel: PARCEL }) as ProvidedLabels;
  const shipments = [201, {
    rates: [
      { object_id: "r2", amount: "12.00", servicelevel: { token: "ups_express" } },
      { object_id: "r1", amount: "4.10", provider: "UPS", servicelevel: { token: "ups_ground" } },
    ],
  }] as const;

  test("has a code to show where Shippo gives one", async () => {
    const { posted, access } = provider("api.goshippo.com", {
      "/shipments/": shipments,
      "/transactions": [201, {
        status: "SUCCESS",
        label_url: "https://shippo.example/l.pdf",
        qr_code_url: "https://shippo.example/q.png",
        tracking_number: "1Z999",
        tracking_url_provider: null,
      }],
    });
    expect(await labelAtShippo(labels, WANTED, access)).toEqual({
      ok: true,
      value: {
        label_url: "https://shippo.example/l.pdf",
        qr_url: "https://shippo.example/q.png",
        tracking: [{ number: "1Z999", carrier: "UPS" }],
      },
    });
    expect(posted).toMatchObject([
      { authorization: "ShippoToken key", body: { extra: { is_return: true }, async: false } },
      { body: { rate: "r1", label_file_type: "PDF" } },
    ]);
  });

  test("is refused where the transaction failed or no rate came", async () => {
    const failed = provider("api.goshippo.com", {
      "/shipments/": shipments,
      "/transactions": [201, { status: "ERROR", label_url: null }],
    });
    expect(await labelAtShippo(labels, WANTED, failed.access)).toMatchObject({ reason: "refused" });
    const none = provider("api.goshippo.com", { "/shipments/": [201, { rates: [] }] });
    expect(await labelAtShippo(labels, WANTED, none.access)).toMatchObject({ reason: "refused" });
  });
});

describe("a label of ShipEngine", () => {
  const labels = v.parse(ReturnLabels, {
    by: "shipengine",
    to: { ...TO, phone: "+49 40 1" },
    parcel: PARCEL,
    service: "usps_ground_advantage",
  }) as ProvidedLabels;
  const MADE = {
    status: "completed",
    label_download: { pdf: "https://api.shipengine.example/l.pdf", href: "https://api.shipengine.example/l" },
    tracking_number: "9400",
    carrier_code: "stamps_com",
  };

  test("goes from the customer to the shop, and is one request", async () => {
    const { posted, access } = provider("api.shipengine.com", { "/v1/labels": [200, MADE] });
    expect(await labelAtShipengine(labels, { ...WANTED, phone: "030 1" }, access)).toEqual({
      ok: true,
      value: {
        label_url: "https://api.shipengine.example/l.pdf",
        tracking: [{ number: "9400", carrier: "USPS" }],
      },
    });
    expect(posted).toMatchObject([{
      path: "/v1/labels",
      key: "key",
      body: {
        is_return_label: true,
        rma_number: "#1001 page-1",
        shipment: {
          service_code: "usps_ground_advantage",
          ship_from: { address_line1: "Torstraße 1", country_code: "DE", phone: "030 1" },
          ship_to: { address_line1: "Speicherstadt 12", postal_code: "20457" },
          packages: [{ weight: { value: 1_000, unit: "gram" } }],
        },
      },
    }]);
  });

  test("has a code to show, and where it is handed in, where its carrier needs no paper", async () => {
    const paperless_download = {
      href: "https://api.shipengine.example/q.png",
      instructions: "Show it at any post office.",
    };
    const { access } = provider("api.shipengine.com", {
      "/v1/labels": [200, { ...MADE, paperless_download }],
    });
    expect(await labelAtShipengine(labels, WANTED, access)).toMatchObject({
      value: { qr_url: "https://api.shipengine.example/q.png", drop_off: "Show it at any post office." },
    });
  });

  test.each(
    [
      [200, { ...MADE, status: "error" }, "refused"],
      [200, { ...MADE, label_download: null }, "refused"],
      [200, {}, "unavailable"],
      [401, {}, "denied"],
      [400, { errors: [] }, "refused"],
      [503, {}, "unavailable"],
    ] as const,
  )("that is answered by %i %j is %s", async (status, answer, reason) => {
    const { access } = provider("api.shipengine.com", { "/v1/labels": [status, answer] });
    expect(await labelAtShipengine(labels, WANTED, access)).toMatchObject({ ok: false, reason });
  });

  test("needs the service to be named", () => {
    expect(v.safeParse(ReturnLabels, { by: "shipengine", to: TO, parcel: PARCEL }).success).toBe(false);
  });
});
