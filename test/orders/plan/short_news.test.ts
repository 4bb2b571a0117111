import { describe, expect, test } from "vitest";
import type { Ledger, LedgerEntry } from "../../../src/messages/ledger.ts";
import type { OrderDetails, OrderEvent } from "../../../src/orders/event.ts";
import { planMessages } from "../../../src/orders/plan/plan.ts";
import type { Order } from "../../../src/orders/state.ts";
import {
  afterShortNews,
  insteadOfMail,
  planShortNews,
  shortNewsOf,
  wayOfNews,
} from "../../../src/orders/plan/short_news.ts";
import { ADAS_ORDER, hours, NOW_MS } from "../../support/cast.ts";
import { cancelled, entry, find, type Given, inputOf, scan } from "../../support/plan_input.ts";

const NUMBER = "+4915112345678";
const HOUR_MS = 3_600_000;
const shop = { shipment_sms: true };
const recipient = { email: "bea@lovelace.example", first_name: "Bea" };
const present: OrderDetails = { ...ADAS_ORDER, gift: { recipient } };
const delivered = scan("shipment.delivered", 1, { tracking: [] });

function chose(at: number, alone: boolean | null, number = NUMBER): OrderEvent {
  const ways = alone === null ? [] : [{ by: "sms" as const, to: number, alone }];
  return { type: "customer.ways_chosen", at: hours(at), ways };
}

function textThat(state: LedgerEntry["state"], instead: boolean, about = "delivered:p1"): LedgerEntry {
  return entry("shipment_sms", state, 0, { about, facts_shown: instead ? { instead: true } : null });
}

/** What the plan has of the delivery: against the mail, and whether a text. */
function planned(order: OrderDetails, events: readonly OrderEvent[], ledger: Ledger = []) {
  const messages = planMessages(inputOf({ order, events, ledger, shop, at: 1 }));
  return {
    mail: messages.find(({ kind }) => kind === "shipment_delivered")!.against,
    text: messages.some(({ kind }) => kind === "shipment_sms"),
  };
}

describe("given a present whose payer chose SMS", () => {
  test.each([true, false])("then its shipments are news for the recipient, by mail (alone: %s)", (alone) => {
    expect(planned(present, [chose(0, alone), delivered])).toEqual({ mail: null, text: false });
  });

  test("then its shipments are news for the payer where the recipient has no address", () => {
    const order = { ...ADAS_ORDER, gift: { recipient: { first_name: "Bea" } } };
    expect(planned(order, [chose(0, true), delivered])).toEqual({ mail: "by_sms", text: true });
  });
});

describe("given news that an SMS brought in place of its mail", () => {
  const left = [textThat("sent", true)];

  test.each([
    ["no texts any more", chose(2, null)],
    ["mail beside them", chose(2, false)],
    ["another number", chose(2, true, "+4915187654321")],
  ])("then it is not told again by mail when the customer chooses %s", (_, choice) => {
    expect(planned(ADAS_ORDER, [chose(0, true), delivered, choice], left).mail).toBe("by_sms");
  });

  test("then a mail beside an SMS is still owed once the SMS was sent", () => {
    expect(planned(ADAS_ORDER, [chose(0, false), delivered], [textThat("sent", false)]).mail).toBeNull();
  });

  test.each(["failed", "suppressed"] as const)("then the mail comes after all where the text %s", (state) => {
    expect(planned(ADAS_ORDER, [chose(0, true), delivered], [textThat(state, false)]).mail).toBeNull();
  });

  test.each<readonly [string, LedgerEntry, boolean]>([
    ["that is being sent", textThat("sending", true), false],
    ["about other news", textThat("sent", true, "shipped:p1"), false],
    [
      "of another kind",
      entry("bounce_sms", "sent", 0, { about: "delivered:p1", facts_shown: { instead: true } }),
      false,
    ],
    ["that left", textThat("sent", true), true],
  ])("then the mail is told by a text %s: %s", (_, text, told) => {
    const mail = find({ events: [delivered], at: 1 }, "shipment_delivered")!;
    const input = inputOf({ events: [delivered], ledger: [text], shop, at: 1 });
    expect(insteadOfMail(input, mail)).toBe(told ? "by_sms" : null);
    expect(insteadOfMail(input, { ...mail, against: "too_old" })).toBe("too_old");
  });
});

describe("a customer who chose SMS", () => {
  const texts = (given: Given) =>
    planShortNews(inputOf({ shop, at: 3, ...given })).map(({ kind, about, against }) =>
      `${kind} ${about}${against === null ? "" : ` ${against}`}`
    );

  test.each(
    [
      ["shipped", "shipped:p1"],
      ["out_for_delivery", "out_for_delivery:p1"],
      ["ready_for_pickup", "ready_for_pickup:p1"],
      ["delivered", "delivered:p1"],
      ["attempted", "attempted:p1:1"],
      ["exception", "exception:p1:1"],
      ["returned_to_sender", "returned_to_sender:p1"],
    ] as const,
  )("reads of a shipment that is %s: %s", (status, about) => {
    expect(texts({ events: [chose(0, false), scan(`shipment.${status}`, 1)] })).toEqual([
      `shipment_sms ${about}`,
    ]);
  });

  test("reads of no other news", () => {
    expect(texts({ events: [chose(0, false), scan("shipment.picked_up", 1)] })).toEqual([]);
    expect(texts({ events: [chose(0, false)] })).toEqual([]);
  });

  test.each<readonly [string, Given, readonly string[]]>([
    ["at a shop that offers none reads none", {
      events: [chose(0, false), delivered],
      shop: { shipment_sms: false },
    }, []],
    ["who chose none any more reads none", { events: [chose(0, false), chose(0.5, null), delivered] }, []],
    ["reads nothing from before the choice", { events: [chose(1.01, false), delivered] }, []],
    ["reads what came in that moment", { events: [chose(1, false), delivered] }, [
      "shipment_sms delivered:p1",
    ]],
    ["reads of a departure by its own time", {
      events: [chose(1, false), scan("shipment.shipped", 0.5), scan("shipment.in_transit", 2)],
    }, []],
    ["reads of it though the address failed", {
      events: [chose(0, false), {
        type: "customer.address_failed",
        at: hours(0.5),
        email: "ada@lovelace.example",
      }, delivered],
    }, ["shipment_sms delivered:p1"]],
    ["reads with the reason against the mail", { events: [chose(0, false), cancelled(0.5), delivered] }, [
      "shipment_sms delivered:p1 order_cancelled",
    ]],
    ["reads of the second shipment by its own time", {
      events: [
        scan("shipment.delivered", 0.5, { tracking: [] }),
        chose(1, false),
        scan("shipment.delivered", 2, { id: "p12", tracking: [] }),
      ],
    }, ["shipment_sms delivered:p12"]],
  ])("%s", (_, given, expected) => expect(texts(given)).toEqual(expected));

  test("reads it in the morning where it is night", () => {
    const input = inputOf({ shop, events: [chose(0, false), scan("shipment.delivered", 9.5)], at: 10 });
    expect(planShortNews(input)[0]!.due_at_ms).toBe(Date.parse("2026-11-23T07:00:00.000Z"));
    const by_day = inputOf({ shop, events: [chose(0, false), delivered], at: 3 });
    expect(planShortNews(by_day)[0]!.due_at_ms).toBe(NOW_MS + 3 * HOUR_MS);
  });
});

describe("a customer who chose several ways", () => {
  // There is one short way today; the plan knows nothing of their number.
  const way = (by: string, alone: boolean) => ({ by, to: NUMBER, alone, since: hours(0) });
  const ways = (...chosen: readonly ReturnType<typeof way>[]) =>
    chosen as unknown as NonNullable<Order["ways"]>;
  const told = (chosen: NonNullable<Order["ways"]>, ledger: Ledger = []) => {
    const input = inputOf({
      shop: { ...shop, shipment_pager: true } as typeof shop,
      events: [delivered],
      ledger,
      at: 3,
    });
    return planShortNews({ ...input, order: { ...input.order, ways: chosen } }).map(({ kind }) => kind);
  };
  const ended = (by: string, state: LedgerEntry["state"]) =>
    entry(`shipment_${by}` as LedgerEntry["kind"], state, 1, { about: "delivered:p1" });

  test("reads by each way beside the mail, and by the first of those instead of it", () => {
    expect(told(ways(way("sms", false), way("pager", false)))).toEqual(["shipment_sms", "shipment_pager"]);
    expect(told(ways(way("sms", true), way("pager", true)))).toEqual(["shipment_sms"]);
    expect(told(ways(way("pager", true), way("sms", true)))).toEqual(["shipment_pager"]);
    expect(told(ways(way("sms", true), way("pager", false)))).toEqual(["shipment_sms", "shipment_pager"]);
  });

  test("reads by the next way once one failed, and by all of them where all failed", () => {
    const both = ways(way("sms", true), way("pager", true));
    expect(told(both, [ended("sms", "failed")])).toEqual(["shipment_sms", "shipment_pager"]);
    expect(told(both, [ended("sms", "suppressed")])).toEqual(["shipment_sms", "shipment_pager"]);
    expect(told(both, [ended("sms", "sent")])).toEqual(["shipment_sms"]);
    expect(told(both, [ended("sms", "failed"), ended("pager", "failed")])).toEqual([
      "shipment_sms",
      "shipment_pager",
    ]);
  });
});

describe("after a text that", () => {
  const TEXT = { kind: "shipment_sms", about: "delivered:p1" } as const;
  const next = (state: LedgerEntry["state"], alone: boolean, ledger: Ledger = [textThat("sending", alone)]) =>
    afterShortNews(inputOf({ shop, events: [chose(0, alone), delivered], ledger, at: 2 }), TEXT, state)?.kind;

  test.each(["failed", "suppressed"] as const)("%s, the mail that it replaced is owed", (state) => {
    expect(next(state, true)).toBe("shipment_delivered");
  });
  test.each(["sent", "unknown", "delivered", "owed"] as const)("is %s, nothing more is owed", (state) => {
    expect(next(state, true)).toBeUndefined();
  });
  test("failed beside its mail, that mail is owed as before", () => {
    expect(next("failed", false)).toBe("shipment_delivered");
  });
  test("failed about news that has passed, nothing is owed", () => {
    const input = inputOf({
      shop,
      events: [chose(0, true), delivered],
      ledger: [textThat("sending", true, "shipped:p1")],
      at: 2,
    });
    expect(afterShortNews(input, { kind: "shipment_sms", about: "shipped:p1" }, "failed")).toBeUndefined();
  });
});

describe("news that is told while nothing has shown it", () => {
  const numbered = (at: number, ...numbers: readonly string[]) =>
    scan("shipment.shipped", at, { tracking: numbers.map((number) => ({ number })) });
  const texts = (given: Given) =>
    planMessages(inputOf({ shop, at: 3, ...given })).filter(({ kind, against }) =>
      kind === "shipment_sms" && against === null
    ).map(({ about }) => about);
  const told = { shipments: { p1: { numbers: ["N1"] } } };
  const departed = entry("shipment_sms", "sent", 1, {
    about: "shipped:p1",
    facts_shown: { instead: true, ...told },
  });

  test("a new number reaches who reads texts alone, though no mail told of the departure", () => {
    const given = { events: [chose(0, true), numbered(1, "N2")], ledger: [departed] };
    expect(texts(given)).toContain("updated:p1:N2");
    expect(find({ ...given, shop, at: 3 }, "shipment_updated")!.against).toBe("by_sms");
  });

  test("is told once: what a text has shown in the place of its mail is known", () => {
    const updated = entry("shipment_sms", "sent", 2, {
      about: "updated:p1:N2",
      facts_shown: { instead: true, shipments: { p1: { numbers: ["N2"] } } },
    });
    const given = { events: [chose(0, true), numbered(1, "N2")], ledger: [departed, updated], shop, at: 3 };
    expect(texts(given)).not.toContain("updated:p1:N2");
    expect(find(given, "shipment_updated")).toBeUndefined();
  });

  test("a text beside the mail is still owed once that mail has left, and no longer when both have", () => {
    const mails = [
      entry("shipment_shipped", "sent", 1, { about: "p1", facts_shown: told }),
      entry("shipment_updated", "sent", 2, {
        about: "p1:N2",
        facts_shown: { shipments: { p1: { numbers: ["N2"] } } },
      }),
    ];
    const events = [chose(0, false), numbered(1, "N2")];
    const text = (state: LedgerEntry["state"]) =>
      entry("shipment_sms", state, null, { about: "updated:p1:N2" });
    for (const state of ["owed", "sending"] as const) {
      expect(texts({ events, ledger: [...mails, text(state)] })).toContain("updated:p1:N2");
    }
    expect(texts({ events, ledger: [...mails, text("sent")] })).not.toContain("updated:p1:N2");
    expect(texts({ events, ledger: mails })).not.toContain("updated:p1:N2");
  });

  test("goods that are back in stock are a text too, in the place of their mail", () => {
    const stock = (at: number, available: boolean): OrderEvent => ({
      type: "stock.allocated",
      at: hours(at),
      lines: [{ line_id: "1", available }],
    });
    const confirmed = entry("order_confirmation", "sent", 0, {
      facts_shown: { changes: 0, backordered: ["1"] },
    });
    const given = { events: [chose(0, true), stock(1, true)], ledger: [confirmed], shop, at: 3 };
    const back = find(given, "back_on_track");
    expect(back?.against).toBe("by_sms");
    expect(texts(given)).toEqual([`back_on_track:${back!.about}`]);
  });

  test("a parcel without news is told to who chose texts before it fell silent, and to nobody afterwards", () => {
    const day = 24;
    const left = [
      entry("order_confirmation", "sent", 0),
      entry("shipment_shipped", "sent", 1, { about: "p1" }),
    ];
    const silent = (chosen_at: number) =>
      texts({
        events: [chose(chosen_at, false), scan("shipment.shipped", 1)],
        ledger: left,
        shop: { ...shop, schedule: { ...inputOf({}).shop.schedule, stalled_days: 3 } },
        at: 10 * day,
      });
    expect(silent(2)).toEqual([`stalled:p1:${hours(1)}`]);
    expect(silent(9 * day)).toEqual([]);
  });
});

describe("the key of a text", () => {
  test.each(
    ["shipped", "out_for_delivery", "ready_for_pickup", "delivered", "attempted", "exception"] as const,
  )(
    "says its news: %s",
    (news) => expect(shortNewsOf(`${news}:p1`)).toBe(news),
  );
  test.each(["p1", "delivered", "in_transit:p1", "is delivered:p1", ""])(
    "must say its news: %j",
    (about) => {
      expect(() => shortNewsOf(about)).toThrow(
        "Cannot write a short message as its key must say what it tells",
      );
    },
  );
  test("is of the way that carries it", () => {
    expect(wayOfNews("shipment_sms")).toBe("sms");
    expect(wayOfNews("bounce_sms")).toBeUndefined();
    expect(wayOfNews("shipment_shipped")).toBeUndefined();
  });
});
