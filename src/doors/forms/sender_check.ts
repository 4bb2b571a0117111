/** Checks the domain that a shop's mails come from, for each channel that it sends by: the same for desk and API. It changes nothing. */
import { checkDomain } from "../../dns/check_domain.ts";
import type { Resolve } from "../../dns/over_https.ts";
import { type DnsChannel, isDnsChannel } from "../../domains/channel_dns.ts";
import { type Answer, questionKey } from "../../domains/dns_answers.ts";
import type { DomainReport } from "../../domains/domain_check.ts";
import { asciiDomain } from "../../mail/mime/ascii_address.ts";
import { HeaderRefused } from "../../mail/mime/header_refused.ts";
import type { ShopSettings } from "../../orders/shop.ts";

export const SELECTORS_MAX = 6;

export interface AskedSender {
  /** One channel; all channels of the shop where it is none. */
  readonly channel: string;
  /** As their provider shows them. */
  readonly selectors: readonly string[];
  /** Empty for the channel's usual one. */
  readonly return_path: string;
}

export interface CheckedChannel {
  readonly channel: DnsChannel;
  readonly report: DomainReport;
}

/** Null where a selector or the return path is no host name, or where there are too many. */
export async function checkSender(
  resolve: Resolve,
  settings: ShopSettings,
  asked: AskedSender,
): Promise<readonly CheckedChannel[] | null> {
  const selectors = asked.selectors.map(hostname);
  const return_path = asked.return_path === "" ? undefined : hostname(asked.return_path);
  if (selectors.includes(null) || selectors.length > SELECTORS_MAX || return_path === null) return null;
  const channels = isDnsChannel(asked.channel) ? [asked.channel] : ownChannels(settings);
  const asked_once = once(resolve);
  const checked: CheckedChannel[] = [];
  for (const channel of channels) {
    const subject = {
      domain: domainOf(settings),
      channel,
      selectors: selectors as readonly string[],
      return_path,
    };
    checked.push({ channel, report: await checkDomain(subject, asked_once) });
  }
  return checked;
}

/** Asks each question once, since the checks of several channels ask the same. */
function once(resolve: Resolve): Resolve {
  const asked = new Map<string, Promise<Answer>>();
  return (question) => {
    const key = questionKey(question);
    const answer = asked.get(key) ?? resolve(question);
    asked.set(key, answer);
    return answer;
  };
}

export function ownChannels({ channels }: ShopSettings): readonly DnsChannel[] {
  return channels.filter((name) => isDnsChannel(name));
}

export function domainOf({ from }: ShopSettings): string {
  const domain = from.email.slice(from.email.lastIndexOf("@") + 1).toLowerCase();
  return hostname(domain) ?? domain;
}

function hostname(name: string): string | null {
  try {
    return asciiDomain(name.toLowerCase(), "domain");
  } catch (error) {
    if (!(error instanceof HeaderRefused)) throw error;
    return null;
  }
}
