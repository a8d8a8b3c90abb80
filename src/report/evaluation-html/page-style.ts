/** How the page looks: light and dark by the reader's setting, one column on a phone, black on white on paper. */
export const pageStyle = `
:root { color-scheme: light dark; --ink: #1f2328; --soft: #59636e; --line: #d1d9e0; --ground: #ffffff; --raised: #f6f8fa;
  --pass: #1a7f37; --warn: #9a6700; --fail: #cf222e; --none: #59636e; --link: #0969da; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6edf3; --soft: #9198a1; --line: #3d444d; --ground: #0d1117;
  --raised: #151b23; --pass: #3fb950; --warn: #d29922; --fail: #f85149; --none: #9198a1; --link: #4493f8; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); overflow-wrap: anywhere;
  font: 16px/1.5 system-ui, -apple-system, "Segoe UI", "Noto Sans", Helvetica, Arial, sans-serif; }
main, header, footer { max-width: 72rem; margin: 0 auto; padding: 0 1rem; }
header { padding-top: 1.25rem; }
h1 { font-size: 1.5rem; line-height: 1.3; margin: 0 0 0.5rem; padding: 0.75rem 1rem; border-left: 6px solid var(--none);
  background: var(--raised); border-radius: 0 6px 6px 0; }
h1.pass { border-color: var(--pass); } h1.warn { border-color: var(--warn); } h1.fail { border-color: var(--fail); }
h2 { font-size: 1.15rem; margin: 2rem 0 0.5rem; padding-bottom: 0.25rem; border-bottom: 1px solid var(--line); }
h3 { font-size: 0.95rem; margin: 0 0 0.25rem; }
p { margin: 0.5rem 0; } .lead, footer { color: var(--soft); }
.next { border: 1px solid var(--line); border-radius: 6px; padding: 0.5rem 0.75rem; }
.note { border-left: 4px solid var(--line); padding: 0.1rem 0 0.1rem 0.75rem; margin: 0.75rem 0; } .note.warning { border-color: var(--warn); }
nav { display: flex; flex-wrap: wrap; gap: 0.25rem 1rem; margin: 0.75rem 0; font-size: 0.9rem; }
a { color: var(--link); }
.wide { overflow-x: auto; margin: 0.5rem 0; }
table { border-collapse: collapse; overflow-wrap: break-word; font-size: 0.875rem; font-variant-numeric: tabular-nums; }
th, td { border: 1px solid var(--line); padding: 0.3rem 0.6rem; text-align: left; vertical-align: top; }
th { background: var(--raised); font-weight: 600; } .number { text-align: right; white-space: nowrap; }
tbody tr:nth-child(even) { background: var(--raised); }
code { font: 0.85em ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
pre { background: var(--raised); border-radius: 6px; padding: 0.75rem; overflow-x: auto; }
.plots { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 26rem), 1fr)); gap: 1rem; margin: 0.75rem 0; }
figure { margin: 0; padding: 0.75rem; border: 1px solid var(--line); border-radius: 6px; min-width: 0; }
figure svg { color: var(--soft); max-width: 100%; height: auto; display: block; } figure .live { width: 100%; }
.hint { font-size: 0.85rem; color: var(--soft); } .still .hint { display: none; }
details { margin: 0.5rem 0; } summary { cursor: pointer; color: var(--link); }
.tip { position: fixed; z-index: 1; pointer-events: none; background: var(--ink); color: var(--ground); border-radius: 4px;
  padding: 0.35rem 0.6rem; font-size: 0.8rem; max-width: 18rem; }
.tip div { display: flex; justify-content: space-between; gap: 1rem; }
footer { font-size: 0.85rem; padding-top: 1.5rem; padding-bottom: 2rem; }
@media screen and (max-width: 40rem) { h1 { font-size: 1.2rem; }
  .cards, .cards tbody { display: block; } .cards thead { display: none; }
  .cards tr { display: block; border: 1px solid var(--line); border-radius: 6px; margin: 0.5rem 0; padding: 0.35rem 0.6rem; }
  .cards td { display: flex; justify-content: space-between; gap: 1rem; border: 0; padding: 0.1rem 0; text-align: right; white-space: normal; }
  .cards td:empty { display: none; } .cards td::before { content: attr(data-label); color: var(--soft); text-align: left; }
  .cards td:first-child { font-weight: 600; text-align: left; } .cards td:first-child::before { content: none; } }
@media print { :root { color-scheme: light; --ink: #000; --soft: #333; --line: #999; --ground: #fff; --raised: #fff; }
  nav, .hint, .tip { display: none; } figure, tr { break-inside: avoid; } h2 { break-after: avoid; }
  .wide { overflow: visible; } body { font-size: 12px; } .plots { grid-template-columns: 1fr 1fr; } }
`;
