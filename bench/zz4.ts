import { tenLines } from "/work/main/bench/render/content.ts";
const ours = await import("/work/main/dist/bench/worker.js");
const { view } = tenLines();
let x=0; const best=[];
for (let r=0;r<12;r++){ const t=performance.now(); for (let i=0;i<2000;i++) x+=ours.render("order_confirmation", view).html.charCodeAt(5000); best.push((performance.now()-t)/2);}
console.log(best.map(b=>b.toFixed(0)).join(" "),"us");
