/** Lints the OpenAPI document and makes the types of a client from it, in a program of its own (`tools/`). Throws with what the linter says. */
import { install } from "../install.ts";

const HEAD =
  "/** The types of the API for `openapi-fetch`. Made by `deno task docs` from openapi.json: not to be edited. */\n";

export async function apiTypes(document: string): Promise<string> {
  await install("scripts/openapi/tools");
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-check", "judge.ts"],
    cwd: "scripts/openapi/tools",
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const writer = child.stdin.getWriter();
  await writer.write(new TextEncoder().encode(document));
  await writer.close();
  const { success, stdout, stderr } = await child.output();
  if (!success) throw new Error(`openapi.json must pass its linter:\n${new TextDecoder().decode(stderr)}`);
  return HEAD + new TextDecoder().decode(stdout);
}
