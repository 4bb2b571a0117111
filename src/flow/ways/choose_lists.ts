/**
 * A customer's lists of ways, one a class of messages: what stands in them, which addresses are known to be theirs, where
 * they have stopped us, and how a list is replaced. No address is taken that nobody has proved.
 */
import type { Choices } from "../../customers/choices.ts";
import {
  type ChosenWay,
  type ChosenWays,
  SHORT_WAYS,
  type ShortWay,
  WAY_CLASSES,
  type WayClass,
  type WayList,
  waysFor,
  withList,
} from "../../messages/ways.ts";
import { readCustomer, selectCustomer } from "../../sql/customers.ts";
import type { OrderRow } from "../../sql/orders.ts";
import { type ReachRow, selectReachesOf } from "../../sql/reaches.ts";
import { deleteUnsubscribed, readSuppressions, selectSuppressionsOf } from "../../sql/suppressions.ts";
import { findOrder } from "../archive/open_order.ts";
import { chooseWays, readNumber, type WayPorts } from "../customer/choose_ways.ts";
import type { Shop } from "../ports.ts";

/** A list for each class that is meant; the others stay as they are. */
export type WayLists = Readonly<Partial<Record<WayClass, WayList>>>;

export interface KnownWays {
  /** The address of each way that is known to be the customer's. */
  readonly known: Readonly<Partial<Record<ShortWay, string>>>;
  /** Chosen ways on which they wrote STOP, or blocked us. */
  readonly stopped: readonly ShortWay[];
}

export async function knownWays(
  { db }: Pick<WayPorts, "db">,
  shop: Shop,
  customer: string,
  row: OrderRow,
  { ways = [] }: Choices,
): Promise<KnownWays> {
  const own = await readNumber(undefined, row, shop.settings);
  const [reaches, suppressed] = await db.batch([
    selectReachesOf(db, customer),
    selectSuppressionsOf(db, shop.id, [...new Set(ways.map(({ to }) => to.toLowerCase()))]),
  ]);
  const proved = (reaches!.results as unknown as readonly ReachRow[]).map(({ address }) => address);
  const addressOf = (way: ShortWay) =>
    ways.find(({ by }) => by === way)?.to ??
      proved.find((address) => way === "sms" ? address.startsWith("+") : address.startsWith(`${way}:`)) ??
      (way === "sms" ? own ?? undefined : undefined);
  const list = readSuppressions(suppressed!);
  const isStopped = ({ to }: ChosenWay) =>
    list.some(({ address, class: of, reason }) =>
      address === to.toLowerCase() && of === "all" && reason === "unsubscribed"
    );
  return {
    known: Object.fromEntries(
      SHORT_WAYS.flatMap((way) => {
        const address = addressOf(way);
        return address === undefined ? [] : [[way, address]];
      }),
    ),
    stopped: [...new Set(ways.filter(isStopped).map(({ by }) => by))],
  };
}

/** Returns the list of a class as it is chosen. */
export function listOf(ways: ChosenWays | undefined, of: WayClass): WayList {
  const list = waysFor(ways, of);
  return { order: list.map(({ by }) => by), alone: list.every(({ alone }) => alone) };
}

/** Returns `ways` with these lists in place of theirs; a way without a known address is left out. */
export function withLists(ways: ChosenWays, lists: WayLists, known: KnownWays["known"]): ChosenWays {
  return WAY_CLASSES.reduce((before, of) => {
    const list = lists[of];
    if (list === undefined) return before;
    const chosen = list.order.flatMap((by) => {
      const to = known[by];
      return to === undefined ? [] : [{ by, to, alone: list.alone }];
    });
    return withList(before, of, chosen);
  }, ways);
}

/** A customer by one of their orders. */
export interface CustomerWays extends KnownWays {
  readonly customer: string;
  readonly choices: Choices;
}

/** Null where there is no such order, or its customer has no address by which they are known. */
export async function waysOfOrder(
  ports: WayPorts,
  shop: Shop,
  order_id: string,
): Promise<CustomerWays | null> {
  const row = await findOrder(ports, order_id);
  const email = row?.order.details.customer.email;
  if (row === null || row.order.erased_at !== undefined || email === undefined) return null;
  const customer = await ports.name_customer(shop.id, email);
  if (customer === null) return null;
  const { choices } = readCustomer(await selectCustomer(ports.db, customer).all());
  return { customer, choices, ...await knownWays(ports, shop, customer, row, choices) };
}

/** Keeps the lists, and takes back the STOP on the ways of `again`. */
export async function chooseLists(
  ports: WayPorts,
  shop: Shop,
  customer: string,
  choices: Choices,
  { lists, again, known }: {
    readonly lists: WayLists;
    readonly again: readonly ShortWay[];
    readonly known: KnownWays["known"];
  },
  now_ms: number,
): Promise<void> {
  const ways = withLists(choices.ways ?? [], lists, known);
  const released = ways.filter(({ by }) => again.includes(by)).map(({ to }) =>
    deleteUnsubscribed(ports.db, shop.id, to)
  );
  if (released.length > 0) await ports.db.batch(released);
  await chooseWays(ports, shop, customer, choices, ways, now_ms);
}
