import type { DiffFile } from "../git/diff.ts";
import { html, type Html } from "./html.ts";

const maxLines = 400;

function lineClass(line: string): string {
  if (line.startsWith("@@")) return "hunk";
  if (line.startsWith("+")) return "add";
  return line.startsWith("-") ? "del" : "";
}

/** Changed files with their hunks. */
export function renderDiff(files: readonly DiffFile[]): readonly Html[] {
  return files.map((file) => {
    const lines = (file.patch ?? "").split("\n");
    const shown = lines
      .slice(0, maxLines)
      .map((line) => html`<span class="${lineClass(line)}">${line}</span>`);
    const rest =
      lines.length > maxLines && html`<span class="dim">… ${lines.length - maxLines} more lines</span>`;
    const code =
      file.patch === undefined
        ? html`<div class="empty">No text to show.</div>`
        : html`<pre class="diff">${shown}${rest}</pre>`;
    const head = html`<header>
      <span class="mono">${file.path}</span><span class="dim">${file.status}</span>
      <span class="add">+${file.additions}</span><span class="del">−${file.deletions}</span>
    </header>`;
    return html`<div class="box">
      ${head}
      <details ${{ html: lines.length < 60 ? "open" : "" }} class="log">
        <summary class="dim small">changes</summary>
        ${code}
      </details>
    </div>`;
  });
}
