import { createHash } from "node:crypto";
import { PawlError } from "../../src/errors.ts";
import type { FileSystem } from "../../src/ports/file-system.ts";

/** A file system in memory, held to the contract of the real one. `files` maps paths to content and may be looked at. */
export function createMemoryFileSystem(
  initial: Readonly<Record<string, string | Uint8Array>> = {},
): FileSystem & { readonly files: Map<string, Uint8Array> } {
  const files = new Map<string, Uint8Array>();
  const bytes = (content: string | Uint8Array): Uint8Array =>
    typeof content === "string" ? new TextEncoder().encode(content) : content;
  for (const [path, content] of Object.entries(initial)) files.set(path, bytes(content));
  const isBelow = (path: string, directory: string): boolean =>
    directory === "" || path.startsWith(`${directory}/`);
  const read = (path: string): Uint8Array => {
    const found = files.get(normalize(path));
    if (found === undefined) throw new PawlError("file.missing", { message: `Cannot read ${path}` });
    return found;
  };
  return {
    root: "/memory",
    files,
    readBytes: async (path) => read(path),
    readText: async (path) => new TextDecoder().decode(read(path)),
    sha256: async (path) => createHash("sha256").update(read(path)).digest("hex"),
    write: async (path, content) => {
      files.set(normalize(path), bytes(content));
    },
    stat: async (path) => {
      const name = normalize(path);
      const found = files.get(name);
      if (found !== undefined) return { kind: "file", sizeBytes: found.length };
      const isDirectory = [...files.keys()].some((file) => isBelow(file, name));
      return isDirectory ? { kind: "directory", sizeBytes: 0 } : undefined;
    },
    findLinkedFolder: async () => undefined,
    list: async (path) => {
      const name = normalize(path);
      return [...files.keys()]
        .filter((file) => isBelow(file, name))
        .sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
    },
    remove: async (path) => {
      const name = normalize(path);
      for (const file of files.keys()) if (file === name || isBelow(file, name)) files.delete(file);
    },
  };
}

function normalize(path: string): string {
  const parts: string[] = [];
  const refused = new PawlError("path.refused", { message: `The path ${path} is refused.` });
  if (path.startsWith("/") || /[\0\\]/.test(path)) throw refused;
  for (const part of path.split("/")) {
    if (part === "" || part === ".") continue;
    if (part === ".." && parts.pop() === undefined) throw refused;
    if (part !== "..") parts.push(part);
  }
  if (parts.includes(".git")) throw refused;
  return parts.join("/");
}
