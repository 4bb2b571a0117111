/** docs/deploying.md says what the command does: each step has its row, each option is known. */
import { STEPS } from "../../scripts/deploy/steps/all.ts";
import { OPTIONS } from "../../scripts/deploy/wishes.ts";
import { readWorkerConfig } from "../../scripts/deploy/wrangler.ts";
import { namesOf } from "../../scripts/deploy/worker_config.ts";
import { assert, assertEquals } from "./assert.ts";

const ROOT = new URL("../../", import.meta.url).pathname.replace(/\/$/, "");
const page = await Deno.readTextFile(`${ROOT}/docs/deploying.md`);

Deno.test("the page has a row for each step, in the order of the command", () => {
  const table = page.slice(page.indexOf("## Step by step"));
  const rows = [...table.matchAll(/^\| ([a-z ]+) \| /gm)].map(([, name]) => name).filter((name) =>
    name !== "step"
  );
  assertEquals(rows, STEPS.map(({ name }) => name));
});

Deno.test("every option that the page names is one", () => {
  const known = [...Object.keys(OPTIONS), "list", "anyway", "json", "remote"];
  const own = [...page.matchAll(/`(?:deno task (?:deploy|doctor|rollback)[^`]*)?(--[a-z-]+)[^`]*`/g)]
    .map(([, option]) => option!.slice(2));
  assert(own.length > 5);
  assertEquals(own.filter((option) => !known.includes(option)), []);
});

Deno.test("the page names every queue", async () => {
  const { queues } = namesOf(await readWorkerConfig(ROOT), "production");
  for (const queue of queues) assert(page.includes(queue.replace("waybill", "")), queue);
});
