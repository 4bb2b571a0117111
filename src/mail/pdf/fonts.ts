/** The fonts that PDF files embed, as TrueType. Importing this module loads all of them into memory. */
import arabic from "../../../templates/fonts/arabic.json" with { type: "json" };
import european from "../../../templates/fonts/european.json" with { type: "json" };
import european_bold from "../../../templates/fonts/european_bold.json" with { type: "json" };
import hebrew from "../../../templates/fonts/hebrew.json" with { type: "json" };

export const FONT_FILES = {
  european: Uint8Array.fromBase64(european.base64),
  european_bold: Uint8Array.fromBase64(european_bold.base64),
  hebrew: Uint8Array.fromBase64(hebrew.base64),
  arabic: Uint8Array.fromBase64(arabic.base64),
} as const;
