/** Handles the arguments of every task of this repository: answers `--help`, and explains a wrong argument. */
import { parseArgs, type ParseArgsOptionsConfig } from "node:util";
import { Misused } from "./misused.ts";

export interface Task<O extends ParseArgsOptionsConfig> {
  /** Command of the task: `deno task shop`. */
  readonly name: string;
  /** Text of `--help`: the command, and the meaning of each option. */
  readonly usage: string;
  readonly options: O;
  /** Most arguments without a name. */
  readonly positionals_max?: number;
}

/** Returns the options and the arguments without a name. Exits with 0 for `--help` and with 2 for a wrong argument. */
export function argumentsOf<O extends ParseArgsOptionsConfig>(task: Task<O>, args: readonly string[]) {
  if (args.includes("--help") || args.includes("-h")) {
    console.log(task.usage);
    Deno.exit(0);
  }
  try {
    const stranger = args.find((text) =>
      text.startsWith("-") && text !== "-" && !isOption(text, task.options)
    );
    if (stranger !== undefined) throw new Misused(unknownOption(stranger, task));
    const read = parseArgs({ args: [...args], options: task.options, allowPositionals: true });
    const extra = read.positionals[task.positionals_max ?? 0];
    if (extra !== undefined) throw new Misused(`${JSON.stringify(extra)} is no argument of \`${task.name}\``);
    return read;
  } catch (error) {
    console.error(`${(error as Error).message}\n\`${task.name} --help\` shows what it takes.`);
    Deno.exit(2);
  }
}

/**
 * Runs a task and exits: with 2 after a wrong call, with 1 after a failure. Prints an error's message without a
 * stack.
 */
export async function runTask(main: () => Promise<number | void>): Promise<never> {
  try {
    Deno.exit(await main() ?? 0);
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    Deno.exit(error instanceof Misused ? 2 : 1);
  }
}

function isOption(text: string, options: ParseArgsOptionsConfig): boolean {
  return text.startsWith("--") && Object.hasOwn(options, text.slice(2).split("=")[0]!);
}

function unknownOption(text: string, { name, options }: Task<ParseArgsOptionsConfig>): string {
  const given = text.split("=")[0]!;
  const known = Object.keys(options).map((option) => `--${option}`);
  const near = [...known, "--help"].find((option) =>
    option.startsWith(given) || distance(option, given) <= Math.min(2, option.length / 4)
  );
  if (known.length === 0 && near === undefined) return `\`${name}\` takes no options: got ${given}`;
  return near === undefined
    ? `${given} is no option of \`${name}\`: it takes ${known.join(", ")}`
    : `${given} is no option of \`${name}\`: did you mean ${near}?`;
}

/** Returns how many letters differ, are missing or are too many. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1];
    for (const [j, other] of [...b].entries()) {
      next.push(Math.min(row[j + 1]! + 1, next[j]! + 1, row[j]! + (letter === other ? 0 : 1)));
    }
    row = next;
  }
  return row.at(-1)!;
}
