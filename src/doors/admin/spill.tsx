/** The desk's view of kept webhooks, and its verb that takes them again. */
import { Hono } from "hono";
import type { WaitingView } from "../../../templates/admin/waiting.tsx";
import { w } from "../../../templates/admin/words.ts";
import { keptWebhooks, type SpilledObject } from "../../flow/record/list_spilled.ts";
import { replaySpill } from "../webhooks/replay_spill.ts";
import { spanText } from "./case_view.ts";
import type { Desk, DeskHono } from "./desk_env.ts";
import { noteAct } from "./desk_act.ts";
import { deskToken, openForm, stale } from "./desk_form.tsx";
import { countText, homeOf, momentView } from "./desk_view.ts";

export const spillPages = new Hono<DeskHono>();

/** Summed up by source: a webhook that waits says nothing that the shop could judge. */
export async function spillView(desk: Desk): Promise<WaitingView["kept"]> {
  const { webhooks } = await keptWebhooks(desk.ports, desk.shop.id);
  const groups = Map.groupBy(webhooks, ({ source, is_set_aside }) => `${source ?? ""} ${is_set_aside}`);
  return {
    form: { action: `${homeOf(desk)}/waiting/spill`, token: await deskToken(desk, "spill") },
    lines: [...groups.values()].map((group) => ({
      source: group[0]!.source ?? "standard",
      count: w("waiting.letters_many", { count: countText(group.length) }),
      age: ageText(desk, group),
      at: momentView(desk, group[0]!.received_at_ms),
      set_aside: group[0]!.is_set_aside,
    })),
  };
}

/** Since when the oldest waits, whether it was verified, and how often it was tried since. */
function ageText(desk: Desk, group: readonly SpilledObject[]): string {
  const oldest = group[0]!;
  const tries = Math.max(...group.map((one) => one.tries));
  const tried_at = Math.max(...group.map(({ tried_at_ms }) => tried_at_ms));
  return [
    w("waiting.kept_since", { time: spanText(desk.now_ms - oldest.received_at_ms) }),
    group.some(({ form }) => form === "raw") ? w("waiting.kept_raw") : null,
    tries === 0 ? null : w("waiting.kept_tries", { count: tries, at: momentView(desk, tried_at).text }),
  ].filter((part) => part !== null).join(" · ");
}

spillPages.post("/spill", async (context) => {
  const opened = await openForm(context, "spill");
  if (opened === null) return stale(context);
  const { desk } = context.var;
  await replaySpill(desk.ports, desk.shop.id, null);
  await noteAct(desk, opened.id, "spill.replay");
  return context.redirect(`${homeOf(desk)}/waiting`, 303);
});
