import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { ApiResponse } from "../http/messages.ts";

/** Where the scripts of the pages lie; no account may have a name that begins with `-`. */
export const diagramScripts = ["/-/mermaid.js", "/-/diagrams.js"] as const;

// A diagram that does not parse stays as its text, as on GitHub's error box.
const start = `
mermaid.initialize({ startOnLoad: false, securityLevel: "strict", theme: matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "default" });
for (const [index, block] of [...document.querySelectorAll("code.language-mermaid")].entries()) {
  mermaid.render("diagram-" + index, block.textContent).then(
    ({ svg }) => {
      const figure = document.createElement("figure");
      figure.className = "diagram";
      figure.innerHTML = svg;
      // Wide ones are scrolled on a phone: drawn to fit, nobody could read them.
      const drawing = figure.firstElementChild;
      drawing.style.minWidth = Math.min(drawing.viewBox.baseVal.width, 600) + "px";
      block.parentElement.replaceWith(figure);
    },
    () => block.parentElement.classList.add("broken"),
  );
}
`;

const headers = {
  "content-type": "text/javascript; charset=utf-8",
  "cache-control": "max-age=3600",
  "x-content-type-options": "nosniff",
};

/** Answers the scripts that draw Mermaid diagrams; `undefined` for any other path. */
export async function diagramScript(path: string): Promise<ApiResponse | undefined> {
  if (path === diagramScripts[1]) return { status: 200, bytes: start, headers };
  if (path !== diagramScripts[0]) return undefined;
  return { status: 200, bytes: await readFile(findDiagramBundle()), headers };
}

/** The file beside the bundles that `scripts/build.ts` copies. */
export const diagramFile = "mermaid.min.js";

/** Mermaid for browsers: the file beside this bundle or above its chunk, in the source tree that of the package. */
export function findDiagramBundle(): string {
  const bundled = [`./${diagramFile}`, `../${diagramFile}`]
    .map((path) => fileURLToPath(new URL(path, import.meta.url)))
    .find((path) => existsSync(path));
  return bundled ?? join(dirname(createRequire(import.meta.url).resolve("mermaid")), diagramFile);
}
