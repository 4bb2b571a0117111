/** An installation with all that its steps need: the configuration, the version, the ports. */
import type { Installation } from "./installation.ts";
import type { Context, Ports } from "./step.ts";
import { namesOf } from "./worker_config.ts";
import { readWorkerConfig } from "./wrangler.ts";
import manifest from "../../package.json" with { type: "json" };

/** Returns a context; without ports it can only report what would be done. */
export async function contextOf(installation: Installation, ports: Ports | null): Promise<Context> {
  const config = await readWorkerConfig(installation.root);
  return {
    installation,
    config,
    names: namesOf(config, installation.env),
    version: manifest.version,
    ports: ports ?? NO_PORTS,
    known: {},
  };
}

const NO_PORTS = new Proxy({}, {
  get: () => {
    throw new Error("Nobody is logged in at Cloudflare");
  },
}) as Ports;
