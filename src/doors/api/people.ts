/** Serves a shop's people at the desk and the audit of who did what. The token acts as an owner does. */
import { Hono } from "hono";
import * as v from "valibot";
import { changeRole, invite, removePerson } from "../../flow/desk/people.ts";
import { readActs, selectActs } from "../../sql/audit.ts";
import { type PersonRow, selectPeople } from "../../sql/people.ts";
import { ROLES } from "../../values/role.ts";
import { openCursor, sealCursor } from "../cursor.ts";
import { NewPerson } from "../forms/new_person.ts";
import { noteAct } from "./api_act.ts";
import type { ApiHono } from "./api_env.ts";
import { complain, JSON_MAX_BYTES, readJson, refuse } from "./body.ts";

const PAGE_MAX = 100;
const UNKNOWN = "must be one of this shop's people";
export const RoleChange = v.object({ role: v.picklist(ROLES) });
const PersonId = v.pipe(v.string(), v.minLength(1), v.maxLength(40));

export const peopleApi = new Hono<ApiHono>();

peopleApi.get("/", async (context) => {
  const { ports, shop } = context.var;
  const { results } = await selectPeople(ports.db, shop.id).all<PersonRow>();
  return context.json({
    people: results.map(({ id, email, name, role, invited_at, joined_at }) => ({
      id,
      email,
      name,
      role,
      invited_at: new Date(invited_at).toISOString(),
      joined_at: joined_at === null ? null : new Date(joined_at).toISOString(),
    })),
  });
});

peopleApi.post("/", async (context) => {
  const { ports, shop } = context.var;
  const read = await readJson(context, NewPerson, JSON_MAX_BYTES);
  if (!read.ok) return refuse(context, read);
  const id = ports.random(9).toBase64({ alphabet: "base64url" });
  const invited = await invite(ports, shop, { ...read.value, id }, ports.clock());
  if (!invited.ok) {
    return complain(
      context,
      409,
      "email",
      invited.reason === "known" ? "must not be at this desk already" : "must be one of at most 200 people",
    );
  }
  const { name, role } = read.value;
  await noteAct(context, "person.invite", { detail: { name, role } });
  return context.json({ invited: true, id }, 202);
});

peopleApi.patch("/:id", async (context) => {
  const { ports, shop } = context.var;
  const read = await readJson(context, RoleChange, JSON_MAX_BYTES);
  if (!read.ok) return refuse(context, read);
  const id = v.safeParse(PersonId, context.req.param("id"));
  const { role } = read.value;
  const person = id.success ? await changeRole(ports.db, shop.id, id.output, role) : null;
  if (person === null) return complain(context, 404, "id", UNKNOWN);
  await noteAct(context, "person.change", { detail: { name: person.name, role } });
  return context.json({ changed: true });
});

peopleApi.delete("/:id", async (context) => {
  const { ports, shop } = context.var;
  const id = v.safeParse(PersonId, context.req.param("id"));
  const person = id.success ? await removePerson(ports.db, shop.id, id.output) : null;
  if (person === null) return complain(context, 404, "id", UNKNOWN);
  await noteAct(context, "person.remove", { detail: { name: person.name, role: person.role } });
  return context.json({ removed: true });
});

export const auditApi = new Hono<ApiHono>();

auditApi.get("/", async (context) => {
  const { ports, shop } = context.var;
  const sealed = context.req.query("after");
  const at = sealed === undefined ? null : await openCursor(ports, shop.id, "audit", sealed, 2);
  if (sealed !== undefined && at === null) {
    return complain(context, 400, "after", "must be what the page before it gave");
  }
  const after = at === null ? null : { at: Number(at[0]), id: at[1]! };
  const rows = readActs(await selectActs(ports.db, shop.id, after, PAGE_MAX).all());
  const last = rows.length < PAGE_MAX ? undefined : rows.at(-1);
  return context.json({
    acts: rows.map(({ id, at, person, way, act, order_id, case_id, detail }) => ({
      id,
      at: new Date(at).toISOString(),
      person,
      way,
      act,
      order: order_id,
      case: case_id,
      ...detail,
    })),
    after: last === undefined ? null : await sealCursor(ports, shop.id, "audit", [String(last.at), last.id]),
  });
});
