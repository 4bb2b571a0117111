/** An installation of two cells: made, migrated, looked at, brought back, and shops of the second cell by the tasks. */
import { runSteps } from "../../scripts/deploy/checklist.ts";
import { STEPS } from "../../scripts/deploy/steps/all.ts";
import { assert, assertEquals, assertMatch, assertNotMatch } from "./assert.ts";
import { quickWrangler } from "./quick_wrangler.ts";
import { openWorld, SHOP, TOKEN, type World } from "./world.ts";

const ROOT = new URL("../../", import.meta.url).pathname;

async function task(world: World, file: string, ...args: readonly string[]) {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-check", `${ROOT}scripts/${file}`, ...args],
    cwd: world.root,
    env: { NO_COLOR: "1", CLOUDFLARE_API_BASE_URL: world.stand_in.base, CLOUDFLARE_API_TOKEN: TOKEN },
    stdin: "null",
  }).output();
  return { code, out: new TextDecoder().decode(stdout) + new TextDecoder().decode(stderr) };
}

async function deployed(world: World) {
  const list = await runSteps(STEPS, await world.context(SHOP), "deploy");
  assertEquals(list.lines.filter(({ state }) => state === "red").map(({ said }) => said), []);
  return list;
}

function sqliteOf({ stand_in }: World, name: string) {
  return stand_in.state.databases.find((one) => one.name === name)!.sqlite;
}

const SECOND = ["--name", "Second", "--from", "a@kontor.example", "--support", "b@kontor.example"];

Deno.test("a second cell is named, made, migrated and bound; a plain deployment makes it in the installation's own place", async () => {
  await using world = await openWorld(quickWrangler);
  await deployed(world);
  const added = await task(world, "cell.ts", "add");
  assertEquals(added.code, 0, added.out);
  assertMatch(added.out, /^Cell 2 is waybill-2, bound as DB_2 in wrangler\.toml\.$/m);
  assertEquals(world.stand_in.state.databases.map(({ name }) => name), ["waybill"]);

  // Named and not deployed: nobody may live there, and what is there goes on.
  const early = await task(world, "shop.ts", "add", "second", ...SECOND, "--cell", "2", "--remote");
  assertEquals(early.code, 2);
  assertMatch(
    early.out,
    /CELL must be one that the Worker is bound to, 1: got 2\. .*then `deno task deploy`/,
  );
  assertMatch(
    (await task(world, "cell.ts", "list", "--remote")).out,
    /^2 +not deployed yet: deno task deploy$/m,
  );
  const dry = await runSteps(STEPS, await world.context(), "dry run");
  assertMatch(dry.lines.map(({ said }) => said).join("\n"), /make the D1 databases waybill, waybill-2/);
  const ill = await runSteps(STEPS, await world.context(), "doctor");
  assertEquals(ill.lines.find(({ name }) => name === "database")!.said, "no D1 database waybill-2");

  world.printed.length = 0;
  await deployed(world);
  assertEquals(world.stand_in.state.databases.map(({ name, jurisdiction }) => [name, jurisdiction]), [
    ["waybill", null],
    ["waybill-2", null],
  ]);
  const migrated = (name: string) =>
    sqliteOf(world, name).prepare("select count(*) as count from d1_migrations").get()!["count"];
  assertEquals(migrated("waybill-2"), migrated("waybill"));
  // A new cell holds nothing to which there would be a way back.
  const bookmarks = world.printed.filter((line) => line.includes("time-travel"));
  assertEquals(bookmarks.length, 1);

  const well = await runSteps(STEPS, await world.context(), "doctor");
  assertEquals(new Set(well.lines.map(({ state }) => state)), new Set(["green"]));
  assertEquals(well.lines.find(({ name }) => name === "health")!.details, [
    "cell 1: ok, 0.1 % of 10 GB, clock 0 s behind",
    "cell 2: ok, 0.1 % of 10 GB, clock 0 s behind",
  ]);
});

Deno.test("a cell in a jurisdiction is made at once, in the one that was asked for, and again without harm", async () => {
  await using world = await openWorld(quickWrangler);
  await deployed(world);
  const wrong = await task(world, "cell.ts", "add", "--jurisdiction", "mars");
  assertEquals([wrong.code, wrong.out.trim()], [
    2,
    "--jurisdiction must be one of eu, us, fedramp: got mars",
  ]);
  const before = await Deno.readTextFile(`${world.root}/wrangler.toml`);
  const added = await task(world, "cell.ts", "add", "--jurisdiction", "eu");
  assertEquals(added.code, 0, added.out);
  // As if it had ended before wrangler.toml was written.
  await Deno.writeTextFile(`${world.root}/wrangler.toml`, before);
  const other = await task(world, "cell.ts", "add", "--jurisdiction", "us");
  assertEquals(other.code, 1);
  assertMatch(other.out, /Cannot make waybill-2 in the jurisdiction us as it lies in eu already/);
  assertEquals((await task(world, "cell.ts", "add", "--jurisdiction", "eu")).code, 0);
  await deployed(world);
  assertEquals(world.stand_in.state.databases.map(({ name, jurisdiction }) => [name, jurisdiction]), [
    ["waybill", null],
    ["waybill-2", "eu"],
  ]);
});

Deno.test("shops live in the second cell: added there, listed, counted, moved, and their secrets sealed anew", async () => {
  await using world = await openWorld(quickWrangler);
  await deployed(world);
  await task(world, "cell.ts", "add");
  await deployed(world);
  const directory = sqliteOf(world, "waybill");
  const second = sqliteOf(world, "waybill-2");
  const cellOf = (id: string) =>
    directory.prepare("select cell from shops where id = ?").get(id)?.["cell"] ?? null;

  const args = [
    "add",
    "second",
    ...SECOND,
    "--source",
    "shopify",
    "--secret",
    "shopify.token=second.myshopify.com:shpat_1",
  ];
  const added = await task(world, "shop.ts", ...args, "--cell", "2", "--remote");
  assertEquals(added.code, 0, added.out);
  assertMatch(added.out, /^Shop second is kept in the deployed database, and lives in cell 2\.$/m);
  assertEquals(cellOf("second"), 2);
  assertEquals(
    second.prepare("select shop_id, source from reconciliations").all().map((row) => ({ ...row })),
    [
      { shop_id: "second", source: "shopify" },
    ],
  );
  const listed = await task(world, "shop.ts", "list", "--remote");
  assertMatch(listed.out, /^kontor +Kontor {2}api, standard\nsecond +Second {2}.* {2}cell 2$/m);

  second.exec(
    "insert into orders (id, number, seq, state, updated_at, deadline_at) values ('second/standard/1', '#1', 1, '{}', 0, 1)",
  );
  const cells = await task(world, "cell.ts", "list", "--remote");
  assertEquals(cells.code, 0, cells.out);
  assertMatch(cells.out, /^1 +1 +1 +\d\.\d MB +0 s$/m);
  assertMatch(cells.out, /^2 +1 +1 +\d\.\d MB +\d{9,} s$/m);

  for (const [cell, said] of [["3", "1, 2: got 3"], ["two", "1, 2: got two"]] as const) {
    const refused = await task(world, "shop.ts", "move", "second", cell, "--remote");
    assertEquals(refused.code, 2);
    assert(refused.out.includes(said), refused.out);
  }
  const there = await task(world, "shop.ts", "move", "second", "2", "--remote");
  assertEquals([there.code, there.out.trim()], [0, "Shop second lives in cell 2 already."]);

  // A clock that has brought the move of the first shop to its end.
  directory.exec("update shops set cell = 2 where id = 'kontor'");
  for (const table of ["orders", "messages"]) {
    for (const row of directory.prepare(`select * from ${table}`).all()) {
      const names = Object.keys(row);
      second.prepare(`insert into ${table} (${names}) values (${names.map(() => "?")})`).run(
        ...Object.values(row),
      );
    }
    directory.exec(`delete from ${table}`);
  }
  const well = await runSteps(STEPS, await world.context(), "doctor");
  assertEquals(well.lines.filter(({ state }) => state === "red").map(({ said }) => said), []);

  assertEquals((await task(world, "deploy/keys_task.ts", "rotate", "sealing")).code, 0);
  const resealed = await task(world, "deploy/keys_task.ts", "reseal");
  assertMatch(resealed.out, /^2 shops: 2 sealed anew with key 2/m);
  assertEquals((await task(world, "deploy/keys_task.ts", "drop", "sealing", "1")).code, 0);
  assertEquals(second.prepare("select count(*) as count from shops").get()!["count"], 0);
});

Deno.test("going back refuses a version that is not bound to a cell in which shops live, whatever is said", async () => {
  await using world = await openWorld(quickWrangler);
  await deployed(world);
  await task(world, "cell.ts", "add");
  await deployed(world);
  const empty = await task(world, "deploy/rollback.ts", "--dry-run");
  assertEquals(empty.code, 0, empty.out);
  const directory = sqliteOf(world, "waybill");
  directory.exec(
    "insert into moves (shop_id, from_cell, to_cell, stage, since) values ('kontor', 1, 2, 'copying', 0)",
  );
  const moving = await task(world, "deploy/rollback.ts", "--anyway");
  assertEquals(moving.code, 2);
  assertMatch(moving.out, /is not bound to DB_2, where a shop lives: it could serve none of them/);
  assertNotMatch(moving.out, /^Done/m);
  directory.exec("delete from moves");
  const gone = await task(world, "deploy/rollback.ts");
  assertEquals(gone.code, 0, gone.out);
  const ill = await runSteps(STEPS, await world.context(), "doctor");
  assert(ill.lines.some(({ name, state }) => name === "worker" && state === "red"));
});

Deno.test("who moves a shop is told how far it came, until it lives in its new cell", async () => {
  await using world = await openWorld(quickWrangler);
  await deployed(world);
  await task(world, "cell.ts", "add");
  await deployed(world);
  const directory = sqliteOf(world, "waybill");
  const moving = task(world, "shop.ts", "move", "kontor", "2", "--remote");
  const asked = () =>
    world.stand_in.requests.filter(({ path, method }) => method === "POST" && path.endsWith("/query")).length;
  /** Until the command has looked at the move once more. */
  const looked = async () => {
    const before = asked();
    while (asked() === before) await new Promise((resolve) => setTimeout(resolve, 20));
  };
  while (directory.prepare("select 1 from moves").get() === undefined) await looked();
  await looked();
  directory.exec(`update moves set stage = 'copying', progress = '{"table":"orders","after":null}'`);
  await looked();
  directory.exec("update moves set stage = 'left', progress = null");
  directory.exec("update shops set cell = 2");
  await looked();
  directory.exec("delete from moves");
  const { code, out } = await moving;
  assertEquals(code, 0, out);
  const lines = out.trim().split("\n").slice(2);
  assertEquals(lines, [
    "  announced: for a minute and a half everybody learns of it",
    "  copying: orders",
    "  has arrived, and is served there; its old rows are deleted",
    "Shop kontor lives in cell 2.",
  ]);
});
