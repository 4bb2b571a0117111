/** Short lines one below the other, as addresses and notes are written; those that are `null` are left out. */
import type { FC } from "hono/jsx";

export const Lines: FC<{ readonly lines: readonly (string | null)[] }> = ({ lines }) => (
  <>
    {lines.filter((line) => line !== null).map((line, index) =>
      index === 0 ? line : (
        <>
          <br />
          {line}
        </>
      )
    )}
  </>
);
