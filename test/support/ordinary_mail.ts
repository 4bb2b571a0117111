/** A mail with nothing special about it, for tests that change one thing. */
import type { Mail } from "../../src/mail/mime/compose.ts";

export const MAIL: Mail = {
  key: "demo/shopify/1001/order_confirmation/",
  from: { name: "Blumen & Söhne", email: "shop@example.com" },
  to: { name: "Ada Lovelace", email: "ada@example.org" },
  reply_to: { name: "Blumen", email: "reply+1001@example.com" },
  subject: "Order #1001",
  text: "Thank you, Ada.",
  html: "<p>Thank you, Ada.</p>",
  date_ms: Date.UTC(2026, 10, 22, 9, 5, 7),
  headers: { "X-Order": "#1001", "Auto-Submitted": "auto-generated" },
};
