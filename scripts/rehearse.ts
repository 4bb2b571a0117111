/** `deno task outage` and `deno task drill`: rehearse what must not go wrong, on local D1, R2 and simulated queues. */
import { argumentsOf, runTask } from "./command_line.ts";
import { Misused } from "./misused.ts";

const USAGES = {
  outage: `deno task outage [away|read_only|full]

Three simulated days in which the database is away, read-only or full, each request in a cold isolate. Counts what was kept, lost,
told twice and told too late, and how long it takes once the database is back. Exits 1 where anything was.`,
  drill: `deno task drill

Rehearses docs/recovery.md: a snapshot, what happens after it, the loss, the restore, erasures done again, keys rotated, resealed and
dropped; then verifies what customers and shops hold. Exits 1 where anything is not as it was.`,
} as const;
const FAULTS = ["away", "read_only", "full"];

await runTask(async () => {
  const [name, ...args] = Deno.args;
  if (name !== "outage" && name !== "drill") throw new Misused("REHEARSAL must be outage or drill");
  const task = {
    name: `deno task ${name}`,
    usage: USAGES[name],
    options: {},
    positionals_max: name === "outage" ? 1 : 0,
  };
  const [fault] = argumentsOf(task, args).positionals;
  if (fault !== undefined && !FAULTS.includes(fault)) {
    throw new Misused(`FAULT must be one of ${FAULTS.join(", ")}: got ${fault}`);
  }
  const { code } = await new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "-A",
      "npm:vitest",
      "run",
      "--config",
      "vitest.rehearsal.config.ts",
      `test/rehearsals/${name}.ts`,
      ...(fault === undefined ? [] : ["-t", `the database is ${fault}`]),
    ],
    env: { WAYBILL_RUNS: "full" },
    stdin: "null",
  }).spawn().status;
  return code;
});
