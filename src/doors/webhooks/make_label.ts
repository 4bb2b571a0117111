/** Which providers make labels for returns: only with the shop's own token and at their own host. */
import type { LabelPorts } from "../../flow/cases/return_label.ts";
import { err } from "../../result.ts";
import { EASYPOST_HOST, labelAtEasypost } from "../../sources/labels/easypost.ts";
import { labelAtShipengine, SHIPENGINE_HOST } from "../../sources/labels/shipengine.ts";
import { labelAtShippo, SHIPPO_HOST } from "../../sources/labels/shippo.ts";
import { senderAsker } from "./ask_sender.ts";

const PROVIDERS = {
  easypost: { host: EASYPOST_HOST, make: labelAtEasypost },
  shippo: { host: SHIPPO_HOST, make: labelAtShippo },
  shipengine: { host: SHIPENGINE_HOST, make: labelAtShipengine },
} as const;

export function labelMaker(fetch: typeof globalThis.fetch): LabelPorts["make_label"] {
  return async function makeLabel(shop, labels, wanted) {
    const [token] = shop.secrets[`${labels.by}.token`] ?? [];
    if (token === undefined) return err("denied", `${labels.by} makes no label without a token`);
    const { host, make } = PROVIDERS[labels.by];
    return await make(labels, wanted, { token, ask: senderAsker(fetch, [host]) });
  };
}
