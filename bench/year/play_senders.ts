/** Plays a day of webhooks in a simulated year: how many came of each sender, in which hours, and how many were refused. */
import { type Add, type Now, shareOf } from "./effects.ts";

/** Webhooks for each order, and the share that is refused or cannot be read. */
const SOURCES = [["shopify", 6, 0.001], ["stripe", 1.5, 0.0005], ["aftership", 4, 0.004]] as const;
/** Of a day's webhooks, by hour. */
const BY_HOUR = [1, 0.5, 0.2, 0.1, 0.1, 0.3, 1, 2, 4, 6, 7, 7, 7, 7, 6, 6, 6, 7, 8, 8, 7, 6, 4, 2];
const BY_HOUR_SUM = BY_HOUR.reduce((sum, one) => sum + one, 0);

export function playSenders(random: () => number, day: number, orders: number, now: Now, add: Add): void {
  for (const [source, an_order, usual] of SOURCES) {
    const silent = shareOf(now(day), "silent", { source }, 0);
    const heard = BY_HOUR.map((weight) =>
      random() < silent ? 0 : poisson(random, orders * an_order * weight / BY_HOUR_SUM)
    );
    const all = heard.reduce((sum, one) => sum + one, 0);
    const refused = poisson(random, all * shareOf(now(day), "unheard", { source }, usual));
    add(day, "heard", [source, "taken"], all - Math.min(all, refused));
    add(day, "heard", [source, "refused"], Math.min(all, refused));
    const hours = heard.filter((one) => one > 0).length;
    add(day, "hours", [source, "heard"], hours);
    add(day, "hours", [source, "silent"], BY_HOUR.length - hours);
  }
}

function poisson(random: () => number, mean: number): number {
  if (mean > 50) {
    return Math.max(0, Math.round(mean + Math.sqrt(mean) * (random() + random() + random() - 1.5) * 2));
  }
  const bound = Math.exp(-mean);
  let product = random();
  let count = 0;
  while (product > bound) {
    product *= random();
    count++;
  }
  return count;
}
