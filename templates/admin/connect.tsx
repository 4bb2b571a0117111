/** The page on which a store's people read whether their store is connected, and what to do where it is not. */
import type { FC } from "hono/jsx";
import { Entry } from "./sign_in.tsx";
import { type DeskKey, w } from "./words.ts";

type Told<Key extends string> = Key extends `connect.${infer Outcome}_title` ? Outcome : never;
export type ConnectOutcome = Told<DeskKey>;

interface ConnectProps {
  readonly outcome: ConnectOutcome;
  /** The shop's desk; null where the store was not connected. */
  readonly desk: string | null;
}

export const ConnectPage: FC<ConnectProps> = ({ outcome, desk }) => (
  <Entry title={w(`connect.${outcome}_title`)}>
    <p class="lead">{w(`connect.${outcome}_lead`)}</p>
    {desk === null ? null : (
      <p class="onward">
        <a class="button" href={desk}>{w("connect.desk")}</a>
      </p>
    )}
  </Entry>
);
