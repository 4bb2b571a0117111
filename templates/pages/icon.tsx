/** The line drawings of the pages; each only repeats the text beside it, so none is read out. */
import type { FC } from "hono/jsx";

const PATHS = {
  link:
    "M10 14a4 4 0 0 0 5.7 0l3-3a4 4 0 0 0-5.7-5.7l-.8.8M14 10a4 4 0 0 0-5.7 0l-3 3a4 4 0 0 0 5.7 5.7l.8-.8",
  mail: "M4 6.5h16v11H4zM4.5 7l7.5 6 7.5-6",
  failed: "M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17zM12 8v5M12 16.2v.1",
  parcel: "M4 8l8-4 8 4v8l-8 4-8-4zM4 8l8 4 8-4M12 12v8",
  bell: "M6 16.5h12c-1.5-1.5-2-3-2-6a4 4 0 0 0-8 0c0 3-.5 4.5-2 6zM10.5 19.5h3",
  card: "M3.5 6.5h17v11h-17zM3.5 10.5h17M7 14.5h3",
  bubble: "M4 5.5h16v11h-9l-4 3.5v-3.5H4zM12 8.2v3.4M12 13.8v.1",
  truck:
    "M4.8 16H2.5V6h11v10H9.2M13.5 9.5h4l4 3.6V16h-1.7M15.4 16h-1.9M7 18.2a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.4zM17.6 18.2a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.4z",
  home: "M4 11l8-7 8 7M6 9.5V20h12V9.5M10 20v-5.5h4V20",
  place:
    "M12 21c4-4.6 6.5-7.6 6.5-11a6.5 6.5 0 0 0-13 0c0 3.4 2.5 6.4 6.5 11zM12 12.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5z",
  gift:
    "M4 9h16v4H4zM5.5 13v7h13v-7M12 9v11M12 9C9.5 9 7.5 8 7.5 6.2S9.8 3.6 12 9c2.2-5.4 4.5-4.6 4.5-2.8S14.5 9 12 9z",
  clock: "M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17zM12 7.5V12l3 2",
  back: "M9 6L4.5 10.5 9 15M4.5 10.5H14a5 5 0 0 1 0 10h-3",
  cross: "M6.5 6.5l11 11M17.5 6.5l-11 11",
  tick: "M5 12.5l4.5 4.5L19 7.5",
  receipt: "M6 3.5h12v17l-2-1.5-2 1.5-2-1.5-2 1.5-2-1.5-2 1.5zM9 8h6M9 11.5h6",
  not_found: "M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM16 16l4.5 4.5",
} as const;

export type IconName = keyof typeof PATHS;

/** What points along the line of reading: it drives, or leads back, the other way where that is from right to left. */
const ALONG: ReadonlySet<IconName> = new Set(["truck", "back", "bubble", "receipt"]);

export const Icon: FC<{ readonly name: IconName }> = ({ name }) => (
  <svg
    aria-hidden="true"
    class={ALONG.has(name) ? "along" : undefined}
    width="30"
    height="30"
    viewBox="0 0 24 24"
    fill="none"
    stroke="currentColor"
    stroke-width="1.6"
    stroke-linecap="round"
    stroke-linejoin="round"
  >
    <path d={PATHS[name]} />
  </svg>
);
