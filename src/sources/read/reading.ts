/** How a source's reading ends: told as whole events, or ignored by name. */
import * as v from "valibot";
import { Happening } from "../../orders/event.ts";
import { ok, type Result } from "../../result.ts";
import { checked } from "./parse_error.ts";
import type { Reading, Telling } from "../source.ts";

/** Nothing leaves that the events' own schema would not take: a sum of amounts that each were small enough, say. */
export function told(id: string, tellings: readonly Telling[]): Result<Reading, "invalid"> {
  const whole: Telling[] = [];
  for (const telling of tellings) {
    const happenings = checked(v.array(Happening), telling.happenings, (path) => path.replace(/^\d+\./, ""));
    if (!happenings.ok) return happenings;
    whole.push({ ...telling, happenings: happenings.value });
  }
  return ok({ type: "told", id, tellings: whole });
}

/** `why` where the topic is known and this one event of it says nothing that Waybill acts on. */
export function ignored(topic: string, why?: string): Result<Reading, never> {
  return ok({ type: "ignored", topic: why === undefined ? topic : `${topic} (${why})` });
}
