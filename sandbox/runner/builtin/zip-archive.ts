import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join, resolve, sep } from "node:path";
import { buffer } from "node:stream/consumers";
import { fromBuffer } from "yauzl";
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

/** Unpacks a zip into a folder. @throws WorkflowError for a name that leaves the folder */
export function unpackZip(zip: Buffer, directory: string): Promise<readonly string[]> {
  const root = resolve(directory);
  mkdirSync(root, { recursive: true });
  return new Promise((done, fail) => {
    fromBuffer(zip, { lazyEntries: true }, (error, archive) => {
      if (error !== null) return fail(error);
      const names: string[] = [];
      archive.on("error", fail);
      archive.on("end", () => done(names));
      archive.on("entry", (entry: { readonly fileName: string }) => {
        const target = join(root, entry.fileName);
        if (!target.startsWith(root + sep))
          return fail(new WorkflowError(`${entry.fileName} leaves ${root}`));
        if (entry.fileName.endsWith("/")) {
          mkdirSync(target, { recursive: true });
          return archive.readEntry();
        }
        names.push(entry.fileName);
        return archive.openReadStream(
          entry as Parameters<typeof archive.openReadStream>[0],
          (problem, stream) => {
            if (problem !== null) return fail(problem);
            return buffer(stream).then((bytes) => {
              mkdirSync(dirname(target), { recursive: true });
              writeFileSync(target, bytes);
              archive.readEntry();
            }, fail);
          },
        );
      });
      return archive.readEntry();
    });
  });
}
