import { chmod, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parseDataFile } from "../../src/versioning/data-file.ts";
import { updateDataFile } from "../../src/versioning/update-data-file.ts";
import { temporaryDirectory } from "../support/temporary-directory.ts";
import { output, peer } from "./peers.ts";

const old = "md5: 5bbf5a52328e7439ae6e719dfe712200";

interface Edited {
  readonly name: string;
  /** The `.dvc` file as a person left it. */
  readonly text: string;
  readonly kind?: "file" | "directory" | "program";
}

const edited: readonly Edited[] = [
  {
    name: "comments",
    text: `# head\nouts:\n# in\n- ${old} # tail\n  size: 4 # s\n  hash: md5\n  path: f # p\n# end\n`,
  },
  {
    name: "another order",
    text: `desc: about\nouts:\n- path: f\n  ${old}\n  desc: it's\nmeta: {a: 1, b: [x]}\n`,
  },
  {
    name: "options",
    text: `outs:\n- ${old}\n  size: 4\n  hash: md5\n  path: f\n  cache: false\n  persist: true\n  remote: r\n  push: false\n  labels: [a]\n  type: model\nfrozen: true\nwdir: .\n`,
  },
  {
    name: "quotes",
    text: `outs:\n- md5: '5bbf5a52328e7439ae6e719dfe712200'\n  size: 4\n\n  hash: "md5"\n  path: "f"\n\nmeta:\n  x: 'quoted'\n  y: "double"\n  z: '1'\n`,
  },
  { name: "an entry of DVC 2", text: `md5: abc\nouts:\n- ${old}\n  path: f\n` },
  { name: "two outputs", text: `outs:\n- ${old}\n  path: f\n- ${old}\n  path: g\n` },
  { name: "a key that goes", text: `# c\nouts:\n- ${old}\n  size: 4\n  nfiles: 3\n  hash: md5\n  path: f\n` },
  {
    name: "a file that is a directory now",
    kind: "directory",
    text: `# c\nouts:\n- ${old}\n  size: 4\n  hash: md5\n  path: f\n  desc: keep\n`,
  },
  {
    name: "a file that is a program now",
    kind: "program",
    text: `# c\nouts:\n- ${old}\n  size: 4\n  hash: md5\n  path: f # p\n\n# e\n`,
  },
  { name: "braces", text: `outs: [{${old}, size: 4, hash: md5, path: f}]\n` },
  {
    name: "an import",
    text: `md5: abcd\nfrozen: true\ndeps:\n- path: x\n  repo:\n    url: u\n    rev_lock: abc\nouts:\n- ${old}\n  size: 4\n  hash: md5\n  path: f\n`,
  },
  { name: "an output without a hash", text: "outs:\n- path: f\n  desc: x\n" },
  { name: "nothing", text: "" },
];

describe("a .dvc file that a person edited", () => {
  it.each(edited)("is updated as `dvc add` does, with $name", async ({ text, kind = "file" }) => {
    const cwd = temporaryDirectory();
    const env = { ...process.env, DVC_NO_ANALYTICS: "1", DVC_SITE_CACHE_DIR: join(cwd, "site") };
    await output(peer("dvc/bin/dvc"), ["init", "-q", "--no-scm"], { cwd, env });
    const data = join(cwd, "f");
    if (kind === "directory") {
      await mkdir(data);
      await writeFile(join(data, "x"), "x\n");
    } else await writeFile(data, "other\n");
    if (kind === "program") await chmod(data, 0o755);
    await writeFile(`${data}.dvc`, text);
    await output(peer("dvc/bin/dvc"), ["add", "-q", "f"], { cwd, env });
    const there = await readFile(`${data}.dvc`, "utf8");
    const item = parseDataFile(there, "f.dvc").find(({ path }) => path === "f");
    expect(item && updateDataFile(text, "f.dvc", item)).toBe(there);
  });
});
