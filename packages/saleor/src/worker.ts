/** The app as a Worker with its outbox in D1: webhooks come by fetch, what waits leaves by cron. */
import { createWaybill, type WaybillEvent } from "@waybill/client";
import { createOutboxTable, type RunSql, sqlOutbox } from "@waybill/client/sql";
import { REGISTRATION_TABLE, sqlRegistrations } from "./registrations.ts";
import { saleorApp } from "./saleor_app.ts";

interface D1 {
  prepare(
    sql: string,
  ): { bind(...parameters: unknown[]): { all(): Promise<{ results: Record<string, unknown>[] }> } };
}

export interface Env {
  readonly DB: D1;
  /** The app's own address: `https://waybill-saleor.example.workers.dev`. */
  readonly BASE_URL: string;
  /** Which Saleors may install it, separated by spaces. */
  readonly SALEOR_API_URLS: string;
  /** `https://<your worker>/hooks/<shop>/standard` */
  readonly WAYBILL_URL: string;
  readonly WAYBILL_SECRET: string;
  readonly BACKFILL_TOKEN?: string;
}

interface Context {
  waitUntil(promise: Promise<unknown>): void;
}

/** The statements that make the tables, for a migration of the database. */
export const TABLES: readonly string[] = [...createOutboxTable(), REGISTRATION_TABLE];

function appOf(env: Env) {
  const run: RunSql = async (sql, parameters) =>
    (await env.DB.prepare(sql).bind(...parameters).all()).results;
  const waybill = createWaybill({
    url: env.WAYBILL_URL,
    secret: env.WAYBILL_SECRET,
    outbox: sqlOutbox<WaybillEvent>({ run }),
    background: false,
  });
  const app = saleorApp({
    base_url: env.BASE_URL,
    saleor_api_urls: env.SALEOR_API_URLS.split(/\s+/).filter(Boolean),
    registrations: sqlRegistrations(run),
    waybill,
    backfill_token: env.BACKFILL_TOKEN ?? "",
  });
  return { app, waybill };
}

export default {
  async fetch(request: Request, env: Env, context: Context): Promise<Response> {
    const { app, waybill } = appOf(env);
    const response = await app.fetch(request);
    if (request.method === "POST") context.waitUntil(waybill.flush());
    return response;
  },
  async scheduled(_event: unknown, env: Env): Promise<void> {
    await appOf(env).waybill.flush({ timeout_ms: 25_000 });
  },
};
