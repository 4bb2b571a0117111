/** The desk's view of kept webhooks, and its verb that takes them again. */
import { Hono } from "hono";
import type { WaitingView } from "../../../templates/admin/waiting.tsx";
import { w, wordFor } from "../../../templates/admin/words.ts";
import { keptWebhooks } from "../../flow/record/list_spilled.ts";
import { replaySpill } from "../webhooks/replay_spill.ts";
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
      source: wordFor("source", group[0]!.source ?? "standard"),
      count: w("waiting.letters_many", { count: countText(group.length) }),
      at: momentView(desk, group[0]!.received_at_ms),
      set_aside: group[0]!.is_set_aside,
    })),
  };
}

spillPages.post("/spill", async (context) => {
  const opened = await openForm(context, "spill");
  if (opened === null) return stale(context);
  const { desk } = context.var;
  await replaySpill(desk.ports, desk.shop.id, null);
  await noteAct(desk, opened.id, "spill.replay");
  return context.redirect(`${homeOf(desk)}/waiting`, 303);
});
