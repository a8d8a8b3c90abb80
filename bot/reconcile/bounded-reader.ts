import type { BotContext } from "./context.ts";

/** A larger file is not read here: parsing blocks the process that answers webhooks. UTF-16 units. */
const maxLength = 64 * 1024;
/** A dvc.yaml of a pull request may name any number of parameter files. */
const maxFiles = 20;

/** Reads files of a commit, a bounded number of bounded size; `undefined` for every other. */
export function createBoundedReader(
  sha: string,
  github: BotContext["github"],
): (path: string) => Promise<string | undefined> {
  let files = 0;
  return async (path) => {
    files += 1;
    if (files > maxFiles) return undefined;
    const text = await github.gitData.readFile(path, sha);
    return text === undefined || text.length > maxLength ? undefined : text;
  };
}
