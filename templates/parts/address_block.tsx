/** The delivery and billing address: two blocks side by side, one below the other on a phone. */
import type { Child } from "hono/jsx";
import type { HtmlEscapedString } from "hono/utils/html";
import type { Translate } from "../locales/translate.ts";
import type { OrderView } from "../view.ts";
import { Lines } from "./lines.tsx";
import { precompiled } from "./precompiled.ts";
import { eachWay } from "./sides.ts";

interface AddressBlockProps {
  readonly view: OrderView;
  readonly t: Translate;
}

export function AddressBlock({ view, t }: AddressBlockProps): HtmlEscapedString | null {
  const { delivery_address, billing_address, same_address } = view;
  if (delivery_address === null && billing_address === null) return null;
  const width = delivery_address === null || billing_address === null ? "100%" : "50%";
  return table({
    delivery: delivery_address === null ? null : address[view.dir]({
      width,
      label: t("order.delivery_address"),
      lines: Lines({ lines: inTheirWay(view, delivery_address) }),
    }),
    billing: billing_address === null ? null : address[view.dir]({
      width,
      label: t("order.billing_address"),
      lines: Lines({ lines: same_address ? [t("order.same_address")] : inTheirWay(view, billing_address) }),
    }),
  });
}

/** A mark begins a line in Latin letters where the mail reads from right to left: its number would stand behind its town. */
function inTheirWay({ dir }: OrderView, lines: readonly string[]): readonly string[] {
  return dir === "ltr" ? lines : lines.map((line) => RTL.test(line) ? line : `\u200e${line}`);
}

const RTL = /[\p{Script=Arabic}\p{Script=Hebrew}]/u;

const table = precompiled<{ readonly delivery: Child; readonly billing: Child }>(({ delivery, billing }) => (
  <table
    role="presentation"
    width="100%"
    cellpadding="0"
    cellspacing="0"
    style="font-size:15px"
  >
    <tr valign="top">
      {delivery}
      {billing}
    </tr>
  </table>
));

interface Address {
  readonly width: string;
  readonly label: string;
  readonly lines: Child;
}

const address = eachWay(({ box }) =>
  precompiled<Address>(({ width, label, lines }) => (
    <td class="b" width={width} style={`padding:${box(0, 16, 24, 0)}`}>
      <div class="m" style="padding-bottom:4px;font-size:14px">{label}</div>
      {lines}
    </td>
  ))
);
