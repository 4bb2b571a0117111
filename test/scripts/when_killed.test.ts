import { spawn } from "node:child_process";
import { once } from "node:events";
import { expect, onTestFinished, test } from "vitest";

/** Starts a sleeping group as the task does, says its number, and then waits to be killed. */
const TASK = `
  import { KILL_GROUP, whenKilled } from "${new URL("../../scripts/when_killed.ts", import.meta.url)}";
  const sleeper = new Deno.Command("setsid", { args: ["sh", "-c", "sleep 600 & wait"], stdout: "null" }).spawn();
  whenKilled(KILL_GROUP, String(sleeper.pid));
  console.log(sleeper.pid);
  await new Promise(() => setInterval(() => {}, 1_000));
`;

test("what a task has started ends with it, however the task ends", async () => {
  const task = spawn("deno", ["eval", TASK], { stdio: ["ignore", "pipe", "ignore"] });
  onTestFinished(() => void task.kill("SIGKILL"));
  const [said] = await once(task.stdout, "data") as [Buffer];
  const group = -Number(String(said));
  await expect.poll(() => isAlive(group), { timeout: 20_000 }).toBe(true); // The group begins a moment after its number is known.
  task.kill("SIGKILL");
  await once(task, "exit");
  await expect.poll(() => isAlive(group), { timeout: 20_000 }).toBe(false);
});

function isAlive(group: number): boolean {
  try {
    process.kill(group, 0);
    return true;
  } catch {
    return false; // No such group.
  }
}
