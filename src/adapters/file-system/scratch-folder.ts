import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ScratchFolder } from "../../ports/scratch-folder.ts";

/** Makes a folder below the system's folder for temporary files that only this user may enter. */
export async function openScratchFolder(): Promise<ScratchFolder> {
  const root = await mkdtemp(join(tmpdir(), "pawl-"));
  return {
    root,
    read: (name) => readFile(join(root, name)),
    write: (name, content) => writeFile(join(root, name), content),
    remove: (name) => rm(join(root, name), { force: true }),
    close: () => rm(root, { recursive: true, force: true }),
  };
}
