/** Returns the statements that open, move and end the cases about an order that its own news calls for. */
import { type Matter, mattersOf, type Turn } from "../../cases/matters.ts";
import { afterWorkingHours } from "../../cases/clocks.ts";
import type { NameCustomer } from "../../links/customer_name.ts";
import { threadId } from "../../links/reply_address.ts";
import { DAY_MS } from "../../orders/days.ts";
import type { Order } from "../../orders/state.ts";
import { insertActOf, moveCases, raiseCase } from "../../sql/cases.ts";
import type { Shop } from "../ports.ts";
import { caseHappened, tellPrograms } from "../programs/tell_programs.ts";

export interface OrderNews {
  readonly order_id: string;
  readonly before: Order | null;
  readonly after: Order;
  /** Id of the webhook that brings the news; Waybill's own begin with `page:`. */
  readonly webhook_id: string;
  /** Milliseconds since the epoch: what came up before is history and opens no case. */
  readonly since_ms?: number;
}

type MatterShop = Pick<Shop, "id" | "settings" | "secrets">;

const TOPIC_MAX = 300;

export async function noteMatters(
  ports: { readonly db: D1Database; readonly name_customer: NameCustomer },
  shop: MatterShop,
  { order_id, before, after, webhook_id, since_ms = -Infinity }: OrderNews,
  now_ms: number,
): Promise<readonly D1PreparedStatement[]> {
  const matters = mattersOf(before, after, { by_us: webhook_id.startsWith("page:") })
    .filter((matter) =>
      since_ms === -Infinity || matter.type !== "opened" || Date.parse(matter.at) >= since_ms
    );
  const { email } = after.details.customer;
  const customer = matters.length === 0 || email === undefined
    ? null
    : await ports.name_customer(shop.id, email);
  const statements = matters.map((matter) =>
    statementsOf(ports.db, shop, order_id, customer, matter, now_ms)
  );
  return (await Promise.all(statements)).flat();
}

async function statementsOf(
  db: D1Database,
  shop: MatterShop,
  order_id: string,
  customer: string | null,
  matter: Matter,
  now_ms: number,
): Promise<readonly D1PreparedStatement[]> {
  const { kind, act } = matter;
  if (matter.type === "ended") {
    const to = { state: matter.answers ? "solved" : "solved_unless_written" } as const;
    return moveCases(db, { order_id, kind, act, to }, now_ms);
  }
  const turn = turnOf(shop, matter.turn, now_ms);
  if (matter.type === "moved") {
    return moveCases(db, { order_id, kind, act, to: { state: "open", ...turn } }, now_ms);
  }
  const id = await matterId(kind, order_id, matter.key);
  const topic = matter.topic.slice(0, TOPIC_MAX);
  return [
    raiseCase(
      db,
      { shop_id: shop.id, id, kind, topic, ...turn, order_id, customer, proven: true, reader: null },
      now_ms,
    ),
    insertActOf(db, shop.id, id, { id: `${act}-${matter.at}`.slice(0, 200), act, words: topic }, now_ms),
    ...tellPrograms(db, shop, [caseHappened("case.opened", { id, order_id }, `${act}-${matter.at}`)], now_ms),
  ];
}

function turnOf(shop: MatterShop, turn: Turn, now_ms: number) {
  return turn.next === "customer" ? { next: turn.next, due_at: now_ms + turn.days * DAY_MS } : {
    next: turn.next,
    due_at: turn.by === undefined
      ? afterWorkingHours(shop.settings, now_ms, shop.settings.support.first_answer_hours)
      : Math.max(now_ms, Date.parse(turn.by)),
  };
}

/** Names the case of a matter: the same matter always has the same case, so that none is opened twice. */
export async function matterId(...parts: readonly string[]): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(parts.join("\n")));
  return threadId(new Uint8Array(digest).subarray(0, 10));
}
