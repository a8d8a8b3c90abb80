/** The style sheet of all pages: one column on a phone, two where there is room; light and dark. */
export const style = `
:root{color-scheme:light dark;--bg:#fff;--soft:#f6f8fa;--line:#d1d9e0;--text:#1f2328;--dim:#59636e;--link:#0969da;
--green:#1a7f37;--red:#cf222e;--amber:#9a6700;--purple:#8250df;--green-fill:#1a7f37;--red-fill:#cf222e;--amber-fill:#9a6700;--purple-fill:#8250df;--dim-fill:#59636e;--shade:0 1px 2px rgb(31 35 40/6%)}
@media(prefers-color-scheme:dark){:root{--bg:#0d1117;--soft:#151b23;--line:#3d444d;--text:#f0f6fc;--dim:#9198a1;
--link:#4493f8;--green:#3fb950;--red:#f85149;--amber:#d29922;--purple:#ab7df8;--green-fill:#238636;--red-fill:#c93c37;--amber-fill:#8a5a00;--purple-fill:#8957e5;--dim-fill:#59636e;--shade:none}}
*{box-sizing:border-box}
body{margin:0;background:var(--bg);color:var(--text);font:15px/1.55 -apple-system,BlinkMacSystemFont,"Segoe UI","Noto Sans",Helvetica,Arial,sans-serif;overflow-wrap:anywhere}
a{color:var(--link);text-decoration:none}a:hover{text-decoration:underline}
.top{background:var(--soft);border-bottom:1px solid var(--line)}
.top>div,main{max-width:1180px;margin:0 auto;padding:0 16px}
.crumb{display:flex;align-items:center;gap:8px;padding-top:14px;font-size:16px}
.crumb b{font-weight:600}.note{margin-left:auto;font-size:12px;color:var(--dim)}
nav{display:flex;gap:2px;overflow-x:auto;margin-top:8px;scrollbar-width:none}
nav a{color:var(--text);padding:8px 12px;white-space:nowrap;border-bottom:2px solid transparent}
nav a:hover{text-decoration:none;border-color:var(--line)}nav a.on{border-color:#fd8c73;font-weight:600}
main{padding-top:24px;padding-bottom:64px}
h1{font-size:26px;line-height:1.25;margin:0 0 8px;font-weight:500}h1 .no{color:var(--dim);font-weight:300}
h2{font-size:16px;margin:28px 0 8px}
.dim{color:var(--dim)}.small{font-size:13px}.meta{display:flex;flex-wrap:wrap;gap:8px;align-items:center;color:var(--dim);margin-bottom:20px}
.state{display:inline-flex;gap:6px;align-items:center;border-radius:99px;padding:4px 12px;color:#fff;font-weight:500;font-size:14px;background:var(--dim-fill)}
.state.open,.state.success{background:var(--green-fill)}.state.closed,.state.failure,.state.error{background:var(--red-fill)}.state.merged{background:var(--purple-fill)}.state.in_progress,.state.queued,.state.pending{background:var(--amber-fill)}
.grid{display:grid;gap:24px;grid-template-columns:minmax(0,1fr)}
@media(min-width:900px){.grid{grid-template-columns:minmax(0,1fr) 280px}}
.box{border:1px solid var(--line);border-radius:8px;background:var(--bg);box-shadow:var(--shade);margin-bottom:16px}
.box>header{display:flex;flex-wrap:wrap;gap:8px;align-items:center;padding:8px 14px;background:var(--soft);border-bottom:1px solid var(--line);border-radius:8px 8px 0 0;font-size:14px}
.box>header .who{font-weight:600}.box>header time{color:var(--dim)}
.row{display:flex;gap:10px;align-items:flex-start;padding:10px 14px;border-top:1px solid var(--line)}.row:first-child{border-top:0}
.box>header+.row,.box>header:last-child{border-top:0}.box>header:last-child{border-bottom:0;border-radius:8px}
.row .grow{flex:1;min-width:0}.row .title{font-weight:600;color:var(--text)}
.avatar{width:20px;height:20px;border-radius:50%;vertical-align:-4px}
.bot{border:1px solid var(--line);border-radius:99px;padding:0 7px;font-size:12px;color:var(--dim)}
.label{display:inline-block;border-radius:99px;padding:0 9px;font-size:12px;font-weight:500;border:1px solid var(--line)}
.dot{flex:none;width:10px;height:10px;border-radius:50%;margin-top:7px;background:var(--dim)}
.dot.success{background:var(--green)}.dot.failure,.dot.error,.dot.timed_out,.dot.cancelled{background:var(--red)}.dot.neutral,.dot.skipped,.dot.inactive{background:var(--dim)}.dot.in_progress,.dot.queued,.dot.pending,.dot.action_required{background:var(--amber)}
.event{padding:2px 14px 14px 24px;color:var(--dim);font-size:14px;border-left:2px solid var(--line);margin-left:20px}
.event+.box{margin-top:14px}
.md{padding:14px 16px}.md+.md.small{padding-top:0}.kind{flex:none;width:14px}.md>:first-child{margin-top:0}.md>:last-child{margin-bottom:0}
.md h1,.md h2{font-size:20px;font-weight:600;padding-bottom:6px;border-bottom:1px solid var(--line);margin:20px 0 12px}.md h3{font-size:17px;margin:18px 0 8px}
.md blockquote{margin:0 0 12px;padding:0 14px;border-left:4px solid var(--line);color:var(--dim)}
.md summary{cursor:pointer}.md details{margin:8px 0}.md img{max-width:100%}
code,pre,.mono{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace;font-size:12.5px}
code{background:var(--soft);border-radius:6px;padding:.15em .35em}
pre{background:var(--soft);border:1px solid var(--line);border-radius:8px;padding:12px;overflow-x:auto;line-height:1.45}pre code{background:none;padding:0}
.wide{overflow-x:auto;margin-bottom:14px}table{border-collapse:collapse;font-size:14px;overflow-wrap:normal}
th,td{border:1px solid var(--line);padding:6px 12px;text-align:left;vertical-align:top}th{background:var(--soft);font-weight:600}tbody tr:nth-child(even){background:var(--soft)}
[align=right]{text-align:right;font-variant-numeric:tabular-nums}[align=center]{text-align:center}
.side section{border-bottom:1px solid var(--line);padding-bottom:12px;margin-bottom:14px;font-size:14px}.side h3{font-size:12px;color:var(--dim);margin:0 0 6px;font-weight:600}
.add{color:var(--green)}.del{color:var(--red)}.diff .add{background:rgb(26 127 55/12%)}.diff .del{background:rgb(207 34 46/12%)}.diff span{display:block;min-height:1.45em}.diff .hunk{color:var(--link)}
details.log summary{padding:8px 14px;cursor:pointer}details.log pre{margin:0 14px 14px;max-height:420px;overflow:auto}
.diagram{margin:0 0 14px;border:1px solid var(--line);border-radius:8px;padding:12px;overflow-x:auto;text-align:center}.diagram svg{max-width:100%;height:auto}pre.broken{border-color:var(--red)}
.pages{display:flex;gap:16px;justify-content:center;font-size:14px}
.empty{padding:24px;text-align:center;color:var(--dim)}
`;
