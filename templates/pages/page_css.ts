/** How the customer's pages look: one stylesheet, phone first. Colours that a shop chooses come after it, as custom properties. */
import { DARK, LIGHT } from "../parts/accent.ts";

export const PAGE_CSS = `
:root{color-scheme:light dark;${
  properties(LIGHT)
}--good:#1d6b3f;--warn:#8a4b08;--warn-soft:#fdf3e4;--edge:#8f8a82}
@media screen and (prefers-color-scheme:dark){:root{${
  properties(DARK)
}--good:#7fce9f;--warn:#f0b868;--warn-soft:#33281a;--edge:#7d7870}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;text-size-adjust:100%}
body{margin:0;background:var(--canvas);color:var(--ink);font:16px/1.5 -apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;font-variant-numeric:tabular-nums;overflow-wrap:anywhere;-webkit-font-smoothing:antialiased}
h1,h2,h3,p,ul,ol,dl,dd,address{margin:0;padding:0;font:inherit}
ul,ol{list-style:none}
a{color:var(--accent);text-underline-offset:.2em;text-decoration-thickness:1px}
:focus-visible{outline:3px solid var(--accent);outline-offset:3px;border-radius:6px}
.vh{position:absolute;inline-size:1px;block-size:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.muted{color:var(--muted)}
.small{font-size:14px}

.wrap{max-inline-size:1072px;margin-inline:auto;padding-inline:20px}
.top{padding-block:20px}
.top .wrap{display:flex;justify-content:space-between;align-items:center;gap:16px}
.shop{color:var(--ink);font-size:17px;font-weight:700;letter-spacing:-.01em;text-decoration:none}
.shop img{display:block;block-size:28px;inline-size:auto;max-inline-size:220px}
.foot{padding-block:40px 56px;color:var(--muted);font-size:13px;line-height:1.6}

.hero{padding-block:28px 36px}
.hero h1{font-size:clamp(32px,7vw,44px);line-height:1.1;font-weight:600;letter-spacing:-.03em;text-wrap:balance}
.hero .lead{margin-block-start:10px;font-size:18px;color:var(--muted);max-inline-size:36em}
.attention .lead{color:var(--warn)}

.steps{margin-block-start:32px}
.steps li{position:relative;display:flex;gap:14px;align-items:baseline;padding-block-end:22px}
.steps li:last-child{padding-block-end:0}
.steps li::before{content:"";flex:none;inline-size:12px;block-size:12px;border-radius:50%;background:var(--canvas);box-shadow:inset 0 0 0 2px var(--muted);position:relative;z-index:1}
.steps li:not(:last-child)::after{content:"";position:absolute;inset-block:18px -6px;inset-inline-start:5px;inline-size:2px;background:var(--line)}
.steps .done::before,.steps .current::before{background:var(--accent);box-shadow:none}
.steps .current::before{box-shadow:0 0 0 4px var(--canvas),0 0 0 6px var(--accent)}
.steps .done:not(:last-child)::after{background:var(--accent)}
.steps .label{flex:1}
.steps .current .label{font-weight:600}
.steps .upcoming .label,.steps .on{color:var(--muted)}
.steps .on{font-size:14px}

.grid{display:grid;gap:16px}
.card{background:var(--card);border-radius:16px;padding:24px 20px}
.card h2{font-size:18px;line-height:1.3;font-weight:600;letter-spacing:-.01em}
.main,.side{display:grid;gap:16px;align-content:start;min-inline-size:0}

.parcel .row{display:flex;justify-content:space-between;align-items:baseline;gap:12px}
.tag{flex:none;font-size:13px;font-weight:600;line-height:24px;padding-inline:10px;border-radius:12px;background:var(--soft);color:var(--ink)}
.parcel .when{margin-block-start:4px;color:var(--muted)}
.facts{display:grid;grid-template-columns:auto 1fr;gap:6px 20px;margin-block-start:20px;font-size:15px}
.facts dt{color:var(--muted)}
.actions{display:grid;gap:10px;margin-block-start:20px}
.button{display:block;inline-size:100%;padding:13px 24px;border:0;border-radius:10px;background:var(--fill);color:var(--on-fill);font:inherit;font-weight:600;line-height:22px;text-align:center;text-decoration:none;cursor:pointer}
.button:hover{filter:brightness(.96)}
.contents{margin-block-start:16px;font-size:15px}
.history{margin-block:20px -12px;border-block-start:1px solid var(--line);padding-block-start:4px}
.history summary{padding-block:10px;color:var(--muted);font-size:14px;cursor:pointer}
.history li{padding-block:8px;font-size:14px;display:grid;gap:0 16px}
.history .at{color:var(--muted)}

.items{margin-block-start:20px}
.items li{display:grid;grid-template-columns:64px 1fr auto;gap:0 16px;align-items:start;padding-block-end:20px;line-height:1.4}
.pic{display:block;inline-size:64px;block-size:64px;border-radius:10px;background:var(--soft);color:var(--muted);object-fit:cover;font-size:10px;overflow:hidden}
.mono{font-size:22px;line-height:64px;text-align:center}
.items .title{font-weight:600}
.items .title a{color:inherit;text-decoration:none}
.items .title a:hover{text-decoration:underline}
.items .more{margin-block-start:2px;font-size:14px;color:var(--muted)}
.price{white-space:nowrap;text-align:end}
.price,.sums dd{unicode-bidi:plaintext}
.sums{border-block-start:1px solid var(--line);padding-block-start:20px;font-size:15px}
.sums>div{display:flex;justify-content:space-between;gap:16px;padding-block-end:8px}
.sums dt{color:var(--muted)}
.sums dd{white-space:nowrap}
.sums .total{flex-wrap:wrap;gap:0 16px;padding-block:8px 0;font-size:20px;font-weight:600}
.sums .total dt{color:inherit}
.sums .tax{flex-basis:100%;font-size:14px;font-weight:400;color:var(--muted)}
.sums .after{padding-block:12px 0}

.side .card{padding-block:8px}
.side section{padding-block:16px;font-size:15px}
.side section+section{border-block-start:1px solid var(--line)}
.side h2{font-size:14px;font-weight:400;letter-spacing:0;color:var(--muted);margin-block-end:4px}
.side p+p{margin-block-start:8px}

.note{max-inline-size:480px;margin-inline:auto;padding:clamp(40px,14vh,160px) 20px 64px}
.note h1{font-size:30px;line-height:1.15;font-weight:600;letter-spacing:-.025em;text-wrap:balance}
.note p{margin-block-start:14px;color:var(--muted);font-size:17px}
.note form{margin-block-start:28px}
.icon{display:grid;place-items:center;inline-size:56px;block-size:56px;margin-block-end:28px;border-radius:16px;background:var(--card);color:var(--accent)}

@media(min-width:640px){
.hero{padding-block:48px 44px}
.steps{display:flex;gap:0;margin-block-start:44px}
.steps li{flex:0 1 238px;flex-direction:column;align-items:flex-start;gap:0;padding-block-end:0;padding-inline-end:16px}
.steps li:last-child{flex:none}
.steps li::before{margin-block-end:14px}
.steps li:not(:last-child)::after{inset-block:5px auto;inset-inline:12px 0;inline-size:auto;block-size:2px}
.steps .current:not(:last-child)::after{inset-inline-start:18px}
.steps .label{flex:none}
.card{padding:28px 32px}
.side .card{padding-block:12px}
.actions{display:flex;flex-wrap:wrap}
.actions .button{inline-size:auto}
.history li{grid-template-columns:11em 1fr}
}
@media(min-width:960px){
.grid{grid-template-columns:minmax(0,1fr) 340px;gap:24px}
.main{gap:24px}
}
@media print{
:root{color-scheme:light;--canvas:#fff;--card:#fff;--ink:#000;--muted:#444;--line:#bbb}
body{font-size:11pt}
.card{padding:0;border-radius:0;break-inside:auto}
.grid{grid-template-columns:1fr 12em;gap:32px}
.hero{padding-block:16px 24px}
.items li,.side section{break-inside:avoid}
.main{gap:28px}
.side .card{padding:0}
.side section:first-child{padding-block-start:0}
.actions,.history,.top .shop img{display:none}
.steps li::before{print-color-adjust:exact}
a{color:inherit;text-decoration:none}
}
`.trim();

function properties(palette: typeof LIGHT): string {
  return Object.entries(palette).map(([name, value]) => `--${name}:${value};`).join("");
}
