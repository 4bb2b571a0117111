/** A deployment against the stand-in of Cloudflare: from nothing, again, after a failure anywhere, beside another, upward. */
import { assert, assertEquals, assertMatch, assertNotMatch } from "./assert.ts";
import { type Checklist, type Mode, runSteps } from "../../scripts/deploy/checklist.ts";
import { STEPS } from "../../scripts/deploy/steps/all.ts";
import type { Given } from "../../scripts/deploy/wishes.ts";
import { quickWrangler } from "./quick_wrangler.ts";
import { type Asked, emptyState, type Recorded } from "./stand_in/stand_in.ts";
import { HOST, openWorld, SHOP, type World } from "./world.ts";

async function run(world: World, mode: Mode = "deploy", given: Given = {}): Promise<Checklist> {
  return await runSteps(STEPS, await world.context(given), mode);
}

function reds({ lines }: Checklist): readonly string[] {
  return lines.filter(({ state }) => state === "red").map(({ name, said }) => `${name}: ${said}`);
}

function lineOf({ lines }: Checklist, name: string) {
  return lines.find((line) => line.name === name)!;
}

/** Reading alone: a question to the database counts as such when it changed nothing there. */
function changes(requests: readonly Recorded[]): readonly string[] {
  return requests.filter(({ method, path }) => method !== "GET" && !path.endsWith("/query"))
    .map(({ method, path }) => `${method} ${path}`);
}

function databaseText({ stand_in }: World): string {
  return JSON.stringify(stand_in.state.databases.map(({ sqlite }) => {
    const tables = sqlite.prepare("select name from sqlite_master where type = 'table' order by name").all();
    return tables.map(({ name }) => [name, sqlite.prepare(`select * from ${name}`).all()]);
  }));
}

Deno.test("from nothing everything is made, and every line is green", async () => {
  await using world = await openWorld(quickWrangler);
  const list = await run(world, "deploy", SHOP);
  assertEquals(reds(list), []);
  assertEquals(list.lines.map(({ state }) => state), STEPS.map(() => "green"));
  const { state, requests } = world.stand_in;
  assertEquals(state.databases.map(({ name, jurisdiction }) => [name, jurisdiction]), [["waybill", null]]);
  assertEquals([...state.buckets], ["default/waybill-mail"]);
  assertEquals(
    [...state.queues.values()].filter(({ settings }) => settings.message_retention_period === 1_209_600).map((
      one,
    ) => one.queue_name)
      .toSorted(),
    ["waybill-mail-events", "waybill-mail-events-dead", "waybill-spill", "waybill-spill-dead"],
  );
  for (const { queue_name, consumers: [consumer] } of state.queues.values()) {
    assertEquals(consumer.script, "waybill", queue_name);
    if (!queue_name.endsWith("-dead")) assert(state.queues.has(consumer.dead_letter_queue), queue_name);
  }
  const worker = state.scripts.get("waybill")!;
  assertEquals([...worker.secrets.keys()].toSorted(), ["LINK_KEYS", "PEPPER", "PUBLIC_URL", "SEALING_KEY"]);
  assertEquals(worker.secrets.get("PUBLIC_URL"), `https://${HOST}`);
  assertEquals(worker.crons.length, 3);
  assertEquals(state.domains, [{ hostname: HOST, service: "waybill", zone_id: "zone-1" }]);
  assertEquals(state.subscriptions[0].source, {
    type: "email.sending",
    zone_id: "zone-1",
    domain: "kontor.example",
  });
  assertEquals(state.subscriptions[0].events.length, 6);
  assertEquals(state.subscriptions[0].destination.queue_id, state.queues.get("waybill-mail-events").queue_id);
  assertEquals(state.catch_all.get("zone-1").actions, [{ type: "worker", value: ["waybill"] }]);
  assertEquals([...state.routed], ["reply.kontor.example"], "the records of the zone itself are left alone");

  const migrated = requests.findLastIndex(({ path }, at) =>
    path.endsWith("/query") && at < uploaded(requests)
  );
  assert(migrated >= 0 && migrated < uploaded(requests), "the migrations come before the code");
});

function uploaded(requests: readonly Recorded[]): number {
  return requests.findIndex(({ method, path }) => method === "PUT" && path.endsWith("/scripts/waybill"));
}

Deno.test("run again it changes nothing and repeats no secret", async () => {
  await using world = await openWorld(quickWrangler);
  await run(world, "deploy", SHOP);
  const before = {
    requests: world.stand_in.requests.length,
    data: databaseText(world),
    printed: world.printed.length,
  };
  const keys = await Deno.readTextFile(`${world.root}/deploy/production.keys`);
  const list = await run(world);
  assertEquals(reds(list), []);
  assertEquals(list.made, 0);
  assertEquals(changes(world.stand_in.requests.slice(before.requests)), []);
  assertEquals(databaseText(world), before.data);
  assertEquals(await Deno.readTextFile(`${world.root}/deploy/production.keys`), keys);
  assertNotMatch(world.printed.slice(before.printed).join("\n"), /whsec_|token {2}\w/);
});

Deno.test("keys are printed never, a shop's secrets once; both are readable by their owner alone", async () => {
  await using world = await openWorld(quickWrangler);
  await run(world, "deploy", SHOP);
  const file = `${world.root}/deploy/production.keys`;
  const text = await Deno.readTextFile(file);
  assertEquals((await Deno.stat(file)).mode! & 0o777, 0o600);
  const said = world.printed.join("\n");
  for (const [, key] of text.matchAll(/="(?:1:)?([^"]+)"/g)) assert(!said.includes(key!));
  assertEquals(said.match(/whsec_\S+/g)?.length, 1);
  assertNotMatch(await Deno.readTextFile(`${world.root}/deploy/production.json`), /whsec_|SEALING|LINK/);
});

Deno.test("a dry run says each step and changes nothing", async () => {
  await using world = await openWorld(quickWrangler);
  const list = await run(world, "dry run", SHOP);
  assertEquals(changes(world.stand_in.requests), []);
  assertEquals(world.stand_in.state.scripts.size, 0);
  assertEquals(list.lines.length, STEPS.length);
  assertMatch(lineOf(list, "database").said, /^would make the D1 database waybill$/);
  assertMatch(lineOf(list, "domain").said, /^would attach orders.kontor.example/);
  assertMatch(lineOf(list, "test order").said, /^would post a signed test order to kontor/);
});

/** One request of each kind that a deployment from nothing makes and that changes something. */
async function kindsOfChange(): Promise<readonly string[]> {
  await using world = await openWorld(quickWrangler);
  const kinds = new Set<string>();
  world.stand_in.failWhen = (asked) => {
    if (asked.method !== "GET") kinds.add(kindOf(asked));
    return false;
  };
  await run(world, "deploy", SHOP);
  return [...kinds];
}

function kindOf({ method, path, body }: Pick<Asked, "method" | "path" | "body">): string {
  const statement = /^\s*(?:--[^\n]*\s*)*(\w+ \w+ \w+)/.exec(body?.sql ?? "")?.[1] ?? "";
  const about = path.replace("/accounts/0123456789abcdef0123456789abcdef", "").replace(
    /queue-\d+|0{8}-[\d-]+/g,
    "*",
  );
  return `${method} ${about} ${statement}`.trim();
}

for (const kind of await kindsOfChange()) {
  Deno.test(`after a failure of ${kind} a second run finishes what the first began`, async () => {
    await using world = await openWorld(quickWrangler);
    world.stand_in.failWhen = (asked) => asked.method !== "GET" && kindOf(asked) === kind;
    const first = await run(world, "deploy", SHOP);
    assertEquals(reds(first).length, 1, reds(first).join("\n"));
    assert(lineOf(first, reds(first)[0]!.split(":")[0]!).remedy.length > 0, "the red line says what to do");
    const keys = await Deno.readTextFile(`${world.root}/deploy/production.keys`).catch(() => null);
    const second = await run(world);
    assertEquals(reds(second), []);
    const { state } = world.stand_in;
    assertEquals([state.databases.length, state.buckets.size, state.queues.size, state.domains.length], [
      1,
      1,
      9,
      1,
    ]);
    assertEquals([state.sending.length, state.subscriptions.length], [1, 1]);
    for (const { consumers } of state.queues.values()) assertEquals(consumers.length, 1);
    const kept = await Deno.readTextFile(`${world.root}/deploy/production.keys`);
    if (keys !== null) assertEquals(kept, keys);
    assert(kept.includes(state.scripts.get("waybill")!.secrets.get("SEALING_KEY")!));
  });
}

Deno.test("after a failure among the queues those that were made are kept", async () => {
  await using world = await openWorld(quickWrangler);
  let made = 0;
  world.stand_in.failWhen = ({ method, path }) =>
    method === "POST" && path.endsWith("/queues") && ++made === 4;
  assertMatch(reds(await run(world, "deploy", SHOP)).join(), /^queues: Cloudflare refused POST/);
  const first = [...world.stand_in.state.queues.values()].map(({ queue_id }) => queue_id);
  assertEquals(reds(await run(world)), []);
  assertEquals([...world.stand_in.state.queues.values()].slice(0, 3).map(({ queue_id }) => queue_id), first);
});

Deno.test("the free plan is named before anything is made", async () => {
  const state = { ...emptyState(), plan: "free" as const };
  await using world = await openWorld(quickWrangler, state);
  const list = await run(world, "deploy", SHOP);
  assertEquals(reds(list), ["plan: Workers Paid is required"]);
  assertMatch(lineOf(list, "plan").remedy.join(" "), /50 queries.*verified addresses.*24 hours/s);
  assertEquals(changes(world.stand_in.requests), []);
});

Deno.test("a login that may not read the plan learns of the free one by the first queue that keeps for 14 days", async () => {
  const state = { ...emptyState(), plan: "free" as const, plan_is_readable: false };
  await using world = await openWorld(quickWrangler, state);
  const list = await run(world, "deploy", SHOP);
  assertMatch(reds(list).join(), /^queues: .*free plan.*Is this account on Workers Paid\?$/);
  assertMatch(lineOf(list, "queues").remedy.join(" "), /Choose Workers Paid/);
});

Deno.test("a login that is not taken is red, says how to log in, and asks no more", async () => {
  await using world = await openWorld(quickWrangler, emptyState(), "another-token");
  const list = await run(world, "deploy", SHOP);
  assertEquals(reds(list), ["login: Cloudflare does not take this login"]);
  assertMatch(lineOf(list, "login").remedy.join(" "), /wrangler login/);
  assertEquals(world.stand_in.requests.length, 1);
});

Deno.test("a host that leads elsewhere is taken over only when that is said", async () => {
  const state = emptyState();
  state.domains.push({ hostname: HOST, service: "shop-frontend", zone_id: "zone-1" });
  await using world = await openWorld(quickWrangler, state);
  const refused = await run(world, "deploy", SHOP);
  assertEquals(reds(refused), [`domain: ${HOST} belongs to the Worker shop-frontend`]);
  assertEquals(state.domains[0]!.service, "shop-frontend");
  assertEquals(reds(await run(world, "deploy", { "take-domain": true })), []);
  assertEquals(state.domains, [{ hostname: HOST, service: "waybill", zone_id: "zone-1" }]);
});

Deno.test("another host becomes the address of all links, and the keys stay", async () => {
  await using world = await openWorld(quickWrangler);
  await run(world, "deploy", SHOP);
  const { secrets } = world.stand_in.state.scripts.get("waybill")!;
  const [links, seals] = [secrets.get("LINK_KEYS"), secrets.get("SEALING_KEY")];
  assertEquals(reds(await run(world, "deploy", { domain: "track.kontor.example" })), []);
  assertEquals(secrets.get("PUBLIC_URL"), "https://track.kontor.example");
  assertEquals([secrets.get("LINK_KEYS"), secrets.get("SEALING_KEY")], [links, seals]);
  assertEquals(world.stand_in.state.domains.map(({ hostname }) => hostname), [HOST, "track.kontor.example"]);
});

Deno.test("a catch-all that somebody else uses is left alone", async () => {
  const state = emptyState();
  const rule = { enabled: true, actions: [{ type: "forward", value: ["owner@kontor.example"] }] };
  state.catch_all.set("zone-1", rule);
  await using world = await openWorld(quickWrangler, state);
  const list = await run(world, "deploy", SHOP);
  assertEquals(reds(list), [
    "answers and bounces: The zone's catch-all is in use: it goes to owner@kontor.example",
  ]);
  assertEquals(state.catch_all.get("zone-1"), rule);
  assertEquals(reds(await run(world, "deploy", { "no-replies": true })), []);
});

Deno.test("in the jurisdiction eu lie database, bucket and all queues, and a plain deploy keeps it so", async () => {
  await using world = await openWorld(quickWrangler);
  assertEquals(reds(await run(world, "deploy", { ...SHOP, jurisdiction: "eu" })), []);
  const { state } = world.stand_in;
  assertEquals(state.databases[0]!.jurisdiction, "eu");
  assertEquals([...state.buckets], ["eu/waybill-mail"]);
  assertEquals(new Set([...state.queues.values()].map(({ jurisdiction }) => jurisdiction)), new Set(["eu"]));
  assertMatch(
    await Deno.readTextFile(`${world.root}/wrangler.toml`),
    /bucket_name = "waybill-mail"\njurisdiction = "eu"\n/,
  );
  assertEquals((await run(world)).made, 0);
  const moved = await run(world, "deploy", { jurisdiction: "us" });
  assertMatch(
    reds(moved).join(),
    /^database: The D1 database waybill lies in the jurisdiction eu, not in us$/,
  );
});

Deno.test("staging is a second installation beside production, with keys of its own", async () => {
  const state = emptyState();
  state.zones.push({ id: "zone-2", name: "kontor-staging.example", status: "active" });
  await using world = await openWorld(quickWrangler, state);
  await run(world, "deploy", SHOP);
  const before = JSON.stringify([...state.scripts.get("waybill")!.secrets]);
  const staging = {
    ...SHOP,
    env: "staging",
    domain: "orders.kontor-staging.example",
    from: "orders@kontor-staging.example",
  };
  const list = await run(world, "deploy", staging);
  assertEquals(reds(list), []);
  assertEquals(state.databases.map(({ name }) => name), ["waybill", "staging-waybill"]);
  assertEquals([...state.scripts.keys()], ["waybill", "staging-waybill"]);
  assertEquals([...state.queues.keys()].filter((name) => name.startsWith("staging-waybill-")).length, 9);
  assertEquals(JSON.stringify([...state.scripts.get("waybill")!.secrets]), before);
  const [own, others] = ["waybill", "staging-waybill"].map((name) =>
    state.scripts.get(name)!.secrets.get("SEALING_KEY")
  );
  assert(own !== others);
});

Deno.test("two installations cannot both hear of one sending domain: the second says so", async () => {
  await using world = await openWorld(quickWrangler);
  await run(world, "deploy", SHOP);
  const list = await run(world, "deploy", { ...SHOP, env: "staging", domain: "staging.kontor.example" });
  assertMatch(reds(list).join("\n"), /mail reports: The reports of kontor.example go to another queue/);
  assertMatch(
    reds(list).join("\n"),
    /answers and bounces: The zone's catch-all is in use: it goes to waybill/,
  );
});
