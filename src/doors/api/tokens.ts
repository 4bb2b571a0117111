/** Lists, makes and ends the tokens of a shop's programs. A token is shown once, when it is made. */
import { Hono } from "hono";
import { endToken, makeToken } from "../../flow/programs/api_tokens.ts";
import { API_TOKENS_MAX, type ApiTokenRow, readApiTokens, selectApiTokens } from "../../sql/api_tokens.ts";
import { NewToken } from "../forms/new_token.ts";
import { noteAct } from "./api_act.ts";
import type { ApiHono } from "./api_env.ts";
import { complain, JSON_MAX_BYTES, readJson, refuse } from "./body.ts";

export const tokenApi = new Hono<ApiHono>();

tokenApi.get("/", async (context) => {
  const { ports, shop } = context.var;
  const rows = readApiTokens(await selectApiTokens(ports.db, shop.id).all());
  return context.json({ tokens: rows.map(tokenJson), after: null });
});

tokenApi.post("/", async (context) => {
  const { ports, shop } = context.var;
  const read = await readJson(context, NewToken, JSON_MAX_BYTES);
  if (!read.ok) return refuse(context, read);
  const made = await makeToken(ports, shop.id, read.value, ports.clock());
  if (made === null) return complain(context, 409, "name", `must be one of at most ${API_TOKENS_MAX} tokens`);
  const { name, scopes } = made.row;
  await noteAct(context, "token.make", { detail: { about: made.row.id, name, role: scopes.join(" ") } });
  return context.json({ ...tokenJson({ ...made.row, used_at: null }), token: made.token }, 201);
});

tokenApi.delete("/:id", async (context) => {
  const { ports, shop } = context.var;
  const id = context.req.param("id").slice(0, 40);
  const ended = await endToken(ports.db, shop.id, id);
  if (ended === null) return complain(context, 404, "id", "must be one of this shop's tokens");
  await noteAct(context, "token.end", { detail: { about: id, name: ended.name } });
  return context.json({ ended: true });
});

function tokenJson({ id, name, scopes, made_at, expires_at, used_at }: ApiTokenRow) {
  const time = (at: number | null) => at === null ? null : new Date(at).toISOString();
  return { id, name, scopes, made_at: time(made_at), expires_at: time(expires_at), used_at: time(used_at) };
}
