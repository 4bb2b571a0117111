import { runSteps } from "../../scripts/deploy/checklist.ts";
import { STEPS } from "../../scripts/deploy/steps/all.ts";
import { wranglerIn } from "../../scripts/deploy/wrangler.ts";
import { openWorld, SHOP, TOKEN } from "./world.ts";

Deno.test("real", async () => {
  const world = await openWorld(({ root, stand_in }) => async (args, env) => {
    const t = performance.now();
    try {
      return await wranglerIn(root)(args, {
        ...env,
        CLOUDFLARE_API_BASE_URL: stand_in.base,
        CLOUDFLARE_API_TOKEN: TOKEN,
      });
    } finally {
      console.log(args[0], Math.round(performance.now() - t));
    }
  });
  const list = await runSteps(STEPS, await world.context(SHOP), "deploy");
  console.log(world.printed.join("\n"));
  console.log(list.lines.filter(({ state }) => state === "red"));
  console.log(world.stand_in.requests.filter(({ status }) => status !== 200));
  const again = await runSteps(STEPS, await world.context(), "deploy");
  console.log(list.made, again.made);
  const before = world.stand_in.requests.length;
  const env = {
    CLOUDFLARE_API_BASE_URL: world.stand_in.base,
    CLOUDFLARE_API_TOKEN: TOKEN,
    CLOUDFLARE_ACCOUNT_ID: world.stand_in.state.account_id,
  };
  console.log(await wranglerIn(world.root)(["deploy"], env));
  console.log(world.stand_in.requests.slice(before));
  console.log(world.stand_in.state.scripts, world.stand_in.state.domains, world.stand_in.state.buckets);
  await world.close();
});
