import { PawlError } from "../../errors.ts";
import type { DataObjects } from "../../ports/data-objects.ts";
import { isBelow } from "../../versioning/repository-path.ts";
import type { KnownData } from "../pipeline/load-pipeline.ts";
import type { Snapshot } from "./snapshot.ts";

/** Larger metrics, params and plots files are refused. */
export const maxReportBytes = 32 * 1024 * 1024;

/**
 * The bytes of a file at a revision: as git or the work tree has it, else the object that dvc.lock names, from the cache or
 * from the remote.
 *
 * @throws PawlError `file.missing`; `file.too-large`
 */
export async function readFileAt(
  snapshot: Snapshot,
  path: string,
  objects: Pick<DataObjects, "readBytes" | "readTree">,
): Promise<Uint8Array> {
  const bytes = (await snapshot.view.readBytes(path)) ?? (await readCached(snapshot, path, objects));
  if (bytes === undefined) {
    throw new PawlError("file.missing", {
      message: `${path} is not there at ${snapshot.name}, nor in the cache.`,
      hint: "Run `pawl pull`, or make it again with `pawl repro`.",
    });
  }
  if (bytes.length <= maxReportBytes) return bytes;
  throw new PawlError("file.too-large", {
    message: `${path} has ${bytes.length} bytes; reports read at most ${maxReportBytes}.`,
  });
}

/** The UTF-8 text of a file at a revision. @throws PawlError as {@link readFileAt}, and `file.unreadable` for other bytes. */
export async function readTextAt(
  snapshot: Snapshot,
  path: string,
  objects: Pick<DataObjects, "readBytes" | "readTree">,
): Promise<string> {
  const bytes = await readFileAt(snapshot, path, objects);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new PawlError("file.unreadable", { message: `${path} is not UTF-8 text.`, cause });
  }
}

async function readCached(
  snapshot: Snapshot,
  path: string,
  objects: Pick<DataObjects, "readBytes" | "readTree">,
): Promise<Uint8Array | undefined> {
  const whole = snapshot.data.get(path);
  if (whole !== undefined) return objects.readBytes(whole.item, maxReportBytes);
  const above = directoryOf(snapshot, path);
  if (above === undefined) return undefined;
  const tree = await objects.readTree(above.item, "anywhere");
  const file = tree?.find((one) => `${above.path}/${one.path}` === path);
  return file && objects.readBytes({ md5: file.md5, hash: above.item.hash }, maxReportBytes);
}

function directoryOf(snapshot: Snapshot, path: string): KnownData | undefined {
  return [...snapshot.data.values()].find(
    (known) => known.item.md5.endsWith(".dir") && isBelow(path, known.path),
  );
}

/**
 * A path as the files that are there: a directory of the work tree, of git or of the cache becomes its files, sorted; a file
 * or nothing stays as it is.
 */
export async function expandPath(
  snapshot: Snapshot,
  path: string,
  objects: Pick<DataObjects, "readTree">,
): Promise<readonly string[]> {
  const known = snapshot.data.get(path);
  const listed = await snapshot.view.listFiles(path);
  const tree =
    known?.item.md5.endsWith(".dir") === true ? await objects.readTree(known.item, "anywhere") : undefined;
  const described = listed.filter((file) => !/(^|\/)dvc\.yaml$|[^/]\.dvc$/.test(file));
  const files = [...new Set([...described, ...(tree ?? []).map((file) => `${path}/${file.path}`)])].sort();
  return files.length > 0 ? files : [path];
}
