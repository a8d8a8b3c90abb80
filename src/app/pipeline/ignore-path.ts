import { addIgnoredName } from "../../versioning/ignore-file.ts";
import type { PipelinePorts } from "./pipeline-ports.ts";

/** Has git ignore a path, by a line in the `.gitignore` beside it, unless it does so already. */
export async function ignorePath(
  path: string,
  ports: Pick<PipelinePorts, "files" | "ignoreRules">,
): Promise<void> {
  if (await ports.ignoreRules.isIgnored(path)) return;
  const cut = path.lastIndexOf("/");
  const file = `${path.slice(0, cut + 1)}.gitignore`;
  const text = (await ports.files.stat(file)) === undefined ? undefined : await ports.files.readText(file);
  const changed = addIgnoredName(text, path.slice(cut + 1));
  if (changed !== undefined) await ports.files.write(file, changed);
}
