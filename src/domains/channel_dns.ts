/**
 * The DNS records that each channel needs for a domain that it sends for. A table of the values that providers
 * document.
 */

export type DnsChannel = "cloudflare" | "mailchannels" | "ses" | "resend" | "postmark" | "sendgrid";

export interface ChannelDns {
  /** DKIM selectors that are the same for every account; others are made per account and given with `--selector`. */
  readonly selectors: readonly string[];
  /** The record type of a selector, where the key is not one's own. */
  readonly dkim_record: "TXT" | "CNAME";
  readonly dkim_value: string;
  /** Label below the domain to which bounces go; `undefined` where it is the provider's own domain. */
  readonly return_path: string | undefined;
  /** True where the provider has a default return path: bounces arrive all the same, but SPF does not align. */
  readonly return_path_optional: boolean;
  /** The records that the return path needs. */
  readonly return_path_records: readonly { readonly type: "MX" | "TXT" | "CNAME"; readonly value: string }[];
  /** The domain that SPF must include, and whether at the return path or at the domain itself. */
  readonly spf_include: string | undefined;
  readonly spf_at: "domain" | "return_path";
  /** Further records below the domain. */
  readonly further_records: readonly {
    readonly label: string;
    readonly type: "TXT";
    readonly value: string;
    readonly starts: string;
  }[];
}

const SES_RETURN_PATH: Pick<ChannelDns, "return_path_records" | "spf_include" | "spf_at"> = {
  return_path_records: [
    { type: "MX", value: "10 feedback-smtp.<region>.amazonses.com" },
    { type: "TXT", value: "v=spf1 include:amazonses.com ~all" },
  ],
  spf_include: "amazonses.com",
  spf_at: "return_path",
};

export const CHANNEL_DNS: Readonly<Record<DnsChannel, ChannelDns>> = {
  // https://developers.cloudflare.com/email-service/concepts/email-authentication/
  cloudflare: {
    selectors: ["cf-bounce"],
    dkim_record: "TXT",
    dkim_value: "<the key that onboarding the domain creates>",
    return_path: "cf-bounce",
    return_path_optional: false,
    return_path_records: [
      { type: "MX", value: "<priority> route1.mx.cloudflare.net" },
      { type: "MX", value: "<priority> route2.mx.cloudflare.net" },
      { type: "MX", value: "<priority> route3.mx.cloudflare.net" },
      { type: "TXT", value: "v=spf1 include:_spf.mx.cloudflare.net ~all" },
    ],
    spf_include: "_spf.mx.cloudflare.net",
    spf_at: "return_path",
    further_records: [],
  },
  // The key pair is one's own; the lockdown record says which account may send.
  mailchannels: {
    selectors: [],
    dkim_record: "TXT",
    dkim_value: "v=DKIM1; k=rsa; p=<your public key>",
    return_path: undefined,
    return_path_optional: true,
    return_path_records: [],
    spf_include: "relay.mailchannels.net",
    spf_at: "domain",
    further_records: [{
      label: "_mailchannels",
      type: "TXT",
      value: "v=mc1; auid=<account id>",
      starts: "v=mc1",
    }],
  },
  // https://docs.aws.amazon.com/ses/latest/dg/mail-from.html
  ses: {
    selectors: [],
    dkim_record: "CNAME",
    dkim_value: "<token>.dkim.amazonses.com",
    return_path: "mail",
    return_path_optional: true,
    ...SES_RETURN_PATH,
    further_records: [],
  },
  // https://resend.com/docs/dashboard/domains/introduction
  resend: {
    selectors: ["resend"],
    dkim_record: "TXT",
    dkim_value: "<the key that Resend shows>",
    return_path: "send",
    return_path_optional: false,
    ...SES_RETURN_PATH,
    further_records: [],
  },
  // https://postmarkapp.com/support/article/1046-how-do-i-verify-a-domain
  postmark: {
    selectors: [],
    dkim_record: "TXT",
    dkim_value: "<the key that Postmark shows>",
    return_path: "pm-bounces",
    return_path_optional: true,
    return_path_records: [{ type: "CNAME", value: "pm.mtasv.net" }],
    spf_include: undefined,
    spf_at: "return_path",
    further_records: [],
  },
  // https://www.twilio.com/docs/sendgrid/ui/account-and-settings/how-to-set-up-domain-authentication
  sendgrid: {
    selectors: ["s1", "s2"],
    dkim_record: "CNAME",
    dkim_value: "<selector>.domainkey.<account>.sendgrid.net",
    return_path: "<em and your number>",
    return_path_optional: false,
    return_path_records: [{ type: "CNAME", value: "<account>.sendgrid.net" }],
    spf_include: undefined,
    spf_at: "return_path",
    further_records: [],
  },
};

export function isDnsChannel(name: string): name is DnsChannel {
  return Object.hasOwn(CHANNEL_DNS, name);
}
