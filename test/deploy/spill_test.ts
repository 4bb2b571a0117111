/** Kept webhooks of a deployed installation are listed by its bucket, whatever its database does. */
import { runSteps } from "../../scripts/deploy/checklist.ts";
import { STEPS } from "../../scripts/deploy/steps/all.ts";
import { assertEquals } from "./assert.ts";
import { quickWrangler } from "./quick_wrangler.ts";
import { openWorld, SHOP, TOKEN } from "./world.ts";

const ROOT = new URL("../../", import.meta.url).pathname;

Deno.test("deno task spill list --remote answers while the database is away, and without a shop's token", async () => {
  await using world = await openWorld(quickWrangler);
  await runSteps(STEPS, await world.context(SHOP), "deploy");
  const { state } = world.stand_in;
  const object = (folder: string, shop: string, at: string, custom_metadata: Record<string, string>) => ({
    key: `${folder}/${shop}/${String(Date.parse(at)).padStart(15, "0")}-0123456789abcdef`,
    size: 812,
    last_modified: "2026-11-28T12:00:00.000Z",
    custom_metadata,
  });
  const many = Array.from(
    { length: 1_200 },
    (_, at) =>
      object("spill", "other", new Date(Date.parse("2026-11-01T00:00:00Z") + at).toISOString(), {
        source: "shopify",
      }),
  );
  state.objects.push(
    object("set-aside", "kontor", "2026-11-27T08:00:00.000Z", { source: "stripe", form: "read" }),
    object("spill", "kontor", "2026-11-28T09:00:00.000Z", { source: "shopify", form: "raw" }),
    object("spill", "kontor", "2026-11-28T09:30:00.000Z", { source: "standard", form: "read" }),
    ...many,
  );
  state.databases.splice(0);
  const list = async (shop: string) => {
    const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
      args: ["run", "-A", "--no-check", `${ROOT}scripts/spill.ts`, "list", shop, "--remote"],
      cwd: world.root,
      env: { NO_COLOR: "1", CLOUDFLARE_API_BASE_URL: world.stand_in.base, CLOUDFLARE_API_TOKEN: TOKEN },
      stdin: "null",
    }).output();
    return [code, (new TextDecoder().decode(stdout) + new TextDecoder().decode(stderr)).trim().split("\n")];
  };
  assertEquals(await list("kontor"), [0, [
    "001795766400000-0123456789abcdef  2026-11-27T08:00:00.000Z  stripe  812 bytes  set aside",
    "001795856400000-0123456789abcdef  2026-11-28T09:00:00.000Z  shopify  812 bytes  not verified yet",
    "001795858200000-0123456789abcdef  2026-11-28T09:30:00.000Z  standard  812 bytes  verified",
    "3 kept.",
  ]]);
  const [code, lines] = await list("other") as [number, readonly string[]];
  assertEquals([code, lines.length, lines.at(-1)], [0, 1_001, "1000 and more kept."]);
});
