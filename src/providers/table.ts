/** Lists all providers that report by HTTP, under the name in the address of their webhook. */
import { mailchannels } from "./mailchannels.ts";
import { mailgun } from "./mailgun.ts";
import { postmark } from "./postmark.ts";
import type { Provider, ProviderName } from "./provider.ts";
import { resend } from "./resend.ts";
import { sendgrid } from "./sendgrid.ts";
import { ses } from "./ses.ts";

export const PROVIDERS: Readonly<Record<Exclude<ProviderName, "cloudflare">, Provider>> = {
  mailchannels,
  mailgun,
  postmark,
  resend,
  sendgrid,
  ses,
};

export function providerNamed(name: string): Provider | null {
  return Object.hasOwn(PROVIDERS, name) ? PROVIDERS[name as keyof typeof PROVIDERS] : null;
}
