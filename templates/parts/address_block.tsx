/** Where it goes and who pays: two short blocks side by side, one below the other on a phone. */
import type { FC } from "hono/jsx";
import type { Translate } from "../locales/translate.ts";
import type { OrderView } from "../view.ts";
import { LIGHT } from "./accent.ts";
import { Lines } from "./lines.tsx";

interface AddressBlockProps {
  readonly view: OrderView;
  readonly t: Translate;
}

export const AddressBlock: FC<AddressBlockProps> = ({ view, t }) => {
  const blocks = [
    { label: t("order.delivery_address"), lines: view.delivery_address },
    {
      label: t("order.billing_address"),
      lines: view.same_address ? [t("order.same_address")] : view.billing_address,
    },
  ].filter(({ lines }) => lines !== null);
  const apart = `padding-bottom:24px;padding-${view.dir === "rtl" ? "left" : "right"}:16px`;
  return blocks.length === 0 ? null : (
    <table
      role="presentation"
      width="100%"
      cellpadding="0"
      cellspacing="0"
      style="font-size:15px"
    >
      <tr valign="top">
        {blocks.map(({ label, lines }) => (
          <td class="b" width={blocks.length === 1 ? "100%" : "50%"} style={apart}>
            <div class="m" style={`padding-bottom:4px;font-size:14px;color:${LIGHT.muted}`}>{label}</div>
            <Lines lines={lines ?? []} />
          </td>
        ))}
      </tr>
    </table>
  );
};
