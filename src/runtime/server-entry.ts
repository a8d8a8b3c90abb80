import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

/**
 * The program that a detached model server runs: `dist/serve.js` beside the bundle or above its chunk, or in the source
 * tree `src/runtime/serve-main.ts`.
 */
export function findServerEntry(): string {
  return findEntry("serve");
}

/** The program that the process of an isolated model runs: `dist/model.js`, or `src/runtime/model-main.ts`. */
export function findModelEntry(): string {
  return findEntry("model");
}

function findEntry(name: "serve" | "model"): string {
  const bundles = [`./${name}.js`, `../${name}.js`].map((path) =>
    fileURLToPath(new URL(path, import.meta.url)),
  );
  return (
    bundles.find((path) => existsSync(path)) ?? fileURLToPath(new URL(`./${name}-main.ts`, import.meta.url))
  );
}
