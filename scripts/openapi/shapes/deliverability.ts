/** Shapes of what is known about domains and complaints. */
import * as v from "valibot";
import { about, Count, MaybeText, MaybeTime, Share, Text, Time, Yes } from "./value.ts";

const TrustedRate = v.object({
  count: Count,
  mails: Count,
  level: about(
    v.picklist(["unknown", "few", "good", "warn", "bad"]),
    "`few`: one more or less would change it too much",
  ),
  value: Share,
  from: about(Share, "Of the interval of 95 % (Wilson)"),
  to: Share,
});

const Rates = { mails: Count, complaints: TrustedRate, bounces: TrustedRate };

const NamedRates = v.object({ name: about(Text, "`other` holds what is rare"), ...Rates });

export const DmarcSource = v.object({
  from: about(Text, "The domain in From"),
  signed_by: MaybeText,
  return_path: MaybeText,
  mails: Count,
  dkim: about(Count, "Aligned and passed"),
  spf: Count,
  passed: about(Count, "By either"),
  quarantined: Count,
  rejected: Count,
  ips: about(v.array(Text), "Some of its servers"),
});

export const Deliverability = v.object({
  days: Count,
  counted: about(Yes, "Whether `figures` is on"),
  rates: v.object({ whole: v.object(Rates), domains: v.array(NamedRates), channels: v.array(NamedRates) }),
  channels: v.array(
    v.object({
      channel: Text,
      state: v.picklist(["open", "failing", "resting"]),
      reason: MaybeText,
      resting_until: MaybeTime,
      sent_today: about(Count, "Where a quota or warm-up counts it"),
      most_today: v.nullable(Count),
    }),
  ),
  warm_up: v.nullable(v.object({ sent_today: Count, most_today: Count })),
  dmarc: v.object({
    address: about(MaybeText, "For `rua`; null without `reply_domain`"),
    weeks: Count,
    mails: Count,
    passed: Count,
    sources: v.array(DmarcSource),
    reporters: about(
      v.array(v.object({ domain: Text, reports: Count, mails: Count, last_at: Time })),
      "By the domain that signed the report's mail",
    ),
  }),
  suppressions: v.object({ count: Count, up_to: Count }),
  warnings: v.array(
    v.object({
      topic: v.picklist(["complaints", "bounces", "quota", "warm_up", "resting", "dmarc_fails"]),
      level: v.picklist(["warn", "bad"]),
      name: about(MaybeText, "A mailbox provider, channel or source; null for all mails"),
      count: Count,
      of: Count,
    }),
  ),
});

export const CheckedDomain = v.object({
  domain: Text,
  channels: v.array(
    v.object({
      channel: Text,
      findings: v.array(
        v.object({
          part: Text,
          level: v.picklist(["ok", "warning", "error", "unknown"]),
          message: Text,
        }),
      ),
      records: v.array(
        v.object({ name: Text, type: v.picklist(["TXT", "MX", "CNAME"]), value: Text, set: v.nullable(Yes) }),
      ),
      unasked: about(Count, "Questions that are left out as the records nest too deep"),
    }),
  ),
});

export const Suppression = v.object({
  email: about(Text, "A mail address, or a number in E.164 that wants no texts"),
  class: about(v.picklist(["all", "progress", "care"]), "`progress`: news of the parcel and care"),
  reason: v.picklist(["bounced", "complained", "unsubscribed", "blocked"]),
  until: about(MaybeTime, "Null: for ever"),
  at: Time,
});
