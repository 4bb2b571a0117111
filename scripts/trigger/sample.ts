/** Types of a sender's samples. */

export type Json = Record<string, unknown>;

export interface SampleOptions {
  /** Number of the order, four digits: the same for every sender, so that their events join one order. */
  readonly order: number;
  readonly now_ms: number;
  /** Differs in each call, for ids that a sender never repeats. */
  readonly nonce: string;
}

export interface SourceSamples {
  /** Samples by topic, as docs/senders.md names the topics. */
  readonly topics: Readonly<Record<string, Json>>;
  /** Topics that begin an order: they take the next number. */
  readonly first: readonly string[];
  /** Topics of an order's life, in sequence. */
  readonly life: readonly string[];
  /** Answers of the sender's API by path, for what its webhooks leave out. */
  readonly asks?: Readonly<Record<string, unknown>>;
  /** Returns the text of the sample with the order's own ids. */
  readonly renumber: (text: string, options: SampleOptions) => string;
}

/** Replaces the last digits of the fixtures' tracking number with the order's number. */
export function renumberParcel(text: string, { order }: SampleOptions): string {
  return text.replaceAll(/0034043416109\d{7}/g, `0034043416109404${order}`);
}
