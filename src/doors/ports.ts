/** Builds the ports of the verbs from `Env`: one set per isolate and environment. */
import { bindingOf, type Config, databasesIn, type Env, readConfig } from "../config.ts";
import { PARCEL_REPORTERS, STOREFRONT_NAMES } from "../sources/table.ts";
import { type SenderTally, senderTally } from "../flow/connect/sender_counts.ts";
import { shopFinder } from "../flow/find_shop.ts";
import { forgetCaptured } from "../channels/capture.ts";
import type { Spilled } from "../flow/record/spill.ts";
import { channelSettings } from "../channels/table.ts";
import { customerNames } from "../links/customer_name.ts";
import { type DigestRequest, requestDigests } from "../links/request_digest.ts";
import type { DeliverPorts, ErasePorts, Shop, StockPorts } from "../flow/ports.ts";
import type { ReconcilePorts } from "../flow/clock/reconcile.ts";
import { type AnswerCache, memoryCache } from "../dns/cached_resolve.ts";
import { type Resolve, resolverOverHttps } from "../dns/over_https.ts";
import { accessIdentifier, type Identify } from "./admin/access.ts";
import { storefrontApps } from "./connect/shopify_app.ts";
import type { RateWindows } from "./api/rate.ts";
import type { ConnectionPorts } from "../flow/connect/check_connection.ts";
import type { WebhookPorts } from "../flow/programs/serve_webhooks.ts";
import type { NoticePorts } from "../flow/desk/notices.ts";
import { type UsualAnswer, usualAnswer } from "../flow/cases/answer_time.ts";
import type { ChangePorts } from "../flow/customer/carry_out.ts";
import type { UninstallPorts } from "../flow/connect/uninstall_app.ts";
import type { LabelPorts } from "../flow/cases/return_label.ts";
import { labelMaker } from "./webhooks/make_label.ts";
import { orderChanger } from "./webhooks/change_order.ts";
import type { ExchangePorts } from "../flow/customer/exchange_choices.ts";
import { variantFinder } from "./webhooks/find_variants.ts";
import { changedOrdersFetcher } from "./webhooks/fetch_changed_orders.ts";

/** What the edge counts: tries by address and by network, and webhooks that nobody has verified. */
type Limited = "address" | "network" | "raw_of_shop" | "raw_of_all" | "raw_large" | "health" | "api";

export interface Ports
  extends
    DeliverPorts,
    StockPorts,
    ReconcilePorts,
    ConnectionPorts,
    UninstallPorts,
    NoticePorts,
    WebhookPorts,
    ChangePorts,
    ExchangePorts,
    LabelPorts {
  /** The same ports on each cell's database, the first cell first. `inCell` chooses among them. */
  readonly cells: readonly Ports[];
  readonly config: Config;
  readonly mail: R2Bucket;
  readonly forget_captured: ErasePorts["forget_captured"];
  readonly spill: Queue<Spilled>;
  /** Rate limits: returns whether one more request is allowed; the edge keeps the counters. */
  readonly limits: Readonly<Record<Limited, (key: string) => Promise<RateLimitOutcome>>>;
  /** Makes pictures small; undefined where the Worker is not bound to Cloudflare Images. */
  readonly images: ImagesBinding | undefined;
  /** Requests of this minute by token, as this isolate counts them. */
  readonly api_windows: RateWindows;
  /** Digests requests that have an `Idempotency-Key`. */
  readonly digest_request: DigestRequest;
  /** When this isolate last noted that a sender was heard. */
  readonly noted_senders: Map<string, number>;
  /** What came of webhooks, as this isolate gathers it for this cell. */
  readonly sender_tally: SenderTally;
  /** Identifies the person by Cloudflare Access; null when Access does not protect the desk. */
  readonly identify: Identify | null;
  /** Asks DNS. */
  readonly resolve: Resolve;
  /** How soon a shop answers, as this isolate remembers it. */
  readonly usual_answer: UsualAnswer;
  /** DNS answers that this isolate remembers. */
  readonly dns_answers: AnswerCache;
  /** Milliseconds since the epoch; the only clock. */
  readonly clock: () => number;
  /** Makes this isolate read a shop's settings anew; any other does so within 30 seconds. */
  readonly shop_changed: (shop_id: string) => void;
}

let known = new WeakMap<Env, Ports>();

/** Drops the ports of every environment with their cached shops. For tests that share an isolate. */
export function forgetPorts(): void {
  known = new WeakMap();
}

/** Throws when the environment is incomplete: a Worker without its secrets answers no request. */
export function portsOf(env: Env): Ports {
  const before = known.get(env);
  if (before !== undefined) return before;
  const config = readConfig(env);
  const clock = () => Date.now();
  const find_shop = shopFinder(env.DB, config.sealing_keys, PARCEL_REPORTERS);
  const cells: Ports[] = [];
  const common: Omit<Ports, "db" | "cell" | "sender_tally"> = {
    cells,
    config,
    clock,
    directory: env.DB,
    databases: databasesIn(env),
    storefronts: STOREFRONT_NAMES,
    mail: env.MAIL,
    // Only in development the dev mailbox stores mails, so only there must they be deleted.
    forget_captured: (emails, numbers) =>
      config.development ? forgetCaptured(env.MAIL, emails, numbers) : Promise.resolve(),
    archive: env.MAIL,
    images: env.IMAGES,
    wake_queue: env.NUDGES,
    bulk_wake_queue: env.BULK_NUDGES,
    errand_queue: env.ERRANDS,
    spill: env.SPILL,
    limits: {
      address: (key) => env.LINKS_BY_ADDRESS.limit({ key }),
      network: (key) => env.LINKS_BY_NETWORK.limit({ key }),
      raw_of_shop: (key) => env.RAW_BY_SHOP.limit({ key }),
      raw_of_all: (key) => env.RAW_OF_ALL.limit({ key }),
      health: (key) => env.HEALTH_LOOKS.limit({ key }),
      raw_large: (key) => env.RAW_LARGE.limit({ key }),
      api: (key) => env.API_BY_TOKEN.limit({ key }),
    },
    api_windows: new Map(),
    noted_senders: new Map(),
    identify: config.access === undefined
      ? null
      : accessIdentifier(config.access, (input, init) => fetch(input, init)),
    usual_answer: usualAnswer(),
    dns_answers: memoryCache(),
    resolve: resolverOverHttps((input, init) => fetch(input, init)),
    find_shop,
    shop_changed: find_shop.ask_anew,
    link_keys: config.link_keys,
    public_url: config.public_url,
    name_customer: customerNames(config.pepper),
    digest_request: requestDigests(config.pepper),
    pause,
    sealing_keys: config.sealing_keys,
    random: (count) => crypto.getRandomValues(new Uint8Array(count)),
    ...storefrontApps((input, init) => fetch(input, init), config.public_url),
    fetch_chat: (input, init) => fetch(input, init),
    fetch_endpoint: (input, init) => fetch(input, init),
    make_label: labelMaker((input, init) => fetch(input, init)),
    find_variants: variantFinder((input, init) => fetch(input, init)),
    choice_cache: new Map(),
    change_order: orderChanger((input, init) => fetch(input, init)),
    fetch_changed_orders: changedOrdersFetcher((input, init) => fetch(input, init)),
    ways: {
      ...channelSettings(env),
      bucket: env.MAIL,
      email: env.EMAIL,
      development: config.development,
      fetch: (input, init) => fetch(input, init),
      clock,
    },
  };
  cells.push(
    ...databasesIn(env).map((db, index): Ports => ({
      ...common,
      db,
      cell: index + 1,
      sender_tally: senderTally(),
    })),
  );
  known.set(env, cells[0]!);
  return cells[0]!;
}

/**
 * Returns the ports on the database that holds the shop's rows. The only place that says which; no statement reaches
 * two.
 */
export function inCell({ cells }: Ports, { id, cell = 1 }: Pick<Shop, "id" | "cell">): Ports {
  const here = cells[cell - 1];
  if (here === undefined) {
    throw new Error(`Cannot reach the cell of ${id} as the Worker must be bound to ${bindingOf(cell)}`);
  }
  return here;
}

const PAUSE_MAX_MS = 200;

/** Waits with full jitter, so that writers that collided do not collide again. */
function pause(retry: number): Promise<void> {
  const most_ms = Math.min(PAUSE_MAX_MS, 5 * 2 ** retry);
  return new Promise((resolve) => setTimeout(resolve, Math.random() * most_ms));
}
