/**
 * A stand-in of Cloudflare's API: it records every request, holds what was made, and fails where a test wants it to. It knows
 * as much of the API as a deployment uses; anything else is answered 404 and can be seen in `requests`.
 */
import { DatabaseSync } from "node:sqlite";
import { mailRoutes } from "./mail_routes.ts";
import { storageRoutes } from "./storage_routes.ts";
import { workerRoutes } from "./worker_routes.ts";

export interface Recorded {
  readonly method: string;
  readonly path: string;
  readonly status: number;
}

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Headers;
  /** Of JSON; null otherwise. */
  readonly body: Json;
  readonly form: FormData | null;
}

// deno-lint-ignore no-explicit-any -- bodies are as free as the API's own
export type Json = any;

/** A result, or a refusal by Cloudflare's own code. */
export type Answer = { readonly result: unknown } | {
  readonly status: number;
  readonly code: number;
  readonly message: string;
};
export type Route = readonly [
  method: string,
  path: RegExp,
  answer: (asked: Asked, ids: readonly string[]) => Answer,
];

export interface Database {
  readonly uuid: string;
  readonly name: string;
  readonly jurisdiction: string | null;
  readonly sqlite: DatabaseSync;
}

export interface Script {
  readonly secrets: Map<string, string>;
  bindings: readonly Json[];
  crons: readonly string[];
  workers_dev: boolean;
  /** The newest last. */
  readonly versions: {
    readonly id: string;
    readonly created_on: string;
    readonly annotations: Json;
    readonly bindings: readonly Json[];
  }[];
  readonly deployments: { readonly id: string; readonly created_on: string; readonly version_id: string }[];
}

/** Everything that the account holds. */
export interface State {
  readonly account_id: string;
  plan: "workers_paid" | "free";
  /** Whether the login may read what the account pays for. */
  plan_is_readable: boolean;
  readonly zones: { id: string; name: string; status: string }[];
  readonly databases: Database[];
  /** By `jurisdiction/name`. */
  readonly buckets: Set<string>;
  /** Of all buckets, in the order of their keys. */
  readonly objects: Json[];
  readonly queues: Map<string, Json>;
  readonly scripts: Map<string, Script>;
  readonly domains: { hostname: string; service: string; zone_id: string }[];
  readonly sending: { tag: string; name: string; zone_id: string; enabled: boolean }[];
  readonly subscriptions: Json[];
  /** By zone. */
  readonly catch_all: Map<string, Json>;
  /** Subdomains whose mail Email Routing takes. */
  readonly routed: Set<string>;
  /** Counts up, so that ids and times are the same in every run. */
  next: number;
}

export const ACCOUNT = "0123456789abcdef0123456789abcdef";

export function emptyState(): State {
  return {
    account_id: ACCOUNT,
    plan: "workers_paid",
    plan_is_readable: true,
    zones: [{ id: "zone-1", name: "kontor.example", status: "active" }],
    databases: [],
    buckets: new Set(),
    objects: [],
    queues: new Map(),
    scripts: new Map(),
    domains: [],
    sending: [],
    subscriptions: [],
    catch_all: new Map(),
    routed: new Set(),
    next: 1,
  };
}

export interface StandIn {
  readonly base: string;
  readonly state: State;
  readonly requests: Recorded[];
  /** The next request that changes something and for which this is true is answered 500 and changes nothing. */
  failWhen: ((asked: Asked) => boolean) | null;
  readonly close: () => Promise<void>;
}

export function startStandIn(state: State = emptyState()): StandIn {
  const routes: readonly Route[] = [
    ...accountRoutes(state),
    ...storageRoutes(state),
    ...workerRoutes(state),
    ...mailRoutes(state),
  ];
  const requests: Recorded[] = [];
  const server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen: () => {} }, async (request) => {
    const asked = await askedOf(request);
    const answer = answerTo(asked);
    const status = "result" in answer ? 200 : answer.status;
    requests.push({ method: asked.method, path: asked.path, status });
    const errors = "result" in answer ? [] : [{ code: answer.code, message: answer.message }];
    const result = "result" in answer ? answer.result : null;
    const result_info = Array.isArray(result)
      ? { page: 1, per_page: 100, count: result.length, total_count: result.length }
      : undefined;
    return Response.json({ success: errors.length === 0, errors, messages: [], result, result_info }, {
      status,
    });
  });
  const stand_in: StandIn = {
    base: `http://127.0.0.1:${server.addr.port}`,
    state,
    requests,
    failWhen: null,
    close: () => server.shutdown(),
  };
  return stand_in;

  function answerTo(asked: Asked): Answer {
    if (asked.headers.get("authorization") !== "Bearer stand-in-token") {
      return { status: 403, code: 10_000, message: "Authentication error" };
    }
    if (stand_in.failWhen?.(asked)) {
      stand_in.failWhen = null;
      return { status: 500, code: 10_013, message: "An unknown error has occurred" };
    }
    for (const [method, path, answer] of routes) {
      const found = asked.method === method ? path.exec(asked.path) : null;
      if (found !== null) return answer(asked, found.slice(1).map(decodeURIComponent));
    }
    return { status: 404, code: 7_003, message: `No route for that URI: ${asked.method} ${asked.path}` };
  }
}

async function askedOf(request: Request): Promise<Asked> {
  const { pathname, searchParams } = new URL(request.url);
  const type = request.headers.get("content-type") ?? "";
  const form = type.startsWith("multipart/") ? await request.formData() : null;
  const text = form === null ? await request.text() : "";
  return {
    method: request.method,
    path: pathname,
    query: searchParams,
    headers: request.headers,
    // wrangler sends some JSON without saying so.
    body: /^\s*[{[]/.test(text) ? JSON.parse(text) : null,
    form,
  };
}

function accountRoutes(state: State): readonly Route[] {
  const account = { id: state.account_id, name: "Kontor" };
  return [
    ["GET", /^\/accounts$/, () => ({ result: [account] })],
    ["GET", /^\/memberships$/, () => ({ result: [{ id: "membership", account }] })],
    ["GET", /^\/user$/, () => ({ result: { id: "user", email: "dev@kontor.example" } })],
    [
      "GET",
      /^\/accounts\/\w+\/subscriptions$/,
      () =>
        !state.plan_is_readable ? { status: 403, code: 10_000, message: "Authentication error" } : {
          result: state.plan === "free"
            ? []
            : [{ id: "s", rate_plan: { id: "workers_paid", public_name: "Workers Paid" } }],
        },
    ],
    [
      "GET",
      /^\/zones$/,
      ({ query }) => ({ result: state.zones.filter(({ name }) => name === query.get("name")) }),
    ],
  ];
}
