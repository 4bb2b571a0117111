/**
 * Runs each test once as it is and once for each change that it reaches and nobody noticed yet. The modules stay loaded, since
 * every change is already in the code behind a switch: a process for each change would cost seconds of loading.
 */
import process from "node:process";
import { readFileSync } from "node:fs";
import { type RunnerTestCase, TestRunner } from "vitest";
import { type Assignment, type Finding, writeFinding } from "./run_file.ts";

/** What StrykerJS's switches read and write. */
interface Switches {
  activeMutant?: string | undefined;
  currentTestId?: string | undefined;
  hitCount?: number | undefined;
  hitLimit?: number | undefined;
  mutantCoverage?: {
    readonly static: Record<string, number>;
    readonly perTest: Record<string, Record<string, number>>;
  };
}

/** A change that makes the code run this many times as often as without it is an endless loop. */
const HITS_MAX = 100;

const assignment: Assignment = JSON.parse(
  readFileSync(process.env["WAYBILL_MUTATE"] ?? "", "utf8"),
);
const global = globalThis as {
  __stryker__?: Switches;
  __mutate__?: { readonly alive: Set<string> };
};
const switches = global.__stryker__ ??= {};
// The files of a process share its globals, and the runner is loaded for each.
const { alive } = global.__mutate__ ??= { alive: new Set(assignment.mutants) };

export default class MutationRunner extends TestRunner {
  async runTask(test: RunnerTestCase): Promise<void> {
    const run = TestRunner.getTestFn(test);
    const name = `${test.file.name} > ${test.name}`;
    const hits = await hitsOf(test.id, name, run);
    tell({ covered: Object.keys(hits), at: "test" });
    const reached = Object.keys(hits).filter((id) => alive.has(id));
    if (reached.length === 0) return;
    if (await fails(run)) return tell({ unrepeatable: name });
    for (const id of reached) {
      tell({ trying: id, test: name });
      if (!await failsWith(id, hits[id] ?? 0, run)) continue;
      if (await fails(run)) {
        // A test that measures time may fail once for no reason; then nothing that it says counts.
        if (!await fails(run)) return tell({ unrepeatable: name });
        // A module that remembers what the change made would let every later test fail.
        tell({ broken: name, after: id });
        throw new Error(`${name} fails for good after change ${id}`);
      }
      alive.delete(id);
      tell({ killed: id, test: name });
    }
  }

  override onAfterRunFiles(): void {
    tell({
      covered: Object.keys(switches.mutantCoverage?.static ?? {}),
      at: "load",
    });
  }
}

/** Runs the test without a change and counts how often it passes each switch. */
async function hitsOf(
  test_id: string,
  name: string,
  run: () => unknown,
): Promise<Readonly<Record<string, number>>> {
  switches.currentTestId = test_id;
  try {
    await run();
  } catch (error) {
    tell({ broken: name, after: null });
    throw error;
  } finally {
    switches.currentTestId = undefined;
  }
  return switches.mutantCoverage?.perTest[test_id] ?? {};
}

async function failsWith(
  id: string,
  hits: number,
  run: () => unknown,
): Promise<boolean> {
  switches.activeMutant = id;
  switches.hitCount = 0;
  switches.hitLimit = (hits + 100) * HITS_MAX;
  try {
    return await fails(run);
  } finally {
    switches.activeMutant = switches.hitCount = switches.hitLimit = undefined;
  }
}

async function fails(run: () => unknown): Promise<boolean> {
  switches.currentTestId = "again";
  try {
    await run();
    return false;
  } catch {
    return true;
  } finally {
    switches.currentTestId = undefined;
  }
}

function tell(finding: Finding): void {
  writeFinding(assignment.findings, finding);
}
