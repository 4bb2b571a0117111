/** Turns a person's wishes about mails into settings: kinds on, off or in shadow, copies, shadow mode. Checks nothing. */
import * as v from "valibot";
import { copiesOf, stateOf, SWITCHABLE_KINDS } from "../../src/orders/mail_settings.ts";
import { ShopSettings } from "../../src/orders/shop.ts";
import { err, ok, type Result } from "../../src/result.ts";

export interface MailWishes {
  /** `order_confirmation=off` */
  readonly kinds: readonly string[];
  /** `order_confirmation=kontor@reviews.example`; without an address the kind has no copies any more. */
  readonly copies: readonly string[];
  readonly shadow: string | undefined;
}

type Given = Readonly<Record<string, unknown>>;

/** Returns the settings with these wishes; everything else stays. */
export function withMailWishes(settings: Given, wishes: MailWishes): Result<Given, "invalid"> {
  const mails = (settings["mails"] ?? {}) as Given;
  const { shadow } = wishes;
  if (shadow !== undefined && shadow !== "on" && shadow !== "off") {
    return err("invalid", "--shadow must be on or off");
  }
  const kinds: Record<string, unknown> = { ...mails["kinds"] as Given };
  for (const wish of wishes.kinds) {
    const [kind = "", state = ""] = wish.split("=");
    if (state === "") return err("invalid", "--kind must be KIND=on, KIND=off or KIND=shadow");
    if (state === "on") delete kinds[kind];
    else kinds[kind] = state;
  }
  const copies: Record<string, unknown> = { ...mails["copies"] as Given };
  for (const wish of wishes.copies) {
    const [kind = "", address = ""] = wish.split("=");
    if (address === "") delete copies[kind];
    else copies[kind] = [...new Set([...(copies[kind] as string[] | undefined) ?? [], address])];
  }
  const changed = { ...mails, kinds, copies, ...(shadow === undefined ? {} : { shadow: shadow === "on" }) };
  return ok({ ...settings, mails: changed });
}

/** Says of settings, as JSON, whether shadow mode is on, and of each kind whether it leaves and who gets a copy. */
export function mailsText(settings: string): string {
  const { mails } = v.parse(ShopSettings, JSON.parse(settings));
  const kinds = SWITCHABLE_KINDS.map((kind) => {
    const copies = copiesOf(mails, kind);
    const told = copies.length === 0 ? "" : `  copies to ${copies.join(", ")}`;
    return `${stateOf(mails, kind).padEnd(7)} ${kind}${told}`;
  });
  return [`Shadow mode is ${mails.shadow ? "on: nothing leaves for a customer" : "off"}.`, ...kinds].join(
    "\n",
  );
}
