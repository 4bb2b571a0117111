/** What `deno task shop` was asked, and where it works. */
import type { parseArgs, ParseArgsOptionsConfig } from "node:util";
import { bindingOf } from "../../src/config.ts";
import type { Result } from "../../src/result.ts";
import * as shops from "../../src/sql/shops.ts";
import { Misused } from "../misused.ts";
import { rowOf, type Surroundings } from "./surroundings.ts";

export const OPTIONS = {
  settings: { type: "string" },
  name: { type: "string" },
  from: { type: "string" },
  support: { type: "string" },
  url: { type: "string" },
  channel: { type: "string" },
  source: { type: "string", multiple: true, default: [] },
  secret: { type: "string", multiple: true, default: [] },
  "drop-old": { type: "boolean", default: false },
  scope: { type: "string", multiple: true, default: [] },
  days: { type: "string" },
  since: { type: "string" },
  cell: { type: "string" },
  kind: { type: "string", multiple: true, default: [] },
  copy: { type: "string", multiple: true, default: [] },
  shadow: { type: "string" },
  dry: { type: "boolean", default: false },
  remote: { type: "boolean", default: false },
  env: { type: "string", default: "production" },
} satisfies ParseArgsOptionsConfig;

export interface Call extends Surroundings {
  /** Id of the shop; empty where all are listed. */
  readonly id: string;
  /** What stands after the id: a cell or a token; empty where nothing does. */
  readonly third: string;
  readonly values: ReturnType<typeof parseArgs<{ readonly options: typeof OPTIONS }>>["values"];
}

/** Throws `Misused` where there is no such shop. */
export async function mustHave(call: Call): Promise<shops.ShopRow> {
  const row = await rowOf(call.run, call.id);
  if (row === null) throw new Misused(`There is no shop ${call.id}`);
  return row;
}

/** Statements run in the cell of the shop. */
export async function runInItsCell(call: Call): Promise<ReturnType<Surroundings["runIn"]>> {
  const [home] = await call.run<shops.FoundShop>((db) => shops.selectShop(db, call.id));
  return call.runIn(bindingOf(home?.cell ?? 1));
}

/** Throws `Misused` where the Worker is not bound to that cell: it could serve no shop there. */
export async function reachedCell(call: Call, text: string): Promise<number> {
  const cells = await call.reachedCells();
  const cell = Number(text);
  if (cells.includes(cell)) return cell;
  throw new Misused(
    `CELL must be one that the Worker is bound to, ${
      cells.join(", ") || "none yet"
    }: got ${text}. \`deno task cell add\`${
      call.values.remote ? ", then `deno task deploy`, bring" : " brings"
    } another one`,
  );
}

export function nonce(): Uint8Array<ArrayBuffer> {
  return crypto.getRandomValues(new Uint8Array(12));
}

export function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Misused(result.message);
  return result.value;
}
