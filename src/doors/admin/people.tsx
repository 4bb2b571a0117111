/** The shop's people at the desk: invite, change a role, take away. Only an owner comes here. */
import type { Context } from "hono";
import { Hono } from "hono";
import * as v from "valibot";
import { PeoplePage } from "../../../templates/admin/people.tsx";
import { w, wordFor } from "../../../templates/admin/words.ts";
import { changeRole, invite, removePerson } from "../../flow/desk/people.ts";
import { oneLine } from "../../mail/format/text.ts";
import { type PersonRow, selectPeople } from "../../sql/people.ts";
import { type Role, ROLES } from "../../values/role.ts";
import { problemPage } from "../error_page.tsx";
import { field } from "../forms/form.ts";
import { NewPerson } from "../forms/new_person.ts";
import { noteAct } from "./desk_act.ts";
import { deskToken, openForm, stale } from "./desk_form.tsx";
import { frameOf, homeOf, momentView } from "./desk_view.ts";
import type { DeskHono } from "./desk_env.ts";

const ID_BYTES = 9;
const NOTES = ["invited", "changed", "removed"] as const;

export const peoplePages = new Hono<DeskHono>();

peoplePages.get("/", (context) => show(context, null));

peoplePages.post("/invite", async (context) => {
  const opened = await openForm(context, "people");
  if (opened === null) return stale(context);
  const { desk } = context.var;
  const given = v.safeParse(NewPerson, {
    email: field(opened.form, "email", 300),
    name: field(opened.form, "name", 100),
    role: field(opened.form, "role", 10),
  });
  if (!given.success) return await show(context, w("people.fault_email"));
  const invited = await invite(desk.ports, desk.shop, { ...given.output, id: newId() }, desk.now_ms);
  if (!invited.ok) return await show(context, w(`people.fault_${invited.reason}`));
  const { name, role } = given.output;
  await noteAct(desk, opened.id, "person.invite", { detail: { name, role } });
  return back(context, "invited");
});

peoplePages.post("/change", async (context) => {
  const opened = await openForm(context, "people");
  if (opened === null) return stale(context);
  const { desk } = context.var;
  const role = ROLES.find((one) => one === field(opened.form, "role", 10));
  const person = role === undefined
    ? null
    : await changeRole(desk.ports.db, desk.shop.id, field(opened.form, "person", 40), role);
  if (person === null) return problemPage(context, 404);
  await noteAct(desk, opened.id, "person.change", { detail: { name: person.name, role: role as Role } });
  return back(context, "changed");
});

peoplePages.post("/remove", async (context) => {
  const opened = await openForm(context, "people");
  if (opened === null) return stale(context);
  const { desk } = context.var;
  const person = await removePerson(desk.ports.db, desk.shop.id, field(opened.form, "person", 40));
  if (person === null) return problemPage(context, 404);
  await noteAct(desk, opened.id, "person.remove", { detail: { name: person.name, role: person.role } });
  return back(context, "removed");
});

function newId(): string {
  return crypto.getRandomValues(new Uint8Array(ID_BYTES)).toBase64({ alphabet: "base64url" });
}

async function show(context: Context<DeskHono>, fault: string | null): Promise<Response> {
  const { desk } = context.var;
  const { results } = await selectPeople(desk.ports.db, desk.shop.id).all<PersonRow>();
  const home = `${homeOf(desk)}/people`;
  const token = await deskToken(desk, "people");
  const note = NOTES.find((one) => one === context.req.query("note"));
  const emails = desk.shop.settings.desk?.emails ?? [];
  const view = {
    frame: await frameOf(desk, "people", {
      note: note === undefined ? null : { tone: "good" as const, text: w(`people.${note}`) },
    }),
    fault,
    people: results.toSorted((a, b) => a.name.localeCompare(b.name)).map((one) => ({
      id: one.id,
      name: oneLine(one.name),
      email: one.email,
      role: one.role,
      joined: one.joined_at === null ? null : momentView(desk, one.joined_at),
      invited: momentView(desk, one.invited_at),
    })),
    roles: ROLES.map((role) => ({ role, label: wordFor("role", role), may: w(`people.may_${role}`) })),
    by_access: emails.length === 0 ? null : emails.join(", "),
    invite: { action: `${home}/invite`, token },
    change: { action: `${home}/change`, token },
    remove: { action: `${home}/remove`, token },
  };
  return await context.html(<PeoplePage view={view} />, fault === null ? 200 : 422);
}

function back(context: Context<DeskHono>, note: (typeof NOTES)[number]): Response {
  return context.redirect(`${homeOf(context.var.desk)}/people?note=${note}`, 303);
}
