import { z } from "zod";
import pinned from "./pins.json" with { type: "json" };

/** Packages with native parts that are never bundled. */
export type NativePackage = "onnxruntime-node" | "@duckdb/node-api";

const pinSchema = z.record(
  z.string(),
  z.strictObject({ version: z.string(), integrity: z.string().startsWith("sha512-") }),
);

/** Package name → version and sha512, as `package-lock.json` has them. Written by `npm run generate`. */
export type Pins = z.infer<typeof pinSchema>;

/** The pins that this build was made with. */
export const nativePins: Pins = pinSchema.parse(pinned);

/** The machine that native parts are for. */
export interface Platform {
  /** As `process.platform`. */
  readonly os: string;
  /** As `process.arch`. */
  readonly arch: string;
  readonly musl: boolean;
}

/** All packages that have to lie side by side so that `name` loads on `platform`. */
export function packagesOf(name: NativePackage, platform: Platform): readonly string[] {
  switch (name) {
    case "onnxruntime-node":
      return ["onnxruntime-node", "onnxruntime-common"];
    case "@duckdb/node-api": {
      const binding = `@duckdb/node-bindings-${platform.os}-${platform.arch}${platform.musl ? "-musl" : ""}`;
      return ["@duckdb/node-api", "@duckdb/node-bindings", binding, "detect-libc"];
    }
    default:
      return name satisfies never;
  }
}

/** Whether a file of a package's tarball is for another platform and can be left out. */
export function isForeign(packageName: string, path: string, platform: Platform): boolean {
  if (packageName !== "onnxruntime-node") return false;
  const match = /^bin\/napi-v\d+\/([^/]+)\/([^/]+)\//.exec(path);
  return match !== null && (match[1] !== platform.os || match[2] !== platform.arch);
}
