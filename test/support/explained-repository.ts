import { reproduce } from "../../src/app/reproduce.ts";
import { openPipeline } from "../../src/runtime/open-pipeline.ts";
import { commitAll, createOrigin, writeFiles } from "./git-world.ts";
import { createMemoryLog } from "./memory-log.ts";

type Files = Readonly<Record<string, string>>;

/**
 * A pipeline whose metrics say which inputs it saw: its code, `train.rate` of params.yaml, `level.txt` in git, `big.txt` by a
 * `.dvc` file, and what `fetch`, a frozen stage, made. Every run of a stage adds a line to `runs.log` beside the clone.
 */
export const explainedFiles: Files = {
  ".dvc/config": "",
  ".dvc/.gitignore": "/config.local\n/tmp\n/cache\n",
  ".gitignore": "/big.txt\n/fetched.txt\n/model.bin\n",
  "landing.txt": "1\n",
  "level.txt": "100\n",
  "params.yaml": "train:\n  rate: 10 # per cent\nunread: 1\n",
  "make.sh": makeScript(1),
  "README.md": "one\n",
  "dvc.yaml": `stages:
  fetch:
    cmd: cp landing.txt fetched.txt
    frozen: true
    outs: [fetched.txt]
  train:
    cmd: sh make.sh
    deps: [make.sh, level.txt, big.txt, fetched.txt]
    params: [train.rate]
    outs: [model.bin]
    metrics: [{ m.yaml: { cache: false } }]
`,
  ".github/pawl.yml": `version: 1
models:
  m:
    artifact: model.bin
    task: regression
    gates: [{ metric: "m.yaml:sum", direction: higher, min: 0 }]
`,
};

/** The code of the train stage; \`more\` runs before it writes. */
export function makeScript(version: number, more = ""): string {
  return `rate=$(sed -n 's/^  rate: \\([0-9]*\\).*/\\1/p' params.yaml)
data=$(($(cat level.txt) + $(cat big.txt) + $(cat fetched.txt)))
${more}
echo model ${version} $rate $data > model.bin
echo "{code: ${version}, rate: $rate, data: $data, sum: $((${version} + rate + data)), product: $((${version} * rate * data))}" > m.yaml
echo train >> "$STAGE_RUNS"
`;
}

/** A clone with one commit of {@link explainedFiles}, trained; `.dvc` data is \`big\`. */
export async function createExplained(directory: string, files: Files = {}): Promise<string> {
  const { work } = createOrigin(directory, { ...explainedFiles, ...files });
  await changeExplained(work, { "big.txt": "1000\n" });
  return work;
}

/** Changes files, refreshes the frozen stage, trains and commits; the commit's id. Without training the lock stays as it is. */
export async function changeExplained(
  work: string,
  files: Files,
  { isTrained = true }: { readonly isTrained?: boolean } = {},
): Promise<string> {
  writeFiles(work, files);
  const ports = await openPipeline(work, createMemoryLog());
  if (files["big.txt"] !== undefined) {
    const { md5 } = await ports.data.save("big.txt");
    writeFiles(work, { "big.txt.dvc": `outs:\n- md5: ${md5}\n  hash: md5\n  path: big.txt\n` });
  }
  const isFetched = files["big.txt"] === undefined && files["landing.txt"] === undefined;
  if (!isFetched) await reproduce({ targets: ["fetch"], force: ["fetch"], extent: "single" }, ports);
  if (isTrained) await reproduce({}, ports);
  return commitAll(work, Object.keys(files).join(", "));
}
