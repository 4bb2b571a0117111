/** Checks that the Worker answers at its own address, in the deployed version, with nothing overdue. */
import { publicUrl } from "../installation.ts";
import { green, missing, type Step } from "../step.ts";

export const health: Step = {
  name: "health",
  needed: true,
  plan: ({ installation }) => `wait until ${publicUrl(installation)}/healthz answers`,
  async look({ installation, version, ports }) {
    const address = `${publicUrl(installation)}/healthz`;
    const said = await ask(ports.fetch, address);
    const figures = said.cells.map(cellLine);
    if (said.ok && said.version === version) return green(`${version} answers at ${address}`, { figures });
    if (said.version !== undefined && said.version !== version) {
      return missing(
        `${address} answers in version ${said.version}, not ${version}`,
        "Run this again in a minute",
      );
    }
    const found = missing(
      `${address} ${said.problem}`,
      "A new domain needs some minutes for its certificate: run `deno task doctor` then",
      "What the Worker says: npx wrangler tail",
    );
    return { ...found, figures };
  },
  /** Repeats, since a newly attached domain has no certificate for a minute or two, and a new version needs seconds. */
  async make({ installation, version, ports }) {
    for (let tries = 1; tries < TRIES; tries++) {
      const said = await ask(ports.fetch, `${publicUrl(installation)}/healthz`);
      if (said.ok && said.version === version) return;
      await ports.pause(PAUSE_MS);
    }
  },
};

const TRIES = 24;
const PAUSE_MS = 5_000;
const TIMEOUT_MS = 10_000;

interface Answer {
  readonly ok: boolean;
  readonly version?: string;
  readonly problem: string;
  readonly cells: readonly Cell[];
}

interface Cell {
  readonly cell: number;
  readonly database: string;
  readonly share: number | null;
  readonly clock_lag_s: number | null;
  readonly oldest_owed_s: number | null;
}

/** One line of a cell: what it is, how full, and how far behind. */
function cellLine({ cell, database, share, clock_lag_s, oldest_owed_s }: Cell): string {
  return [
    `cell ${cell}: ${database}`,
    ...(share === null ? [] : [`${(100 * share).toFixed(1)} % of 10 GB`]),
    ...(clock_lag_s === null ? [] : [`clock ${clock_lag_s} s behind`]),
    ...(oldest_owed_s === null ? [] : [`oldest urgent mail waits ${oldest_owed_s} s`]),
  ].join(", ");
}

async function ask(fetch: typeof globalThis.fetch, address: string): Promise<Answer> {
  let text: string;
  let status: number;
  try {
    const answer = await fetch(address, { signal: AbortSignal.timeout(TIMEOUT_MS) });
    status = answer.status;
    text = await answer.text();
  } catch {
    return { ok: false, problem: "cannot be reached", cells: [] };
  }
  try {
    // An older version names no cells.
    const { ok, version, database, overdue, cells = [] } = JSON.parse(text);
    return {
      ok: status === 200 && ok === true,
      version,
      problem: `says ${JSON.stringify({ status, database, overdue })}`,
      cells,
    };
  } catch {
    return { ok: false, problem: `answered ${status} and no JSON`, cells: [] };
  }
}
