/**
 * Reads the fields of a delivery status notification (RFC 3464), well-formed or broken. `failure.ts` decides what
 * they mean for the address.
 */
import { addressIn, sameAddress } from "./mail_address.ts";

export type Action = "failed" | "delayed" | "delivered" | "relayed" | "expanded";

/** One recipient's fields, as the report states them. */
export interface RecipientStatus {
  readonly recipient: string;
  /** The address to which Waybill sent the mail, where a forwarding server replaced it. */
  readonly original_recipient: string | undefined;
  readonly action: Action | undefined;
  readonly status: string | undefined;
  readonly diagnostic: string;
}

/** Most recipients that are read from one report. */
const RECIPIENTS_MAX = 100;

const FIELD =
  /^((?:final|original)-recipient|x-actual-recipient|action|status|diagnostic-code|x-powermta-bouncecategory):(.*)$/i;

/** The recipients that `text` (of a message/delivery-status part, or of a body that holds its lines) names. */
export function recipientStatuses(text: string): readonly RecipientStatus[] {
  const found: RecipientStatus[] = [];
  let group = new Map<string, string>();
  const close = () => {
    const status = statusOf(group);
    if (status !== undefined && found.length < RECIPIENTS_MAX) found.push(status);
    group = new Map();
  };
  let name = "";
  for (const line of text.split(/\r?\n/)) {
    const field = FIELD.exec(line);
    if (field !== null) {
      name = field[1]!.toLowerCase();
      // Broken reports have no empty line between two recipients.
      if (group.has(name)) close();
      group.set(name, field[2]!.trim());
    } else if (/^[ \t]+\S/.test(line) && name !== "") {
      group.set(name, `${group.get(name)!} ${line.trim()}`);
    } else {
      name = "";
      if (line.trim() === "") close();
    }
  }
  close();
  return found;
}

/** Returns whether `text` holds delivery status lines that name a recipient and the outcome for that recipient. */
export function holdsDeliveryStatus(text: string): boolean {
  return recipientStatuses(text).some(({ action, status }) => action !== undefined || status !== undefined);
}

function statusOf(group: ReadonlyMap<string, string>): RecipientStatus | undefined {
  const final = addressIn(typed(group.get("final-recipient")));
  const original = addressIn(typed(group.get("original-recipient")));
  const recipient = final ?? original ?? addressIn(typed(group.get("x-actual-recipient")));
  if (recipient === undefined) return undefined;
  const category = group.get("x-powermta-bouncecategory");
  return {
    recipient,
    original_recipient: original === undefined || sameAddress(original, recipient) ? undefined : original,
    action: actionOf(group.get("action")),
    status: /^[245]\.\d{1,3}\.\d{1,3}/.exec(group.get("status") ?? "")?.[0],
    diagnostic: [
      diagnosticText(group.get("diagnostic-code") ?? ""),
      category === undefined ? "" : `(${category})`,
    ]
      .filter((text) => text !== "").join(" "),
  };
}

/** `rfc822; ada@lovelace.example` without its type. */
function typed(value: string | undefined): string {
  return (value ?? "").replace(/^[\w-]{1,20};/, "");
}

function diagnosticText(value: string): string {
  return typed(value).trim();
}

/** RFC 3464 has five actions; Postfix's probes say deliverable and undeliverable. */
function actionOf(value: string | undefined): Action | undefined {
  switch (/^[a-z]{1,20}/i.exec(value?.trim() ?? "")?.[0]?.toLowerCase()) {
    case "failed":
    case "failure":
    case "undeliverable":
      return "failed";
    case "delayed":
    case "deferred":
      return "delayed";
    case "delivered":
    case "deliverable":
      return "delivered";
    case "relayed":
      return "relayed";
    case "expanded":
      return "expanded";
    default:
      return undefined;
  }
}
