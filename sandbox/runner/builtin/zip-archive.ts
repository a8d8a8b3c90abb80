import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join, resolve, sep } from "node:path";
import { buffer } from "node:stream/consumers";
import { fromBufferPromise } from "yauzl";
import { ZipFile } from "yazl";
import { WorkflowError } from "../workflow-error.ts";

/** A file of an archive. */
export type ArchiveEntry =
  { readonly name: string; readonly path: string } | { readonly name: string; readonly text: string };

/** Packs files into a zip, in the order given. `level` 0 stores, 1 to 9 compress. */
export async function packZip(entries: readonly ArchiveEntry[], level = 6): Promise<Buffer> {
  const zip = new ZipFile();
  const options = { compress: level > 0, mtime: new Date() };
  for (const entry of entries) {
    if ("path" in entry) zip.addFile(entry.path, entry.name, options);
    else zip.addBuffer(Buffer.from(entry.text), entry.name, options);
  }
  zip.end();
  return buffer(zip.outputStream);
}

/** Unpacks a zip into a folder and names its files. @throws WorkflowError for a name that leaves the folder */
export async function unpackZip(zip: Buffer, directory: string): Promise<readonly string[]> {
  const root = resolve(directory);
  mkdirSync(root, { recursive: true });
  const archive = await fromBufferPromise(zip, { lazyEntries: true });
  const names: string[] = [];
  for await (const entry of archive.eachEntry()) {
    const target = join(root, entry.fileName);
    if (!target.startsWith(root + sep)) throw new WorkflowError(`${entry.fileName} leaves ${root}`);
    if (entry.fileName.endsWith("/")) {
      mkdirSync(target, { recursive: true });
      continue;
    }
    const bytes = await buffer(await archive.openReadStreamPromise(entry));
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, bytes);
    names.push(entry.fileName);
  }
  return names;
}
