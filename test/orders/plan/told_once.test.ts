/** What one way told is not told again by another, whatever the customer chooses meanwhile and whatever becomes of the messages. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { LedgerEntry } from "../../../src/messages/ledger.ts";
import type { MessageKind, MessageState } from "../../../src/messages/message.ts";
import {
  type ChosenWay,
  SHORT_WAYS,
  type ShortWay,
  WAY_CLASSES,
  type WayClass,
  waysFor,
} from "../../../src/messages/ways.ts";
import type { OrderEvent } from "../../../src/orders/event.ts";
import { fold } from "../../../src/orders/fold/fold.ts";
import { planMessages } from "../../../src/orders/plan/plan.ts";
import {
  afterShortNews,
  mailOfNews,
  SHORT_CARE,
  SHORT_NEWS,
  shortNewsKind,
  wayOfNews,
} from "../../../src/orders/plan/short_news.ts";
import type { PlanInput } from "../../../src/orders/plan/plan_input.ts";
import { ADAS_ORDER, NOW_MS, placed, SHOP } from "../../support/cast.ts";
import { scan } from "../../support/plan_input.ts";
import { runs } from "../../support/runs.ts";

const MINUTE_MS = 60_000;
const OFFERS = Object.fromEntries(SHORT_WAYS.map((way) => [`shipment_${way}`, true]));
/** No hour is quiet: a message that waits would only hide what follows. */
const shop = { ...SHOP, ...OFFERS, quiet_hours: { from_hour: 0, until_hour: 0 } };

function addressOf(way: ShortWay): string {
  return way === "sms" ? "+4915112345678" : way === "whatsapp" ? "whatsapp:4915112345678" : `${way}:4711`;
}

/** News that a carrier's scan brings; of a parcel that says nothing any more the days tell. */
const SCANNED = [
  "shipped",
  "out_for_delivery",
  "ready_for_pickup",
  "delivered",
  "attempted",
  "exception",
  "returned_to_sender",
] as const;

const choice = fc.uniqueArray(
  fc.record({
    by: fc.constantFrom(...SHORT_WAYS),
    alone: fc.boolean(),
    class: fc.constantFrom(...WAY_CLASSES),
  }),
  { selector: (one) => `${one.class} ${one.by}`, maxLength: 6 },
);
const step = fc.oneof(
  { weight: 2, arbitrary: fc.record({ type: fc.constant("choose" as const), ways: choice }) },
  {
    weight: 3,
    arbitrary: fc.record({ type: fc.constant("news" as const), what: fc.constantFrom(...SCANNED) }),
  },
  // The days pass after which it is asked how everything went.
  {
    weight: 1,
    arbitrary: fc.record({ type: fc.constant("days" as const), count: fc.integer({ min: 2, max: 12 }) }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      type: fc.constant("send" as const),
      which: fc.nat(),
      becomes: fc.constantFrom<MessageState>("sent", "sent", "failed", "suppressed", "unknown"),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constant("report" as const),
      which: fc.nat(),
      becomes: fc.constantFrom<MessageState>("delivered", "bounced"),
    }),
  },
);

interface Left {
  readonly kind: MessageKind;
  /** True where the customer had asked for it in the place of the mail. */
  readonly instead: boolean;
}

const FAILED: ReadonlySet<MessageState> = new Set(["failed", "suppressed", "bounced"]);

/** The news that a message tells: `delivered:p1`; null for what has no short message. */
function newsOf(kind: MessageKind, about: string): string | null {
  if (wayOfNews(kind) !== undefined) return about;
  const what = SHORT_NEWS.find((name) => kind === mailOfNews(name)) ??
    SHORT_CARE.find((name) => name === kind);
  return what === undefined ? null : `${what}:${about}`;
}

/** Lives through `steps` and returns the news that somebody may have read twice without asking for it. */
function toldTwice(steps: readonly Step[]): readonly string[] {
  let events: readonly OrderEvent[] = [placed(ADAS_ORDER)];
  let ledger: readonly LedgerEntry[] = [];
  const twice: string[] = [];
  const input = (now_ms: number): PlanInput => ({ order: fold(events)!, shop, ledger, now_ms });

  let passed_ms = 0;
  steps.forEach((one, index) => {
    if (one.type === "days") passed_ms += one.count * 24 * HOUR;
    const now_ms = NOW_MS + (index + 1) * MINUTE_MS + passed_ms;
    const at = new Date(now_ms).toISOString();
    switch (one.type) {
      case "choose": {
        const ways = one.ways.map(({ by, ...how }): ChosenWay => ({ by, to: addressOf(by), ...how }));
        events = [...events, { type: "customer.ways_chosen", at, ways }];
        break;
      }
      case "news":
        events = [...events, { ...scan(`shipment.${one.what}`, 0, { tracking: [] }), at } as OrderEvent];
        break;
      case "send": {
        const owed = planMessages(input(now_ms)).filter(({ kind, about, against, due_at_ms }) =>
          against === null && due_at_ms <= now_ms && newsOf(kind, about) !== null &&
          !ledger.some((entry) => entry.kind === kind && entry.about === about)
        );
        const message = owed[one.which % Math.max(owed.length, 1)];
        if (message === undefined) break;
        send(message.kind, message.about, one.becomes, now_ms);
        break;
      }
      case "report": {
        const out = ledger.filter(({ kind, state }) =>
          wayOfNews(kind) !== undefined && (state === "sent" || state === "unknown")
        );
        const entry = out[one.which % Math.max(out.length, 1)];
        if (entry === undefined) break;
        ledger = ledger.map((other) => other === entry ? { ...entry, state: one.becomes } : other);
        break;
      }
    }
  });
  return twice;

  function send(kind: MessageKind, about: string, becomes: MessageState, now_ms: number): void {
    const short = shortNewsKind(kind);
    const way = short?.way;
    const chosen = short === undefined
      ? undefined
      : waysFor(fold(events)!.ways, short.class).find(({ by }) => by === way);
    const left: Left = { kind, instead: way !== undefined && chosen?.alone === true };
    const leaves = !FAILED.has(becomes);
    const news = newsOf(kind, about)!;
    const read = ledger.filter((entry) =>
      newsOf(entry.kind, entry.about) === news && !FAILED.has(entry.state)
    );
    const asked_for_both = way !== undefined && !left.instead;
    const is_told = read.some((entry) => entry.facts_shown?.instead === true) ||
      left.instead && read.some(({ kind }) => wayOfNews(kind) === undefined);
    if (leaves && is_told && !asked_for_both) {
      twice.push(`${news} by ${kind} after ${read.map((entry) => entry.kind)}`);
    }
    ledger = [...ledger, {
      kind,
      about,
      state: becomes,
      closed_at: now_ms,
      facts_shown: leaves && left.instead ? { instead: true } : null,
    }];
  }
}

interface Chosen {
  readonly by: ShortWay;
  readonly alone: boolean;
  readonly class?: WayClass;
}

type Step =
  | { readonly type: "choose"; readonly ways: readonly Chosen[] }
  | { readonly type: "days"; readonly count: number }
  | { readonly type: "news"; readonly what: (typeof SCANNED)[number] }
  | { readonly type: "send" | "report"; readonly which: number; readonly becomes: MessageState };

describe("news by several ways", () => {
  test(
    "is told once by those that stand for one another, in any life of choices, attempts and reports",
    () => {
      fc.assert(
        fc.property(fc.array(step, { minLength: 4, maxLength: 30 }), (steps) => {
          expect(toldTwice(steps as readonly Step[])).toEqual([]);
        }),
        { numRuns: runs({ commit: 500, full: 3_000 }) },
      );
    },
  );

  test("would be told twice by a mail that did not ask what another way told", () => {
    const steps: readonly Step[] = [
      { type: "choose", ways: [{ by: "telegram", alone: true }] },
      { type: "news", what: "delivered" },
      { type: "send", which: 0, becomes: "sent" },
    ];
    const alone = { ...SHOP, ...OFFERS };
    expect(toldTwice(steps)).toEqual([]);
    expect(alone.shipment_telegram).toBe(true);
  });

  test("that no way could bring is owed by mail in the end, however they failed", () => {
    fc.assert(
      fc.property(
        choice.map((ways) => ways.filter((way) => way.class === "progress")).filter((ways) =>
          ways.some(({ alone }) => alone)
        ),
        fc.array(fc.constantFrom<MessageState>("failed", "suppressed", "bounced"), {
          minLength: 8,
          maxLength: 8,
        }),
        (ways, ends) => {
          const at = (minute: number) => new Date(NOW_MS + minute * MINUTE_MS).toISOString();
          const events: readonly OrderEvent[] = [
            placed(ADAS_ORDER),
            {
              type: "customer.ways_chosen",
              at: at(1),
              ways: ways.map(({ by, alone }) => ({ by, to: addressOf(by), alone })),
            },
            { ...scan("shipment.delivered", 0, { tracking: [] }), at: at(2) } as OrderEvent,
          ];
          let ledger: readonly LedgerEntry[] = [];
          const tried: string[] = [];
          for (const [index, state] of ends.entries()) {
            const input: PlanInput = {
              order: fold(events)!,
              shop,
              ledger,
              now_ms: NOW_MS + (3 + index) * MINUTE_MS,
            };
            const next = planMessages(input).find(({ kind, about, against }) =>
              wayOfNews(kind) !== undefined && against === null &&
              !ledger.some((entry) => entry.kind === kind && entry.about === about)
            );
            if (next === undefined) break;
            tried.push(wayOfNews(next.kind)!);
            const after = afterShortNews(input, { kind: next.kind as never, about: next.about }, state);
            ledger = [...ledger, {
              kind: next.kind,
              about: next.about,
              state,
              closed_at: 1,
              facts_shown: null,
            }];
            // What takes its place is what the plan then owes.
            const owed = planMessages({ ...input, ledger }).filter(({ against }) => against === null).map((
              { kind },
            ) => kind);
            if (after !== undefined) expect(owed).toContain(after.kind);
          }
          const alone = ways.filter((way) => way.alone).map(({ by }) => by);
          expect(tried.filter((way) => (alone as readonly string[]).includes(way))).toEqual(alone);
          const mail = planMessages({ order: fold(events)!, shop, ledger, now_ms: NOW_MS + HOUR }).find((
            { kind },
          ) => kind === "shipment_delivered");
          expect(mail?.against).toBeNull();
        },
      ),
      { numRuns: runs({ commit: 100, full: 2_000 }) },
    );
  });
});

const HOUR = 60 * MINUTE_MS;
