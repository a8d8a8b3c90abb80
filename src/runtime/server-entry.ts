import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

/**
 * The program that a detached model server runs: `dist/serve.js` beside the bundle or above its chunk, or in the source
 * tree `src/runtime/serve-main.ts`.
 */
export function findServerEntry(): string {
  const bundles = ["./serve.js", "../serve.js"].map((path) => fileURLToPath(new URL(path, import.meta.url)));
  return (
    bundles.find((path) => existsSync(path)) ?? fileURLToPath(new URL("./serve-main.ts", import.meta.url))
  );
}
