/** Mail of an installation: the sending domain, the provider events, and the domain for replies. */
import { checkDomain } from "../../../src/dns/check_domain.ts";
import { valuesOf } from "../../../src/domains/dns_answers.ts";
import { sendsByCloudflare } from "../installation.ts";
import { accountOf, type Context, type Finding, green, missing, red, type Step } from "../step.ts";

export const sending: Step = {
  name: "sending domain",
  needed: false,
  plan: ({ installation }) =>
    `onboard ${installation.sending_domain} to Email Sending and show its DNS records`,
  async look(context) {
    const { installation, known } = context;
    if (!sendsByCloudflare(installation)) return await checked(context, []);
    if (known.sending_zone_id === null) return notInAccount(context);
    const found = await sendingDomain(context);
    if (found === null) return missing(`${installation.sending_domain} is not onboarded`);
    const path = `/zones/${known.sending_zone_id}/email/sending/subdomains/${found.tag}/dns`;
    const records = await context.ports.cloudflare.call<readonly DnsRecord[]>(path);
    const shown = records.map(({ type, name, content, priority }) =>
      `${name}  ${type}  ${priority === undefined ? "" : `${priority} `}${content}`
    );
    if (!found.enabled) {
      return {
        ...red(
          `${installation.sending_domain} is onboarded, and Cloudflare does not see its DNS records yet`,
          "Set the records below where the domain's DNS is kept, then run `deno task doctor`",
        ),
        details: shown,
      };
    }
    return await checked(context, shown);
  },
  async make({ installation, known, ports }) {
    await ports.cloudflare.call(`/zones/${known.sending_zone_id}/email/sending/subdomains`, {
      method: "POST",
      body: { name: installation.sending_domain },
    });
  },
};

interface SendingDomain {
  readonly tag: string;
  readonly name: string;
  readonly enabled: boolean;
}

interface DnsRecord {
  readonly type: string;
  readonly name: string;
  readonly content: string;
  readonly priority?: number;
}

async function sendingDomain({ installation, known, ports }: Context): Promise<SendingDomain | null> {
  const path = `/zones/${known.sending_zone_id}/email/sending/subdomains`;
  const all = await ports.cloudflare.call<readonly SendingDomain[]>(path);
  return all.find(({ name }) => name === installation.sending_domain) ?? null;
}

function notInAccount({ installation }: Context): Finding {
  return red(
    `No zone of this account holds ${installation.sending_domain}`,
    "Add the domain to Cloudflare, or send by another channel: settings.channels (docs/settings.md)",
  );
}

/** Checks the records as public DNS shows them. */
async function checked({ installation, ports }: Context, records: readonly string[]): Promise<Finding> {
  const { sending_domain, channel } = installation;
  if (channel === null) return green(`${sending_domain}, by a channel that is not checked`);
  const subject = { domain: sending_domain, channel, selectors: [], return_path: undefined };
  const { findings } = await checkDomain(subject, ports.resolve);
  const wrong = findings.filter(({ level }) => level === "error" || level === "unknown");
  if (wrong.length === 0) return green(sending_domain, { details: records });
  return {
    ...red(
      `DNS does not show all that ${sending_domain} needs`,
      ...wrong.map(({ part, message }) => `${part}: ${message}`),
      `All records: deno task domain check ${sending_domain} --channel ${channel}`,
    ),
    details: records,
  };
}

/** All events of Email Sending: without `message.bounced` we would write to a dead address for ever. */
const EVENTS = ["delivered", "deferred", "bounced", "failed", "rejected", "complained"].map((name) =>
  `message.${name}`
);

export const reports: Step = {
  name: "mail reports",
  needed: false,
  plan: (context) =>
    `subscribe ${
      reportsQueue(context)
    } to what becomes of the mails of ${context.installation.sending_domain}`,
  async look(context) {
    const { installation, known } = context;
    if (!sendsByCloudflare(installation)) return green("by the channel's own webhook: docs/operating.md");
    if (known.sending_zone_id === null) return notInAccount(context);
    const found = await subscription(context);
    if (found === null) return missing(`${installation.sending_domain} reports nothing`);
    if (found.destination?.queue_id !== reportsQueueId(context)) {
      return red(
        `The reports of ${installation.sending_domain} go to another queue`,
        `Send from another domain here, or end that subscription: ${found.name} (${found.id})`,
      );
    }
    const lacking = EVENTS.filter((event) => !found.events.includes(event));
    if (lacking.length > 0 || !found.enabled) {
      return missing(`not reported: ${lacking.join(", ") || "anything, it is switched off"}`);
    }
    return green(`${EVENTS.length} kinds reach ${reportsQueue(context)}`);
  },
  async make(context) {
    const { installation, known, names, ports } = context;
    const path = `/accounts/${accountOf(context)}/event_subscriptions/subscriptions`;
    const found = await subscription(context);
    if (found !== null) {
      await ports.cloudflare.call(`${path}/${found.id}`, {
        method: "PATCH",
        body: { events: EVENTS, enabled: true },
      });
      return;
    }
    await ports.cloudflare.call(path, {
      method: "POST",
      body: {
        name: `${names.worker}-mail-events`,
        enabled: true,
        source: {
          type: "email.sending",
          zone_id: known.sending_zone_id,
          domain: installation.sending_domain,
        },
        destination: { type: "queues.queue", queue_id: reportsQueueId(context) },
        events: EVENTS,
      },
    });
  },
};

interface Subscription {
  readonly id: string;
  readonly name: string;
  readonly enabled: boolean;
  readonly events: readonly string[];
  readonly source: { readonly type: string; readonly domain?: string };
  readonly destination?: { readonly queue_id?: string };
}

async function subscription(context: Context): Promise<Subscription | null> {
  const all = await context.ports.cloudflare.list<Subscription>(
    `/accounts/${accountOf(context)}/event_subscriptions/subscriptions`,
  );
  return all.find(({ source }) =>
    source.type === "email.sending" && source.domain === context.installation.sending_domain
  ) ?? null;
}

function reportsQueue({ names }: Context): string {
  return names.queues.find((name) => name.endsWith("mail-events"))!;
}

function reportsQueueId(context: Context): string | undefined {
  return context.known.queues?.get(reportsQueue(context))?.queue_id;
}

export const replies: Step = {
  name: "answers and bounces",
  needed: false,
  plan: ({ installation: { reply_domain }, names }) =>
    reply_domain === null
      ? "leave answers to the shop's own mailbox"
      : `let Email Routing take the mail of ${reply_domain} and hand it to the Worker ${names.worker}`,
  async look(context) {
    const { installation: { reply_domain }, known, names, ports } = context;
    if (reply_domain === null) return green("answers go to the shop's own mailbox, as --no-replies says");
    if (known.sending_zone_id === null) return notInAccount(context);
    const rule = await catchAll(context);
    const holder = rule.enabled ? rule.actions[0] : undefined;
    const is_ours = holder?.type === "worker" && holder.value?.[0] === names.worker;
    if (holder !== undefined && holder.type !== "drop" && !is_ours) {
      return red(
        `The zone's catch-all is in use: it goes to ${holder.value?.join(", ") ?? holder.type}`,
        "Choose a reply domain in another zone: --reply-domain HOST; or do without: --no-replies",
      );
    }
    const answer = await ports.resolve({ name: reply_domain, type: "MX" });
    if (!is_ours) return missing(`mail to ${reply_domain} does not reach the Worker`);
    if (answer.status === "failed") {
      return red(`DNS did not answer for ${reply_domain}`, "Run `deno task doctor` again");
    }
    if (!valuesOf(answer).some((exchange) => /\.mx\.cloudflare\.net\.?$/.test(exchange))) {
      return {
        ...red(
          `DNS shows no mail exchanger of Cloudflare's for ${reply_domain}`,
          "Records that were just made take some minutes: run `deno task doctor` then. Otherwise set them:",
        ),
        details: [1, 2, 3].map((at) => `${reply_domain}  MX  ${at * 10} route${at}.mx.cloudflare.net`),
      };
    }
    return green(`${reply_domain} reaches the Worker`);
  },
  async make(context) {
    const { installation: { reply_domain }, known, names, ports } = context;
    const path = `/zones/${known.sending_zone_id}/email/routing`;
    // Only the subdomain: the records of the zone itself may belong to the shop's own mail provider.
    await ports.cloudflare.call(`${path}/dns`, { method: "POST", body: { name: reply_domain } });
    await ports.cloudflare.call(`${path}/rules/catch_all`, {
      method: "PUT",
      body: {
        name: `Answers and bounces to ${names.worker}`,
        enabled: true,
        matchers: [{ type: "all" }],
        actions: [{ type: "worker", value: [names.worker] }],
      },
    });
  },
};

interface Rule {
  readonly enabled: boolean;
  readonly actions: readonly { readonly type: string; readonly value?: readonly string[] }[];
}

async function catchAll({ known, ports }: Context): Promise<Rule> {
  const path = `/zones/${known.sending_zone_id}/email/routing/rules/catch_all`;
  return await ports.cloudflare.find<Rule>(path) ?? { enabled: false, actions: [] };
}
