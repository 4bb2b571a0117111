/** How a source's reading ends: told as whole events, or ignored by name. */
import * as v from "valibot";
import { OrderEvent } from "../../orders/event.ts";
import { ok, type Result } from "../../result.ts";
import { checked } from "./parse_error.ts";
import type { OrderEvents, Reading } from "../source.ts";

/** Nothing leaves that the events' own schema would not take: a sum of amounts that each were small enough, say. */
export function reading(id: string, orders: readonly OrderEvents[]): Result<Reading, "invalid"> {
  const whole: OrderEvents[] = [];
  for (const order_events of orders) {
    const events = checked(v.array(OrderEvent), order_events.events, (path) => path.replace(/^\d+\./, ""));
    if (!events.ok) return events;
    whole.push({ ...order_events, events: events.value });
  }
  return ok({ type: "events", id, orders: whole });
}

/** `why` where the topic is known and this one event of it says nothing that Waybill acts on. */
export function ignored(topic: string, why?: string): Result<Reading, never> {
  return ok({ type: "ignored", topic: why === undefined ? topic : `${topic} (${why})` });
}
