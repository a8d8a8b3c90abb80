import { execFileSync } from "node:child_process";
import { closeSync, cpSync, mkdirSync, openSync, writeFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { createRandom } from "../../src/math/random.ts";

/** A repository with a directory remote beside it, for one program. */
export interface Scene {
  readonly directory: string;
  readonly remote: string;
}

/** Random bytes that are the same in each run with the same seed. */
export function randomBytes(count: number, seed: number): Buffer {
  const random = createRandom(seed);
  const bytes = Buffer.allocUnsafe(count);
  for (let index = 0; index + 4 <= count; index += 4)
    bytes.writeUInt32LE(Math.floor(random.nextFloat() * 2 ** 32), index);
  return bytes;
}

/** 10,000 files of 4 KiB in 100 folders. */
export function makeManyFiles(folder: string, count: number): void {
  const bytes = randomBytes(4096, 1);
  for (let index = 0; index < count; index += 1) {
    const inside = join(folder, String(index % 100));
    if (index < 100) mkdirSync(inside, { recursive: true });
    bytes.writeUInt32LE(index, 0);
    writeFileSync(join(inside, `${index}.bin`), bytes);
  }
}

/** One file of this many MiB. */
export function makeLargeFile(path: string, mebibytes: number): void {
  const bytes = randomBytes(2 ** 20, 2);
  const file = openSync(path, "w");
  for (let index = 0; index < mebibytes; index += 1) {
    bytes.writeUInt32LE(index, 0);
    writeSync(file, bytes);
  }
  closeSync(file);
}

/** A fresh repository with a copy of the data. */
export function createScene(directory: string, data?: string): Scene {
  const work = join(directory, "work");
  mkdirSync(join(work, ".dvc"), { recursive: true });
  mkdirSync(join(directory, "remote"));
  execFileSync("git", ["init", "--quiet", "--initial-branch=main", work]);
  writeFileSync(
    join(work, ".dvc/config"),
    "[core]\n    remote = r\n    analytics = false\n['remote \"r\"']\n    url = ../../remote\n",
  );
  writeFileSync(join(work, ".dvc/.gitignore"), "/config.local\n/tmp\n/cache\n");
  if (data !== undefined) cpSync(data, join(work, "data"), { recursive: true });
  return { directory: work, remote: join(directory, "remote") };
}

/** Ten stages, each after the one before, with small files. */
export function addPipeline(directory: string): void {
  const stages = Array.from({ length: 10 }, (_, index) => {
    const before = index === 0 ? "in.txt" : `out${index - 1}.txt`;
    return `  s${index}:\n    cmd: cat ${before} params.yaml > out${index}.txt\n    deps: [${before}]\n    params: [p]\n    outs: [out${index}.txt]\n`;
  });
  writeFileSync(join(directory, "dvc.yaml"), `stages:\n${stages.join("")}`);
  writeFileSync(join(directory, "params.yaml"), "p: 1\n");
  writeFileSync(join(directory, "in.txt"), "in\n");
}
