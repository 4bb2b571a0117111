/** Login, plan and zones: what the account must have before anything is created in it. */
import { Refused } from "../cloudflare.ts";
import { accountOf, type Context, green, red, type Step } from "../step.ts";

export const login: Step = {
  name: "login",
  needed: true,
  plan: () => "look up the account",
  async look({ installation, known, ports }) {
    let accounts: readonly { readonly id: string; readonly name: string }[];
    try {
      accounts = await ports.cloudflare.list("/accounts");
    } catch (error) {
      if (!(error instanceof Refused) || ![400, 401, 403].includes(error.status)) throw error;
      return red("Cloudflare does not take this login", ...LOG_IN);
    }
    const wanted = installation.account_id;
    const account = wanted === null ? accounts[0] : accounts.find(({ id }) => id === wanted);
    if (account === undefined) {
      return red(
        wanted === null ? "The login has no account" : `The login has no account ${wanted}`,
        ...LOG_IN,
      );
    }
    if (wanted === null && accounts.length > 1) {
      return red(
        "The login has several accounts",
        "Name one of them: --account ID",
        ...accounts.map(({ id, name }) => `  ${id}  ${name}`),
      );
    }
    known.account_id = account.id;
    return green(`account ${account.name}`);
  },
};

export const LOG_IN = [
  "Log in: `npx wrangler login`, or set CLOUDFLARE_API_TOKEN.",
  "A token needs: Account · Workers Scripts, D1, Workers R2 Storage, Queues, Email Sending: Edit; Account · Billing: Read;",
  "Zone · Zone: Read, Workers Routes, Email Routing Rules, DNS: Edit.",
] as const;

export const plan: Step = {
  name: "plan",
  needed: true,
  plan: () => "check for Workers Paid",
  async look(context) {
    const { installation, ports } = context;
    if (installation.assume_paid) return green("Workers Paid, as --assume-paid says");
    let subscriptions: readonly Subscription[];
    try {
      subscriptions = await ports.cloudflare.call(`/accounts/${accountOf(context)}/subscriptions`);
    } catch (error) {
      if (!(error instanceof Refused) || ![401, 403].includes(error.status)) throw error;
      // A login by wrangler may not read bills. The queues then show the plan: the free plan keeps no message for 14
      // days.
      return green("not readable by this login; the queues will tell");
    }
    return subscriptions.some(isWorkersPaid)
      ? green("Workers Paid")
      : red("Workers Paid is required", ...PAID);
  },
};

interface Subscription {
  readonly rate_plan?: { readonly id?: string; readonly public_name?: string };
}

function isWorkersPaid({ rate_plan }: Subscription): boolean {
  const said = `${rate_plan?.id ?? ""} ${rate_plan?.public_name ?? ""}`.toLowerCase();
  return said.includes("workers") && !said.includes("free");
}

export const PAID = [
  "Choose Workers Paid ($5 a month): https://dash.cloudflare.com/?to=/:account/workers/plans",
  "Why: on the free plan a webhook may make 50 queries and compute for 10 ms, Email Sending writes to verified addresses",
  "alone, and a queue keeps a message for 24 hours instead of 14 days.",
  "Where you have it under another name: --assume-paid",
] as const;

export const zone: Step = {
  name: "zone",
  needed: true,
  plan: ({ installation }) =>
    `look up the zones of ${installation.domain} and ${installation.sending_domain}`,
  async look(context) {
    const { installation, known } = context;
    const own = await zoneOf(context, installation.domain);
    if (own === null) {
      return red(
        `No zone of this account holds ${installation.domain}`,
        `Add the domain to Cloudflare (https://dash.cloudflare.com/?to=/:account/add-site), or name another host: --domain HOST`,
      );
    }
    if (own.status !== "active") {
      return red(
        `The zone ${own.name} is ${own.status}`,
        `Set the name servers that https://dash.cloudflare.com/?to=/:account/${own.name} shows at your registrar`,
      );
    }
    known.zone_id = own.id;
    const sending = await zoneOf(context, installation.sending_domain);
    known.sending_zone_id = sending?.id ?? null;
    return green(own.name);
  },
};

interface Zone {
  readonly id: string;
  readonly name: string;
  readonly status: string;
}

/** Returns the zone with the longest name that `host` ends in. */
async function zoneOf(context: Context, host: string): Promise<Zone | null> {
  const labels = host.split(".");
  for (let from = 0; from < labels.length - 1; from++) {
    const name = labels.slice(from).join(".");
    const query = { name, "account.id": accountOf(context) };
    const [found] = await context.ports.cloudflare.call<readonly Zone[]>("/zones", { query });
    if (found !== undefined) return found;
  }
  return null;
}
