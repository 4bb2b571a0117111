/**
 * The shop's desk in the pictures: a shop with an ordinary bad day, one without, an order, a domain with a missing
 * record.
 */
import { checkDomain } from "../src/dns/check_domain.ts";
import { checkedView } from "../src/doors/admin/domain.tsx";
import { frameOf, mailLine } from "../src/doors/admin/desk_view.ts";
import { orderView } from "../src/doors/admin/order_view.ts";
import { todayView } from "../src/doors/admin/today.tsx";
import type { Answer } from "../src/domains/dns_answers.ts";
import type { MailRow } from "../src/sql/desk.ts";
import { DomainPage } from "../templates/admin/domain.tsx";
import { WrongMailsPage } from "../templates/admin/mails.tsx";
import { DeskOrderPage } from "../templates/admin/order.tsx";
import { SignInPage } from "../templates/admin/sign_in.tsx";
import { TodayPage } from "../templates/admin/today.tsx";
import { w } from "../templates/admin/words.ts";
import { SHARES, WEEK } from "./desk_week.ts";
import { cast, NORDLICHT, NOW_MS } from "./pictures_cast.ts";
import type { Desk } from "../src/doors/admin/desk_env.ts";
import type { Day } from "../src/doors/admin/today_day.ts";

const HOUR_MS = 3_600_000;
const COUNTS = { cases: 23, returns: 5, ratings: 4, shortages: 2, letters: 3 };
const DESK = {
  ports: {
    db: { prepare: () => ({ bind: () => ({ first: () => Promise.resolve(COUNTS) }) }) },
    sealing_keys: [],
    link_keys: [{ id: 1, bytes: new Uint8Array(32) }],
    public_url: "https://orders.nordlicht.example",
  },
  shop: {
    id: "nordlicht",
    settings: { ...NORDLICHT, channels: ["ses", "resend"], digest: true, provider_reports: true },
  },
  now_ms: NOW_MS,
  who: "access grace@nordlicht.example",
  email: "grace@nordlicht.example",
  person: "Grace",
  role: "owner",
} as unknown as Desk;
const FORM = { action: "/admin/nordlicht/mails/again", token: "token" };

export async function deskSheets(origin: string): Promise<ReadonlyMap<string, string>> {
  const calm: Day = {
    ...DAY,
    wrong: { failed: 0, unknown: 0, bounced: 0 },
    cases: [],
    parked: 0,
    unreachable: 0,
    held: [],
    rows: DAY.rows.map((row) => ({ ...row, complained: 0, failed: 0 })),
    figures: {
      ...DAY.figures,
      kinds: DAY.figures.kinds.map((kind) => ({ ...kind, complained: 0, failed: 0, owed: 0 })),
      unread: [],
    },
    ignored: [],
  };
  const order = await orderView(DESK, {
    row: {
      id: "nordlicht/shopify/1001",
      number: "#1001",
      seq: 4,
      order: cast(origin).shipped,
      deadline_at: null,
    },
    events: EVENTS,
    mails: MAILS.map((mail) => ({ ...mail, number: null })),
    suppressions: [],
    entries: TALK,
    ratings: [],
    acts: [],
  });
  const report = await checkDomain(
    { domain: "nordlicht.example", channel: "ses", selectors: ["abc123"], return_path: undefined },
    ({ name, type }) => Promise.resolve(DNS[`${type} ${name}`] ?? { status: "absent" }),
  );
  const mails = {
    frame: await frameOf(DESK, "mails", { note: { tone: "good", text: w("again.done", { count: 2 }) } }),
    state: "failed",
    tabs: (["failed", "unknown", "bounced"] as const).map((state) => ({
      href: "#",
      label: w(`state.${state}`),
      count: String(DAY.wrong[state]),
      current: state === "failed",
    })),
    meaning: w("mails.meaning_failed"),
    mails: RECENT.map((row) => mailLine(DESK, row, "moment")),
    again: FORM,
    next: "#",
  };
  const domain = {
    frame: await frameOf(DESK, "domain"),
    domain: "nordlicht.example",
    form: FORM,
    channels: ["ses", "resend"],
    has_own: true,
    channel: "ses",
    selectors: "abc123",
    return_path: "",
    fault: null,
    checked: [checkedView("ses", report)],
  };
  return new Map(Object.entries({
    desk_today: String(TodayPage({ view: todayView(DESK, DAY, await frameOf(DESK, "today")) })),
    desk_calm: String(TodayPage({ view: todayView(DESK, calm, await frameOf(DESK, "today")) })),
    desk_mails: String(WrongMailsPage({ view: mails })),
    desk_order: String(
      DeskOrderPage({ view: { frame: await frameOf(DESK, null, { sought: "#1001" }), ...order } }),
    ),
    desk_domain: String(DomainPage({ view: domain })),
    desk_sign_in: String(
      SignInPage({
        view: { shop: "nordlicht", token: "token", to: "", code_token: "x", fault: "enter.fault_token" },
      }),
    ),
  }));
}

function mail(changed: Partial<MailRow> & Pick<MailRow, "kind" | "state">): MailRow {
  return {
    subject: "nordlicht/shopify/1001",
    about: "",
    reason: null,
    provider_id: null,
    attempts: 1,
    channel: "ses",
    dated_at: NOW_MS - 40 * HOUR_MS,
    due_at: null,
    closed_at: NOW_MS - 40 * HOUR_MS,
    event_at: null,
    opened_at: null,
    clicked_at: null,
    lease_until: null,
    unknown_at: null,
    has_words: 0,
    number: "#1001",
    ...changed,
  };
}

const MAILS: readonly MailRow[] = [
  mail({
    kind: "order_confirmation",
    state: "delivered",
    event_at: NOW_MS - 40 * HOUR_MS + 4_000,
    opened_at: NOW_MS - 39 * HOUR_MS,
  }),
  mail({ kind: "payment_receipt", state: "suppressed", reason: "overtaken", channel: null, attempts: 0 }),
  mail({
    kind: "shipment_shipped",
    state: "sent",
    closed_at: NOW_MS - 18 * HOUR_MS,
    dated_at: NOW_MS - 18 * HOUR_MS,
  }),
  mail({
    kind: "follow_up",
    state: "owed",
    channel: null,
    attempts: 0,
    closed_at: null,
    dated_at: NOW_MS + 90 * HOUR_MS,
    due_at: NOW_MS + 90 * HOUR_MS,
  }),
];

const RECENT: readonly MailRow[] = [
  mail({
    kind: "shipment_shipped",
    state: "failed",
    reason: "550 5.7.1 message refused by policy",
    closed_at: NOW_MS - HOUR_MS,
    number: "#1043",
  }),
  mail({
    kind: "order_confirmation",
    state: "bounced",
    reason: "hard: 5.1.1 mailbox does not exist",
    event_at: NOW_MS - 2 * HOUR_MS,
    number: "#1040",
  }),
  mail({
    kind: "payment_reminder",
    state: "failed",
    reason: "Gave up after 16 attempts: 451 4.7.1 greylisted",
    attempts: 16,
    closed_at: NOW_MS - 5 * HOUR_MS,
    number: "#987",
  }),
];

const DAYS = WEEK.map((_, at) =>
  new Date(NOW_MS - (WEEK.length - 1 - at) * 24 * HOUR_MS).toISOString().slice(0, 10)
);

const CASES: Day["cases"] = [{
  shop_id: "nordlicht",
  id: "c1",
  kind: "claim",
  topic: "Something is damaged",
  state: "open",
  next: "shop",
  due_at: NOW_MS - HOUR_MS,
  opened_at: NOW_MS - 3 * HOUR_MS,
  changed_at: NOW_MS - 3 * HOUR_MS,
  answered_at: null,
  order_id: "nordlicht/shopify/1001",
  customer: null,
  proven: true,
  reader: { email: "ada@lovelace.example", name: "Ada Lovelace" },
  assignee: null,
  tags: [],
  drafts: [],
  merged_into: null,
}];

const DAY: Day = {
  wrong: { failed: 2, unknown: 0, bounced: 1 },
  overdue: [],
  parked: 1,
  unreachable: 2,
  circuits: [],
  cases: CASES,
  numbers: new Map([["nordlicht/shopify/1001", "#1001"]]),
  said: new Map(),
  dismiss: FORM,
  put_aside: [],
  put_aside_form: FORM,
  with_letters: ["shopify"],
  history: [],
  due: { late: 2, today: 20 },
  days: DAYS,
  rows: WEEK.map(([sent, delivered, bounced, complained, failed], at) => ({
    day: DAYS[at]!,
    sent,
    delivered,
    bounced,
    complained,
    failed,
  })),
  figures: {
    from: DAYS[0]!,
    counted: true,
    unread: [{ source: "shopify", unread: 3, webhooks: 412, is_capped: false }],
    refusals: [],
    kinds: Object.entries(SHARES).map(([kind, share]) => {
      const [sent, delivered, bounced, complained, failed] = [0, 1, 2, 3, 4].map((column) =>
        WEEK.reduce((all, row) => all + row[column]!, 0)
      ) as [number, number, number, number, number];
      return {
        kind: kind as keyof typeof SHARES,
        sent: Math.round(sent * share),
        delivered: Math.round(delivered * share),
        bounced: Math.round(bounced * share),
        complained: kind === "follow_up" ? complained : 0,
        failed: kind === "shipment_shipped" ? failed : 0,
        unknown: 0,
        repeated: 0,
        owed: kind === "follow_up" ? 3 : 0,
        oldest_owed_s: null,
        seconds: { mails: Math.round(sent * share), p50: 0.42, p95: kind === "follow_up" ? 1.19 : 0.71 },
      };
    }),
  },
  held: [{
    shop_id: "nordlicht",
    source: "shopify",
    asked_at: NOW_MS - 3 * HOUR_MS,
    due_at: NOW_MS + 45 * HOUR_MS,
    state: "waiting",
    settled_at: null,
  }],
  ignored: [{ source: "shopify", topic: "products/update", count: 1_284, last_at: NOW_MS }],
};

const TALK = [
  ["customer", "The teapot has a crack along the spout. Can you send another?"],
  ["shop", "We are sorry! A new one leaves today."],
].map(([author, words], at) => ({
  case_id: "c1",
  topic: "Something is damaged",
  state: "open" as const,
  at: NOW_MS - (3 - at) * HOUR_MS,
  type: "message" as const,
  author: author as "customer" | "shop",
  person: null,
  words: words!,
  act: null,
}));

const EVENTS = (["order.placed", "payment.succeeded", "shipment.shipped", "shipment.in_transit"] as const)
  .map((type, seq) => ({
    seq,
    source: seq < 3 ? "shopify" : "easypost",
    webhook_id: String(seq),
    received_at: NOW_MS,
    events: [{ type, at: new Date(NOW_MS - (40 - 10 * seq) * HOUR_MS).toISOString() }],
  })) as unknown as Parameters<typeof orderView>[1]["events"];

const DNS: Readonly<Record<string, Answer>> = {
  "TXT nordlicht.example": { status: "found", values: ["v=spf1 include:_spf.google.com ~all"] },
  "TXT _spf.google.com": { status: "found", values: ["v=spf1 ip4:192.0.2.0/24 ~all"] },
  "MX nordlicht.example": { status: "found", values: ["10 mx.nordlicht.example."] },
  "TXT _dmarc.nordlicht.example": {
    status: "found",
    values: ["v=DMARC1; p=none; rua=mailto:dmarc@nordlicht.example"],
  },
  "MX mail.nordlicht.example": { status: "found", values: ["10 feedback-smtp.eu-central-1.amazonses.com."] },
};
