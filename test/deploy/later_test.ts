/** What comes after the first deployment: upgrades, going back, and the doctor's questions. */
import type { DatabaseSync } from "node:sqlite";
import { assert, assertEquals, assertMatch } from "./assert.ts";
import { runSteps } from "../../scripts/deploy/checklist.ts";
import { newerThan, rollBack, rollbackTarget } from "../../scripts/deploy/rollback.ts";
import { STEPS } from "../../scripts/deploy/steps/all.ts";
import { appliedMigrations } from "../../scripts/deploy/steps/code.ts";
import type { Context } from "../../scripts/deploy/step.ts";
import { deployedVersions } from "../../scripts/deploy/worker.ts";
import { quickWrangler } from "./quick_wrangler.ts";
import { statementsIn } from "./stand_in/storage_routes.ts";
import { openWorld, SHOP, type World } from "./world.ts";

const PREVIOUS = new URL("../fixtures/upgrade/0.2.0/", import.meta.url);

async function deployed(world: World, change: (context: Context) => Context = (context) => context) {
  const list = await runSteps(STEPS, change(await world.context(SHOP)), "deploy");
  assertEquals(list.lines.filter(({ state }) => state === "red").map(({ said }) => said), []);
}

function doctor(world: World) {
  return world.context().then((context) => runSteps(STEPS, context, "doctor"));
}

Deno.test("an upgrade migrates before it uploads, says the way back, and keeps keys, address and data", async () => {
  await using world = await openWorld(quickWrangler);
  const { state, requests } = world.stand_in;
  await deployed(world, (context) => ({ ...context, version: "0.2.0" }));
  const { sqlite } = state.databases[0]!;
  await becomePrevious(sqlite);
  await addMigration(world, "9999_next.sql", "create table next (id text primary key) without rowid;");
  const rows = sqlite.prepare("select count(*) as count from events").get()!["count"] as number;
  assert(rows > 0);
  const secrets = JSON.stringify([...state.scripts.get("waybill")!.secrets]);
  const before = requests.length;
  world.printed.length = 0;

  const context = { ...await world.context(), version: "99.0.0" };
  const list = await runSteps(STEPS.slice(0, UP_TO_DOMAIN), context, "deploy");
  assertEquals(list.lines.filter(({ state }) => state !== "green").map(({ said }) => said), []);
  const made = requests.slice(before).filter(({ method }) => method !== "GET").map(({ path }) => path);
  const uploaded = made.findIndex((path) => path.endsWith("/scripts/waybill"));
  assert(uploaded > 0 && made.slice(0, uploaded).every((path) => path.endsWith("/query")));
  assert(sqlite.prepare("select name from d1_migrations where name = '9999_next.sql'").get() !== undefined);
  assertEquals(sqlite.prepare("select count(*) as count from events").get()!["count"], rows);
  assertEquals(JSON.stringify([...state.scripts.get("waybill")!.secrets]), secrets);
  assertEquals(state.domains.length, 1);
  assertMatch(world.printed.join("\n"), /wrangler d1 time-travel restore waybill --bookmark \S+/);
});

const UP_TO_DOMAIN = STEPS.findIndex(({ name }) => name === "domain") + 1;

/** The tables and rows of the version before, in the place of what was just made. */
async function becomePrevious(sqlite: DatabaseSync): Promise<void> {
  const tables = "select name from sqlite_master where type = 'table' and name not like 'sqlite_%'";
  for (const { name } of sqlite.prepare(tables).all()) sqlite.exec(`drop table "${name}"`);
  for (const file of ["schema.sql", "rows.sql"]) {
    for (const statement of statementsIn(await Deno.readTextFile(new URL(file, PREVIOUS)))) {
      sqlite.exec(statement);
    }
  }
}

/** So that there is something to do for an upgrade, whatever was released last. */
async function addMigration({ root }: World, name: string, sql: string): Promise<void> {
  const folder = `${root}/migrations`;
  const own = await Deno.realPath(folder);
  await Deno.remove(folder);
  await Deno.mkdir(folder);
  for (const { name } of Deno.readDirSync(own)) await Deno.copyFile(`${own}/${name}`, `${folder}/${name}`);
  await Deno.writeTextFile(`${folder}/${name}`, sql);
}

Deno.test("a database that is newer than the code is left alone", async () => {
  await using world = await openWorld(quickWrangler);
  await deployed(world);
  world.stand_in.state.databases[0]!.sqlite.exec("insert into d1_migrations (name) values ('9999_next.sql')");
  const list = await runSteps(STEPS, await world.context(), "deploy");
  assertEquals(
    list.lines.find(({ state }) => state === "red")?.said,
    "The database is newer than this code: it has 9999_next.sql",
  );
  assertEquals(list.lines.at(-1)!.state, "skipped");
});

Deno.test("the doctor finds an installation well, and changes nothing", async () => {
  await using world = await openWorld(quickWrangler);
  await deployed(world);
  const before = world.stand_in.requests.length;
  const list = await doctor(world);
  assertEquals(new Set(list.lines.map(({ state }) => state)), new Set(["green"]));
  const asked = world.stand_in.requests.slice(before);
  assertEquals(asked.filter(({ method, path }) => method !== "GET" && !path.endsWith("/query")), []);
});

const HARMS: readonly (readonly [what: string, harm: (world: World) => void, line: string, said: RegExp])[] =
  [
    [
      "a queue that reaches nobody",
      ({ stand_in }) => stand_in.state.queues.get("waybill-spill").consumers.pop(),
      "crons and queues",
      /waybill-spill does not reach/,
    ],
    [
      "a dead-letter queue that is not connected",
      ({ stand_in }) => delete stand_in.state.queues.get("waybill-spill").consumers[0].dead_letter_queue,
      "crons and queues",
      /waybill-spill does not reach/,
    ],
    [
      "a queue that keeps for a day",
      ({ stand_in }) => stand_in.state.queues.get("waybill-spill").settings.message_retention_period = 86_400,
      "queues",
      /less than 14 days/,
    ],
    [
      "a cron that was lost",
      ({ stand_in }) => stand_in.state.scripts.get("waybill")!.crons = ["* * * * *"],
      "crons and queues",
      /no cron \*\/2/,
    ],
    [
      "a secret that was deleted",
      ({ stand_in }) => stand_in.state.scripts.get("waybill")!.secrets.delete("PUBLIC_URL"),
      "worker",
      /has no PUBLIC_URL/,
    ],
    [
      "a domain that was taken off",
      ({ stand_in }) => stand_in.state.domains.pop(),
      "domain",
      /is not attached/,
    ],
    [
      "reports that were switched off",
      ({ stand_in }) => stand_in.state.subscriptions[0].enabled = false,
      "mail reports",
      /not reported/,
    ],
    [
      "bounces that are not reported",
      ({ stand_in }) => stand_in.state.subscriptions[0].events.splice(2, 1),
      "mail reports",
      /not reported: message.bounced/,
    ],
    [
      "answers that go nowhere",
      ({ stand_in }) => stand_in.state.catch_all.clear(),
      "answers and bounces",
      /does not reach the Worker/,
    ],
    [
      "DNS records that are gone",
      ({ stand_in }) => stand_in.state.routed.clear(),
      "answers and bounces",
      /no mail exchanger/,
    ],
    [
      "a sending domain that is gone",
      ({ stand_in }) => stand_in.state.sending.pop(),
      "sending domain",
      /is not onboarded/,
    ],
    ["a bucket that is gone", ({ stand_in }) => stand_in.state.buckets.clear(), "bucket", /no R2 bucket/],
    [
      "a shop that is gone",
      ({ stand_in }) => stand_in.state.databases[0]!.sqlite.exec("delete from shops"),
      "shop",
      /no shop kontor/,
    ],
    [
      "secrets under another key",
      ({ stand_in }) =>
        stand_in.state.databases[0]!.sqlite.exec("update shops set secrets = 'AAAA' || substr(secrets, 5)"),
      "shop",
      /does not open/,
    ],
    [
      "a mail that failed",
      ({ stand_in }) =>
        stand_in.state.databases[0]!.sqlite.exec(
          "update messages set state = 'failed', reason = 'E_SENDER_NOT_VERIFIED'",
        ),
      "test order",
      /E_SENDER_NOT_VERIFIED/,
    ],
  ];

for (const [what, harm, line, said] of HARMS) {
  Deno.test(`the doctor names ${what}, with a remedy`, async () => {
    await using world = await openWorld(quickWrangler);
    await deployed(world);
    harm(world);
    const list = await doctor(world);
    const found = list.lines.find(({ name }) => name === line)!;
    assertEquals(found.state, "red");
    assertMatch(found.said, said);
    assert(found.remedy.length > 0);
  });
}

Deno.test("going back lets the version before serve, and forward again", async () => {
  await using world = await openWorld(quickWrangler);
  await deployed(world, (context) => ({ ...context, version: "0.2.0" }));
  await deployed(world);
  const context = await world.context();
  await STEPS[0]!.look(context);
  const versions = await deployedVersions(context) ?? [];
  const target = rollbackTarget(versions, undefined);
  assertMatch(target.tag!, /^0\.2\.0-/);
  await STEPS[3]!.look(context);
  assertEquals(newerThan(target, await appliedMigrations(context)), []);
  await rollBack(context, target);
  const list = await doctor(world);
  assertMatch(list.lines.find(({ name }) => name === "worker")!.said, /^0\.2\.0-\w+ serves, not /);
  await deployed(world);
});

Deno.test("a version that does not know the newest tables is told from one that does", () => {
  const version = { id: "1", tag: "0.2.0-00000000", created_on: "", schema: "0013_erasures.sql", cells: [1] };
  assertEquals(newerThan(version, ["0012_desk.sql", "0013_erasures.sql"]), []);
  assertEquals(newerThan(version, ["0013_erasures.sql", "0014_cells.sql"]), ["0014_cells.sql"]);
  assertEquals(newerThan({ ...version, schema: null }, ["0013_erasures.sql"]), ["0013_erasures.sql"]);
});
