import { fromBuffer, type Entry, type ZipFile } from "yauzl";
import { PawlError } from "../../errors.ts";

/** Limits of an archive that somebody else packed. */
export interface ZipLimits {
  /** Names that may be in it; an entry with another name refuses the whole archive. */
  readonly isAllowed: (name: string) => boolean;
  /** Default 16. */
  readonly maxEntries?: number;
  /** Of one entry, unpacked. Default 1 MiB. */
  readonly maxEntryBytes?: number;
  /** Of all entries, unpacked. Default 4 MiB. */
  readonly maxTotalBytes?: number;
}

const mebibyte = 2 ** 20;
/** Unix file type bits in the upper half of the external attributes (APPNOTE.TXT 4.4.15; stat.h). */
const typeMask = 0o170000;
const regularFile = 0o100000;

/**
 * The files of a zip archive, in memory, by name. Nothing touches the disk.
 *
 * @throws PawlError `file.unreadable` for an archive that is broken, lies about sizes, holds a link, a directory entry, an
 * encrypted entry, a name twice, a name that is not allowed, or more than the limits
 */
export async function readZip(
  bytes: Uint8Array,
  limits: ZipLimits,
): Promise<ReadonlyMap<string, Uint8Array>> {
  try {
    return await readEntries(await open(bytes), limits);
  } catch (error) {
    if (error instanceof PawlError) throw error;
    throw refused(error instanceof Error ? error.message : String(error), error);
  }
}

function open(bytes: Uint8Array): Promise<ZipFile> {
  const options = { lazyEntries: true, validateEntrySizes: true, strictFileNames: true, decodeStrings: true };
  return new Promise((resolve, reject) => {
    fromBuffer(Buffer.from(bytes), options, (error, zip) => {
      if (error) reject(error);
      else resolve(zip);
    });
  });
}

async function readEntries(zip: ZipFile, limits: ZipLimits): Promise<ReadonlyMap<string, Uint8Array>> {
  const maxEntries = limits.maxEntries ?? 16;
  if (zip.entryCount > maxEntries)
    throw refused(`it has ${zip.entryCount} entries, at most ${maxEntries} are allowed`);
  const files = new Map<string, Uint8Array>();
  let total = 0;
  for await (const entry of entriesOf(zip)) {
    const problem = problemOf(entry, files, limits);
    if (problem !== undefined) throw refused(problem);
    total += entry.uncompressedSize;
    if (total > (limits.maxTotalBytes ?? 4 * mebibyte)) throw refused("its files are too large together");
    files.set(entry.fileName, await readEntry(zip, entry));
  }
  return files;
}

function problemOf(
  entry: Entry,
  files: ReadonlyMap<string, Uint8Array>,
  limits: ZipLimits,
): string | undefined {
  const name = JSON.stringify(entry.fileName.slice(0, 100));
  const type = (entry.externalFileAttributes >>> 16) & typeMask;
  if (!limits.isAllowed(entry.fileName))
    return `it holds ${name}, which is not among the names that are allowed`;
  if (files.has(entry.fileName)) return `it holds ${name} twice`;
  if (type !== 0 && type !== regularFile) return `${name} is not a regular file`;
  if (entry.isEncrypted()) return `${name} is encrypted`;
  if (entry.uncompressedSize > (limits.maxEntryBytes ?? mebibyte)) return `${name} is too large`;
  return undefined;
}

async function* entriesOf(zip: ZipFile): AsyncGenerator<Entry> {
  for (;;) {
    const entry = await new Promise<Entry | undefined>((resolve, reject) => {
      const settle = (give: () => void): void => {
        zip.removeAllListeners();
        give();
      };
      zip.once("entry", (next: Entry) => settle(() => resolve(next)));
      zip.once("end", () => settle(() => resolve(undefined)));
      zip.once("error", (error: Error) => settle(() => reject(error)));
      zip.readEntry();
    });
    if (entry === undefined) return;
    yield entry;
  }
}

/** The stream fails when more or fewer bytes come out than the header says. */
function readEntry(zip: ZipFile, entry: Entry): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => {
      if (error) return reject(error);
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("error", reject);
      stream.on("end", () => resolve(Buffer.concat(chunks)));
      return undefined;
    });
  });
}

function refused(why: string, cause?: unknown): PawlError {
  return new PawlError("file.unreadable", {
    message: `The artifact's archive is refused: ${why}`,
    hint: "Run the pipeline again; the artifact is written by pawl evaluate and by nothing else.",
    cause,
  });
}
