import { runSteps } from "../../scripts/deploy/checklist.ts";
import { STEPS } from "../../scripts/deploy/steps/all.ts";
import { quickWrangler } from "./quick_wrangler.ts";
import { openWorld, SHOP } from "./world.ts";

Deno.test("smoke", async () => {
  const world = await openWorld(quickWrangler);
  const list = await runSteps(STEPS, await world.context(SHOP), "deploy");
  console.log(world.printed.join("\n"));
  console.log(list.lines.filter(({ state }) => state === "red"));
  const again = await runSteps(STEPS, await world.context(), "deploy");
  console.log(list.made, again.made);
  await world.close();
});
