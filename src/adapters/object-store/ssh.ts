import { open, type FileHandle } from "node:fs/promises";
import { posix } from "node:path";
import { PawlError } from "../../errors.ts";
import type { DownloadOutcome, ObjectStore, ObjectTransfer } from "../../ports/object-store.ts";
import { forEachBounded } from "./for-each-bounded.ts";
import { jobsOf, type RemoteSpecification } from "./remote-specification.ts";
import { resumeDownload, type OpenPart } from "./resume-download.ts";
import { withRetries } from "./retry.ts";
import { encodeMode, openFlags, packetTypes, statusCodes } from "./sftp-packet.ts";
import { SftpSession, SftpStatus, type SshCommand } from "./sftp-session.ts";
import { sshPlaceOf } from "./ssh-command.ts";

/** Every server takes so many bytes in one packet (draft-ietf-secsh-filexfer-02, section 3). */
const blockBytes = 32 * 1024;
/** Blocks of one file that are on their way at once. */
const window = 48;
/** Uploads lie here until they are complete; no listing of objects comes by. */
const uploadFolder = ".pawl-uploads";

/** Objects on a server that is reached by SSH: `ssh://user@host:port/path`. */
export async function createSshStore(remote: RemoteSpecification): Promise<ObjectStore> {
  const { command, path } = sshPlaceOf(remote);
  const store = new SshStore(command, path, jobsOf(remote, 8));
  return {
    label: command.label,
    find: (keys) => store.find(keys),
    list: (prefix) => store.list(prefix),
    download: (transfers, onDone) =>
      store.each(transfers, async (transfer) => onDone(transfer, await store.download(transfer))),
    upload: (transfers, onDone) =>
      store.each(transfers, async (transfer) => {
        await store.upload(transfer);
        await onDone(transfer);
      }),
    remove: (keys) => store.each(keys, (key) => store.remove(key)),
    close: () => store.close(),
  };
}

class SshStore {
  readonly #command: SshCommand;
  readonly #base: string;
  readonly #jobs: number;
  readonly #folders = new Map<string, Promise<void>>();
  #session: Promise<SftpSession> | undefined;

  constructor(command: SshCommand, base: string, jobs: number) {
    this.#command = command;
    this.#base = base;
    this.#jobs = jobs;
  }

  async each<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
    await forEachBounded(items, this.#jobs, work);
  }

  async find(keys: readonly string[]): Promise<ReadonlyMap<string, number>> {
    const found = new Map<string, number>();
    await forEachBounded(new Set(keys), window, async (key) => {
      const sizeBytes = await this.#try((session) => sizeOf(session, this.#path(key)));
      if (sizeBytes !== undefined) found.set(key, sizeBytes);
    });
    return found;
  }

  async list(prefix: string): Promise<readonly string[]> {
    const start = prefix.slice(0, prefix.lastIndexOf("/") + 1);
    const keys: string[] = [];
    let folders = [start];
    while (folders.length > 0) {
      const below: string[] = [];
      await this.each(folders, async (folder) => {
        const entries = await this.#try((session) => readFolder(session, this.#path(folder)));
        for (const { name, isFolder } of entries) {
          const key = folder + name;
          const isOn = key.startsWith(prefix) || prefix.startsWith(`${key}/`);
          if (!isOn || key === uploadFolder) continue;
          if (isFolder) below.push(`${key}/`);
          else if (key.startsWith(prefix)) keys.push(key);
        }
      });
      folders = below;
    }
    return keys;
  }

  async download(transfer: ObjectTransfer): Promise<DownloadOutcome> {
    const openPart: OpenPart = async (offset) => {
      const session = await this.#connect();
      const path = this.#path(transfer.key);
      const sizeBytes = await sizeOf(session, path);
      if (sizeBytes === undefined) return "missing";
      if (offset > sizeBytes) return "past the end";
      return {
        offset,
        totalBytes: sizeBytes,
        etag: undefined,
        body: readBlocks(session, path, offset, sizeBytes),
      };
    };
    return resumeDownload(transfer, openPart);
  }

  /** Written under another name and renamed. The name follows from the key, so that a later run goes on there. */
  async upload(transfer: ObjectTransfer): Promise<void> {
    const target = this.#path(transfer.key);
    const temporary = this.#path(`${uploadFolder}/${transfer.key.replaceAll("/", "-")}`);
    const mode = transfer.key.startsWith("runs/") ? 0o644 : 0o444;
    let reached = 0;
    await withRetries(
      async () => {
        const session = await this.#connect();
        await this.#makeFolders(session, posix.dirname(target));
        await this.#makeFolders(session, posix.dirname(temporary));
        const file = await open(transfer.file, "r");
        try {
          await writeBlocks(session, file, { path: temporary, mode }, (end) => {
            reached = Math.max(reached, end);
          });
        } finally {
          await file.close();
        }
        await moveOver(session, temporary, target);
      },
      {},
      () => reached,
    );
  }

  async remove(key: string): Promise<void> {
    await this.#try((session) => unlessMissing(session.ask(packetTypes.remove, this.#path(key))));
  }

  async close(): Promise<void> {
    const session = await this.#session?.catch(() => undefined);
    if (session === undefined) return;
    // It goes only when it is empty.
    await session.ask(packetTypes.removeDirectory, this.#path(uploadFolder)).catch(() => undefined);
    await session.close();
    this.#session = undefined;
  }

  #path(key: string): string {
    const parts = key.split("/").filter((part) => part !== "");
    if (parts.some((part) => part === "." || part === ".." || part.includes("\0"))) {
      throw new PawlError("input.invalid", { message: `${JSON.stringify(key)} is no name of an object.` });
    }
    return `${this.#base}/${parts.join("/")}`;
  }

  /** The session, a new one when the last has ended; all who ask at once get the same. */
  async #connect(): Promise<SftpSession> {
    const last = this.#session;
    const session = await last?.catch(() => undefined);
    if (session?.isOpen === true) return session;
    if (this.#session !== last) return this.#connect();
    this.#folders.clear();
    this.#session = SftpSession.open(this.#command);
    return this.#session;
  }

  #try<T>(work: (session: SftpSession) => Promise<T>): Promise<T> {
    return withRetries(async () => work(await this.#connect()));
  }

  async #makeFolders(session: SftpSession, path: string): Promise<void> {
    const known = this.#folders.get(path);
    if (known !== undefined) return known;
    const making = this.#makeFolder(session, path);
    this.#folders.set(path, making);
    return making;
  }

  async #makeFolder(session: SftpSession, path: string): Promise<void> {
    if (path === "/" || path === "") return;
    const isThere = await unlessMissing(session.ask(packetTypes.stat, path));
    if (isThere !== undefined) return;
    await this.#makeFolders(session, posix.dirname(path));
    await session.ask(packetTypes.makeDirectory, path, 0).catch((error: unknown) => {
      // Somebody else may have been first.
      if (!(error instanceof SftpStatus) || error.status !== statusCodes.failure) throw error;
    });
  }
}

/** `undefined` when the server says that there is no such file. */
async function unlessMissing<T>(asked: Promise<T>): Promise<T | undefined> {
  return asked.catch((error: unknown) => {
    if (error instanceof SftpStatus && error.status === statusCodes.noSuchFile) return undefined;
    throw error;
  });
}

async function sizeOf(session: SftpSession, path: string): Promise<number | undefined> {
  const reply = await unlessMissing(session.ask(packetTypes.stat, path));
  const { sizeBytes = 0, mode = 0 } = reply?.fields.attributes() ?? {};
  return reply === undefined || isFolderMode(mode) ? undefined : sizeBytes;
}

function isFolderMode(mode: number): boolean {
  return (mode & 0o170000) === 0o040000;
}

async function readFolder(
  session: SftpSession,
  path: string,
): Promise<readonly { readonly name: string; readonly isFolder: boolean }[]> {
  const opened = await unlessMissing(session.ask(packetTypes.openDirectory, path));
  if (opened === undefined) return [];
  const handle = opened.fields.bytes();
  const entries: { name: string; isFolder: boolean }[] = [];
  for (;;) {
    const reply = await session.ask(packetTypes.readDirectory, handle).catch((error: unknown) => {
      if (error instanceof SftpStatus && error.status === statusCodes.endOfFile) return undefined;
      throw error;
    });
    if (reply === undefined) break;
    for (let count = reply.fields.uint32(); count > 0; count -= 1) {
      const name = reply.fields.text();
      reply.fields.text();
      const { mode = 0 } = reply.fields.attributes();
      if (name !== "." && name !== "..") entries.push({ name, isFolder: isFolderMode(mode) });
    }
  }
  await session.ask(packetTypes.close, handle);
  return entries;
}

/** The bytes of a file in order, with many reads on their way. */
async function* readBlocks(
  session: SftpSession,
  path: string,
  from: number,
  end: number,
): AsyncGenerator<Uint8Array> {
  const handle = (await session.ask(packetTypes.open, path, openFlags.read, 0)).fields.bytes();
  const ask = (offset: number, length: number): Promise<Buffer> => {
    const asked = session
      .ask(packetTypes.read, handle, BigInt(offset), length)
      .then((reply) => reply.fields.bytes());
    // A failure is seen when its turn comes.
    asked.catch(() => undefined);
    return asked;
  };
  const coming: { readonly offset: number; readonly length: number; readonly bytes: Promise<Buffer> }[] = [];
  let next = from;
  const fill = (): void => {
    for (; coming.length < window && next < end; next += blockBytes) {
      const length = Math.min(blockBytes, end - next);
      coming.push({ offset: next, length, bytes: ask(next, length) });
    }
  };
  for (fill(); ; fill()) {
    const first = coming.shift();
    if (first === undefined) break;
    const bytes = await first.bytes;
    yield bytes;
    // A server may send less than it was asked for.
    const rest = first.length - bytes.length;
    const offset = first.offset + bytes.length;
    if (rest > 0) coming.unshift({ offset, length: rest, bytes: ask(offset, rest) });
  }
  await session.ask(packetTypes.close, handle);
}

/** Writes a file from where an earlier run stopped, and sees to it that the server keeps it. */
async function writeBlocks(
  session: SftpSession,
  file: FileHandle,
  target: { readonly path: string; readonly mode: number },
  onWritten: (end: number) => void,
): Promise<void> {
  const { size } = await file.stat();
  const there = (await sizeOf(session, target.path)) ?? 0;
  const isPart = there <= size;
  // What was on its way at once when the connection broke may have left holes.
  const start = isPart ? Math.max(0, there - window * blockBytes) : 0;
  const flags = openFlags.write | openFlags.create | (isPart ? 0 : openFlags.truncate);
  const opened = await session.ask(packetTypes.open, target.path, flags, ...encodeMode(0o644));
  const handle = opened.fields.bytes();
  const onWay: Promise<void>[] = [];
  for (let offset = start; offset < size; offset += blockBytes) {
    const block = Buffer.allocUnsafe(Math.min(blockBytes, size - offset));
    await file.read(block, 0, block.length, offset);
    const asked = session.ask(packetTypes.write, handle, BigInt(offset), block);
    const written = asked.then(() => onWritten(offset + block.length));
    written.catch(() => undefined);
    onWay.push(written);
    if (onWay.length >= window) await onWay.shift();
  }
  await Promise.all(onWay);
  if (session.has("fsync@openssh.com")) await session.ask(packetTypes.extended, "fsync@openssh.com", handle);
  await session.ask(packetTypes.setHandleStat, handle, ...encodeMode(target.mode));
  await session.ask(packetTypes.close, handle);
}

/** Renames, over a file of that name: the same name has the same bytes. */
async function moveOver(session: SftpSession, from: string, to: string): Promise<void> {
  const sizeBytes = await sizeOf(session, from);
  if (session.has("posix-rename@openssh.com")) {
    const moved = await unlessMissing(
      session.ask(packetTypes.extended, "posix-rename@openssh.com", from, to),
    );
    if (moved !== undefined) return;
  } else if ((await sizeOf(session, to)) === undefined) {
    await session.ask(packetTypes.rename, from, to);
    return;
  }
  // Another machine sent the same object at the same time, and was first.
  const there = await sizeOf(session, to);
  if (there !== undefined && (sizeBytes === undefined || there === sizeBytes)) return;
  throw new PawlError("remote.failed", { message: `${to} was not put in its place on the server.` });
}
