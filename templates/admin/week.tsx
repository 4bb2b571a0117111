/**
 * Draws small charts beside figures: the days of a week, and the position of a rate. Sizes are attributes, because
 * the content security policy forbids styles.
 */
import type { FC } from "hono/jsx";
import type { RateView } from "./view.ts";

const HEIGHT = 28;
const BAR = 7;
const STEP = 10;

export const WeekBars: FC<{ readonly days: readonly number[]; readonly spoken: string }> = (
  { days, spoken },
) => {
  const most = Math.max(1, ...days);
  const width = days.length * STEP - (STEP - BAR);
  return (
    <svg
      class="bars"
      role="img"
      aria-label={spoken}
      width={width}
      height={HEIGHT}
      viewBox={`0 0 ${width} ${HEIGHT}`}
    >
      {days.map((count, index) => {
        // A count above zero always has a visible bar.
        const height = count === 0 ? 2 : Math.max(4, Math.round(HEIGHT * count / most));
        return (
          <rect
            class={count === 0 ? "none" : index === days.length - 1 ? "last" : ""}
            x={index * STEP}
            y={HEIGHT - height}
            width={BAR}
            height={height}
            rx="1.5"
          />
        );
      })}
    </svg>
  );
};

const LENGTH = 400;

/** Hidden from screen readers: the text beside it says the same. */
export const RateScale: FC<{ readonly rate: RateView }> = ({ rate }) => (
  <div class="scale" aria-hidden="true">
    <svg viewBox={`0 0 ${LENGTH} 14`} width="100%" height="14" preserveAspectRatio="none">
      <rect class="ground" x="0" y="5" width={LENGTH} height="4" />
      <rect class={`reach ${rate.tone}`} x="0" y="5" width={Math.round(LENGTH * rate.at)} height="4" />
      {rate.marks.map(({ at }) => (
        <rect class="mark" x={Math.round(LENGTH * at) - 1} y="1" width="1.5" height="12" />
      ))}
    </svg>
    <svg width="100%" height="16">
      {rate.marks.map(({ at, label }) => (
        <text x={`${Math.round(at * 100)}%`} y="12" text-anchor={at > 0.9 ? "end" : "middle"}>{label}</text>
      ))}
    </svg>
  </div>
);
