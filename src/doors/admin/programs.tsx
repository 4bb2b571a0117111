/** The tokens of a shop's programs: make one, which is shown once, and end one. Only an owner comes here. */
import type { Context } from "hono";
import { Hono } from "hono";
import * as v from "valibot";
import { ProgramsPage, type ProgramsView } from "../../../templates/admin/programs.tsx";
import { w } from "../../../templates/admin/words.ts";
import { endToken, makeToken } from "../../flow/programs/api_tokens.ts";
import { readApiTokens, selectApiTokens } from "../../sql/api_tokens.ts";
import { type EndpointRow, readEndpoints, selectEndpoints } from "../../sql/webhooks.ts";
import { SCOPES } from "../../values/scope.ts";
import { problemPage } from "../error_page.tsx";
import { field } from "../forms/form.ts";
import { NewToken } from "../forms/new_token.ts";
import { noteAct } from "./desk_act.ts";
import { deskToken, openForm, stale } from "./desk_form.tsx";
import { frameOf, homeOf, momentView } from "./desk_view.ts";
import type { Desk, DeskHono } from "./desk_env.ts";

/** Characters of a token's id, taken from the form's. */
const ID_LENGTH = 12;

const NOTES = ["ended", "hook_done", "hook_owed"] as const;

export const programPages = new Hono<DeskHono>();

programPages.get("/", (context) => show(context, {}));

programPages.post("/make", async (context) => {
  const opened = await openForm(context, "programs");
  if (opened === null) return stale(context);
  const { form, id } = opened;
  const { desk } = context.var;
  const days = field(form, "days", 10).trim();
  const given = v.safeParse(NewToken, {
    name: field(form, "name", 100),
    scopes: SCOPES.filter((scope) => form.has(`scope-${scope}`)),
    ...(days !== "" && { days: Number(days) }),
  });
  if (!given.success) return await show(context, { fault: w("programs.fault") });
  const asked = { ...given.output, id: id.slice(0, ID_LENGTH) };
  const made = await makeToken(desk.ports, desk.shop.id, asked, desk.now_ms);
  if (made === null) return await show(context, { fault: w("programs.fault_full") });
  const { name, scopes } = made.row;
  await noteAct(desk, id, "token.make", { detail: { about: made.row.id, name, role: scopes.join(" ") } });
  return await show(context, { made: { name, token: made.token } });
});

programPages.post("/end", async (context) => {
  const opened = await openForm(context, "programs");
  if (opened === null) return stale(context);
  const { desk } = context.var;
  const id = field(opened.form, "token", 40);
  const ended = await endToken(desk.ports.db, desk.shop.id, id);
  if (ended === null) return problemPage(context, 404);
  await noteAct(desk, opened.id, "token.end", { detail: { about: id, name: ended.name } });
  return context.redirect(`${homeOf(desk)}/programs?note=ended`, 303);
});

/** Shows the page; `hooks.tsx` shows it too. */
export async function show(
  context: Context<DeskHono>,
  { fault = null, made = null, secret = null }: {
    readonly fault?: string | null;
    readonly made?: ProgramsView["made"];
    readonly secret?: ProgramsView["secret"];
  },
): Promise<Response> {
  const { desk } = context.var;
  const { ports: { db }, shop } = desk;
  const [tokens, endpoints] = await db.batch([selectApiTokens(db, shop.id), selectEndpoints(db, shop.id)]);
  const rows = readApiTokens(tokens!);
  const hooks = readEndpoints(endpoints!);
  const home = `${homeOf(desk)}/programs`;
  const token = await deskToken(desk, "programs");
  const note = NOTES.find((one) => one === context.req.query("note"));
  const moment = (at: number | null) => at === null ? null : momentView(desk, at);
  const view = {
    frame: await frameOf(desk, "programs", {
      note: note === undefined || context.req.method !== "GET"
        ? null
        : { tone: "good" as const, text: w(`programs.${note}`) },
    }),
    fault,
    made,
    tokens: rows.toSorted((a, b) => a.name.localeCompare(b.name)).map((row) => ({
      id: row.id,
      name: row.name,
      scopes: row.scopes.map((scope) => w(`programs.scope_${scope}`)).join(", "),
      used: moment(row.used_at),
      expires: moment(row.expires_at),
      is_over: row.expires_at !== null && row.expires_at <= desk.now_ms,
    })),
    scopes: SCOPES.map((scope) => ({
      scope,
      label: w(`programs.scope_${scope}`),
      may: w(`programs.may_${scope}`),
    })),
    secret,
    hooks: hooks.map((one) => hookView(desk, one)),
    hook_make: { action: `${home}/hooks/make`, token },
    hook_test: { action: `${home}/hooks/test`, token },
    hook_rotate: { action: `${home}/hooks/rotate`, token },
    hook_replay: { action: `${home}/hooks/replay`, token },
    hook_switch: { action: `${home}/hooks/switch`, token },
    hook_end: { action: `${home}/hooks/end`, token },
    make: { action: `${home}/make`, token },
    end: { action: `${home}/end`, token },
  };
  return await context.html(<ProgramsPage view={view} />, fault === null ? 200 : 422);
}

function hookView(desk: Desk, { id, url, types, state, reason, failing_since, told_at }: EndpointRow) {
  const moment = (at: number | null) => at === null ? null : momentView(desk, at);
  return {
    id,
    url,
    types: types === "" ? w("programs.all_types") : types,
    state: state === "on"
      ? { label: w("programs.hook_on"), tone: failing_since === null ? "good" as const : "warn" as const }
      : {
        label: w(`programs.hook_off_${reason ?? "by_hand"}`),
        tone: reason === "by_hand" ? "quiet" as const : "bad" as const,
      },
    is_on: state === "on",
    failing: moment(failing_since),
    told: moment(told_at),
    log: `${homeOf(desk)}/programs/hooks/${id}`,
  };
}
