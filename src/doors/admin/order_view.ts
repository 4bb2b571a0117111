/** Turns an order and its rows into the desk's view. Nothing is masked, since the shop reads its own orders. */
import type { DeskOrderView, OrderFlagView } from "../../../templates/admin/order.tsx";
import type { ConversationView } from "../../../templates/admin/conversation.tsx";
import {
  deskLanguage,
  deskLocale,
  languageName,
  w,
  withCapital,
  wordFor,
} from "../../../templates/admin/words.ts";
import { linkUrl } from "../../links/signed_link.ts";
import { dateText } from "../../mail/format/dates.ts";
import { progressState } from "../../mail/view/progress.ts";
import { oneLine, paragraphsOf } from "../../mail/format/text.ts";
import type { Suppression } from "../../messages/suppression.ts";
import { isReachable } from "../../orders/addressee.ts";
import { disputePath } from "./desk_view.ts";
import { accountOf } from "../../orders/account/account.ts";
import { formatMinor } from "../../orders/money.ts";
import { splitOrderId } from "../../orders/order_id.ts";
import { hasFailed } from "../../orders/reachable.ts";
import { NEWEST_MAX } from "../../sql/cases.ts";
import type { OrderRow } from "../../sql/orders.ts";
import { deskToken } from "./desk_form.tsx";
import { casePath, homeOf, momentView } from "./desk_view.ts";
import { toneOf } from "./order_line.ts";
import { orderActsView } from "./order_acts_view.ts";
import { linesOf, sidesOf } from "./order_sides.ts";
import { type Happened, timelineOf } from "./order_timeline.ts";
import type { Desk } from "./desk_env.ts";

export interface DeskOrder extends Happened {
  readonly row: OrderRow;
  readonly suppressions: readonly Suppression[];
}

/** Milliseconds for which a link from the desk to the customer's page works: long enough to be passed on. */
const LINK_MS = 7 * 86_400_000;

export async function orderView(desk: Desk, found: DeskOrder): Promise<Omit<DeskOrderView, "frame">> {
  const { row } = found;
  const state = progressState(row.order);
  const erased = row.order.erased_at !== undefined;
  return {
    order: row.id,
    number: w("order.title", { number: oneLine(row.number) }),
    state: { label: w(`progress.${state}`), tone: toneOf(state) },
    flags: await flagsOf(desk, found),
    facts: factsOf(desk, row),
    ...linesOf(row.order),
    sides: erased ? [] : sidesOf(desk, row.order),
    acts: erased ? null : await orderActsView(desk, row, await link(desk, row, "order")),
    timeline: timelineOf(desk, found),
    again: { action: `${homeOf(desk)}/mails/again`, token: await deskToken(desk, "again") },
    conversations: await conversationsOf(desk, found),
    dispute: {
      action: `${homeOf(desk)}/orders/dispute`,
      id: row.id.slice(desk.shop.id.length + 1),
      language: deskLanguage(desk.shop.settings.locale) ?? "en",
    },
    correct: erased ? null : {
      form: { action: `${homeOf(desk)}/orders/correct`, token: await deskToken(desk, "correct") },
      email: row.order.details.customer.email ?? "",
    },
  };
}

async function flagsOf(desk: Desk, { row, suppressions }: DeskOrder): Promise<readonly OrderFlagView[]> {
  const { order } = row;
  const { customer } = order.details;
  const zone = desk.shop.settings.time_zone;
  if (order.erased_at !== undefined) {
    const date = dateText(deskLocale(), zone, order.erased_at);
    return [{ text: w("order.flag_erased", { date }), link: null }];
  }
  if (!isReachable(customer)) {
    const text = customer.email_given === undefined
      ? w("order.flag_no_address")
      : w("order.flag_unreadable", { given: oneLine(customer.email_given) });
    return [{
      text,
      link: { href: await link(desk, row, "correction"), label: w("order.flag_correct_here") },
    }];
  }
  const failed = hasFailed(order, customer);
  return [
    ...disputeFlags(desk, row),
    ...(failed
      ? [{
        text: w("order.flag_bounced", { email: customer.email }),
        link: { href: await link(desk, row, "correction"), label: w("order.flag_correct") },
      }]
      : []),
    ...suppressions.filter(({ until }) => until === null || until > desk.now_ms).map((line) => ({
      text: w("order.flag_refused", {
        email: line.address,
        what: wordFor("class", line.class),
        reason: wordFor("refused", line.reason),
      }),
      link: { href: `${homeOf(desk)}/suppressions`, label: w("order.flag_list") },
    })),
  ];
}

/** A dispute that is open: the bank waits for what the pack holds. */
function disputeFlags(desk: Desk, row: OrderRow): readonly OrderFlagView[] {
  return accountOf(row.order).disputes.filter(({ outcome }) => outcome === "opened").map((
    { amount_minor },
  ) => ({
    text: w("order.flag_disputed", {
      amount: formatMinor(amount_minor, row.order.details.currency, deskLocale()),
    }),
    link: { href: disputePath(desk, row.id, "zip"), label: w("dispute.pack") },
  }));
}

function languageOf({ language, details: { locale } }: OrderRow["order"]): string | undefined {
  const tag = language ?? locale;
  return tag === undefined ? undefined : languageName(tag);
}

function factsOf(desk: Desk, { id, order }: OrderRow): DeskOrderView["facts"] {
  const { details, shipments } = order;
  const { customer } = details;
  const parcels = shipments.map(({ tracking, status }) => {
    const [first] = tracking;
    return [first?.carrier, first?.number, wordFor("progress", status)].filter((part) => part !== undefined)
      .join(" ");
  });
  const facts = [
    [w("order.placed"), momentView(desk, Date.parse(details.placed_at)).text],
    [w("order.total"), formatMinor(details.total_minor, details.currency, deskLocale())],
    [w("order.customer"), oneLine(customer.name) || w("order.no_customer")],
    [w("order.language"), languageOf(order)],
    [w("order.sender"), withCapital(wordFor("source", splitOrderId(id).source))],
    [w("order.channel"), details.channel],
    [w("order.tags"), [...details.tags ?? [], ...customer.tags ?? []].map(oneLine).join(", ")],
    [
      w("order.kinds"),
      (customer.kinds ?? []).map((name) => wordFor("settings", `customer_${name}`)).join(", "),
    ],
    [w("order.parcels"), parcels.length === 0 ? undefined : parcels.join("\n")],
  ] as const;
  return facts.flatMap(([name, value]) => value === undefined || value === "" ? [] : [{ name, value }]);
}

async function conversationsOf(
  desk: Desk,
  { row, entries }: DeskOrder,
): Promise<readonly ConversationView[]> {
  const path = `${homeOf(desk)}/orders`;
  const views = [...Map.groupBy(entries, ({ case_id }) => case_id)].flatMap(([id, of_case]) => {
    const messages = of_case.filter(({ type }) => type === "message");
    return messages.length === 0 ? [] : [{ id, messages, is_long: of_case.length >= NEWEST_MAX }];
  }).map(
    async ({ id, messages, is_long }) => {
      const { topic, state } = messages[0]!;
      const open = state === "open";
      return {
        id,
        topic: oneLine(topic),
        state: { label: w(`talk.${state}`), tone: open ? "warn" : "quiet" } as const,
        messages: messages.map(({ author, at, words }) => ({
          author: author === "customer" ? w("talk.customer") : desk.shop.settings.name,
          own: author !== "customer",
          at: momentView(desk, at),
          words: paragraphsOf(words),
        })),
        earlier: is_long ? { href: casePath(desk, id), label: w("talk.earlier") } : null,
        order: row.id,
        answer: { action: `${path}/answer`, token: await deskToken(desk, "answer") },
        close: open ? { action: `${path}/close`, token: await deskToken(desk, "close") } : null,
      };
    },
  );
  return (await Promise.all(views)).toSorted((a, b) => Number(a.close === null) - Number(b.close === null))
    .map((view, index) => ({ ...view, first: index === 0 && view.close !== null }));
}

function link({ ports, now_ms }: Desk, { id }: OrderRow, purpose: "order" | "correction"): Promise<string> {
  return linkUrl(ports, { purpose, subject: id, expires_at_ms: now_ms + LINK_MS, issued_at_ms: now_ms });
}
