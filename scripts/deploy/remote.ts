/** An installation for the other tasks: its database, its address, its sealing key. It creates nothing. */
import { Misused } from "../misused.ts";
import type { Run } from "../shop/run_sql.ts";
import { contextOf } from "./context.ts";
import { databaseOf, run } from "./database.ts";
import { bindingsOf, boundCells } from "./worker.ts";
import { type Installation, nameIn } from "./installation.ts";
import { readKeys } from "./keys.ts";
import { realPorts } from "./ports.ts";
import { accountOf, type Context } from "./step.ts";
import { LOG_IN, login } from "./steps/account.ts";
import { database } from "./steps/storage.ts";
import { checkedEnv, readKept } from "./wishes.ts";

export interface Remote {
  readonly installation: Installation;
  readonly context: Context;
  readonly run: Run;
  /** Runs in another cell; throws `Misused` where it has no database or no tables yet. */
  readonly runIn: (binding: string) => Run;
  /** The numbers of the cells that the Worker which serves is bound to. */
  readonly boundCells: () => Promise<readonly number[]>;
  /** Bytes of a cell's database. */
  readonly sizeOf: (binding: string) => Promise<number>;
  /** A name as this installation has it. */
  readonly nameOf: (name: string) => string;
  /** Undefined when neither this machine nor the environment has the key. */
  readonly sealing_key: string | undefined;
  readonly public_url: string | undefined;
}

/** Throws `Misused` without a login. It asks nothing of database and Worker. */
export async function openInstallation(env: string, root: string) {
  const ports = await realPorts(root);
  if (ports === null) throw new Misused(["Nobody is logged in at Cloudflare.", ...LOG_IN].join("\n"));
  const kept = await readKept({ root, env: checkedEnv(env) });
  const installation: Installation = {
    env,
    root,
    account_id: kept?.account_id ?? Deno.env.get("CLOUDFLARE_ACCOUNT_ID") ?? null,
    domain: kept?.domain ?? "",
    jurisdiction: kept?.jurisdiction ?? null,
    reply_domain: null,
    sending_domain: "",
    channel: null,
    shop: { id: "", settings: {}, sources: [] },
    test_to: null,
    assume_paid: false,
    take_domain: false,
  };
  const context = await contextOf(installation, ports);
  const account = await login.look(context);
  if (account.state !== "green") throw new Misused([account.said, ...account.remedy ?? []].join("\n"));
  return { installation, context, ports, kept };
}

/** Throws `Misused` without a login or when the installation does not exist. */
export async function openRemote(env: string, root: string): Promise<Remote> {
  const { installation, context, ports, kept } = await openInstallation(env, root);
  await database.look(context);
  if (context.known.database_id === undefined) {
    throw new Misused(
      `There is no database ${context.names.database}: \`deno task deploy\` makes the installation first`,
    );
  }
  return {
    installation,
    context,
    run: async <Row>(make: Parameters<Run>[0]) => await run<Row>(context, make) ?? [],
    runIn: (binding) => async <Row>(make: Parameters<Run>[0]) => {
      const rows = await run<Row>(context, make, binding);
      if (rows === null) throw new Misused(`${binding} has no tables yet: \`deno task deploy\` makes them`);
      return rows;
    },
    boundCells: async () => boundCells(await bindingsOf(context) ?? []),
    sizeOf: async (binding) => {
      const path = `/accounts/${accountOf(context)}/d1/database/${databaseOf(context, binding)}`;
      return (await ports.cloudflare.call<{ readonly file_size: number }>(path)).file_size;
    },
    nameOf: (name) => nameIn(env, name),
    sealing_key: (await readKeys(installation))?.SEALING_KEY ?? Deno.env.get("SEALING_KEY"),
    public_url: kept === null ? Deno.env.get("PUBLIC_URL") : `https://${kept.domain}`,
  };
}
