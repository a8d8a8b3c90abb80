import type { FileSystem } from "../../ports/file-system.ts";
import type { IgnoreRules } from "../../ports/ignore-rules.ts";
import { runGit } from "./run-git.ts";

/**
 * The same files; what is written through it is also added to git's index, as DVC does with `core.autostage`: lock files,
 * `.dvc` files and `.gitignore`. Data goes another way and is not staged.
 *
 * @throws PawlError `git.failed` from `write` when git cannot add the file.
 */
export function stageOnWrite(files: FileSystem, ignoreRules: IgnoreRules): FileSystem {
  let staged: Promise<unknown> = Promise.resolve();
  return {
    ...files,
    write: async (path, content) => {
      await files.write(path, content);
      // One at a time: git's index has one writer.
      const turn = staged.then(() => stage(files.root, path, ignoreRules));
      staged = turn.catch(() => undefined);
      await turn;
    },
  };
}

/** Files that git does not keep, such as those in `.dvc/tmp`, are passed over. */
async function stage(root: string, path: string, ignoreRules: IgnoreRules): Promise<void> {
  if (path.startsWith(".dvc/tmp/") || (await ignoreRules.isIgnored(path))) return;
  await runGit(root, ["add", "--", `./${path}`]);
}
