import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createHash } from "node:crypto";
import { join } from "node:path";
import { createFileSystem } from "../../src/adapters/file-system/local.ts";
import { type OpenedDataStore, openDataStore } from "../../src/adapters/data-store/open-data-store.ts";
import { writeFiles } from "./git-world.ts";
import { temporaryDirectory } from "./temporary-directory.ts";

/** A repository with data and a directory remote beside it. */
export interface DataRepository {
  readonly work: string;
  readonly remote: string;
  readonly open: () => Promise<OpenedDataStore>;
}

/** Builds a {@link DataRepository}. @param config lines for `.dvc/config` */
export function createDataRepository(files: Readonly<Record<string, string>>, config = ""): DataRepository {
  const directory = temporaryDirectory();
  const [work, remote] = [join(directory, "work"), join(directory, "remote")];
  mkdirSync(join(work, ".dvc"), { recursive: true });
  writeFileSync(
    join(work, ".dvc/config"),
    `[core]\n    remote = r\n['remote "r"']\n    url = ../../remote\n${config}`,
  );
  writeFiles(work, files);
  return { work, remote, open: () => openDataStore(createFileSystem(work)) };
}

/** The md5 of text. */
export function md5(text: string | Uint8Array): string {
  return createHash("md5").update(text).digest("hex");
}

/** The path of an object below a cache or a remote. */
export function objectAt(root: string, id: string): string {
  return join(root, "files/md5", id.slice(0, 2), id.slice(2));
}

/** Objects below a cache or a remote whose bytes are not those of their names, and files with any other name. */
export function damagedObjects(root: string): readonly string[] {
  const top = join(root, "files/md5");
  if (!existsSync(top)) return [];
  return readdirSync(top, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => {
      const name = path.slice(top.length + 1).replace("/", "");
      return md5(readFileSync(path)) !== name.replace(/\.dir$/, "");
    });
}
