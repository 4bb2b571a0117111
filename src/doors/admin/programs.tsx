/** The tokens of a shop's programs: make one, which is shown once, and end one. Only an owner comes here. */
import type { Context } from "hono";
import { Hono } from "hono";
import * as v from "valibot";
import { ProgramsPage } from "../../../templates/admin/programs.tsx";
import { w } from "../../../templates/admin/words.ts";
import { endToken, makeToken } from "../../flow/desk/api_tokens.ts";
import { readApiTokens, selectApiTokens } from "../../sql/api_tokens.ts";
import { SCOPES } from "../../values/scope.ts";
import { problemPage } from "../error_page.tsx";
import { field } from "../forms/form.ts";
import { NewToken } from "../forms/new_token.ts";
import { noteAct } from "./desk_act.ts";
import { deskToken, openForm, stale } from "./desk_form.tsx";
import { frameOf, homeOf, momentView } from "./desk_view.ts";
import type { DeskHono } from "./desk_env.ts";

/** Characters of a token's id, taken from the form's. */
const ID_LENGTH = 12;

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

async function show(
  context: Context<DeskHono>,
  { fault = null, made = null }: {
    readonly fault?: string | null;
    readonly made?: { readonly name: string; readonly token: string } | null;
  },
): Promise<Response> {
  const { desk } = context.var;
  const rows = readApiTokens(await selectApiTokens(desk.ports.db, desk.shop.id).all());
  const home = `${homeOf(desk)}/programs`;
  const token = await deskToken(desk, "programs");
  const is_ended = made === null && fault === null && context.req.query("note") === "ended";
  const moment = (at: number | null) => at === null ? null : momentView(desk, at);
  const view = {
    frame: await frameOf(desk, "programs", {
      note: is_ended ? { tone: "good" as const, text: w("programs.ended") } : null,
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
    make: { action: `${home}/make`, token },
    end: { action: `${home}/end`, token },
  };
  return await context.html(<ProgramsPage view={view} />, fault === null ? 200 : 422);
}
