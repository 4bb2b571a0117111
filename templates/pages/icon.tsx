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
  not_found: "M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM16 16l4.5 4.5",
} as const;

export type IconName = keyof typeof PATHS;

export const Icon: FC<{ readonly name: IconName }> = ({ name }) => (
  <svg
    aria-hidden="true"
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
