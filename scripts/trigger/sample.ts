/** What a sender's samples consist of. */

export type Json = Record<string, unknown>;

export interface SampleOptions {
  /** Number of the order, four digits: the same for every sender, so that one's news joins the other's order. */
  readonly order: number;
  readonly now_ms: number;
  /** Differs each time, for ids that a sender never gives twice. */
  readonly nonce: string;
}

export interface SourceSamples {
  /** By topic, as docs/senders.md names it. */
  readonly topics: Readonly<Record<string, Json>>;
  /** Topics that begin an order: they take the next number. */
  readonly first: readonly string[];
  /** An order's life, in its order. */
  readonly life: readonly string[];
  /** What the sender's API answers, by path, where its webhooks leave things out. */
  readonly asks?: Readonly<Record<string, unknown>>;
  /** The text of the sample with the order's own ids. */
  readonly renumber: (text: string, options: SampleOptions) => string;
}

/** The tracking number of the fixtures, of which the last digits become the order's. */
export function renumberParcel(text: string, { order }: SampleOptions): string {
  return text.replaceAll(/0034043416109\d{7}/g, `0034043416109404${order}`);
}
