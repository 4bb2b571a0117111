/** Shows and replaces the lists of ways of an order's customer, one a class of messages. It takes no address: only what the customer has proved is used. */
import { Hono } from "hono";
import * as v from "valibot";
import { chooseLists, listOf, type WayLists, waysOfOrder } from "../../flow/ways/choose_lists.ts";
import { offeredWays } from "../../flow/ways/offered_ways.ts";
import {
  type ChosenWays,
  SHORT_WAYS,
  type ShortWay,
  WAY_CLASSES,
  type WayClass,
} from "../../messages/ways.ts";
import { splitOrderId } from "../../orders/order_id.ts";
import { FilledText } from "../../values/schemas.ts";
import { noteAct } from "./api_act.ts";
import type { ApiHono } from "./api_env.ts";
import { complain, JSON_MAX_BYTES, readJson, refuse } from "./body.ts";

const List = v.object({
  /** In the order in which they are tried; empty for mail alone. */
  ways: v.pipe(
    v.array(v.picklist(SHORT_WAYS)),
    v.check((ways) => new Set(ways).size === ways.length, "Must name each way once"),
  ),
  /** Whether the mail comes all the same. */
  mail_too: v.optional(v.boolean(), false),
});
export const OrderWays = v.object({
  order: v.pipe(v.string(), v.minLength(1), v.maxLength(300)),
  author: v.optional(v.pipe(FilledText, v.maxLength(100)), "API"),
  progress: v.optional(List),
  care: v.optional(List),
});

const ListShown = v.object({ ways: v.array(v.picklist(SHORT_WAYS)), mail_too: v.boolean() });
export const OrderWaysShown = v.object({
  progress: ListShown,
  care: ListShown,
  /** Ways with an address that the customer has proved, or that is the order's own number. */
  proved: v.array(v.picklist(SHORT_WAYS)),
  /** Chosen ways on which they wrote STOP, or blocked the shop. */
  stopped: v.array(v.picklist(SHORT_WAYS)),
});

export const orderWayApi = new Hono<ApiHono>();

orderWayApi.post("/", async (context) => {
  const { ports, shop } = context.var;
  const read = await readJson(context, OrderWays, JSON_MAX_BYTES);
  if (!read.ok) return refuse(context, read);
  const { order, author } = read.value;
  const before = splitOrderId(order).shop_id === shop.id ? await waysOfOrder(ports, shop, order) : null;
  if (before === null) {
    return complain(context, 404, "order", "must be an order of this shop whose customer has an address");
  }
  const { customer, choices, known } = before;
  const offered = offeredWays(ports, shop);
  const given = WAY_CLASSES.filter((of) => read.value[of] !== undefined);
  for (const of of given) {
    const wrong = read.value[of]!.ways.find((way) => !offered.includes(way) || known[way] === undefined);
    if (wrong === undefined) continue;
    const rule = offered.includes(wrong)
      ? `must be ways that the customer has proved: ${wrong} is none`
      : `must be ways that the shop offers: ${wrong} is none`;
    return complain(context, 422, `${of}.ways`, rule);
  }
  if (given.length === 0) return context.json(shown(choices.ways, known, before.stopped));
  const lists: WayLists = Object.fromEntries(
    given.map((of) => [of, { order: read.value[of]!.ways, alone: !read.value[of]!.mail_too }]),
  );
  await chooseLists(ports, shop, customer, choices, { lists, again: [], known }, ports.clock());
  await noteAct(context, "ways.choose", { person: author, order_id: order });
  const after = await waysOfOrder(ports, shop, order);
  return context.json(shown(after?.choices.ways, known, after?.stopped ?? []));
});

function shown(
  ways: ChosenWays | undefined,
  known: Readonly<Partial<Record<ShortWay, string>>>,
  stopped: readonly ShortWay[],
): v.InferOutput<typeof OrderWaysShown> {
  const list = (of: WayClass) => {
    const { order, alone } = listOf(ways, of);
    return { ways: [...order], mail_too: order.length > 0 && !alone };
  };
  return {
    progress: list("progress"),
    care: list("care"),
    proved: SHORT_WAYS.filter((way) => known[way] !== undefined),
    stopped: [...stopped],
  };
}
