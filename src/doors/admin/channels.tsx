/** Shows the shop's channels: circuits, today's share of each quota, and the warm-up. */
import type { Context } from "hono";
import { ChannelsPage, type WaySectionView } from "../../../templates/admin/channels.tsx";
import type { StateView } from "../../../templates/admin/view.ts";
import { deskLocale, w } from "../../../templates/admin/words.ts";
import { dayOf, limitedChannels, type SentToday, warmUpToday } from "../../flow/deliver/send_attempt.ts";
import { isCounted } from "../../flow/clock/read_figures.ts";
import { dateText } from "../../mail/format/dates.ts";
import { textOrNull } from "../../mail/format/text.ts";
import { type Circuit, isOpen } from "../../messages/circuit.ts";
import { selectCircuits, selectSentToday } from "../../sql/channels.ts";
import { CONNECTED_NAMES, type ConnectedName, connectedWay } from "../../flow/ways/connect_way.ts";
import { deskToken } from "./desk_form.tsx";
import { countText, frameOf, homeOf, momentView } from "./desk_view.ts";
import type { Desk, DeskHono } from "./desk_env.ts";

/** What a form of one way came to. */
export interface ChannelsNote {
  readonly way: ConnectedName;
  readonly fault?: string;
  /** What was typed, to be corrected; no secret is shown again. */
  readonly given?: Readonly<Record<string, string>>;
  readonly found?: WaySectionView["found"];
}

export async function channelsPage(
  context: Context<DeskHono>,
  note: ChannelsNote | null = null,
  status: 200 | 422 = 200,
): Promise<Response> {
  const { desk } = context.var;
  const { ports: { db }, shop: { id, settings }, now_ms } = desk;
  const [circuits, sent] = await db.batch([
    selectCircuits(db, id),
    selectSentToday(db, id, limitedChannels(settings, now_ms), dayOf(now_ms)),
  ]);
  const known = circuits!.results as unknown as readonly Circuit[];
  const taken = sent!.results as unknown as readonly SentToday[];
  const view = {
    frame: await frameOf(desk, "channels"),
    channels: settings.channels.map((name, index) => {
      const circuit = known.find(({ channel }) => channel === name);
      const most = settings.quotas[name];
      const count = taken.find(({ channel }) => channel === name)?.sent ?? 0;
      return {
        name,
        place: w(index === 0 ? "channels.first" : "channels.next"),
        state: stateOf(desk, circuit),
        reason: textOrNull(circuit?.reason),
        today: most === undefined
          ? null
          : w("channels.today", { sent: countText(count), most: countText(most) }),
      };
    }),
    facts: [
      ...warmUpFact(desk, taken),
      w(settings.provider_reports ? "channels.reports_on" : "channels.reports_off"),
      w(isCounted({ settings }) ? "channels.counted" : "channels.not_counted"),
    ],
  };
  return await context.html(<ChannelsPage view={{ ...view, ways: await wayViews(desk, note) }} />, status);
}

async function wayViews(desk: Desk, note: ChannelsNote | null): Promise<readonly WaySectionView[]> {
  const { ports, shop } = desk;
  const token = await deskToken(desk, "ways");
  return await Promise.all(CONNECTED_NAMES.map(async (name): Promise<WaySectionView> => {
    const { account, label, hook_url, fields, steps } = await connectedWay(ports, shop, name);
    const own = note?.way === name ? note : null;
    return {
      way: name,
      label,
      state: { label: w(`channels.way_${account}`), tone: account === "none" ? "quiet" : "good" },
      is_open: own !== null,
      hook_url,
      steps: steps.map((step) => step.replaceAll("`", "")),
      fields: fields.map((one) =>
        own?.given === undefined || one.is_secret ? one : { ...one, value: own.given[one.name] ?? one.value }
      ),
      can_check: account !== "none",
      can_disconnect: account === "own",
      fault: own?.fault ?? null,
      found: own?.found ?? [],
      form: { action: `${homeOf(desk)}/channels/ways/${name}`, token },
    };
  }));
}

function warmUpFact({ shop: { settings }, now_ms }: Desk, taken: readonly SentToday[]): readonly string[] {
  if (settings.warm_up === undefined) return [];
  const date = dateText(deskLocale(), "UTC", settings.warm_up.started_on);
  const most = warmUpToday(settings, now_ms);
  if (most === null) return [w("channels.warm", { date })];
  const sent = taken.reduce((all, one) => all + one.sent, 0);
  return [w("channels.warm_up", { date, sent: countText(sent), most: countText(most) })];
}

function stateOf(desk: Desk, circuit: Circuit | undefined): StateView {
  if (circuit === undefined) return { label: w("channels.open"), tone: "good" };
  return isOpen(circuit, desk.now_ms)
    ? { label: w("channels.rests", { until: momentView(desk, circuit.open_until).text }), tone: "bad" }
    : { label: w("channels.failing", { count: circuit.failures }), tone: "warn" };
}
