/** The real world of a deployment: the login, Cloudflare, wrangler, DNS, the clock. */
import { resolverOverHttps } from "../../src/dns/over_https.ts";
import { cloudflare } from "./cloudflare.ts";
import type { Ports } from "./step.ts";
import { type RunWrangler, wranglerIn } from "./wrangler.ts";

/** The token that wrangler uses: CLOUDFLARE_API_TOKEN, or that of `wrangler login`. Null where nobody is logged in. */
async function loginToken(wrangler: RunWrangler): Promise<string | null> {
  const own = Deno.env.get("CLOUDFLARE_API_TOKEN");
  if (own) return own;
  try {
    const said = await wrangler(["auth", "token", "--json"]);
    return JSON.parse(said.slice(said.indexOf("{"))).token ?? null;
  } catch {
    // Not logged in: whoever asked says how to.
    return null;
  }
}

/** Null where nobody is logged in. */
export async function realPorts(root: string): Promise<Ports | null> {
  const wrangler = wranglerIn(root);
  const token = await loginToken(wrangler);
  if (token === null) return null;
  return {
    cloudflare: cloudflare({ token, fetch, base: Deno.env.get("CLOUDFLARE_API_BASE_URL") }),
    wrangler,
    fetch,
    resolve: resolverOverHttps(fetch),
    clock: () => Date.now(),
    pause: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    random: (bytes) => crypto.getRandomValues(new Uint8Array(bytes)),
    print: (text) => console.log(text),
  };
}
