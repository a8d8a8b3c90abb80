import { existsSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { nativeFolder } from "../src/adapters/native/install-native.ts";
import { nativePins, packagesOf, type NativePackage } from "../src/adapters/native/native-packages.ts";
import { thisPlatform } from "../src/adapters/native/load-native.ts";

/** Fills a runner's tool cache with the native packages that `npm ci` installed here, as a runner image has them. */
export function fillToolCache(root: string, toolCache: string): void {
  const names: readonly NativePackage[] = ["onnxruntime-node", "@duckdb/node-api"];
  for (const name of names) {
    const folder = nativeFolder({ name, pins: nativePins, platform: thisPlatform, toolCache });
    if (existsSync(`${folder}.complete`)) continue;
    for (const part of packagesOf(name, thisPlatform)) {
      const link = join(folder, "node_modules", part);
      mkdirSync(dirname(link), { recursive: true });
      if (!existsSync(link)) symlinkSync(join(root, "node_modules", part), link);
    }
    writeFileSync(`${folder}.complete`, "");
  }
}
