/**
 * Samples of every topic of every sender, made from the senders' documented payloads, with current times and an order
 * of their own. Pure.
 */
import type { Json, SampleOptions, SourceSamples } from "./sample.ts";
import { shiftTimes } from "./shift_times.ts";
import { bigcommerceSamples } from "./samples/bigcommerce.ts";
import { paymentSamples } from "./samples/payments.ts";
import { shopifySamples } from "./samples/shopify.ts";
import { standardSamples } from "./samples/standard.ts";
import { trackerSamples } from "./samples/trackers.ts";
import { woocommerceSamples } from "./samples/woocommerce.ts";

export const SAMPLES: Readonly<Record<string, SourceSamples>> = {
  standard: standardSamples,
  shopify: shopifySamples,
  woocommerce: woocommerceSamples,
  bigcommerce: bigcommerceSamples,
  ...paymentSamples,
  ...trackerSamples,
};

export interface Sample {
  readonly body: Json;
  readonly asks: Readonly<Record<string, unknown>>;
}

/** Returns the sample; throws with the list of topics when `topic` does not exist. */
export function sampleOf(source: string, topic: string, options: SampleOptions): Sample {
  const samples = SAMPLES[source];
  if (samples === undefined) {
    throw new Error(`There is no source ${source}: there are ${Object.keys(SAMPLES).join(", ")}`);
  }
  const found = samples.topics[topic];
  if (found === undefined) {
    throw new Error(
      `There is no topic ${topic} of ${source}: there are ${Object.keys(samples.topics).join(", ")}`,
    );
  }
  const made = (json: unknown) =>
    JSON.parse(samples.renumber(JSON.stringify(shiftTimes(json, options.now_ms)), options));
  const asks = Object.entries(samples.asks ?? {})
    .map(([path, answer]) => [samples.renumber(path, options), made(answer)] as const);
  return { body: made(found), asks: Object.fromEntries(asks) };
}
