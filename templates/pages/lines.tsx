/** Short lines one below the other on a page, as addresses and notes are written; each in its own direction, whatever the page's. */
import type { FC } from "hono/jsx";

/** Those that are `null` are left out. */
export const Lines: FC<{ readonly lines: readonly (string | null)[] }> = ({ lines }) => (
  <>
    {lines.filter((line) => line !== null).map((line, index) => (
      <>
        {index === 0 ? null : <br />}
        <bdi>{line}</bdi>
      </>
    ))}
  </>
);
