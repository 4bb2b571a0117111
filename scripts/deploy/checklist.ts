/** Runs the deployment steps: checks each, creates what is missing where it may, and returns one line for each step. */
import { type Context, type Finding, red, type Step } from "./step.ts";

export type Mode =
  /** Creates what is missing. */
  | "deploy"
  /** Reports what `deploy` would create. */
  | "dry run"
  /** Reports what is missing. */
  | "doctor";

export interface Line {
  readonly name: string;
  readonly state: "green" | "red" | "skipped";
  readonly said: string;
  readonly remedy: readonly string[];
  readonly details: readonly string[];
}

export interface Checklist {
  readonly lines: readonly Line[];
  /** How many things were created. */
  readonly made: number;
}

const SIGN = { green: "✓", red: "✗", skipped: "·" };

/** Never throws for a step: a failure becomes the step's red line. A red step that is needed ends the run. */
export async function runSteps(steps: readonly Step[], context: Context, mode: Mode): Promise<Checklist> {
  const lines: Line[] = [];
  let made = 0;
  let stopped: string | null = null;
  const { print } = context.ports;
  for (const step of steps) {
    if (stopped !== null) {
      lines.push(line(step, "skipped", { said: `not reached: ${stopped} comes first` }));
      continue;
    }
    let finding = await guarded(() => step.look(context));
    const was_made = finding.state === "missing";
    if (finding.state === "missing" && mode !== "deploy") {
      const said = mode === "dry run" ? `would ${step.plan(context)}` : finding.said;
      if (mode === "dry run") print(`${SIGN.skipped} ${step.name}: ${said}`);
      lines.push(
        line(step, mode === "dry run" ? "skipped" : "red", {
          said,
          remedy: finding.remedy?.length ? finding.remedy : [DEPLOY],
        }),
      );
      continue;
    }
    if (finding.state === "missing") {
      print(`… ${step.name}: ${step.plan(context)}`);
      const failed = await attempt(() => step.make!(context));
      finding = failed ?? await guarded(() => step.look(context));
      if (finding.state === "missing") {
        finding = red(finding.said, ...(finding.remedy?.length ? finding.remedy : [AGAIN]));
      }
      if (failed === null) made++;
    }
    const state = finding.state === "green" ? "green" : "red";
    // DNS records are shown only when they were just created or are missing.
    const done = line(step, state, state === "green" && !was_made ? { ...finding, details: [] } : finding);
    lines.push(done);
    print(`${SIGN[state]} ${step.name}: ${finding.said}`);
    if (state === "red" && step.needed && mode !== "doctor") stopped = step.name;
    // Stops at the first step, the login: without it nothing can be asked.
    if (state === "red" && step.name === steps[0]!.name) stopped = step.name;
  }
  return { lines, made };
}

const DEPLOY = "Run `deno task deploy`";
const AGAIN = "Run it again: it goes on where it stopped";

/** Prints one line for each step; below a red one what to do. */
export function shownChecklist({ lines }: Checklist): string {
  return lines.flatMap(({ name, state, said, remedy, details }) => [
    `${SIGN[state]} ${name.padEnd(20)} ${said}`,
    ...(state === "red" ? remedy.map((text) => `    → ${text}`) : []),
    ...details.map((text) => `      ${text}`),
  ]).join("\n");
}

function line(step: Step, state: Line["state"], finding: Partial<Finding> & { readonly said: string }): Line {
  return {
    name: step.name,
    state,
    said: finding.said,
    remedy: finding.remedy ?? [],
    details: [...finding.details ?? [], ...finding.figures ?? []],
  };
}

async function guarded(look: () => Promise<Finding>): Promise<Finding> {
  try {
    return await look();
  } catch (error) {
    return failure(error);
  }
}

async function attempt(make: () => Promise<void>): Promise<Finding | null> {
  try {
    await make();
    return null;
  } catch (error) {
    return failure(error);
  }
}

function failure(error: unknown): Finding {
  const [said = "", ...more] = (error instanceof Error ? error.message : String(error)).split("\n");
  return red(said, ...more, AGAIN);
}
