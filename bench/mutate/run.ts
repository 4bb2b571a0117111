/** Tries the changes in test processes side by side, and goes on without a change that hangs. */
import type { Instrumented, Mutant } from "./instrument.ts";
import { type Assignment, type Finding, readFindings } from "./run_file.ts";
import type { Judged } from "./score.ts";

/** A process that wrote nothing for this long hangs in the change that it tries. */
const HANGS_AFTER_MS = 60_000;
const LOOK_EVERY_MS = 1_000;

/** Writes below `folder` alone. Throws when a test fails without a change, or stays broken after one. */
export async function runMutants(
  { code, mutants }: Instrumented,
  folder: string,
  processes: number,
): Promise<readonly Judged[]> {
  await Deno.mkdir(folder, { recursive: true });
  const instrumented = `${folder}/instrumented.json`;
  await Deno.writeTextFile(instrumented, JSON.stringify({ code, mutants }));
  const files = Object.keys(code);
  const shares = Array.from(
    { length: processes },
    (_, at) => mutants.filter((_, index) => index % processes === at).map(({ id }) => id),
  );
  const findings = await Promise.all(
    shares.map((share, at) => runShare(share, { instrumented, files, name: `${folder}/process_${at}` })),
  );
  return judge(mutants, findings.flat());
}

interface Share {
  readonly instrumented: string;
  readonly files: readonly string[];
  readonly name: string;
}

/** Starts the process anew after each change that hangs, with the changes that are still alive. */
async function runShare(
  ids: readonly string[],
  { instrumented, files, name }: Share,
): Promise<readonly Finding[]> {
  let left = ids;
  const all: Finding[] = [];
  for (let round = 0; left.length > 0; round++) {
    const findings = `${name}.${round}.findings`;
    await Deno.remove(findings).catch(() => undefined);
    const assignment: Assignment = { instrumented, findings, mutants: left };
    await Deno.writeTextFile(`${name}.json`, JSON.stringify(assignment));
    const ended = await runTests(
      `${name}.json`,
      files,
      `${name}.log`,
      findings,
    );
    const found = readFindings(findings);
    all.push(...found);
    const broken = found.find((finding) => "broken" in finding);
    if (broken !== undefined) {
      const after = broken.after === null ? "without a change" : `after the change ${broken.after}`;
      throw new Error(
        `Cannot mutate as every test must pass: ${broken.broken} fails ${after}`,
      );
    }
    if (ended === "passed") return all;
    const last = found.findLast((finding) => "trying" in finding);
    if (ended === "failed" || last === undefined) {
      throw new Error(`Cannot mutate as the tests must run: see ${name}.log`);
    }
    all.push({ killed: last.trying, test: `${last.test} (hangs)` });
    const dead = new Set(
      all.flatMap((finding) => "killed" in finding ? [finding.killed] : []),
    );
    left = left.filter((id) => !dead.has(id));
  }
  return all;
}

async function runTests(
  assignment: string,
  files: readonly string[],
  log: string,
  findings: string,
): Promise<"passed" | "failed" | "hangs"> {
  const child = new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "-A",
      "npm:vitest",
      "related",
      ...files,
      "--run",
      "--config=bench/mutate/vitest.ts",
      `--outputFile.json=${assignment}.report`,
    ],
    env: { WAYBILL_MUTATE: assignment },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const written = child.output();
  let over = false;
  const end = written.finally(() => over = true);
  let hangs = false;
  while (!over) {
    await Promise.race([
      end,
      new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS)),
    ]);
    if (over || !await idle(findings)) continue;
    hangs = true;
    await endTree(child.pid);
  }
  const { success, stdout, stderr } = await written;
  await Deno.writeFile(log, stdout);
  await Deno.writeFile(log, stderr, { append: true });
  if (hangs) return "hangs";
  return success ? "passed" : "failed";
}

async function idle(findings: string): Promise<boolean> {
  const changed = await Deno.stat(findings).then(
    ({ mtime }) => mtime,
    () => null,
  );
  return changed !== null && Date.now() - changed.getTime() > HANGS_AFTER_MS;
}

/** Ends the process and those that it started: vitest's own processes would go on in an endless loop. */
async function endTree(pid: number): Promise<void> {
  const { stdout } = await new Deno.Command("ps", {
    args: ["-o", "pid=", "--ppid", String(pid)],
  }).output();
  const children = new TextDecoder().decode(stdout).split("\n").map(Number)
    .filter((id) => id > 0);
  for (const id of children) await endTree(id);
  try {
    Deno.kill(pid, "SIGKILL");
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}

function judge(
  mutants: readonly Mutant[],
  findings: readonly Finding[],
): readonly Judged[] {
  const killed = new Set<string>();
  const tested = new Set<string>();
  const loaded = new Set<string>();
  for (const finding of findings) {
    if ("killed" in finding) killed.add(finding.killed);
    if ("covered" in finding) {
      for (const id of finding.covered) {
        (finding.at === "test" ? tested : loaded).add(id);
      }
    }
  }
  return mutants.map((mutant) => ({
    ...mutant,
    fate: killed.has(mutant.id)
      ? "killed"
      : tested.has(mutant.id)
      ? "survived"
      : loaded.has(mutant.id)
      ? "static"
      : "untested",
  }));
}
