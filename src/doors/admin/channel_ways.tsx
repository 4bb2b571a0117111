/** Connects, checks and forgets the accounts by which a shop reaches its customers on short ways, and its help desk. */
import type { Context } from "hono";
import { Hono } from "hono";
import type { WaySectionView } from "../../../templates/admin/channels.tsx";
import { w } from "../../../templates/admin/words.ts";
import {
  checkWay,
  CONNECTED_NAMES,
  type ConnectedName,
  connectedWay,
  connectWay,
  disconnectWay,
} from "../../flow/ways/connect_way.ts";
import { problemPage } from "../error_page.tsx";
import { field } from "../forms/form.ts";
import { type ChannelsNote, channelsPage } from "./channels.tsx";
import { noteAct } from "./desk_act.ts";
import { openForm, stale } from "./desk_form.tsx";
import type { DeskHono } from "./desk_env.ts";
import { homeOf } from "./desk_view.ts";
import { ruleText } from "./rule_words.ts";

const VALUE_MAX = 1_000;

export const channelWays = new Hono<DeskHono>();

channelWays.get("/", (context) => channelsPage(context));

channelWays.post("/ways/:way", async (context) => {
  const opened = await openForm(context, "ways");
  if (opened === null) return stale(context);
  const way = CONNECTED_NAMES.find((name) => name === context.req.param("way"));
  if (way === undefined) return problemPage(context, 404);
  const { desk } = context.var;
  const { ports, shop } = desk;
  switch (field(opened.form, "do", 20)) {
    case "check":
      return await checked(context, way);
    case "disconnect":
      await disconnectWay(ports, shop, way);
      await noteAct(desk, opened.id, "way.disconnect", { detail: { about: way } });
      break;
    default: {
      const { fields } = await connectedWay(ports, shop, way);
      const given = Object.fromEntries(fields.map(({ name }) => [name, field(opened.form, name, VALUE_MAX)]));
      const fault = await connectWay(ports, shop, way, given);
      if (fault !== null) {
        const label = fields.find(({ name }) => name === fault.field)?.label ?? fault.field;
        return await channelsPage(context, { way, fault: `${label} ${ruleText(fault.rule)}`, given }, 422);
      }
      await noteAct(desk, opened.id, "way.connect", { detail: { about: way } });
    }
  }
  return context.redirect(`${homeOf(desk)}/channels#way-${way}`, 303);
});

async function checked(context: Context<DeskHono>, way: ConnectedName): Promise<Response> {
  const { ports, shop } = context.var.desk;
  const found = await checkWay(ports, shop, way);
  const note: ChannelsNote = found === null
    ? { way, fault: w("channels.way_none") }
    : { way, found: found.map(({ ok, says }): WaySectionView["found"][number] => ({ ok, says })) };
  return await channelsPage(context, note);
}
