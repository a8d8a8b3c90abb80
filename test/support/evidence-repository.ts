import { createFileSystem } from "../../src/adapters/file-system/local.ts";
import { systemClock } from "../../src/adapters/clock/system.ts";
import {
  type ModelEvidence,
  type ModelEvidencePorts,
  type ModelEvidenceRequest,
  readModelEvidence,
} from "../../src/app/evaluation/model-evidence.ts";
import { reproduce } from "../../src/app/reproduce.ts";
import { parsePolicy } from "../../src/config/parse-policy.ts";
import type { ModelPolicy } from "../../src/config/schema.ts";
import { openEvidence } from "../../src/runtime/open-evidence.ts";
import { commitAll, git, writeFiles } from "./git-world.ts";
import { createPipelineWorld } from "./pipeline-repository.ts";

/** A pipeline as users write it: templates, a list of parameter files, DVCLive, cached metrics, a group in a folder. */
export const evidenceFiles: Readonly<Record<string, string>> = {
  "dvc.yaml": `vars:
  - {folder: out}
stages:
  prepare:
    cmd: grep -v drop data/raw.csv > data/clean.csv
    deps: [data/raw.csv]
    outs: [data/clean.csv]
  train:
    cmd: sh train.sh
    deps: [data/clean.csv, train.sh]
    params: [rounds, {conf.toml: [model.depth]}, {conf.py: [Train.lr]}]
    outs: [models/model.onnx, dvclive]
  evaluate:
    cmd: mkdir -p \${folder} && printf '{"test":{"f1":0.%s,"ok":true,"who":"x"}}' "$(wc -l < models/model.onnx)" > \${folder}/scores.json
    deps: [models/model.onnx]
    metrics: ["\${folder}/scores.json"]
  other:
    cmd: printf 'step,y\\n0,1\\n' > other.csv
    plots: [other.csv]
metrics: [plain.json]
plots:
  - curves.json: {x: epoch, y: loss}
`,
  "group/dvc.yaml": `stages:
  part:
    foreach: [a, b]
    do:
      wdir: ..
      cmd: echo '{"n":1}' > group-\${item}.json
      metrics: [{"group-\${item}.json": {cache: false}}]
`,
  "train.sh": `set -e
rounds=$(sed -n 's/rounds: //p' params.yaml)
mkdir -p models dvclive/plots/metrics/train
seq "$rounds" > models/model.onnx
printf 'step\\tloss\\n' > dvclive/plots/metrics/train/loss.tsv
for step in $(seq "$rounds"); do printf '%s\\t0.%s\\n' "$step" "$step" >> dvclive/plots/metrics/train/loss.tsv; done
`,
  "params.yaml": "rounds: 5\nother: [1]\n",
  "conf.toml": "[model]\ndepth = 3\n",
  "conf.py": "class Train:\n    lr = 0.1\n",
  "plain.json": '{"a": 1}',
  "curves.json": '[{"epoch": 1, "loss": 3}, {"epoch": 2, "loss": 2}]',
  "data/raw.csv": "id,x\n1,0.5\n2,0.25\n",
  ".gitignore": "/out/\n",
  "data/.gitignore": "/clean.csv\n",
};

/** The policy of the model in {@link evidenceFiles}. @param more of its settings, as YAML at the depth of the model */
export function evidencePolicy(more = "", task: ModelPolicy["task"] = "regression"): ModelPolicy {
  const text = `version: 1
models:
  late:
    artifact: models/model.onnx
    task: ${task}
${more}`;
  const policy = parsePolicy(text, "pawl.yml").policy?.models["late"];
  if (policy === undefined) throw new Error(JSON.stringify(parsePolicy(text, "pawl.yml").problems));
  return policy;
}

/** A repository of git whose pipeline runs for real. */
export interface EvidenceRepository {
  readonly work: string;
  /** Writes files, runs the pipeline and commits; the commit's id. */
  change(files: Readonly<Record<string, string>>, message?: string): Promise<string>;
  /** The evidence of the work tree against a commit. */
  read(
    request: Partial<ModelEvidenceRequest> & { readonly baseSha: string | null },
    ports?: Partial<ModelEvidencePorts>,
  ): Promise<ModelEvidence>;
}

/** Builds an {@link EvidenceRepository} whose pipeline has not run. @param files replace or add to {@link evidenceFiles} */
export async function createEvidenceRepository(
  files: Readonly<Record<string, string>> = {},
): Promise<EvidenceRepository> {
  const world = await createPipelineWorld({ ...evidenceFiles, ...files });
  const { work, ports } = world;
  return {
    work,
    change: async (changed, message = "change") => {
      writeFiles(work, changed);
      await reproduce({}, ports);
      const isClean = git(work, "status", "--porcelain") === "";
      return isClean ? git(work, "rev-parse", "HEAD") : commitAll(work, message);
    },
    read: async (request, more) => {
      const local = createFileSystem(work);
      const evidence = await openEvidence(local);
      try {
        return await readModelEvidence(
          {
            model: "late",
            policy: evidencePolicy(),
            headSha: git(work, "rev-parse", "HEAD"),
            stages: [],
            prices: undefined,
            queueSeconds: null,
            isUnchanged: false,
            ...request,
          },
          { ...evidence, files: local, clock: systemClock, ...more },
        );
      } finally {
        await evidence.close();
      }
    },
  };
}
