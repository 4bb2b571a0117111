/**
 * `deno task fixture 0.3.0`: saves the tables and rows of this version, from which the next one must be able to
 * continue.
 */
import { argumentsOf, runTask } from "./command_line.ts";
import { Misused } from "./misused.ts";

const USAGE = `deno task fixture VERSION

Writes test/fixtures/upgrade/VERSION/schema.sql and rows.sql: what a small shop's database holds in this version. Run it once
for each release, before its first migration of the next; test/upgrade/upgrade.test.ts then goes on from it.`;

await runTask(async () => {
  const task = { name: "deno task fixture", usage: USAGE, options: {}, positionals_max: 1 };
  const [version] = argumentsOf(task, Deno.args).positionals;
  if (version === undefined || !/^\d+\.\d+\.\d+$/.test(version)) {
    throw new Misused("VERSION must be such as 0.3.0");
  }
  const { stdout, success } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "npm:vitest", "run", "--config", "vitest.fixture.config.ts"],
    stdin: "null",
    stderr: "inherit",
  }).output();
  const lines = new TextDecoder().decode(stdout).matchAll(/FIXTURE (schema|rows) (".*")$/gm);
  const files = { schema: [] as string[], rows: [] as string[] };
  for (const [, file, line] of lines) files[file as keyof typeof files].push(JSON.parse(line!));
  if (!success || files.rows.length === 0) throw new Error("The fixture was not printed: see above");
  const folder = `test/fixtures/upgrade/${version}`;
  await Deno.mkdir(folder, { recursive: true });
  for (const [name, own] of Object.entries(files)) {
    await Deno.writeTextFile(`${folder}/${name}.sql`, `${own.join("\n")}\n`);
  }
  console.log(`${folder}: ${files.rows.length} rows`);
});
