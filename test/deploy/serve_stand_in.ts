/**
 * `deno task stand-in`: serves the stand-in of Cloudflare, its DNS and the Workers deployed to it, for a rehearsal of
 * `deno task deploy` without an account. Nothing leaves this machine, and all of it is forgotten when it ends.
 */
import { argumentsOf } from "../../scripts/command_line.ts";
import { emptyState, startStandIn } from "./stand_in/stand_in.ts";
import { answerAt, TOKEN } from "./world.ts";

const USAGE = `deno task stand-in [ZONE]...

Serves a stand-in of Cloudflare's API with the zones that are named, else your-shop.example, and prints the variables with
which \`deno task deploy\`, doctor and rollback speak to it. Ctrl-C ends it and forgets everything.`;

const { positionals } = argumentsOf({
  name: "deno task stand-in",
  usage: USAGE,
  options: {},
  positionals_max: 20,
}, Deno.args);
const state = emptyState();
const zones = positionals.length > 0 ? positionals : ["your-shop.example"];
state.zones.splice(
  0,
  state.zones.length,
  ...zones.map((name, at) => ({ id: `zone-${at + 1}`, name, status: "active" })),
);
const stand_in = startStandIn(state);
const hosts = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen: () => {} }, async (request) => {
  const url = new URL(request.url);
  url.protocol = "https:";
  url.port = "";
  url.hostname = request.headers.get("x-forwarded-host") ?? url.hostname;
  try {
    return await answerAt(state, url, request);
  } catch {
    return new Response("no such host", { status: 530 });
  }
});
console.log(`  A stand-in of Cloudflare with ${zones.join(", ")}. In a second terminal:

    export CLOUDFLARE_API_BASE_URL=${stand_in.base} CLOUDFLARE_API_TOKEN=${TOKEN}
    export CLOUDFLARE_ACCOUNT_ID=${state.account_id} WAYBILL_HOSTS=http://127.0.0.1:${hosts.addr.port}
    deno task deploy --dry-run …
`);
