/** An installation of two cells: the Worker's own database and a second one, both with all tables. */
import { applyD1Migrations } from "cloudflare:test";
import { env } from "cloudflare:workers";
import type { Env } from "../../src/config.ts";

/** The environment of a Worker that is bound to two cells. Each call is a Worker that remembers nothing. */
export function twoCells(
  changes: Readonly<Partial<Env>> = {},
): Cloudflare.Env & Env & { readonly DB_2: D1Database } {
  return { ...env, ...changes, DB_2: env.SECOND_CELL } as never;
}

export async function migrateSecondCell(): Promise<void> {
  await applyD1Migrations(env.SECOND_CELL, env.MIGRATIONS);
}
