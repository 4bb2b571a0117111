/**
 * Reads request bodies of the API within a bound and checks them by a schema. A fault names field and rule, never the
 * value.
 */
import type { Context } from "hono";
import * as v from "valibot";
import { readBounded } from "../body.ts";
import type { ApiHono } from "./api_env.ts";
import { checkValue, type Complaint, type ReadBody } from "../forms/check_value.ts";
import { answerProblem } from "./problem.ts";

export const JSON_MAX_BYTES = 4_000;

export function complain(
  context: Context<ApiHono>,
  status: 400 | 404 | 409 | 413 | 422 | 503,
  field: string,
  rule: string,
): Response {
  return answerProblem(context, { kind: "invalid", status, detail: `${field} ${rule}`, field, rule });
}

/** Answers a body that was read in vain. */
export function refuse(
  context: Context<ApiHono>,
  { status, field, message: rule, got }: Complaint,
): Response {
  return answerProblem(context, {
    kind: "invalid",
    status,
    detail: `${field} ${rule}`,
    field,
    rule,
    ...(got !== undefined && { got }),
  });
}

export async function readText(context: Context<ApiHono>, max_bytes: number): Promise<ReadBody<string>> {
  const body = await readBounded(context.req.raw, max_bytes);
  if (body === null) {
    return { ok: false, status: 413, field: "body", message: `must be <= ${max_bytes} bytes` };
  }
  return { ok: true, value: new TextDecoder().decode(body) };
}

export async function readJson<S extends v.GenericSchema>(
  context: Context<ApiHono>,
  schema: S,
  max_bytes: number,
): Promise<ReadBody<v.InferOutput<S>>> {
  const text = await readText(context, max_bytes);
  return text.ok ? checkJson(text.value, schema) : text;
}

export function checkJson<S extends v.GenericSchema>(text: string, schema: S): ReadBody<v.InferOutput<S>> {
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch {
    return { ok: false, status: 400, field: "body", message: "must be JSON" };
  }
  return checkValue(given, schema);
}
