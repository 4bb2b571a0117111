/** Connects a shop's account at a way's service, shows it without its secrets, asks the service about it, and forgets it. */
import * as v from "valibot";
import { listenTo, shortChannel } from "../../channels/table.ts";
import type { AccountDefinition, CheckLine } from "../../channels/definition.ts";
import { isShortWay, SHORT_WAYS, type ShortWay, WAYS } from "../../messages/ways.ts";
import { type Fault, faultOf } from "../../values/fault.ts";
import { changeSecrets, type SecretPorts } from "../connect/change_secrets.ts";
import type { DeliverPorts, Shop } from "../ports.ts";
import { changeSettings, type SettingsPorts } from "../settings/change_settings.ts";
import { deleteServiceNotices } from "../../sql/notices.ts";
import { waysOf } from "./ways_of_shop.ts";

export type ConnectWayPorts = SecretPorts & SettingsPorts & Pick<DeliverPorts, "ways" | "public_url">;

/** A way to customers, or the help desk where the shop's people answer. */
export type ConnectedName = ShortWay | "chatwoot";
export const CONNECTED_NAMES: readonly ConnectedName[] = [...SHORT_WAYS, "chatwoot"];

// deno-lint-ignore no-explicit-any
async function definitionOf(way: ConnectedName): Promise<AccountDefinition<any>> {
  return isShortWay(way)
    ? await shortChannel(WAYS[way].channels[0])
    : (await import("../../channels/chatwoot.ts")).CHATWOOT;
}

export interface ConnectedWay {
  readonly way: ConnectedName;
  readonly label: string;
  /** `shared`: by the account of the environment, which all shops without one use. */
  readonly account: "own" | "shared" | "none";
  readonly is_offered: boolean;
  /** The address to give to the service. */
  readonly hook_url: string;
  readonly fields: readonly WayField[];
  /** The steps in the service's screens. */
  readonly steps: readonly string[];
}

export interface WayField {
  readonly name: string;
  readonly label: string;
  readonly is_secret: boolean;
  /** Whether something is kept; the value stands here for what is no secret. */
  readonly is_set: boolean;
  readonly value: string | null;
}

export async function connectedWay(
  { ways, public_url }: Pick<DeliverPorts, "ways" | "public_url">,
  shop: Shop,
  way: ConnectedName,
): Promise<ConnectedWay> {
  const definition = await definitionOf(way);
  const kept = keptAccount(shop, way);
  const hook_url = `${public_url}/hooks/${shop.id}/${way}`;
  return {
    way,
    label: isShortWay(way) ? WAYS[way].label : definition.label,
    account: kept !== null ? "own" : way === "sms" && ways.twilio !== undefined ? "shared" : "none",
    is_offered: isShortWay(way) && shop.settings[`shipment_${way}`],
    hook_url,
    fields: Object.entries(definition.fields).map(([name, label]) => {
      const value = kept?.[name];
      const is_secret = definition.secrets.includes(name);
      return {
        name,
        label: String(label),
        is_secret,
        is_set: value !== undefined && value !== "",
        value: is_secret || value === undefined ? null : value,
      };
    }),
    steps: definition.steps.map((step) => step.replaceAll("{hook}", hook_url)),
  };
}

/**
 * Keeps the account sealed and offers the way to customers. A secret that is left out or empty stays as it was; every
 * other field is taken as given. Returns the field and the rule that it breaks.
 */
export async function connectWay(
  ports: ConnectWayPorts,
  shop: Shop,
  way: ConnectedName,
  given: Readonly<Record<string, unknown>>,
): Promise<Fault | null> {
  const definition = await definitionOf(way);
  const account = v.safeParse(definition.account, withKept(definition, keptAccount(shop, way), given), {
    abortEarly: true,
  });
  if (!account.success) return faultOf(account.issues[0]);
  await changeSecrets(
    ports,
    shop.id,
    (secrets) => ({ ...secrets, [way]: [JSON.stringify(account.output)] }),
    [],
  );
  ports.shop_changed(shop.id);
  return await offer(ports, shop, way, true);
}

/** Forgets the account. Messages that are owed on the way go by the next one. */
export async function disconnectWay(ports: ConnectWayPorts, shop: Shop, way: ConnectedName): Promise<void> {
  const more = isShortWay(way) ? [] : [deleteServiceNotices(ports.db, shop.id, way)];
  await changeSecrets(ports, shop.id, ({ [way]: _, ...rest }) => rest, more);
  ports.shop_changed(shop.id);
  await offer(ports, shop, way, false);
}

/** Asks the service; null where there is no account to ask with. */
export async function checkWay(
  ports: Pick<DeliverPorts, "ways" | "public_url">,
  shop: Shop,
  way: ConnectedName,
): Promise<readonly CheckLine[] | null> {
  if (!isShortWay(way)) {
    const account = (await import("../helpdesk/helpdesk_account.ts")).helpdeskAccount(shop);
    const hook_url = `${ports.public_url}/hooks/${shop.id}/${way}`;
    return account === null
      ? null
      : await (await definitionOf(way)).check(ports.ways.fetch, account, hook_url);
  }
  const opened = await listenTo(way, waysOf(ports, shop));
  if (!opened.ok) return null;
  const { definition, account, hook_url } = opened.value;
  return await definition.check(ports.ways.fetch, account, hook_url);
}

async function offer(
  ports: SettingsPorts,
  shop: Shop,
  way: ConnectedName,
  is_on: boolean,
): Promise<Fault | null> {
  if (!isShortWay(way)) return null;
  const changed = await changeSettings(ports, shop.id, (given) => ({ ...given, [`shipment_${way}`]: is_on }));
  if (changed.ok || changed.reason === "invalid") return changed.ok ? null : changed.fault;
  return { field: "settings", rule: "must not be changed by two at once: try again", value: null };
}

function keptAccount({ secrets }: Shop, way: ConnectedName): Readonly<Record<string, string>> | null {
  const json = secrets[way]?.[0];
  return json === undefined ? null : JSON.parse(json);
}

function withKept(
  { secrets }: Pick<AccountDefinition<Readonly<Record<string, string>>>, "secrets">,
  kept: Readonly<Record<string, string>> | null,
  given: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const known = secrets.filter((name) => given[name] === undefined || given[name] === "").flatMap((name) =>
    kept?.[name] === undefined ? [] : [[name, kept[name]] as const]
  );
  return { ...given, ...Object.fromEntries(known) };
}
