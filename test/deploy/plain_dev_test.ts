/** `wrangler dev` in a fresh clone: no keys, no tables, no task run before. It finds all it needs and sends the demo shop's mail. */
import { signStandard } from "../support/signing.ts";
import { assertEquals } from "./assert.ts";

const ROOT = new URL("../../", import.meta.url).pathname;
const PORT = 8_807;
const BASE = `http://localhost:${PORT}`;
const WITHIN_MS = 120_000;

/** What a clone holds, and the packages that an install would bring. */
async function freshClone(): Promise<string> {
  const folder = await Deno.makeTempDir({ prefix: "waybill-clone-" });
  const { stdout } = await new Deno.Command("git", { args: ["ls-files", "-z"], cwd: ROOT }).output();
  for (const file of new TextDecoder().decode(stdout).split("\0").filter((name) => name !== "")) {
    await Deno.mkdir(`${folder}/${file}`.replace(/\/[^/]*$/, ""), { recursive: true });
    await Deno.copyFile(`${ROOT}${file}`, `${folder}/${file}`);
  }
  await Deno.symlink(`${ROOT}node_modules`, `${folder}/node_modules`);
  return folder;
}

async function answered<T>(ask: () => Promise<T | null>, while_true: () => boolean): Promise<T> {
  const until = Date.now() + WITHIN_MS;
  while (Date.now() < until && while_true()) {
    const answer = await ask().catch(() => null);
    if (answer !== null) return answer;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`Nothing came within ${WITHIN_MS / 1_000} s, or the server ended`);
}

async function stopped(server: Deno.ChildProcess): Promise<void> {
  try {
    server.kill("SIGINT");
  } catch {
    // It has ended already.
  }
  await server.status;
}

Deno.test("plain `wrangler dev` serves the demo shop from a fresh clone", async () => {
  const folder = await freshClone();
  const server = new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "-A",
      "--preload",
      "scripts/die_with_parent.ts",
      "npm:wrangler",
      "dev",
      "--port",
      String(PORT),
    ],
    cwd: folder,
    env: { CI: "true", WRANGLER_SEND_METRICS: "false", CLOUDFLARE_CF_FETCH_ENABLED: "false" },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  let serves = true;
  server.status.then(() => serves = false);
  // Shown by the test that fails.
  const said = Promise.all([new Response(server.stdout).text(), new Response(server.stderr).text()]);
  try {
    const health = await answered(async () => {
      const answer = await fetch(`${BASE}/healthz`);
      return {
        status: answer.status,
        ...await answer.json() as { readonly ok: boolean; readonly database: string },
      };
    }, () => serves);
    assertEquals([health.status, health.ok, health.database], [200, true, "ok"]);

    const text = await Deno.readTextFile(`${folder}/.dev.vars.example`);
    const secret = /^DEMO_WEBHOOK_SECRET = "(.*)"$/m.exec(text)![1]!;
    const now = new Date().toISOString();
    const body = JSON.stringify({
      type: "order.placed",
      timestamp: now,
      data: {
        order: {
          id: "fresh",
          number: "#fresh",
          placed_at: now,
          currency: "EUR",
          customer: { email: "ada@example.com" },
          lines: [{ id: "1", title: "Lamp", quantity: 1, unit_price_minor: 100 }],
          total_minor: 100,
          payment: { status: "paid" },
        },
      },
    });
    const headers = await signStandard(secret, "msg_fresh", Math.floor(Date.now() / 1_000), body);
    const posted = await fetch(`${BASE}/hooks/demo/standard`, { method: "POST", headers, body });
    assertEquals(posted.status, 202, await posted.text());
    const mail = await answered(async () => {
      const caught = await fetch(`${BASE}/dev/mail`, { headers: { accept: "application/json" } });
      const mails = await caught.json() as readonly { readonly kind: string; readonly order: string }[];
      return mails[0] ?? null;
    }, () => serves);
    assertEquals([mail.kind, mail.order], ["order_confirmation", "#fresh"]);
  } catch (error) {
    await stopped(server);
    throw new Error(`${(error as Error).message}\n${(await said).join("\n")}`);
  } finally {
    await stopped(server);
    await said;
    await Deno.remove(folder, { recursive: true });
  }
});
