/** Builds a source's result: checked events, or the name of an ignored topic. */
import { ok, type Result } from "../../result.ts";
import { wholeEvents } from "./whole_events.ts";
import type { OrderEvents, Reading } from "../source.ts";

/** Checks the finished events against their own schema: a sum of small amounts, for example, may be too large. */
export function reading(id: string, orders: readonly OrderEvents[]): Result<Reading, "invalid"> {
  const whole: OrderEvents[] = [];
  for (const order_events of orders) {
    const events = wholeEvents(order_events.events);
    if (!events.ok) return events;
    whole.push({ ...order_events, events: events.value });
  }
  return ok({ type: "events", id, orders: whole });
}

/** Returns an ignored reading; `why` is given where the topic is known but this event needs no action. */
export function ignored(topic: string, why?: string): Result<Reading, never> {
  return ok({ type: "ignored", topic: why === undefined ? topic : `${topic} (${why})` });
}
