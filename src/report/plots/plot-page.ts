import { escapeHtml } from "../escape-html.ts";

/** One plot as the page shows it. */
export interface PageEntry {
  /** Untrusted. */
  readonly id: string;
  /** An SVG document that nothing active is in; inserted as it is. */
  readonly svg?: string;
  readonly images?: readonly PageImage[];
  /** Untrusted; why there is no picture. */
  readonly problem?: string;
}

/** An image of the page. */
export interface PageImage {
  /** Untrusted. */
  readonly revision: string;
  /** A `data:` address. */
  readonly address: string;
}

const style = `
:root { color-scheme: light dark; }
body { font-family: system-ui, -apple-system, "Segoe UI", "Noto Sans", Helvetica, Arial, sans-serif; margin: 1.5rem;
  background: #ffffff; color: #1f2328; }
main { display: flex; flex-wrap: wrap; gap: 1.25rem; align-items: flex-start; }
section { border: 1px solid #d1d9e0; border-radius: 6px; padding: 1rem; max-width: 100%; overflow-x: auto; }
h1 { font-size: 1.25rem; } h2 { font-size: 0.85rem; margin: 0 0 0.75rem; font-weight: 600; opacity: 0.75; }
figure { display: inline-block; margin: 0 0.75rem 0 0; } figcaption { font-size: 0.85rem; opacity: 0.75; }
img { max-width: 28rem; height: auto; } .problem { color: #b35900; max-width: 28rem; }
@media (prefers-color-scheme: dark) {
  body { background: #0d1117; color: #e6edf3; } section { border-color: #3d444d; } .problem { color: #f0a35e; }
}`;

/**
 * One HTML page with all plots. It needs nothing from elsewhere, and its policy lets no script run.
 *
 * @param title untrusted.
 */
export function renderPlotPage(title: string, entries: readonly PageEntry[]): string {
  const policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>${style}
</style>
</head>
<body>
<h1>${escapeHtml(title)}</h1>
<main>
${entries.map(renderEntry).join("\n")}
</main>
</body>
</html>
`;
}

function renderEntry({ id, svg, images = [], problem }: PageEntry): string {
  const figures = images.map(
    ({ revision, address }) =>
      `<figure><img src="${escapeHtml(address)}" alt="${escapeHtml(`${id} at ${revision}`)}"><figcaption>${escapeHtml(revision)}</figcaption></figure>`,
  );
  const note = problem === undefined ? [] : [`<p class="problem">${escapeHtml(problem)}</p>`];
  const parts = [`<h2>${escapeHtml(id)}</h2>`, ...(svg === undefined ? [] : [svg]), ...figures, ...note];
  return `<section>\n${parts.join("\n")}\n</section>`;
}
