/** List prices in US dollars, without free amounts and discounts, as published in November 2026. */

/** Of Cloudflare: https://developers.cloudflare.com/{workers,d1,queues,r2}/platform/pricing/ */
export const PLATFORM = {
  worker_request: { usd: 0.3 / 1e6, says: "$0.30 a million requests" },
  cpu_ms: { usd: 0.02 / 1e6, says: "$0.02 a million ms of CPU" },
  row_read: { usd: 0.001 / 1e6, says: "$0.001 a million rows read" },
  row_written: { usd: 1 / 1e6, says: "$1.00 a million rows written" },
  queue_operation: { usd: 0.4 / 1e6, says: "$0.40 a million operations" },
  r2_write: { usd: 4.5 / 1e6, says: "$4.50 a million class A operations" },
  d1_gb_month: { usd: 0.75, says: "$0.75 a GB and month" },
  r2_gb_month: { usd: 0.015, says: "$0.015 a GB and month" },
} as const;

/** What 1,000 mails cost on each channel: first step, and the price beyond a package where there is one. */
export const SENDING: Readonly<Record<string, { readonly usd: string; readonly source: string }>> = {
  cloudflare: { usd: "0.35", source: "https://developers.cloudflare.com/email-service/platform/pricing/" },
  mailchannels: { usd: "1.00", source: "https://www.mailchannels.com/pricing/" },
  ses: { usd: "0.10", source: "https://aws.amazon.com/ses/pricing/" },
  resend: { usd: "0.40, beyond the package 0.90", source: "https://resend.com/pricing" },
  postmark: { usd: "1.50, beyond the package 1.20 to 1.80", source: "https://postmarkapp.com/pricing" },
  sendgrid: { usd: "0.40, beyond the package 1.30", source: "https://sendgrid.com/en-us/pricing" },
};
