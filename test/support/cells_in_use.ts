/**
 * In which cell each shop of a test lives. All live in the first, unless a test file imports `demo_in_second_cell.ts`
 * before anything else: then the Worker is bound to two cells and the shop `demo` lives in the second.
 */
import { applyD1Migrations } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { forgetPorts, inCell, type Ports, portsOf } from "../../src/doors/ports.ts";

let demo_cell: 1 | 2 = 1;

export function demoInSecondCell(): void {
  demo_cell = 2;
}

/** As every test file begins. */
export function demoInFirstCell(): void {
  demo_cell = 1;
}

export function isInSecondCell(shop_id: string): boolean {
  return shop_id === "demo" && demo_cell === 2;
}

/** The database that holds the shop's rows. The shops themselves stand in `env.DB`. */
export function cellOf(shop_id: string): D1Database {
  return isInSecondCell(shop_id) ? env.SECOND_CELL : env.DB;
}

/** The databases that the Worker is bound to. */
export function cellsInUse(): readonly D1Database[] {
  return demo_cell === 2 ? [env.DB, env.SECOND_CELL] : [env.DB];
}

const bound = new WeakMap<object, object>();

/** The environment as the Worker gets it: one object for each, since its ports are remembered by it. */
export function workerEnv<E extends object>(given: E): E {
  if (demo_cell === 1) return given;
  const before = bound.get(given) ?? { ...given, DB_2: env.SECOND_CELL };
  bound.set(given, before);
  return before as E;
}

/** The Worker's own ports, on the database that holds the rows of `demo`. */
export function demoPorts(): Ports {
  return inCell(portsOf(workerEnv(env) as never), { id: "demo", cell: demo_cell });
}

/** Makes all tables of every cell in use, and says in the directory where `demo` lives. */
export async function migrateCells(): Promise<void> {
  for (const db of cellsInUse()) await applyD1Migrations(db, env.MIGRATIONS);
}

/** Says in the directory where the shop lives, whatever an earlier file said, and lets the Worker read it anew. */
export async function placeShop(shop_id: string): Promise<void> {
  await env.DB.prepare("update shops set cell = ?2 where id = ?1")
    .bind(shop_id, isInSecondCell(shop_id) ? 2 : 1).run();
  forgetPorts();
}
