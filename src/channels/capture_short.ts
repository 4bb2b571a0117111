/**
 * The dev mailbox's channel for short messages: keeps each message as a plain mail to its address and delivers none.
 */
import { captureChannel } from "./capture.ts";
import type { Channel, ShortMessage } from "./channel.ts";

export function captureShortChannel(bucket: R2Bucket, clock: () => number): Channel<ShortMessage> {
  const { send } = captureChannel(bucket, clock);
  return {
    name: "capture",
    idempotent: false,
    send: async ({ idempotency_key, to, body }) => {
      const date_ms = clock();
      const mail = {
        key: idempotency_key,
        from: { email: "texts@waybill.invalid" },
        to: { email: to },
        subject: body,
        text: body,
        html: "",
        date_ms,
      };
      return await send({
        idempotency_key,
        mail,
        raw: [
          `Date: ${new Date(date_ms).toUTCString()}`,
          `To: ${to}`,
          "Content-Type: text/plain; charset=utf-8",
          "Content-Transfer-Encoding: 8bit",
          "",
          body,
        ].join("\r\n"),
        kind: kindOf(idempotency_key),
        order_number: "",
      });
    },
  };
}

/** `demo/shopify/1001/shipment_sms/delivered:p1` */
function kindOf(key: string): string {
  return key.split("/").at(-2) ?? "text";
}
