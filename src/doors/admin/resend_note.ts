/** Words what became of mails that were to be sent again. */
import type { Context } from "hono";
import type { FrameView } from "../../../templates/admin/view.ts";
import { w } from "../../../templates/admin/words.ts";
import type { DeskHono } from "./desk_env.ts";

/** Returns the note that says how many mails will be sent again. */
export function resendNote(context: Context<DeskHono>): FrameView["note"] {
  const [again, not] = [context.req.query("again"), context.req.query("not")].map((text) =>
    Number(text ?? "x")
  );
  if (!Number.isInteger(again) || !Number.isInteger(not)) return null;
  if (again === 0 && not === 0) return { tone: "bad", text: w("again.nothing") };
  return not === 0
    ? { tone: "good", text: w("again.done", { count: again! }) }
    : { tone: "bad", text: w("again.part", { count: again!, not: not! }) };
}
