/**
 * `deno task kill [--rounds N] [--seed S]`: posts 200 orders, kills the whole process with SIGKILL while it sends,
 * restarts it, and counts the acknowledged orders, the mails sent, and the mails sent twice.
 */
import { argumentsOf } from "../scripts/command_line.ts";
import { LEASE_S } from "../src/messages/attempt.ts";
import { anOrder, signed } from "./webhooks.ts";
import { build } from "./miniflare.ts";

const USAGE = `deno task kill [--rounds N] [--seed S]

Posts 200 orders, kills the whole process with SIGKILL in the middle of sending and, in turn, right behind each step of a mail,
starts it again, and counts what was acknowledged, what was sent, and what was sent twice. Exits 1 where a mail was lost.

  --rounds N    how many times; 1 when not given
  --seed S      decides when it dies; 1 when not given`;

argumentsOf({
  name: "deno task kill",
  usage: USAGE,
  options: { rounds: { type: "string" }, seed: { type: "string" } },
}, Deno.args);

const ORDERS = 200;
const CLIENTS = 8;
const PORT = 8979;
const BASE = new URL(`http://127.0.0.1:${PORT}`);
const SETTLED_WITHIN_MS = 180_000;
/** A mail that was being sent at the kill is tried again within its lease and one tick. */
const LEAP_MS = LEASE_S * 1_000 + 60_000;

interface Captured {
  readonly id: string;
  readonly order: string;
}

/** When the process is killed: in turn at a random moment (by the seed), and right after each stage of a mail. */
const MOMENTS = ["any", "accepted", "claimed", "sent", "settled"] as const;
type Moment = (typeof MOMENTS)[number];

interface Round {
  readonly acknowledged: number;
  readonly sent_before_kill: number;
  readonly lost: number;
  /** Mails with a lease at the kill: only these may be sent twice. */
  readonly in_flight: number;
  readonly repeated: number;
  readonly repeated_with_another_message_id: number;
}

const rounds = option("rounds", 1);
let seed = option("seed", 1);
const script = await build("bench/worker.ts", "dist/bench");
let failed = false;
console.log(
  "round  killed at  acknowledged  sent before kill  lost  in flight  repeated  repeated with another Message-ID",
);
for (let index = 1; index <= rounds; index++) {
  const moment = MOMENTS[(index - 1) % MOMENTS.length]!;
  const round = await play(moment);
  failed ||= round.acknowledged === 0 || round.lost > 0 || round.repeated > round.in_flight ||
    round.repeated_with_another_message_id > 0;
  const cells = [
    round.acknowledged,
    round.sent_before_kill,
    round.lost,
    round.in_flight,
    round.repeated,
    round.repeated_with_another_message_id,
  ];
  console.log(
    [
      String(index).padStart(5),
      moment.padStart(9),
      ...cells.map((cell, at) => String(cell).padStart([12, 16, 4, 9, 8, 32][at]!)),
    ]
      .join("  "),
  );
}
Deno.exit(failed ? 1 : 0);

async function play(moment: Moment): Promise<Round> {
  const folder = await Deno.makeTempDir({ prefix: "waybill-kill-" });
  let server = await serve(folder);
  const kill_after = Math.floor(random() * ORDERS * 0.8) + 1;
  const acknowledged: string[] = [];
  if (moment !== "any") await haltAt(moment, kill_after);
  const posting = postAll(acknowledged);
  const sent_before_kill = moment === "any"
    ? (await captured((mails) => mails.length >= kill_after)).length
    : await untilHalted();
  await killTree(server.pid);
  await server.status;
  await posting;

  server = await serve(folder);
  const in_flight = await count("state = 'sending'");
  await tick(LEAP_MS);
  const numbers = new Set(acknowledged.map((id) => `#${id}`));
  await captured((all) => [...numbers].every((number) => all.some(({ order }) => order === number)));
  await settled();
  const round: Round = {
    acknowledged: numbers.size,
    sent_before_kill,
    in_flight,
    ...await result(numbers, await captured(() => true)),
  };
  await killTree(server.pid);
  await server.status;
  await Deno.remove(folder, { recursive: true });
  return round;
}

/** Halts the worker when a mail reaches this stage for the `left`-th time. */
async function haltAt(step: Moment, left: number): Promise<void> {
  const body = JSON.stringify({ step, left });
  await (await fetch(new URL("/bench/halt", BASE), { method: "POST", body })).body?.cancel();
}

/** Returns how many mails had been sent when it halted. */
async function untilHalted(): Promise<number> {
  const until = Date.now() + SETTLED_WITHIN_MS;
  while (Date.now() < until) {
    const answer = await fetch(new URL("/bench/halt", BASE));
    const { halted } = await answer.json() as { readonly halted: boolean };
    if (halted) return (await captured(() => true)).length;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  throw new Error(`Cannot kill as the process must come to the step within ${SETTLED_WITHIN_MS} ms`);
}

/** Moves the clock forward by `leap_ms` and runs the cron. */
async function tick(leap_ms: number): Promise<void> {
  await fetch(new URL("/bench/tick", BASE), { method: "POST", body: String(leap_ms) });
}

/** Waits until no mail is due, without moving the clock. */
async function settled(): Promise<void> {
  const until = Date.now() + SETTLED_WITHIN_MS;
  while (await count("due_at is not null") > 0) {
    if (Date.now() > until) {
      throw new Error(`Cannot count as all must be sent within ${SETTLED_WITHIN_MS} ms`);
    }
    await tick(0);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Counts the ledger's mails that meet `condition`. */
async function count(condition: string): Promise<number> {
  const body = `select count(*) as count from messages where ${condition}`;
  const answer = await fetch(new URL("/bench/sql", BASE), { method: "POST", body });
  const [row] = await answer.json() as readonly [{ readonly count: number }];
  return row.count;
}

async function result(numbers: ReadonlySet<string>, mails: readonly Captured[]) {
  let lost = 0;
  let repeated = 0;
  let repeated_with_another_message_id = 0;
  for (const number of numbers) {
    const copies = mails.filter(({ order }) => order === number);
    if (copies.length === 0) lost += 1;
    if (copies.length < 2) continue;
    repeated += 1;
    const ids = new Set(await Promise.all(copies.map(({ id }) => messageIdOf(id))));
    if (ids.size > 1) repeated_with_another_message_id += 1;
  }
  return { lost, repeated, repeated_with_another_message_id };
}

async function messageIdOf(id: string): Promise<string> {
  const source = await (await fetch(new URL(`/dev/mail/${id}/source`, BASE))).text();
  return source.match(/^Message-ID: (.+)$/m)![1]!.trim();
}

/** Posts until all are answered or the server is gone; an order answered with 2xx must be sent in any case. */
async function postAll(acknowledged: string[]): Promise<void> {
  let next = 0;
  await Promise.all(Array.from({ length: CLIENTS }, async () => {
    while (next < ORDERS) {
      const id = `kill-${next++}`;
      try {
        const answer = await fetch(new URL("/hooks/demo/standard", BASE), {
          method: "POST",
          ...await signed(anOrder(id)),
        });
        await answer.body?.cancel();
        if (answer.ok) acknowledged.push(id);
      } catch {
        return; // Killed during this request: not acknowledged, so not owed.
      }
    }
  }));
}

/** Waits until the mails of the dev mailbox are `enough`; throws when they never are. */
async function captured(enough: (mails: readonly Captured[]) => boolean): Promise<readonly Captured[]> {
  const until = Date.now() + SETTLED_WITHIN_MS;
  let mails: readonly Captured[] = [];
  while (Date.now() < until) {
    mails = await (await fetch(new URL("/dev/mail", BASE), { headers: { accept: "application/json" } }))
      .json();
    if (enough(mails)) return mails;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return mails;
}

async function serve(folder: string): Promise<Deno.ChildProcess> {
  const server = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "bench/serve.ts", script, folder, String(PORT)],
    stdin: "null",
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  const reader = server.stdout.getReader();
  const { done } = await reader.read();
  reader.releaseLock();
  if (done) throw new Error(`Cannot serve on port ${PORT}`);
  return server;
}

/** Sends SIGKILL to the process and all its children, so that none can finish its work. */
async function killTree(root: number): Promise<void> {
  const { stdout } = await new Deno.Command("ps", { args: ["-eo", "pid=,ppid="] }).output();
  const pairs = new TextDecoder().decode(stdout).trim().split("\n").map((line) =>
    line.trim().split(/\s+/).map(Number)
  );
  const tree = [root];
  for (let at = 0; at < tree.length; at++) {
    tree.push(...pairs.filter(([, parent]) => parent === tree[at]).map(([pid]) => pid!));
  }
  for (const pid of tree) {
    try {
      Deno.kill(pid, "SIGKILL");
    } catch (error) {
      if (!(error instanceof Deno.errors.NotFound)) throw error; // The process had just ended by itself.
    }
  }
}

/** Returns a seeded random number in [0, 1) (mulberry32), so that a round can be repeated. */
function random(): number {
  seed = (seed + 0x6d2b79f5) | 0;
  let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
}

function option(name: string, fallback: number): number {
  const at = Deno.args.indexOf(`--${name}`);
  return at < 0 ? fallback : Number(Deno.args[at + 1]);
}
