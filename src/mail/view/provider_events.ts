/** Lists what the mail providers reported of an order's messages, as the ledger keeps it: each event with its time. Pure. */
export const PROVIDER_EVENTS = [
  "accepted",
  "delivered",
  "bounced",
  "complained",
  "opened",
  "clicked",
] as const;

export interface ProviderEvent {
  /** ISO 8601. */
  readonly at: string;
  readonly event: (typeof PROVIDER_EVENTS)[number];
  /** The message's key and kind. */
  readonly message: string;
  readonly kind: string;
  /** Null where the ledger names none. */
  readonly provider: string | null;
  readonly provider_id: string | null;
  /** The provider's own words; null where it gave none. */
  readonly reason: string | null;
}

/** A message of the ledger; times are null where nothing was reported. */
export interface ReportedMail {
  readonly key: string;
  readonly kind: string;
  readonly state: string;
  readonly reason: string | null;
  readonly channel: string | null;
  /** The provider's own id of the mail, under which its events name it; null where it gave none. */
  readonly provider_id: string | null;
  readonly sent_at: string | null;
  readonly delivered_at: string | null;
  readonly bounced_at: string | null;
  readonly complained_at: string | null;
  readonly opened_at: string | null;
  readonly clicked_at: string | null;
}

/** In the order of time. The ledger keeps the last final state of a message: one of delivered, bounced and complained. */
export function providerEvents(mails: readonly ReportedMail[]): readonly ProviderEvent[] {
  return mails.flatMap((mail) => {
    const times: Readonly<Record<ProviderEvent["event"], string | null>> = {
      accepted: mail.sent_at,
      delivered: mail.delivered_at,
      bounced: mail.bounced_at,
      complained: mail.complained_at,
      opened: mail.opened_at,
      clicked: mail.clicked_at,
    };
    return PROVIDER_EVENTS.flatMap((event): readonly ProviderEvent[] => {
      const at = times[event];
      if (at === null) return [];
      return [{
        at,
        event,
        message: mail.key,
        kind: mail.kind,
        provider: mail.channel,
        provider_id: mail.provider_id,
        // The ledger's reason is that of the state in which the message is now.
        reason: event === mail.state || event === "accepted" && mail.state === "sent" ? mail.reason : null,
      }];
    });
  }).toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at));
}
