/** What the page of the API has beside the pages' own style. */
export const API_CSS = `
.api{max-inline-size:960px;margin:0 auto;padding:32px 20px}
.api h2{margin-block-start:40px}
.api h3{margin-block-start:28px;font-size:16px;overflow-wrap:anywhere}
.api nav ul{display:flex;flex-wrap:wrap;gap:4px 16px;list-style:none;padding:0}
.api code{font-family:ui-monospace,SFMono-Regular,Menlo,monospace;font-size:.92em;overflow-wrap:anywhere}
.api .scroll{overflow-x:auto;margin-block:8px}
.api table{inline-size:100%;border-collapse:collapse;font-size:14px}
.api caption{text-align:start;font-weight:600;padding-block:4px}
.api th,.api td{text-align:start;vertical-align:top;padding:4px 12px 4px 0;font-weight:400;border-block-start:1px solid var(--line)}
.api th{min-inline-size:140px}
.api th .muted{display:block;font-size:12px}
.api td{min-inline-size:120px}
`;
