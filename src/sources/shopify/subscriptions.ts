/**
 * Makes a shop's webhook subscriptions what they should be: Shopify deletes one whose webhooks fail for hours, and
 * tells only the app's owner. https://shopify.dev/docs/apps/build/webhooks/subscribe
 */
import * as v from "valibot";
import type { WebhooksChecked } from "../../orders/storefront_app.ts";
import { err, ok, type Result } from "../../result.ts";
import { wholeList } from "../read/fields.ts";
import { checked } from "../read/parse_error.ts";
import { type AdminAccess, type AdminRefusal, askAdmin } from "./admin_api.ts";
import { versionTrouble } from "./api_version.ts";
import { SUBSCRIBE, SUBSCRIPTIONS, UNSUBSCRIBE } from "./subscription_query.ts";
import { type AppNeeds, missingScopes, scopesOf, topicInApi, topicsOf } from "./topics.ts";

export interface SubscriptionsWanted extends AppNeeds {
  /** The shop's webhook address; subscriptions of the app to any other are removed. */
  readonly uri: string;
  /** False where `shopify.app.toml` declares the topics: the API shows none of those, so only our own are removed. */
  readonly by_worker: boolean;
}

/** Most pages of subscriptions: an app has one for each topic and address. */
const PAGES_MAX = 5;

const Found = v.object({
  webhookSubscriptions: v.object({
    nodes: v.array(v.object({ id: v.string(), topic: v.string(), uri: v.string(), format: v.string() })),
    pageInfo: v.object({ hasNextPage: v.boolean(), endCursor: v.nullish(v.string()) }),
  }),
  currentAppInstallation: v.object({ accessScopes: v.array(v.object({ handle: v.string() })) }),
});
type Found = v.InferOutput<typeof Found>;

const Changed = v.object({ userErrors: wholeList(v.object({ message: v.string() })) });

/** Subscribes to what is missing and removes what is not wanted. Stops at the first question without an answer. */
export async function checkSubscriptions(
  access: AdminAccess,
  { uri, by_worker, ...needs }: SubscriptionsWanted,
  now_ms: number,
): Promise<Result<WebhooksChecked, AdminRefusal>> {
  const found = await findAll(access);
  if (!found.ok) return found;
  const { nodes, granted } = found.value;
  const wanted = new Map(
    (by_worker ? topicsOf(needs) : []).map((topic) => [topicInApi(topic), topic]),
  );
  const kept = new Set<string>();
  for (const { id, topic, uri: at, format } of nodes) {
    if (at === uri && format === "JSON" && wanted.has(topic) && !kept.has(topic)) {
      kept.add(topic);
      continue;
    }
    const removed = await change(access, UNSUBSCRIBE, { id }, "webhookSubscriptionDelete");
    if (!removed.ok) return removed;
  }
  const subscribed: string[] = [];
  const refused: string[] = [];
  for (const [topic, name] of wanted) {
    if (kept.has(topic)) continue;
    const made = await change(access, SUBSCRIBE, { topic, uri }, "webhookSubscriptionCreate");
    if (!made.ok) return made;
    (made.value ? subscribed : refused).push(name);
  }
  return ok({
    subscribed,
    refused,
    scopes_missing: missingScopes(scopesOf(needs), granted),
    version: versionTrouble(null, access.version, now_ms),
  });
}

async function findAll(access: AdminAccess): Promise<
  Result<
    {
      readonly nodes: Found["webhookSubscriptions"]["nodes"];
      readonly granted: readonly string[];
    },
    AdminRefusal
  >
> {
  const nodes: Found["webhookSubscriptions"]["nodes"] = [];
  let after: string | null = null;
  for (let count = 0; count < PAGES_MAX; count++) {
    const answer = await askAdmin(access, SUBSCRIPTIONS, { after });
    if (!answer.ok) return answer;
    const read = checked(Found, answer.value);
    if (!read.ok) return err("unavailable", `Cannot read Shopify's answer: ${read.message}`);
    const { webhookSubscriptions, currentAppInstallation } = read.value;
    nodes.push(...webhookSubscriptions.nodes);
    if (!webhookSubscriptions.pageInfo.hasNextPage) {
      const granted = currentAppInstallation.accessScopes.map(({ handle }) => handle);
      return ok({ nodes, granted });
    }
    after = webhookSubscriptions.pageInfo.endCursor ?? null;
  }
  return err("unavailable", `Cannot read the app's subscriptions as they must fit ${PAGES_MAX} pages`);
}

/** Returns whether Shopify made the change; false where it refused it for a reason of the shop's. */
async function change(
  access: AdminAccess,
  query: string,
  variables: Readonly<Record<string, unknown>>,
  field: string,
): Promise<Result<boolean, AdminRefusal>> {
  const answer = await askAdmin(access, query, variables);
  if (!answer.ok) return answer.reason === "denied" ? ok(false) : answer;
  const read = checked(Changed, answer.value[field]);
  return read.ok
    ? ok(read.value.userErrors.length === 0)
    : err("unavailable", `Cannot read Shopify's answer: ${read.message}`);
}
