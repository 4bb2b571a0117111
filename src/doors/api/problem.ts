/** The one shape of what the API refuses: `application/problem+json` (RFC 9457). It names field and rule, never the value. */
import type { Context } from "hono";
import type { Scope } from "../../values/scope.ts";
import type { ApiHono } from "./api_env.ts";

/** Kinds of problems, with their title. The page of the API explains each under `#problem-<kind>`. */
export const PROBLEMS = {
  invalid: "The request breaks a rule",
  unavailable: "It cannot be answered at the moment",
  too_many: "Too many requests",
  token: "The token opens nothing here",
  scope: "The token may not do this",
  idempotency: "The Idempotency-Key cannot be used like this",
} as const;
export type ProblemKind = keyof typeof PROBLEMS;

export type ProblemStatus = 400 | 401 | 403 | 404 | 409 | 413 | 422 | 429 | 503;

export interface Problem {
  readonly kind: ProblemKind;
  readonly status: ProblemStatus;
  readonly detail: string;
  /** The field that breaks the rule, and the rule. */
  readonly field?: string;
  readonly rule?: string;
  /** The shape of what stood in the field, never the value. */
  readonly got?: string;
  /** The scope that the token lacks. */
  readonly needed?: Scope;
}

/** `error` and `message` say the same as `type` and `detail`, for programs that were written before. */
export function answerProblem(
  context: Context<ApiHono>,
  { kind, status, detail, field, rule, got, needed }: Problem,
): Response {
  const body = {
    type: `/api/docs#problem-${kind}`,
    title: PROBLEMS[kind],
    status,
    detail,
    ...(field !== undefined && { field, rule }),
    ...(got !== undefined && { got }),
    ...(needed !== undefined && { needed }),
    error: kind,
    message: detail,
  };
  return context.json(body, status, { "Content-Type": "application/problem+json" });
}
