/** The same with wrangler itself: what it asks of the API, what a plain `wrangler deploy` keeps, and going back. */
import { assertEquals, assertMatch } from "./assert.ts";
import { runSteps } from "../../scripts/deploy/checklist.ts";
import { rollBack, rollbackTarget } from "../../scripts/deploy/rollback.ts";
import { STEPS } from "../../scripts/deploy/steps/all.ts";
import { deployedVersions } from "../../scripts/deploy/worker.ts";
import { type RunWrangler, wranglerIn } from "../../scripts/deploy/wrangler.ts";
import type { StandIn } from "./stand_in/stand_in.ts";
import { HOST, openWorld, SHOP, TOKEN } from "./world.ts";

/** At the stand-in in the place of Cloudflare. */
function realWrangler(
  { root, stand_in }: { readonly root: string; readonly stand_in: StandIn },
): RunWrangler {
  const wrangler = wranglerIn(root);
  const at = {
    CLOUDFLARE_API_BASE_URL: stand_in.base,
    CLOUDFLARE_API_TOKEN: TOKEN,
    CLOUDFLARE_ACCOUNT_ID: stand_in.state.account_id,
  };
  return (args, env) => wrangler(args, { ...env, ...at });
}

Deno.test("wrangler makes an installation, keeps it in a plain deploy, and goes back", async (t) => {
  await using world = await openWorld(realWrangler);
  const { state, requests } = world.stand_in;

  await t.step("from nothing every line is green", async () => {
    const list = await runSteps(STEPS, await world.context(SHOP), "deploy");
    assertEquals(
      list.lines.filter(({ state }) => state !== "green").map(({ name, said }) => [name, said]),
      [],
    );
    assertEquals(
      requests.filter(({ status, path }) => status === 404 && path.includes("/workers/workers/")),
      [],
    );
  });

  await t.step("again it changes nothing", async () => {
    const before = requests.length;
    const list = await runSteps(STEPS, await world.context(), "deploy");
    assertEquals([list.made, list.lines.filter(({ state }) => state !== "green")], [0, []]);
    const changing = requests.slice(before).filter(({ method, path }) =>
      method !== "GET" && !path.endsWith("/query")
    );
    assertEquals(changing, []);
  });

  await t.step("a plain `wrangler deploy` keeps address, keys, database and bucket", async () => {
    const worker = state.scripts.get("waybill")!;
    const bound = () =>
      worker.bindings.filter(({ name }) => name === "DB" || name === "MAIL").map((
        { name, id, bucket_name },
      ) => ({ name, id, bucket_name }));
    const before = JSON.stringify([[...worker.secrets], state.domains, bound()]);
    const versions = worker.versions.length;
    await realWrangler({ root: world.root, stand_in: world.stand_in })(["deploy"]);
    assertEquals(worker.versions.length, versions + 1);
    assertEquals(JSON.stringify([[...worker.secrets], state.domains, bound()]), before);
    assertEquals(worker.secrets.get("PUBLIC_URL"), `https://${HOST}`);
    assertEquals([state.databases.length, state.buckets.size, worker.workers_dev], [1, 1, false]);
  });

  await t.step("going back lets the named version serve again", async () => {
    const context = await world.context();
    await STEPS[0]!.look(context);
    const target = rollbackTarget(await deployedVersions(context) ?? [], undefined);
    await rollBack(context, target);
    const serving = (await deployedVersions(context))![0]!;
    assertEquals(serving.id, target.id);
    assertMatch(serving.tag!, /^\d+\.\d+\.\d+/);
  });
});
