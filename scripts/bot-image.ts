import { cpSync, mkdirSync, readFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";

/** What the bot needs beside its bundle: how Node reads it, the text of the onboarding workflow, and the licences. */
const beside = ["package.json", "LICENSE", "dist/licenses.txt", "workflows-templates/pawl-app.yml"] as const;

/** What a bundle imports of the other files of `dist`, at once or later. */
const named = /\b(?:from|import)\s{0,10}\(?\s{0,10}["'](\.{1,2}\/[\w./-]{1,200}\.js)["']/g;

/**
 * The bundle `dist/<name>.js` and every chunk that it can come to load, statically or when it is needed: paths from the top
 * of the source tree.
 */
export function filesOfBundle(name: string, root = "."): readonly string[] {
  const found = new Set<string>();
  const visit = (path: string): void => {
    if (found.has(path)) return;
    found.add(path);
    for (const [, other = ""] of readFileSync(join(root, path), "utf8").matchAll(named)) {
      const next = posix.join(posix.dirname(path), other);
      if (next.startsWith("dist/")) visit(next);
    }
  };
  visit(`dist/${name}.js`);
  return [...found].sort();
}

/** Copies what the bot's container image holds from the source tree to `target`. Needs nothing but Node. */
export function selectBotFiles(target: string, root = "."): void {
  for (const path of [...filesOfBundle("bot-server", root), ...beside]) {
    mkdirSync(dirname(join(target, path)), { recursive: true });
    cpSync(join(root, path), join(target, path));
  }
}

if (import.meta.main) selectBotFiles(process.argv[2] ?? "image");
