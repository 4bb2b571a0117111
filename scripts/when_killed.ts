/**
 * Ends what a task has started when the task itself is killed: a shell that outlives the task waits for its end. A task that ends by
 * itself stops what it started, and calls what this returns.
 */

/** Runs `command`, a text for `sh` in which `$1`, `$2` … are `args`, within a second after this process has gone. */
export function whenKilled(command: string, ...args: readonly string[]): () => Promise<void> {
  const watch = `while kill -0 "$0" 2>/dev/null; do sleep 1; done; ${command}`;
  const shell = new Deno.Command("setsid", {
    args: ["sh", "-c", watch, String(Deno.pid), ...args],
    stdin: "null",
    stdout: "null",
    stderr: "null",
  }).spawn();
  shell.unref();
  return async () => {
    try {
      shell.kill("SIGKILL");
    } catch {
      return; // It has ended already.
    }
    await shell.status;
  };
}

/** For processes that `setsid` started, each the first of its group. The shell's own `kill` takes no group everywhere. */
export const KILL_GROUP = `env kill -9 -- "-$1"`;
