import { describe, expect, test } from "vitest";
import type { Counts, DayCounts } from "../../src/figures/counts.ts";
import { digestOf, nameOf } from "../../src/figures/digest.ts";
import { findingsOf, rateOf } from "../../src/figures/findings.ts";
import { addDays } from "../../src/figures/series.ts";

const FIRST = "2026-01-05"; // A Monday.
const WEEKS = 14;

/** A shop whose days are all alike, but for what `change` does to a day: its number counts from the first. */
function shopOf(change: (day: number) => Counts = () => ({})): readonly DayCounts[] {
  return Array.from({ length: 7 * WEEKS }, (_, day) => ({
    day: addDays(FIRST, day),
    counts: { ...USUAL, ...change(day) },
  }));
}

const USUAL: Counts = {
  mail: { "shipment_shipped|sent": 100, "invoice|sent": 100, "shipment_shipped|complained": 0 },
  ordered: { de: 100 },
  sold: { mug: 20, lamp: 30 },
  returned: { "mug|broken": 1, "lamp|broken": 2 },
  promise: { "dhl|de|rule|kept": 57, "dhl|de|rule|late": 3, "dpd|de|rule|kept": 38, "dpd|de|rule|late": 2 },
  asked: { "where|shipment_shipped|dhl|tracked": 1, "question|shipment_shipped|dpd|tracked": 1 },
};
const LAST = addDays(FIRST, 7 * WEEKS - 1);
const since = (first: number, counts: Counts) => (day: number) => day >= first ? counts : {};
const names = (days: readonly DayCounts[]) => findingsOf(days, LAST, []).map(nameOf);

describe("what stands out", () => {
  test("is nothing in a shop whose weeks are alike", () => {
    expect(names(shopOf())).toEqual([]);
  });

  test("is the carrier that became late, with how much, how usual, and since when", () => {
    const slips = { promise: { ...USUAL.promise, "dpd|de|rule|kept": 30, "dpd|de|rule|late": 10 } };
    const [found] = findingsOf(shopOf(since(94, slips)), LAST, []);
    expect(found).toMatchObject({
      family: "late",
      parts: { carrier: "dpd" },
      days: 7,
      cases: 46,
      of: 280,
      since: addDays(FIRST, 94),
      evidence: [{ part: "country", value: "de", cases: 46 }],
    });
    expect(found!.usual).toBeCloseTo(2 / 40, 2);
  });

  test("is who gave the date, where the shop's own history promises too much", () => {
    const learnt = (late: number): Counts => ({
      promise: { ...USUAL.promise, "dhl|de|learnt|kept": 40 - late, "dhl|de|learnt|late": late },
    });
    expect(names(shopOf((day) => learnt(day < 91 ? 2 : 14)))).toEqual(["late|origin=learnt"]);
  });

  test("is the shop as a whole where every carrier is late", () => {
    const slips = {
      promise: {
        "dhl|de|rule|kept": 45,
        "dhl|de|rule|late": 15,
        "dpd|de|rule|kept": 30,
        "dpd|de|rule|late": 10,
      },
    };
    expect(names(shopOf(since(91, slips)))).toEqual(["late"]);
  });

  test("is the cause alone: questions of a late carrier's customers are not named beside it", () => {
    const slips = {
      promise: { ...USUAL.promise, "dpd|de|rule|kept": 25, "dpd|de|rule|late": 15 },
      asked: { ...USUAL.asked, "where|shipment_shipped|dpd|tracked": 9 },
    };
    expect(names(shopOf(since(91, slips)))).toEqual(["late|carrier=dpd"]);
  });

  test("is the text that brings questions, where nothing else explains them", () => {
    const asks = { asked: { ...USUAL.asked, "question|shipment_shipped|dpd|tracked": 7 } };
    expect(names(shopOf(since(91, asks)))).toEqual(["asked|after=shipment_shipped|topic=question"]);
  });

  test("is not a handful of cases, however unusual", () => {
    expect(names(shopOf(since(97, { returned: { ...USUAL.returned, "mug|broken": 5 } })))).toEqual([]);
  });

  test.each([1, 5, 9, 12, 15])("is not a part that an older Waybill did not count, %d days after", (age) => {
    const told: Counts = {
      spoken: { "shipment_shipped|de": 200 },
      ordered: { "de|de|card": 60, "fr|fr|card": 40 },
      returned: { "mug|broken|de": 1, "lamp|broken|de": 1, "lamp|broken|fr": 1 },
    };
    expect(names(shopOf(since(7 * WEEKS - age, told)))).toEqual([]);
  });

  test("is followed up by its own bar, also where an older Waybill named none", () => {
    const days = shopOf(() => ({ answered: { "50": 3, "70": 2, "75": 4, "90": 1 } }));
    const rate = (parts: Record<string, string>) => rateOf(days, LAST, 7, { family: "answered", parts });
    expect(rate({ over: "2" })).toEqual({ cases: 49, of: 70 });
    expect(rate({ over: "8" })).toEqual({ cases: 35, of: 70 });
    expect(rate({})).toEqual(rate({ over: "8" }));
  });

  test("is the mail whose link is broken, until it is followed again", () => {
    const clicks = (day: number): Counts => ({
      mail: {
        ...USUAL.mail,
        "shipment_shipped|clicked": 12,
        "invoice|clicked": day >= 84 && day < 91 ? 1 : 10,
      },
    });
    const week = addDays(FIRST, 90);
    const first = digestOf(shopOf(clicks), week, [], []);
    expect(first.found).toMatchObject([{
      family: "clicked",
      parts: { kind: "invoice" },
      cases: 7,
      of: 700,
      since: addDays(FIRST, 84),
      evidence: [],
    }]);
    expect(digestOf(shopOf(clicks), LAST, [first], [])).toMatchObject({
      found: [],
      followed: [{ family: "clicked", state: "over", cases: 70 }],
    });
  });

  test.each([4, 10, 16])("is not what comes back of a sale, %d days after it was sold", (later) => {
    const days = shopOf((day) => ({
      sold: { mug: day >= 70 && day < 75 ? 120 : 20, lamp: 30 },
      returned: { "mug|broken": day >= 70 + later && day < 75 + later ? 12 : 2, "lamp|broken": 3 },
    }));
    for (let week = 11; week <= WEEKS; week++) {
      expect(findingsOf(days, addDays(FIRST, 7 * week - 1), []).map(nameOf)).toEqual([]);
    }
  });

  test("is not the late parcels of a sale that come when few others do", () => {
    const sale = (day: number): Counts =>
      day >= 77 && day < 84
        ? { promise: { "dhl|de|rule|kept": 300, "dhl|de|rule|late": 8 } }
        : day >= 84 && day < 88
        ? { promise: { "dhl|de|rule|kept": 57, "dhl|de|rule|late": 16 } }
        : {};
    for (const day of [83, 90, 97]) {
      expect(findingsOf(shopOf(sale), addDays(FIRST, day), []).map(nameOf)).toEqual([]);
    }
  });

  test("is not a part of which nothing was sold lately, for one piece that comes back beside many of another", () => {
    const days = shopOf((day) => ({
      sold: { mug: 20, lamp: 30, vase: day < 92 ? 4 : 0 },
      returned: {
        ...(day < 94 ? { "mug|broken": 1, "lamp|broken": 2 } : { "mug|torn": 9, "lamp|torn": 12 }),
        "vase|wrong": day >= 84 || day % 2 === 0 ? 1 : 0,
      },
    }));
    expect(names(days)).toEqual(["returned|reason=torn"]);
  });

  test("is not what became better", () => {
    const better = { promise: { "dhl|de|rule|kept": 60, "dpd|de|rule|kept": 40 } };
    expect(names(shopOf(since(84, better)))).toEqual([]);
  });

  test("is not what swings as much every few weeks", () => {
    const swings = (day: number): Counts =>
      Math.floor(day / 7) % 3 === 1
        ? { promise: { ...USUAL.promise, "dpd|de|rule|kept": 32, "dpd|de|rule|late": 8 } }
        : {};
    expect(names(shopOf(swings))).toEqual([]);
  });

  test("is said of no shop that has just begun", () => {
    const slips = { promise: { "dpd|de|rule|kept": 10, "dpd|de|rule|late": 30 } };
    expect(findingsOf(shopOf(since(20, slips)).slice(0, 28), addDays(FIRST, 27), [])).toEqual([]);
  });
});

describe("what only newer counts tell apart", () => {
  /** The orders and mails of a day, by language, country, way of paying and channel. */
  const TOLD: Counts = {
    ordered: { "de|de|card": 60, "de|de|klarna": 20, "fr|fr|card": 20 },
    spoken: { "shipment_shipped|de": 80, "shipment_shipped|fr": 20, "invoice|de": 80, "invoice|fr": 20 },
    route: { "ses|gmx.example|sent": 120, "postmark|gmx.example|sent": 80, "ses|gmx.example|delivered": 120 },
    pace: { "ses|invoice|prompt": 100, "ses|invoice|slow": 1, "postmark|invoice|prompt": 99 },
    hours: { "shopify|heard": 20, "shopify|silent": 4, "stripe|heard": 12, "stripe|silent": 12 },
    heard: { "shopify|taken": 600, "shopify|refused": 1, "stripe|taken": 150 },
    asked: {
      "where|shipment_shipped|dhl|tracked|de|card|de": 1,
      "question|shipment_shipped|dpd|tracked|de|klarna|de": 1,
    },
    answered: { 50: 8, 60: 2 },
  };
  const told = (first: number, counts: Counts) =>
    names(shopOf((day) => ({ ...TOLD, ...since(first, counts)(day) })));

  test.each<[string, Counts, string]>([
    ["the language whose text brings questions", {
      asked: {
        ...TOLD.asked,
        "question|shipment_shipped|dpd|tracked|fr|card|fr": 3,
        "question|shipment_shipped|dpd|tracked|fr|card|de": 3,
      },
    }, "asked|after=shipment_shipped|locale=fr"],
    ["the way of paying that brings questions", {
      asked: { ...TOLD.asked, "question||||de|klarna|de": 4 },
    }, "unprompted|method=klarna"],
    ["the way of paying that fails", { unpaid: { "klarna|de": 6 } }, "unpaid|method=klarna"],
    [
      "the channel that is slow",
      { pace: { ...TOLD.pace, "postmark|invoice|slow": 5 } },
      "slow|channel=postmark",
    ],
    ["the channel that delivers late", { route: { ...TOLD.route, "ses|gmx.example|delayed": 8 } }, "delayed"],
    ["the kind of mail that bounces", {
      mail: { ...USUAL.mail, "invoice|bounced": 8 },
      refused: { "ses|gmx.example|invoice|bounced": 5, "postmark|gmx.example|invoice|bounced": 3 },
    }, "bounced|kind=invoice"],
    [
      "the sender that stops",
      { hours: { ...TOLD.hours, "shopify|heard": 1, "shopify|silent": 23 } },
      "silent|source=shopify",
    ],
    [
      "the sender whose webhooks fail",
      { heard: { ...TOLD.heard, "stripe|dead": 9 } },
      "unheard|source=stripe",
    ],
    ["answers that take more than two hours", { answered: { 50: 2, 60: 1, 68: 7 } }, "answered|over=2"],
  ])("is %s", (_, counts, name) => {
    expect(told(91, counts)).toEqual([name]);
  });

  test("is nothing in a shop whose weeks are alike, nor when it begins to be counted", () => {
    expect(names(shopOf(() => TOLD))).toEqual([]);
    for (let first = 50; first < 98; first += 4) {
      const worse = { ...TOLD, route: { ...TOLD.route, "ses|gmx.example|delayed": 8 } };
      expect(names(shopOf(since(first, worse)))).toEqual([]);
    }
  });

  test("is no hour in which nobody buys: a sender is silent beyond what all are", () => {
    const quiet = { "shopify|heard": 12, "shopify|silent": 12, "stripe|heard": 4, "stripe|silent": 20 };
    expect(told(91, { hours: quiet })).toEqual([]);
    expect(told(91, { hours: { ...quiet, "shopify|heard": 0, "shopify|silent": 24 } })).toEqual([
      "silent|source=shopify",
    ]);
    // Beside one that is heard in each hour, and alone.
    for (const beside of [{ "stripe|heard": 24 }, {}]) {
      const days = shopOf((day) => ({
        hours: { "shopify|heard": day < 91 ? 20 : 2, "shopify|silent": day < 91 ? 4 : 22, ...beside },
      }));
      expect(findingsOf(days, LAST, []).map(({ family, cases }) => [family, cases])).toEqual([[
        "silent",
        154,
      ]]);
    }
  });

  test("is the day of the week on which orders are late, once two of them were; before that nothing", () => {
    const late = (day: number): Counts => ({
      promise: {
        "dhl|de|rule|kept|1": 19,
        "dhl|de|rule|late|1": 1,
        "dhl|de|rule|kept|5": 19,
        "dhl|de|rule|late|5": 1,
      },
      ...(day >= 84
        ? {
          promise: {
            "dhl|de|rule|kept|1": 19,
            "dhl|de|rule|late|1": 1,
            "dhl|de|rule|kept|5": 14,
            "dhl|de|rule|late|5": 6,
          },
        }
        : {}),
    });
    expect(names(shopOf(late))).toEqual(["late|ordered_on=5"]);
    expect(findingsOf(shopOf(late), addDays(FIRST, 90), []).map(nameOf)).toEqual([]);
  });
});

describe("the digest of the next week", () => {
  const slips = { promise: { ...USUAL.promise, "dpd|de|rule|kept": 28, "dpd|de|rule|late": 12 } };
  const week = (number: number) => addDays(FIRST, 7 * number - 1);
  const done = [{ name: "late|carrier=dpd", words: "Called them", by: "Kaja", day: week(11) }];

  test("follows up what was named and what was done, and does not name it again", () => {
    const days = shopOf((day) => day >= 70 && day < 84 ? slips : {});
    const first = digestOf(days, week(11), [], []);
    expect(first.found.map(nameOf)).toEqual(["late|carrier=dpd"]);
    const second = digestOf(days, week(12), [first], done);
    expect(second.found).toEqual([]);
    expect(second.followed).toMatchObject([{
      state: "lasts",
      cases: 84,
      of: 280,
      done: [{ words: "Called them" }],
    }]);
    const third = digestOf(days, week(13), [first, second], done);
    expect(third).toMatchObject({ found: [], followed: [{ state: "over", cases: 14, of: 280 }] });
    expect(digestOf(days, week(14), [first, second, third], done)).toMatchObject({ found: [], followed: [] });
  });

  test("finds a second trouble beside one that lasts", () => {
    const days = shopOf((day) => ({
      ...(day >= 70 ? slips : {}),
      ...(day >= 84 ? { returned: { ...USUAL.returned, "lamp|broken": 12 } } : {}),
    }));
    const first = digestOf(days, week(11), [], []);
    const second = digestOf(days, week(12), [first], []);
    const third = digestOf(days, week(13), [first, second], []);
    expect(third.found.map(nameOf)).toEqual(["returned|sku=lamp"]);
    const fourth = digestOf(days, week(14), [first, second, third], []);
    expect(fourth.found).toEqual([]);
    expect(fourth.followed.map(({ family, state }) => [family, state])).toEqual([["late", "lasts"], [
      "returned",
      "lasts",
    ]]);
  });

  test("names bad ratings soon after a trouble that explained others is over", () => {
    const rates = (bad: number): Counts => ({
      rated: { "delivery|5|dhl": 20 - bad, "delivery|1|dhl": bad, "delivery|5|dpd": 19, "delivery|1|dpd": 1 },
    });
    const late = {
      promise: {
        "dhl|de|rule|kept": 45,
        "dhl|de|rule|late": 15,
        "dpd|de|rule|late": 9,
        "dpd|de|rule|kept": 31,
      },
    };
    const days = shopOf((day) => ({
      ...(day >= 42 && day < 63 ? { ...late, ...rates(6) } : rates(day >= 91 ? 8 : 1)),
    }));
    const digests = Array.from({ length: WEEKS }).reduce<ReturnType<typeof digestOf>[]>(
      (all, _, at) => [...all, digestOf(days, week(at + 1), all, [])],
      [],
    );
    expect(digests.flatMap(({ week: of, found }) => found.map((one) => [of, nameOf(one)]))).toEqual([
      [week(7), "late"],
      [week(14), "rated|carrier=dhl"],
    ]);
  });

  test("says that nothing can be said yet, where there are too few days", () => {
    expect(digestOf(shopOf().slice(0, 20), week(3), [], [])).toMatchObject({ found: [], is_early: true });
  });
});
