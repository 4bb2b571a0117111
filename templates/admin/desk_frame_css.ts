/** The desk's frame: a column of navigation beside a white sheet; on a phone a bar of five tabs below it. */

export const DESK_FRAME_CSS = `
.skip{position:absolute;inset-inline-start:16px;inset-block-start:-60px;z-index:9;padding:10px 16px;border-radius:0 0 10px 10px;background:var(--fill);color:var(--on-fill)}
.skip:focus{inset-block-start:0}
.desk{background:var(--card)}
.rail{background:var(--canvas)}
.whose{display:flex;align-items:baseline;gap:8px;min-inline-size:0}
.whose a{color:var(--ink);font-size:16px;font-weight:700;letter-spacing:-.01em;text-decoration:none}
.whose span{font-size:13px}
.seek{position:relative}
.seek input{inline-size:100%;padding:7px 44px 7px 12px;font-size:15px;background:var(--card);appearance:none}
.seek input::placeholder{color:var(--muted);opacity:1}
.seek button{position:absolute;inset-block:1px;inset-inline-end:1px;inline-size:42px;display:grid;place-items:center;padding:0;border:0;border-radius:9px;background:none;color:var(--muted);cursor:pointer}
.seek button:hover{color:var(--ink)}
.rail nav a{position:relative;display:flex;align-items:center;gap:10px;border-radius:7px;color:var(--muted);font-weight:500;text-decoration:none}
.rail nav svg{flex:none}
.rail nav a:hover,.rail nav [aria-current]{color:var(--ink)}
.rail nav [aria-current]{font-weight:600}
.rail nav .n{font-size:12px;font-weight:600;line-height:18px}
.who{font-size:13px}
kbd{padding:1px 6px;border-radius:5px;background:var(--soft);font:12px/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
.keys-help{display:none;font-size:13px;color:var(--muted)}
.keys-help summary{padding:4px 8px;cursor:pointer}
.keys-help dl{display:grid;gap:3px;padding:6px 8px}
.keys-help dl>div{display:flex;gap:8px}
.keys-help dt{min-inline-size:3.2em}
@media(min-width:960px) and (pointer:fine){.keys-help{display:block}}

@media(max-width:959px){
.desk{padding-block-end:calc(58px + env(safe-area-inset-bottom))}
.rail{border-block-end:1px solid var(--line)}
.rail-in{display:grid;grid-template-columns:1fr auto;gap:10px 16px;align-items:center;padding:12px 20px}
.seek{grid-column:1/-1}
.who{grid-row:1;grid-column:2;text-align:end}
.who p{display:none}
.rail nav{position:fixed;inset:auto 0 0;z-index:6;display:grid;grid-auto-flow:column;grid-auto-columns:minmax(0,1fr);padding-block-end:env(safe-area-inset-bottom);background:var(--canvas);border-block-start:1px solid var(--line)}
.group,.group ul{display:contents}
.group p,.group li:not(.tab),.rail nav .less{display:none}
.rail nav a{flex-direction:column;gap:2px;padding:8px 2px 7px;font-size:11px;line-height:15px;text-align:center}
.rail nav .tab svg,.rail nav .more svg{inline-size:22px;block-size:22px}
.rail nav .label{max-inline-size:100%;overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
.rail nav .n{position:absolute;inset-block-start:4px;inset-inline-start:calc(50% + 5px);padding-inline:5px;border-radius:9px;background:var(--warn-soft);color:var(--warn);font-size:11px;line-height:16px}
.rail nav:not(:has(.tab [aria-current])) .more{color:var(--ink);font-weight:600}
.rail nav:target{display:block;max-block-size:85vh;overflow-y:auto;padding:8px 20px calc(12px + env(safe-area-inset-bottom))}
.rail nav:target .group{display:block}
.rail nav:target .group p{display:block;padding-block:10px 2px;font-size:13px;font-weight:600}
.rail nav:target ul{display:grid;grid-template-columns:1fr 1fr;gap:0 12px}
.rail nav:target li{display:block}
.rail nav:target a{flex-direction:row;gap:10px;min-block-size:44px;font-size:15px;text-align:start}
.rail nav:target .n{position:static;margin-inline-start:auto}
.rail nav:target .more{display:none}
.rail nav:target .less{display:flex;justify-content:center;margin-block-start:8px;background:var(--line);color:var(--ink)}
html:has(nav:target){scroll-padding-block-start:0}
}
@media(min-width:960px){
.desk{display:grid;grid-template-columns:216px minmax(0,1fr);min-block-size:100vh}
.rail{border-inline-end:1px solid var(--line)}
.rail-in{position:sticky;inset-block-start:0;block-size:100vh;overflow-y:auto;display:flex;flex-direction:column;align-items:stretch;gap:14px;padding:16px 12px}
.whose{flex-direction:column;gap:0;padding-inline:8px}
.whose a{font-size:15px}
.group+.group{margin-block-start:12px}
.group p{padding:4px 8px;font-size:12px;font-weight:600;line-height:16px;color:var(--muted)}
.rail nav a{padding:4px 8px;font-size:14px;line-height:20px}
.rail nav a:hover,.rail nav [aria-current]{background:var(--line)}
.rail nav .n{margin-inline-start:auto}
.rail nav .more,.rail nav .less{display:none}
.who{margin-block-start:auto;padding-inline:8px}
}
@media(max-width:959px) and (forced-colors:active){.rail nav .n{border:1px solid}}
`.trim();
