/** Every task answers --help, says of a wrong option what is right, and shows no stack; the tasks of a deployment as processes. */
import { runSteps } from "../../scripts/deploy/checklist.ts";
import { STEPS } from "../../scripts/deploy/steps/all.ts";
import { assert, assertEquals, assertMatch, assertNotMatch } from "./assert.ts";
import { quickWrangler } from "./quick_wrangler.ts";
import { openWorld, SHOP, TOKEN } from "./world.ts";

const ROOT = new URL("../../", import.meta.url);
const { tasks } = JSON.parse(await Deno.readTextFile(new URL("deno.json", ROOT))) as {
  tasks: Record<string, string>;
};
/** Those that are programs of this repository; the others hand their options on to a tool, which has its own help. */
const own = Object.entries(tasks).flatMap(([name, command]) => {
  const file = /deno run -A ((?:bench|scripts|test)\/[\w/]+\.ts)(?: [a-z]+)?(?: --[a-z]+)?$/.exec(command)
    ?.[1];
  return file === undefined || file === "scripts/test.ts" ? [] : [{ name, file }];
});

interface Said {
  readonly code: number;
  readonly out: string;
}

async function run(
  file: string,
  args: readonly string[],
  env: Record<string, string> = {},
  cwd: string | URL = ROOT,
): Promise<Said> {
  return await deno(["run", "-A", new URL(file, ROOT).pathname, ...args], env, cwd);
}

async function deno(
  args: readonly string[],
  env: Record<string, string> = {},
  cwd: string | URL = ROOT,
): Promise<Said> {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [...args],
    cwd,
    env: { NO_COLOR: "1", ...env },
    stdin: "null",
  }).output();
  return { code, out: new TextDecoder().decode(stdout) + new TextDecoder().decode(stderr) };
}

Deno.test("there are tasks to be asked", () => assert(own.length > 15));

for (const { name } of own) {
  Deno.test(`deno task ${name} answers --help, and refuses what it does not know`, async () => {
    const help = await deno(["task", name, "--help"]);
    assertEquals(help.code, 0, help.out);
    assertMatch(help.out, new RegExp(`deno task ${name}`));
    const wrong = await deno(["task", name, "--no-such-option"]);
    assertEquals(wrong.code, 2, wrong.out);
    assertNotMatch(wrong.out, /^\s+at |Stack backtrace|Uncaught/m);
  });
}

Deno.test("a deployment without a login says how to log in; a dry run shows its steps all the same", async () => {
  const home = await Deno.makeTempDir();
  const nobody = {
    HOME: home,
    XDG_CONFIG_HOME: home,
    CLOUDFLARE_API_TOKEN: "",
    WRANGLER_SEND_METRICS: "false",
  };
  const options = Object.entries(SHOP).flatMap(([name, value]) =>
    [value].flat().flatMap((one) => [`--${name}`, String(one)])
  );
  const refused = await run("scripts/deploy/deploy.ts", options, nobody);
  assertEquals(refused.code, 1);
  assertMatch(refused.out, /Nobody is logged in at Cloudflare\.\nLog in: `npx wrangler login`/);
  const dry = await run("scripts/deploy/deploy.ts", [...options, "--dry-run"], nobody);
  assertEquals(dry.code, 0);
  for (const { name } of STEPS) assertMatch(dry.out, new RegExp(`^· ${name}: `, "m"));
  await Deno.remove(home, { recursive: true });
});

Deno.test("what is not known yet is asked for by name", async () => {
  const said = await run("scripts/deploy/deploy.ts", ["--env", "fresh"]);
  assertEquals(said.code, 2);
  for (const option of ["--domain", "--shop", "--name", "--from", "--support"]) {
    assert(said.out.includes(`  ${option} `));
  }
});

Deno.test("a shop is added to the deployed database with the keys that the deployment kept", async () => {
  await using world = await openWorld(quickWrangler);
  await runSteps(STEPS, await world.context(SHOP), "deploy");
  const env = { CLOUDFLARE_API_BASE_URL: world.stand_in.base, CLOUDFLARE_API_TOKEN: TOKEN };
  const args = [
    "add",
    "second",
    "--name",
    "Second",
    "--from",
    "a@kontor.example",
    "--support",
    "b@kontor.example",
    "--source",
    "api",
  ];
  const added = await run("scripts/shop.ts", [...args, "--remote"], env, world.root);
  assertEquals(added.code, 0, added.out);
  assertMatch(added.out, /https:\/\/orders\.kontor\.example\/admin\/second/);
  const listed = await run("scripts/shop.ts", ["list", "--remote"], env, world.root);
  assertMatch(listed.out, /^kontor +Kontor {2}api, standard\nsecond +Second {2}api$/m);
  const settings = world.stand_in.state.databases[0]!.sqlite.prepare(
    "select settings from shops where id = 'second'",
  ).get()!;
  assertNotMatch(String(settings["settings"]), /capture/);
  const strange = await run("scripts/shop.ts", ["list", "--remote", "--env", "other"], env, world.root);
  assertEquals([strange.code, strange.out.trim()], [
    2,
    "There is no database other-waybill: `deno task deploy` makes the installation first",
  ]);
});
