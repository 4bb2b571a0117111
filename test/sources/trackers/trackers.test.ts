import { describe, expect, test } from "vitest";
import type { OrderEvent } from "../../../src/orders/event.ts";
import { fold } from "../../../src/orders/fold/fold.ts";
import { aftership } from "../../../src/sources/trackers/aftership.ts";
import { easypost } from "../../../src/sources/trackers/easypost.ts";
import { seventeentrack } from "../../../src/sources/trackers/seventeentrack.ts";
import { shipengine } from "../../../src/sources/trackers/shipengine.ts";
import { shippo } from "../../../src/sources/trackers/shippo.ts";
import type { Source } from "../../../src/sources/source.ts";
import shipped_by_ups from "../../fixtures/shipengine/api_track.json";
import shipped_by_usps from "../../fixtures/shippo/track_updated.json";
import shipped_by_post from "../../fixtures/17track/tracking_updated.json";
import shipped_by_dhl from "../../fixtures/aftership/tracking_update.json";
import on_its_way from "../../fixtures/easypost/tracker_updated.json";
import { NO_PORTS } from "../../support/source_ports.ts";
import { ADAS_ORDER, hours, placed } from "../../support/cast.ts";
import { readByTracker, RECEIVED_MS, trackerWebhook, wayOf } from "../../support/trackers.ts";

/** What each fixture tells, in its order. */
const WAYS: readonly (readonly [Source, unknown, object])[] = [
  [easypost, on_its_way, {
    id: "evt_2b4c6f1e9a3d11efb5c10242ac120003",
    order: "trk_0c1f5a7d9e2b4c6f8a0b1c2d3e4f5a6b",
    also: [{ by: "tracking", value: "00340434161094042557" }],
    way: [
      ["shipment.in_transit", "2026-11-23T17:40:00.000Z", "Hamburg, DE"],
      ["shipment.in_transit", "2026-11-24T03:05:00.000Z", "Rüdersdorf, BB, DE"],
      ["shipment.out_for_delivery", "2026-11-24T08:11:00.000Z", "Berlin, BE, DE"],
      ["shipment.promise_changed", "2026-11-24T08:12:08.000Z", { until: "2026-11-24" }],
    ],
  }],
  [aftership, shipped_by_dhl, {
    id: "94dadd60-ed26-46d0-aa52-3ced925a50ff",
    order: "grhrexm6t3hiwkjwq37jd003",
    also: [
      { by: "tracking", value: "00340434161094042557" },
      { by: "order_id", value: "1001" },
      { by: "number", value: "#1001" },
    ],
    // The second has a zone of its own, the others are as of when AfterShip heard of them.
    way: [
      ["shipment.in_transit", "2026-11-23T17:40:00.000Z", "Hamburg, Germany"],
      ["shipment.out_for_delivery", "2026-11-25T07:01:09.000Z", "Berlin, Germany"],
      ["shipment.delivered", "2026-11-25T08:21:55.000Z", "Berlin, Germany"],
    ],
  }],
  [shippo, shipped_by_usps, {
    id: expect.stringMatching(/^[0-9a-f]{64}$/),
    order: "9205590164917312751089",
    also: [
      { by: "tracking", value: "9205590164917312751089" },
      { by: "number", value: "1001" },
      { by: "order_id", value: "1001" },
    ],
    // The newest status is in the history as well.
    way: [
      ["shipment.in_transit", "2026-11-23T02:10:00.000Z", "Portland, OR, US"],
      ["shipment.out_for_delivery", "2026-11-25T15:31:00.000Z", "Austin, TX, US"],
      ["shipment.attempted", "2026-11-25T20:02:00.000Z", "Austin, TX, US"],
      ["shipment.attempted", "2026-11-25T20:02:00.000Z", "Austin, TX, US"],
      ["shipment.promise_changed", new Date(RECEIVED_MS).toISOString(), { until: "2026-11-27" }],
    ],
  }],
  [seventeentrack, shipped_by_post, {
    id: expect.stringMatching(/^[0-9a-f]{64}$/),
    order: "EE123456785JP",
    also: [
      { by: "tracking", value: "EE123456785JP" },
      { by: "number", value: "2002" },
      { by: "order_id", value: "2002" },
    ],
    // One of them has no zone and cannot be placed; the newest bears the parcel's status, having none of its own.
    way: [
      ["shipment.in_transit", "2026-11-22T12:00:00.000Z", "東京都"],
      ["shipment.in_transit", "2026-11-23T21:30:00.000Z", "大阪府"],
      ["shipment.attempted", "2026-11-24T00:05:00.000Z", "大阪府"],
      ["shipment.promise_changed", new Date(RECEIVED_MS).toISOString(), {
        from: "2026-11-25",
        until: "2026-11-26",
      }],
    ],
  }],
  [shipengine, shipped_by_ups, {
    id: expect.stringMatching(/^[0-9a-f]{64}$/),
    order: "1Z999AA10123456784",
    also: [{ by: "tracking", value: "1Z999AA10123456784" }],
    way: [
      ["shipment.in_transit", "2026-11-24T05:15:00.000Z", "DALLAS, TX, US"],
      ["shipment.out_for_delivery", "2026-11-25T14:02:00.000Z", "AUSTIN, TX, US"],
      ["shipment.delivered", "2026-11-25T18:44:00.000Z", "AUSTIN, TX, US"],
    ],
  }],
];

describe.each(WAYS)("$name", (source, payload, expected) => {
  test("brings all scans of the shipment, under its tracking number, and the name that the storefront may use for the order", async () => {
    const told = await readByTracker(source, payload);
    const { id, order, also } = told;
    expect({ id, order, also, way: wayOf(told) }).toEqual(expected);
    for (const event of told.events) {
      expect("shipment" in event && event.shipment?.id).toMatch(/^[0-9A-Z]+$/);
    }
  });

  test("brings scans of the storefront's shipment with the same number", async () => {
    const { events } = await readByTracker(source, payload);
    const scan = events[0] as Extract<OrderEvent, { shipment: { tracking: unknown } }>;
    const fulfilled: OrderEvent = {
      type: "shipment.shipped",
      at: hours(-10),
      shipment: { id: "f1", lines: [], tracking: [{ number: scan.shipment.tracking[0]!.number }] },
    };
    const { shipments } = fold([placed(ADAS_ORDER), fulfilled, ...events])!;
    expect(shipments).toHaveLength(1);
    expect(shipments[0]).toMatchObject({ id: "f1", other_ids: [scan.shipment.id] });
  });

  test("brings nothing for a shipment without any scan, or for another topic", async () => {
    const other = JSON.parse(
      JSON.stringify(payload).replace(
        /"(tracker\.updated|tracking_update|track_updated|TRACKING_UPDATED|API_TRACK)"/,
        `"something_else"`,
      ),
    );
    expect(await source.read(trackerWebhook(other), NO_PORTS)).toEqual({
      ok: true,
      value: { type: "ignored", topic: "something_else" },
    });
  });

  test("refuses a tracking number that is not valid, and names its field", async () => {
    const text = JSON.stringify(payload).replaceAll(
      /"(tracking_code|tracking_number|number)":"[^"]*"/g,
      `"$1":"   "`,
    );
    expect(await source.read(trackerWebhook(text), NO_PORTS)).toMatchObject({
      ok: false,
      reason: "invalid",
      message: expect.stringMatching(/number|tracking_code/),
    });
  });
});

describe("EasyPost's special cases", () => {
  const withDetail = (status: string, status_detail: string) => ({
    ...on_its_way,
    result: {
      ...on_its_way.result,
      tracking_details: [{ ...on_its_way.result.tracking_details[1]!, status, status_detail }],
    },
  });

  test.each([
    ["available_for_pickup", "arrived_at_pickup_location", "shipment.ready_for_pickup"],
    ["delivered", "delivered", "shipment.delivered"],
    ["return_to_sender", "return", "shipment.returned_to_sender"],
    ["failure", "unknown", "shipment.exception"],
    ["in_transit", "damaged", "shipment.exception"],
    ["delivered", "damaged", "shipment.delivered"],
  ])("%s (%s) is %s", async (status, detail, type) => {
    expect((await readByTracker(easypost, withDetail(status, detail))).events[0]).toMatchObject({ type });
  });

  test("who signed for it is the delivery's proof, and no other scan's", async () => {
    const signed = (status: string, signed_by: unknown) => {
      const body = withDetail(status, status);
      return { ...body, result: { ...body.result, signed_by } };
    };
    expect((await readByTracker(easypost, signed("delivered", "H. Mueller"))).events[0]).toMatchObject({
      proof: { signed_by: "H. Mueller" },
    });
    for (
      const body of [signed("in_transit", "H. Mueller"), signed("delivered", null), signed("delivered", 7)]
    ) {
      expect((await readByTracker(easypost, body)).events[0]).not.toHaveProperty("proof");
    }
  });

  test("a past expected date of a delivered shipment is ignored", async () => {
    expect((await readByTracker(easypost, withDetail("delivered", "delivered"))).events).toHaveLength(1);
  });

  test("a label without a scan brings only its expected date", async () => {
    const told = await readByTracker(easypost, withDetail("pre_transit", "label_created"));
    expect(told.events.map(({ type }) => type)).toEqual(["shipment.promise_changed"]);
    const without = withDetail("pre_transit", "label_created");
    const result = { ...without.result, est_delivery_date: null, carrier_detail: null };
    expect(await easypost.read(trackerWebhook({ ...without, result }))).toEqual({
      ok: true,
      value: { type: "ignored", topic: "tracker.updated (no scan)" },
    });
  });

  test("a parcel that goes back to the shop says so", async () => {
    const payload = { ...on_its_way, result: { ...on_its_way.result, is_return: true } };
    expect(await easypost.read(trackerWebhook(payload))).toMatchObject({
      value: { type: "events", orders: [{ goes_back: true, events: expect.anything() }] },
    });
  });

  test("a scan without a time zone is refused, and its field is named", async () => {
    const details = [{ ...on_its_way.result.tracking_details[1]!, datetime: "2026-11-23T17:40:00" }];
    const payload = { ...on_its_way, result: { ...on_its_way.result, tracking_details: details } };
    expect(await easypost.read(trackerWebhook(payload))).toMatchObject({
      ok: false,
      message:
        "result.tracking_details.0.datetime must be an RFC 3339 time with a zone: got text of 19 characters",
    });
  });
});

describe("AfterShip's special cases", () => {
  const checkpoint = shipped_by_dhl.msg.checkpoints[3]!;
  const withCheckpoint = (changes: object, msg = {}) => ({
    ...shipped_by_dhl,
    msg: { ...shipped_by_dhl.msg, ...msg, checkpoints: [{ ...checkpoint, ...changes }] },
  });

  test.each([
    ["AvailableForPickup", "AvailableForPickup_001", "shipment.ready_for_pickup"],
    ["AttemptFail", "AttemptFail_001", "shipment.attempted"],
    ["Exception", "Exception_004", "shipment.exception"],
    ["Exception", "Exception_011", "shipment.returned_to_sender"],
    ["Delivered", "Delivered_002", "shipment.picked_up"],
  ])("%s (%s) is %s", async (tag, subtag, type) => {
    const told = await readByTracker(aftership, withCheckpoint({ tag, subtag }));
    expect(told.events[0]).toMatchObject({ type });
  });

  test("a checkpoint whose time cannot be read is left out, and the delivery is dated by its telling", async () => {
    const payload = withCheckpoint({ created_at: "2026-11-25" });
    expect(await aftership.read(trackerWebhook(payload))).toMatchObject({ ok: true });
    expect(wayOf(await readByTracker(aftership, payload))).toEqual([
      ["shipment.delivered", "2026-11-25T08:22:10.000Z", undefined],
    ]);
  });

  test("a range of days is one promise, and a revision of it is an event of its own", async () => {
    const checked = withCheckpoint({ tag: "InTransit", subtag: "InTransit_001" });
    const payload = {
      ...checked,
      event: "edd_revise",
      msg: { ...checked.msg, tag: "InTransit", subtag: null },
    };
    expect((await readByTracker(aftership, payload)).events.at(-1)).toEqual({
      type: "shipment.promise_changed",
      at: "2026-11-25T08:22:10.000Z",
      shipment: { id: "00340434161094042557" },
      promised: { from: "2026-11-24", until: "2026-11-25" },
    });
  });
});

describe("Shippo's special cases", () => {
  const [, accepted] = shipped_by_usps.data.tracking_history;
  const withStatus = (status: string, code: string | null) => ({
    ...shipped_by_usps,
    data: {
      ...shipped_by_usps.data,
      tracking_history: [],
      tracking_status: { ...accepted!, status, substatus: code === null ? null : { code } },
    },
  });

  test.each([
    ["TRANSIT", null, "shipment.in_transit"],
    ["TRANSIT", "pickup_available", "shipment.ready_for_pickup"],
    ["TRANSIT", "package_damaged", "shipment.exception"],
    ["FAILURE", "package_lost", "shipment.exception"],
    ["RETURNED", "return_to_sender", "shipment.returned_to_sender"],
    ["DELIVERED", "delivered", "shipment.delivered"],
  ])("%s (%s) is %s", async (status, code, type) => {
    expect((await readByTracker(shippo, withStatus(status, code))).events[0]).toMatchObject({ type });
  });

  test("a note that is a sentence is not taken as the name of an order", async () => {
    const payload = { ...shipped_by_usps, data: { ...shipped_by_usps.data, metadata: "please be quick" } };
    expect((await readByTracker(shippo, payload)).also).toHaveLength(1);
  });

  test("the same body twice is one webhook", async () => {
    const [one, two] = await Promise.all([1, 2].map(() => readByTracker(shippo, shipped_by_usps)));
    expect(one!.id).toBe(two!.id);
  });
});

describe("17TRACK's special cases", () => {
  test("version 1, whose times have no zone, is ignored", async () => {
    const payload = {
      event: "TRACKING_UPDATED",
      data: { number: "EE123456785JP", carrier: 10021, tag: null, track: { e: 10, z1: [] } },
    };
    expect(await seventeentrack.read(trackerWebhook(payload))).toEqual({
      ok: true,
      value: { type: "ignored", topic: "TRACKING_UPDATED (version 1)" },
    });
  });

  test.each([
    ["Exception_Returned", "shipment.returned_to_sender"],
    ["Exception_Delayed", "shipment.in_transit"],
    ["Exception_Damage", "shipment.exception"],
    ["OutForDelivery_Other", "shipment.out_for_delivery"],
    ["AvailableForPickup_Other", "shipment.ready_for_pickup"],
    ["Delivered_Other", "shipment.delivered"],
  ])("%s is %s", async (sub_status, type) => {
    const text = JSON.stringify(shipped_by_post).replaceAll("InTransit_PickedUp", sub_status);
    expect((await readByTracker(seventeentrack, text)).events[0]).toMatchObject({ type });
  });
});

describe("ShipEngine's special cases", () => {
  const [delivered] = shipped_by_ups.data.events;
  const withEvent = (changes: object) => ({
    ...shipped_by_ups,
    data: { ...shipped_by_ups.data, estimated_delivery_date: null, events: [{ ...delivered!, ...changes }] },
  });

  test.each([
    ["AT", "ATTEMPTED_DELIVERY", "shipment.attempted"],
    ["EX", "EXCEPTION", "shipment.exception"],
    ["EX", "RETURN", "shipment.returned_to_sender"],
    ["SP", "DELIVERED_SERVICE_POINT", "shipment.ready_for_pickup"],
  ])("%s (%s) is %s", async (status_code, status_detail_code, type) => {
    const told = await readByTracker(shipengine, withEvent({ status_code, status_detail_code }));
    expect(told.events[0]).toMatchObject({ type });
  });

  test("a scan that is hours ahead because of its time zone is kept, and one that is days ahead is not", async () => {
    const ahead = (hours: number) => new Date(RECEIVED_MS + hours * 3_600_000).toISOString();
    expect((await readByTracker(shipengine, withEvent({ occurred_at: ahead(12) }))).events).toHaveLength(
      1,
    );
    expect(await shipengine.read(trackerWebhook(withEvent({ occurred_at: ahead(48) })))).toMatchObject({
      value: { type: "ignored" },
    });
  });
});

describe("the status of the whole shipment", () => {
  const [delivered, out] = shipped_by_ups.data.events;
  const ups = (changes: object, events: readonly object[]) => ({
    ...shipped_by_ups,
    data: { ...shipped_by_ups.data, estimated_delivery_date: null, ...changes, events },
  });
  const bare = (event: object) => ({ ...event, status_code: undefined, status_detail_code: undefined });

  test("is used for ShipEngine's newest event where that has none, with the time of the delivery itself", async () => {
    const told = await readByTracker(
      shipengine,
      ups({ actual_delivery_date: "2026-11-25T18:40:00Z" }, [bare(delivered!), bare(out!)]),
    );
    expect(wayOf(told)).toEqual([["shipment.delivered", "2026-11-25T18:40:00.000Z", "AUSTIN, TX, US"]]);
  });

  test("is an event of its own where ShipEngine's newest event has another time, or there is none", async () => {
    const way = [["shipment.delivered", "2026-11-25T18:44:00.000Z", undefined]];
    expect(wayOf(await readByTracker(shipengine, ups({}, [bare(out!)])))).toEqual(way);
    expect(wayOf(await readByTracker(shipengine, ups({}, [])))).toEqual(way);
  });

  test("has no time of its own at ShipEngine, except for a delivery", async () => {
    expect(wayOf(await readByTracker(shipengine, ups({ status_code: "SP" }, [bare(out!)])))).toEqual([
      ["shipment.out_for_delivery", "2026-11-25T14:02:00.000Z", "AUSTIN, TX, US"],
    ].map(([, at, place]) => ["shipment.ready_for_pickup", at, place]));
    expect(await shipengine.read(trackerWebhook(ups({ status_code: "SP" }, [])))).toMatchObject({
      value: { type: "ignored" },
    });
  });

  test("adds nothing where an event already has it", async () => {
    const told = await readByTracker(shipengine, ups({}, [delivered!, out!]));
    expect(told.events).toHaveLength(2);
  });

  test("is used for EasyPost's newest detail where that one's status is unknown, and for no other", async () => {
    const [first, second] = on_its_way.result.tracking_details;
    const result = {
      ...on_its_way.result,
      status: "available_for_pickup",
      status_detail: "arrived_at_pickup_location",
      est_delivery_date: null,
      carrier_detail: null,
      tracking_details: [
        { ...first!, status: "unknown", datetime: "2026-11-23T10:00:00Z" },
        { ...second!, status: "unknown", datetime: "2026-11-24T10:00:00Z" },
      ],
    };
    expect(wayOf(await readByTracker(easypost, { ...on_its_way, result })).map(([type, at]) => [type, at]))
      .toEqual([["shipment.ready_for_pickup", "2026-11-24T10:00:00.000Z"]]);
  });

  test("is used for AfterShip's newest checkpoint where that has no tag", async () => {
    const checkpoint = { ...shipped_by_dhl.msg.checkpoints[3]!, tag: null, subtag: null };
    const msg = { ...shipped_by_dhl.msg, tag: "AvailableForPickup", subtag: "AvailableForPickup_001" };
    const told = await readByTracker(aftership, {
      ...shipped_by_dhl,
      msg: { ...msg, checkpoints: [checkpoint] },
    });
    expect(told.events[0]).toMatchObject({ type: "shipment.ready_for_pickup" });
    const dated = {
      ...msg,
      tag: "Delivered",
      subtag: null,
      shipment_delivery_date: "2026-11-25T09:20:00+01:00",
    };
    expect(wayOf(await readByTracker(aftership, { ...shipped_by_dhl, msg: { ...dated, checkpoints: [] } })))
      .toEqual([["shipment.delivered", "2026-11-25T08:20:00.000Z", undefined]]);
  });

  test("is used for Shippo's newest scan where that one's status is unknown; a pickup beside it is not a failure", async () => {
    const [, accepted] = shipped_by_usps.data.tracking_history;
    const shippoTells = async (tracking_status: object, tracking_history: readonly object[]) =>
      wayOf(
        await readByTracker(shippo, {
          ...shipped_by_usps,
          data: { ...shipped_by_usps.data, eta: null, tracking_status, tracking_history },
        }),
      ).map(([type]) => type);
    expect(
      await shippoTells({ ...accepted!, status: "DELIVERED", status_date: null }, [
        { ...accepted!, status: "UNKNOWN", substatus: null },
      ]),
    ).toEqual(["shipment.delivered"]);
    expect(
      await shippoTells({ ...accepted!, status: "FAILURE", substatus: null }, [
        { ...accepted!, status: "TRANSIT", substatus: { code: "pickup_available" } },
      ]),
    ).toEqual(["shipment.ready_for_pickup"]);
  });
});

describe("17TRACK's stages of one event", () => {
  const at = { time_iso: "2026-11-24T09:05:00+09:00", time_utc: "2026-11-24T00:05:00Z" };
  const event = { ...at, description: "郵便局に到着", location: "大阪府", address: null };
  const way = async (
    info: object,
    own: object,
    milestone: readonly object[] = [],
  ) =>
    wayOf(
      await readByTracker(seventeentrack, {
        event: "TRACKING_UPDATED",
        data: {
          number: "EE123456785JP",
          tag: null,
          track_info: {
            milestone,
            tracking: { providers: [{ provider: { name: "Japan Post" }, events: [{ ...event, ...own }] }] },
            ...info,
          },
        },
      }),
    );
  const exception = {
    latest_status: { status: "Exception", sub_status: "Exception_Other" },
    latest_event: { ...event, stage: "Exception" },
  };
  const ready = [["shipment.ready_for_pickup", "2026-11-24T00:05:00.000Z", "大阪府"]];
  const milestone = { key_stage: "AvailableForPickup", ...at };

  test("the carrier's own stage is used before an exception that names no problem", async () => {
    expect(await way(exception, { stage: "AvailableForPickup" })).toEqual(ready);
  });

  test("the milestone of the same time is also used before such an exception", async () => {
    expect(await way(exception, { stage: null }, [milestone])).toEqual(ready);
    expect(await way({}, { stage: "Exception", sub_status: "Exception_Other" }, [milestone])).toEqual(ready);
  });

  test("an exception that names its problem stays one, and so does an exception that nothing contradicts", async () => {
    const [, when, where] = ready[0]!;
    const problem = [["shipment.exception", when, where]];
    const lost = { stage: "Exception", sub_status: "Exception_Lost" };
    expect((await way(exception, lost, [milestone]))[0]).toEqual(problem[0]);
    expect(await way(exception, { stage: null })).toEqual(problem);
  });

  test("a milestone gives the time for an event without a time zone", async () => {
    const local = { time_iso: "2026-11-24T09:05:00", time_utc: null, stage: "AvailableForPickup" };
    expect(await way({}, local, [milestone])).toEqual([[...ready[0]!.slice(0, 2), undefined]]);
  });
});
