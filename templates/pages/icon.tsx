/** The line drawings of the pages; each only repeats the text beside it, so none is read out. */
import type { FC } from "hono/jsx";

const PATHS = {
  link:
    "M10 14a4 4 0 0 0 5.7 0l3-3a4 4 0 0 0-5.7-5.7l-.8.8M14 10a4 4 0 0 0-5.7 0l-3 3a4 4 0 0 0 5.7 5.7l.8-.8",
  mail: "M4 6.5h16v11H4zM4.5 7l7.5 6 7.5-6",
  failed: "M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17zM12 8v5M12 16.2v.1",
  not_found: "M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM16 16l4.5 4.5",
} as const;

export const Icon: FC<{ readonly name: keyof typeof PATHS }> = ({ name }) => (
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
