/** The shop's ways out as they stand: circuits, what was used of the day, the warm-up. */
import type { Context } from "hono";
import { ChannelsPage } from "../../../templates/admin/channels.tsx";
import type { StateView } from "../../../templates/admin/view.ts";
import { DESK_LOCALE, w } from "../../../templates/admin/words.ts";
import { dayOf, limitedChannels, type SentToday } from "../../flow/delivering.ts";
import { dateText } from "../../mail/dates.ts";
import { type Circuit, isOpen } from "../../messages/circuit.ts";
import { dailyLimit } from "../../messages/quota.ts";
import { selectCircuits, selectSentToday } from "../../store/channels.ts";
import { countText, frameOf, momentView } from "./desk_view.ts";
import type { Desk, DeskHono } from "./entry.tsx";

export async function channelsPage(context: Context<DeskHono>): Promise<Response> {
  const { desk } = context.var;
  const { ports: { db }, shop: { id, settings }, now_ms } = desk;
  const [circuits, sent] = await db.batch([
    selectCircuits(db, id),
    selectSentToday(db, id, limitedChannels(settings), dayOf(now_ms)),
  ]);
  const known = circuits!.results as unknown as readonly Circuit[];
  const taken = sent!.results as unknown as readonly SentToday[];
  const view = {
    frame: await frameOf(desk, "channels"),
    channels: settings.channels.map((name, index) => {
      const circuit = known.find(({ channel }) => channel === name);
      const most = dailyLimit(settings.quotas[name], settings.warm_up?.started_on, now_ms);
      const count = taken.find(({ channel }) => channel === name)?.sent ?? 0;
      return {
        name,
        place: w(index === 0 ? "channels.first" : "channels.next"),
        state: stateOf(desk, circuit),
        reason: circuit?.reason ?? null,
        today: most === null ? null : w("channels.today", { sent: countText(count), most: countText(most) }),
      };
    }),
    facts: [
      ...(settings.warm_up === undefined
        ? []
        : [w("channels.warm_up", { date: dateText(DESK_LOCALE, "UTC", settings.warm_up.started_on) })]),
      w(settings.provider_reports ? "channels.reports_on" : "channels.reports_off"),
      w(settings.digest ? "channels.digest_on" : "channels.digest_off"),
    ],
  };
  return await context.html(<ChannelsPage view={view} />);
}

function stateOf(desk: Desk, circuit: Circuit | undefined): StateView {
  if (circuit === undefined) return { label: w("channels.open"), tone: "good" };
  return isOpen(circuit, desk.now_ms)
    ? { label: w("channels.rests", { until: momentView(desk, circuit.open_until).text }), tone: "bad" }
    : { label: w("channels.failing", { count: circuit.failures }), tone: "warn" };
}
