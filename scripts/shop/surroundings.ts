/** Finds an installation's database, sealing key and address: this machine's, or the deployed one. It creates nothing. */
import { readSealingKeys, type SealingRing, sealingRing, unseal } from "../../src/sealed.ts";
import { selectShop, type ShopRow } from "../../src/sql/shops.ts";
import { cellNumbers } from "../cell/cells_of_config.ts";
import { Misused } from "../misused.ts";
import { openRemote } from "../deploy/remote.ts";
import { prepare } from "../dev/prepare.mjs";
import { runningDev } from "../dev/running.ts";
import { readDevVars } from "../dev_vars.ts";
import { database } from "./database.ts";
import type { Run } from "./run_sql.ts";
import type { Secrets } from "../../src/doors/webhooks/secret_rules.ts";

export interface Surroundings {
  /** In the directory, which is the first cell. */
  readonly run: Run;
  /** In the cell of that binding. */
  readonly runIn: (binding: string) => Run;
  /** The numbers of the cells that the Worker can reach: a shop elsewhere would be served by nobody. */
  readonly reachedCells: () => Promise<readonly number[]>;
  /** Whether a clock runs that would move a shop. */
  readonly isClockRunning: () => Promise<boolean>;
  /** Key and address are read when they are needed: not every task needs the key. */
  readonly keyed: () => Promise<{ readonly ring: SealingRing; readonly public_url: string }>;
}

export async function surroundingsOf(is_remote: boolean, env: string): Promise<Surroundings> {
  if (!is_remote) {
    await prepare();
    return {
      run: database(),
      runIn: database,
      reachedCells: async () => cellNumbers(await Deno.readTextFile("wrangler.toml")),
      isClockRunning: async () => await runningDev(Deno.env.get("PORT")) !== null,
      keyed: async () => ({
        ring: await ringIn(readDevVars()["SEALING_KEY"], env),
        public_url: plain(await runningDev(Deno.env.get("PORT")) ?? readDevVars()["PUBLIC_URL"]!),
      }),
    };
  }
  const remote = await openRemote(env, Deno.cwd());
  return {
    run: remote.run,
    runIn: remote.runIn,
    reachedCells: remote.boundCells,
    isClockRunning: () => Promise.resolve(true),
    keyed: async () => ({
      ring: await ringIn(remote.sealing_key, env),
      public_url: plain(remote.public_url ?? "https://<your worker>"),
    }),
  };
}

async function ringIn(text: string | undefined, env: string): Promise<SealingRing> {
  if (!text) {
    throw new Misused(
      `SEALING_KEY must be known: copy deploy/${env}.keys to this machine, or give it in the environment`,
    );
  }
  const keys = readSealingKeys(text);
  if (keys === null) {
    throw new Misused("SEALING_KEY must be `id:base64` of 32 bytes, newest first, separated by commas");
  }
  return await sealingRing(keys);
}

function plain(url: string): string {
  return url.replace(/\/+$/, "");
}

export async function rowOf(run: Run, shop_id: string): Promise<ShopRow | null> {
  const [row] = await run<ShopRow>((db) => selectShop(db, shop_id));
  return row ?? null;
}

export async function opened(row: ShopRow, ring: SealingRing): Promise<Secrets> {
  try {
    return JSON.parse(await unseal(ring, row.secrets, row.id));
  } catch {
    // The cause of a failed opening says nothing more.
    throw new Error(
      `SEALING_KEY must be the one that sealed the secrets of ${row.id}: it does not open them`,
    );
  }
}
