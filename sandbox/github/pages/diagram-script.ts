import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
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
  const file = mermaidBundle();
  return file === undefined ? undefined : { status: 200, bytes: await readFile(file), headers };
}

/** The bundle out of the development dependency; absent where only the product is installed. */
function mermaidBundle(): string | undefined {
  const entry = createRequire(import.meta.url).resolve("mermaid");
  const file = join(dirname(entry), "mermaid.min.js");
  return existsSync(file) ? file : undefined;
}
