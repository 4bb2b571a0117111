/** Says what would end a case: what its matter calls for, what its customer asks for, and what is done on the order's page. */
import type { CaseView } from "../../../templates/admin/case_shown.ts";
import { deskLocale, w, wordFor } from "../../../templates/admin/words.ts";
import type { LoadedCase } from "../../flow/cases/load_case.ts";
import { mayCarryOut } from "../../flow/customer/carry_out.ts";
import { accountOf } from "../../orders/account/account.ts";
import { REMEDIES } from "../../orders/event.ts";
import { hasOpenGoods } from "../../orders/goods/arrival.ts";
import { formatMinor } from "../../orders/money.ts";
import type { Order } from "../../orders/state.ts";
import { disputePath, homeOf, orderPath } from "./desk_view.ts";
import type { Desk } from "./desk_env.ts";

const HAS_TODO = [
  "bounce",
  "shortage",
  "dead_letter",
  "return",
  "courier_note",
  "rating",
  "dispute",
] as const;

/** What a matter calls for that is not done by an answer; null for one that is solved. */
export function todoOf(desk: Desk, { case: found, entries }: LoadedCase): CaseView["todo"] {
  const kind = HAS_TODO.find((one) => one === found.kind);
  if (kind === undefined || found.state !== "open") return null;
  const text = w(`todo.${kind}`);
  const order = found.order_id === null ? null : orderPath(desk, found.order_id);
  switch (kind) {
    case "bounce":
      return {
        text,
        link: order === null ? null : { href: `${order}#correct-email`, label: w("todo.bounce_link") },
      };
    case "shortage":
      return { text, link: order === null ? null : { href: order, label: w("todo.shortage_link") } };
    case "dispute":
      return {
        text,
        link: found.order_id === null
          ? null
          : { href: disputePath(desk, found.order_id, "zip"), label: w("dispute.pack") },
      };
    case "return":
      return { text, link: { href: `${homeOf(desk)}/returns`, label: w("todo.return_link") } };
    case "dead_letter": {
      const letter = entries.findLast(({ id }) => id.startsWith("letter-"))?.id.slice("letter-".length);
      return {
        text,
        link: letter === undefined ? null : {
          href: `${homeOf(desk)}/waiting/letters/${encodeURIComponent(letter)}`,
          label: w("todo.dead_letter_link"),
        },
      };
    }
    case "courier_note":
    case "rating":
      return { text, link: null };
  }
}

/** What the customer asks for and waits for; null where nothing is to be decided. */
export function asksOf({ case: found, order }: LoadedCase): CaseView["asks"] {
  const open = order?.order.open_requests?.find(({ id }) => id === found.id);
  if (open === undefined || UNDECIDED.has(open.about)) return null;
  const is_claim = open.about !== "cancellation" && open.about !== "address_change";
  return {
    wish: [wordFor("request", open.about), open.remedy === undefined ? null : wordFor("remedy", open.remedy)]
      .filter((part) => part !== null).join(" · "),
    grants: is_claim
      ? REMEDIES.map((value) => ({
        value,
        label: wordFor("grant", value),
        does: wordFor("grantdoes", value),
      }))
      : [{
        value: "grant",
        label: wordFor("grant", open.about),
        does: wordFor("grantdoes", open.about),
      }],
    money: order === null ? [] : moneyOf(order.order, open.about),
  };
}

/** What the account says of the money that a grant sends back. */
function moneyOf(order: Order, about: string): readonly string[] {
  const { paid_minor, refunded_minor, currency } = accountOf(order);
  if (about === "address_change" || about === "send_elsewhere") return [];
  const money = (minor: number) => formatMinor(minor, currency, deskLocale());
  const left_minor = Math.max(0, paid_minor - refunded_minor);
  return [
    paid_minor === 0
      ? w("returns.refund_unpaid")
      : w(about === "cancellation" ? "returns.refund" : "case.refund_most", { amount: money(left_minor) }),
    ...(refunded_minor > 0 ? [w("returns.refund_before", { amount: money(refunded_minor) })] : []),
  ];
}

const UNDECIDED: ReadonlySet<string> = new Set(["question", "delivery_note"]);

/** What of the order's own page may end the matter; nothing for what is solved, or is about no order. `unreachable`: why no mail arrives. */
export function elsewhereOf(
  desk: Desk,
  { case: found, order }: LoadedCase,
  unreachable: string | null,
): CaseView["elsewhere"] {
  if (found.state !== "open" || order === null || order.order.erased_at !== undefined) return [];
  const path = orderPath(desk, order.id);
  const { cancelled, open_requests = [], returns } = order.order;
  const is_asked = open_requests.some(({ about }) => about === "address_change");
  const carries_out = mayCarryOut(desk.shop, order.id, "address_change");
  return [
    ...(ABOUT_DELIVERY.includes(found.kind) && cancelled === undefined && hasOpenGoods(order.order) &&
        !is_asked
      ? [{
        href: `${path}#delivery-name`,
        label: w("delivery.open"),
        does: w(carries_out ? "delivery.hint_storefront" : "delivery.hint_hand"),
      }]
      : []),
    ...(unreachable !== null && found.kind !== "bounce"
      ? [{ href: `${path}#correct-email`, label: w("order.correct"), does: w("order.correct_hint") }]
      : []),
    ...(found.kind !== "return" && returns.some(({ status }) => status === "requested")
      ? [{
        href: `${homeOf(desk)}/returns`,
        label: w("orders.return_asked"),
        does: w("todo.return"),
      }]
      : []),
  ];
}

/** Matters that another address may settle. */
const ABOUT_DELIVERY: readonly string[] = ["question", "where", "address", "courier_note"];
