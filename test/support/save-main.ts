import { createFileSystem } from "../../src/adapters/file-system/local.ts";
import { openDataStore } from "../../src/adapters/data-store/open-data-store.ts";
import { PawlError } from "../../src/errors.ts";

/**
 * A process of its own that works in its working directory, for tests that limit or kill it:
 * `save PATH`, `checkout PATH MD5` or `pull PATH MD5`.
 */
const [verb, path = "", md5 = ""] = process.argv.slice(2);
const store = await openDataStore(createFileSystem(process.cwd()));
const item = { md5, hash: "md5" as const };
try {
  if (verb === "save") await store.data.save(path);
  if (verb === "pull") await store.remote().pull([item]);
  if (verb !== "save") await store.data.checkout(path, item, { force: true });
} catch (error) {
  if (!(error instanceof PawlError)) throw error;
  process.stderr.write(`${error.code}: ${error.message}\n${error.hint}\n`);
  process.exitCode = 1;
}
