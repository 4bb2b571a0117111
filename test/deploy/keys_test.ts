/** The life of the keys: rotated, resealed, dropped, and nothing that customers hold changes with it. */
import { assert, assertEquals, assertMatch } from "./assert.ts";
import { runSteps } from "../../scripts/deploy/checklist.ts";
import { dropped, idsOf, type Keys, rotated } from "../../scripts/deploy/key_ring.ts";
import { STEPS } from "../../scripts/deploy/steps/all.ts";
import { readConfig } from "../../src/config.ts";
import { customerNames } from "../../src/links/customer_name.ts";
import { signLink, verifyLink } from "../../src/links/signed_link.ts";
import { sealingKeyOf, sealingRingIn, unseal } from "../../src/sealed.ts";
import { quickWrangler } from "./quick_wrangler.ts";
import { openWorld, SHOP, TOKEN, type World } from "./world.ts";

const NOW_MS = Date.parse("2026-11-22T10:00:00Z");
const base64 = (byte: number) => new Uint8Array(32).fill(byte).toBase64();
const fresh = (byte: number) => new Uint8Array(32).fill(byte);
/** As an installation of 0.2 has them. */
const OLD: Keys = { LINK_KEYS: `1:${base64(1)}`, SEALING_KEY: base64(2) };
const configOf = (keys: Keys) =>
  readConfig({ ENVIRONMENT: "production", PUBLIC_URL: "https://orders.kontor.example", ...keys });

Deno.test("a rotation changes no customer's name and closes no link", async () => {
  const before = configOf(OLD);
  const keys = rotated(rotated(OLD, "sealing", fresh(3)), "links", fresh(4));
  const after = configOf(keys);
  assertEquals([idsOf(keys, "sealing"), idsOf(keys, "links")], [[2, 1], [2, 1]]);
  const name = await customerNames(before.pepper)("kontor", "ada@lovelace.example");
  assertEquals(await customerNames(after.pepper)("kontor", "ada@lovelace.example"), name);
  const token = await signLink(before.link_keys, {
    purpose: "history",
    subject: name,
    expires_at_ms: NOW_MS + 60_000,
  });
  assertEquals((await verifyLink(after.link_keys, token, "history", NOW_MS)).ok, true);
  const without = configOf(dropped(keys, "links", 1));
  assertEquals((await verifyLink(without.link_keys, token, "history", NOW_MS)).ok, false);
  const dropped_too = configOf(dropped(keys, "sealing", 1));
  assertEquals(await customerNames(dropped_too.pepper)("kontor", "ada@lovelace.example"), name);
});

Deno.test("a Worker with a second sealing key and no pepper does not start: every customer would get another name", () => {
  const { PEPPER: _, ...without } = rotated(OLD, "sealing", fresh(3));
  let said = "";
  try {
    configOf(without);
  } catch (error) {
    said = (error as Error).message;
  }
  assertMatch(said, /PEPPER: is missing; must be the first sealing key/);
  assert(!said.includes(base64(2)));
});

Deno.test("the newest key is not dropped, nor one that there is not; at most eight are in use", () => {
  const said = (work: () => unknown) => {
    try {
      work();
    } catch (error) {
      return (error as Error).message;
    }
    return "";
  };
  assertMatch(said(() => dropped(OLD, "sealing", 1)), /key 1 as the newest must stay/);
  assertMatch(said(() => dropped(OLD, "links", 7)), /must be one of the links keys 1: got 7/);
  let keys = OLD;
  for (let at = 2; at <= 8; at++) keys = rotated(keys, "links", fresh(at));
  assertMatch(said(() => rotated(keys, "links", fresh(9))), /at most 8 may be in use/);
  for (let id = 9; id <= 255; id++) keys = rotated(dropped(keys, "links", id - 8), "links", fresh(1));
  assertEquals(idsOf(rotated(dropped(keys, "links", 248), "links", fresh(2)), "links")[0], 1);
});

async function task(world: World, ...args: readonly string[]) {
  const root = new URL("../../", import.meta.url).pathname;
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-check", `${root}scripts/deploy/keys_task.ts`, ...args],
    cwd: world.root,
    env: { CLOUDFLARE_API_BASE_URL: world.stand_in.base, CLOUDFLARE_API_TOKEN: TOKEN },
    stdin: "null",
  }).output();
  const out = new TextDecoder().decode(stdout) + new TextDecoder().decode(stderr);
  return { code, out };
}

Deno.test("of an installation: rotate, reseal, drop, as the runbook says, and back after a failure in between", async () => {
  await using world = await openWorld(quickWrangler);
  await runSteps(STEPS, await world.context(SHOP), "deploy");
  const { state } = world.stand_in;
  const file = `${world.root}/deploy/production.keys`;
  const secrets = state.scripts.get("waybill")!.secrets;
  const sealed = () =>
    state.databases[0]!.sqlite.prepare("select secrets from shops where id = 'kontor'")
      .get()!["secrets"] as string;
  const pepper = secrets.get("PEPPER");
  const api = async () =>
    JSON.parse(await unseal(await sealingRingIn(secrets.get("SEALING_KEY")!), sealed(), "kontor")).api;
  const before = await api();

  // The Worker cannot be reached at the second secret.
  let left = 1;
  world.stand_in.failWhen = ({ method, path }) =>
    method === "PUT" && path.endsWith("/secrets") && left-- <= 0;
  const failed = await task(world, "rotate", "sealing");
  assertEquals(failed.code, 1);
  assertMatch(failed.out, /the Worker has not all of them\. Once it can be reached: `deno task keys upload`/);
  world.stand_in.failWhen = () => false;
  assertEquals((await task(world, "upload")).code, 0);
  assertEquals(idsOf({ ...OLD, SEALING_KEY: secrets.get("SEALING_KEY")! }, "sealing"), [2, 1]);
  assertEquals(secrets.get("PEPPER"), pepper);

  const early = await task(world, "drop", "sealing", "1");
  assertEquals(early.code, 2);
  assertMatch(early.out, /it must seal nothing: 1 shops, such as kontor/);
  const resealed = await task(world, "reseal");
  assertMatch(resealed.out, /1 shops: 1 sealed anew with key 2/);
  assertMatch((await task(world, "reseal")).out, /0 sealed anew with key 2, 1 were already/);
  assertEquals(sealingKeyOf(sealed()), 2);
  assertEquals((await task(world, "drop", "sealing", "1")).code, 0);
  assertEquals(await api(), before);
  assertMatch(
    (await task(world, "list")).out,
    /^links {4}1 makes new ones\nsealing {2}2 makes new ones\npepper {3}its own/,
  );

  const kept = await Deno.readTextFile(file);
  for (const { out } of [failed, early, resealed]) {
    for (const [, key] of kept.matchAll(/([A-Za-z0-9+/]{43}=)/g)) assert(!out.includes(key!));
  }
  assertEquals((await Deno.stat(file)).mode! & 0o777, 0o600);
  // Run again, a deployment changes none of it.
  const list = await runSteps(STEPS, await world.context(), "deploy");
  assertEquals(list.made, 0);
  assertEquals(await Deno.readTextFile(file), kept);
});
