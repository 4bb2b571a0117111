/** Writes an act of the shop's own program into the audit, right after it was done. */
import type { Context } from "hono";
import { recordAct } from "../../flow/desk/record_act.ts";
import type { Act } from "../../sql/audit.ts";
import type { ApiHono } from "./api_env.ts";

/** `id`: the request's own where it has one, so that asking twice is one act; `person`: the author that it names, or the program. */
export function noteAct(
  context: Context<ApiHono>,
  act: string,
  { id, person = context.var.caller.name, ...about }:
    & Pick<Act, "order_id" | "case_id" | "detail">
    & { readonly id?: string | undefined; readonly person?: string | undefined } = {},
): Promise<void> {
  const { ports, shop } = context.var;
  const known = id === undefined ? crypto.randomUUID() : `api-${id}`;
  return recordAct(ports.db, shop, { id: known, person, way: "api", act, ...about }, ports.clock());
}
