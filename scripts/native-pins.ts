import { readFileSync } from "node:fs";

const names = /^(onnxruntime-node|onnxruntime-common|@duckdb\/node-(api|bindings.*)|detect-libc)$/;

interface Lock {
  readonly packages: Readonly<Record<string, { readonly version?: string; readonly integrity?: string }>>;
}

/** Versions and sha512 of the packages with native parts, out of `package-lock.json`. */
export function nativePins(lockFile: string): Record<string, { version: string; integrity: string }> {
  // The lock file is npm's own output; only two text fields of it are read.
  const lock = JSON.parse(readFileSync(lockFile, "utf8")) as Lock;
  const pins: Record<string, { version: string; integrity: string }> = {};
  for (const [path, entry] of Object.entries(lock.packages)) {
    const name = path.replace(/^node_modules\//, "");
    if (!names.test(name) || entry.version === undefined || entry.integrity === undefined) continue;
    pins[name] = { version: entry.version, integrity: entry.integrity };
  }
  return pins;
}
