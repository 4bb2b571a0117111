/** Takes what a shop's help desk sends: verified, read, and handed to the flow. */
import { CHATWOOT } from "../../channels/chatwoot.ts";
import type { Shop } from "../../flow/ports.ts";
import { helpdeskAccount } from "../../flow/helpdesk/helpdesk_account.ts";
import { takeAgentAct } from "../../flow/helpdesk/take_agent_act.ts";
import { err, type Result } from "../../result.ts";
import { faultIn } from "../../sources/read/parse_error.ts";
import type { SignatureRefusal, Webhook } from "../../sources/source.ts";
import { accept, type Answer } from "./answer.ts";
import type { Arrival } from "./arrival.ts";
import type { Refused } from "./bury.ts";

export async function verifyHelpdesk(shop: Shop, webhook: Webhook): Promise<Result<null, SignatureRefusal>> {
  const account = helpdeskAccount(shop);
  return account === null
    ? err("signature", "This shop has no account at this help desk")
    : await CHATWOOT.verify(webhook, account);
}

export function readHelpdesk(webhook: Webhook) {
  return CHATWOOT.read(webhook);
}

/** Takes a verified webhook. Throws in an outage: a repetition completes whatever was written in part. */
export async function takeHelpdesk({ ports, shop, webhook, now_ms }: Arrival): Promise<Answer | Refused> {
  const reading = readHelpdesk(webhook);
  if (!reading.ok) {
    const { reason, message } = reading;
    return { reason, message, fault: faultIn(message) };
  }
  if (reading.value === null) return accept(200, { ignored: "no act of an agent" });
  const became = await takeAgentAct(ports, shop, reading.value, now_ms);
  if (became === "unknown") return accept(200, { ignored: "a conversation of no case" });
  return became === "known" ? accept(200, { duplicate: true }) : accept(202);
}
