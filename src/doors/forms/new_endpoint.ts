/** What an endpoint for outgoing webhooks needs: a public https address, and the types it wants. The same for the desk and the API. */
import * as v from "valibot";
import { isWebhookType } from "../../messages/webhook.ts";
import { isPublicAddress } from "../../values/public_address.ts";

const Address = v.pipe(
  v.string(),
  v.trim(),
  v.maxLength(1_000),
  v.check(
    (text) => URL.canParse(text) && isPublicAddress(new URL(text)),
    "Must be an https address of a public host",
  ),
);
const Types = v.pipe(
  v.array(
    v.pipe(
      v.string(),
      v.check(isWebhookType, "Must be a type of docs/webhooks.md, or a group such as message.*"),
    ),
  ),
  v.maxLength(40),
);

export const NewEndpoint = v.object({
  url: Address,
  /** Empty for all. */
  types: v.optional(Types, []),
});

export const EndpointChange = v.object({
  url: v.optional(Address),
  types: v.optional(Types),
  state: v.optional(v.picklist(["on", "off"])),
});
