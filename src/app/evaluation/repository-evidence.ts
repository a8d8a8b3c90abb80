import { parse as parseToml } from "smol-toml";
import { parse as parseYaml } from "yaml";
import type { GatePolicy } from "../../config/schema.ts";
import { PawlError } from "../../errors.ts";
import { findDvcPaths } from "../../evaluation/dvc-paths.ts";
import { findMetric } from "../../evaluation/metric-table.ts";
import { flattenNumbers, type MetricsFile } from "../../evaluation/metrics-file.ts";
import type { EvaluationReport } from "../../evaluation/report-schema.ts";
import { diffSettings } from "../../evaluation/settings-diff.ts";
import type { FileSystem } from "../../ports/file-system.ts";
import type { GitRepository } from "../../ports/git.ts";

/** What metrics and params files say at base and in the work tree. */
export interface RepositoryEvidence {
  readonly metricsFiles: readonly MetricsFile[];
  readonly params: EvaluationReport["params"];
}

/** Where the files are. */
export interface EvidencePorts {
  readonly files: Pick<FileSystem, "stat" | "readText">;
  readonly git: Pick<GitRepository, "readFile">;
}

/**
 * Reads the DVC metrics and params files that `dvc.yaml` and the gates name, at base and in the work tree.
 *
 * @param baseSha null when there is nothing to compare with.
 * @throws PawlError `file.unreadable` when a file of the work tree is malformed; a malformed one at base counts as absent.
 */
export async function readRepositoryEvidence(
  request: { readonly baseSha: string | null; readonly gates: readonly GatePolicy[] },
  ports: EvidencePorts,
): Promise<RepositoryEvidence> {
  const paths = findDvcPaths(await readHead("dvc.yaml", ports));
  const gated = request.gates.flatMap((gate) => gateFile(gate.metric) ?? []);
  const read = async (path: string) => ({
    path,
    base: await readBase(path, request.baseSha, ports),
    head: await readHead(path, ports),
  });
  const metrics = await Promise.all([...new Set([...paths.metrics, ...gated])].map(read));
  const params = await Promise.all(paths.params.map(read));
  return {
    metricsFiles: metrics.map(({ path, base, head }) => ({
      path,
      base: base === undefined ? undefined : flattenNumbers(base),
      head: head === undefined ? undefined : flattenNumbers(head),
    })),
    params:
      request.baseSha === null
        ? []
        : params.flatMap(({ path, base, head }) => diffSettings(path, base, head)),
  };
}

/** The file of a `file:key` gate. */
function gateFile(metric: string): string | undefined {
  if (findMetric(metric) !== undefined) return undefined;
  return /^([^:]+\.[a-z]+):./.exec(metric)?.[1];
}

async function readHead(path: string, { files }: EvidencePorts): Promise<unknown> {
  if ((await files.stat(path))?.kind !== "file") return undefined;
  return parseFile(path, await files.readText(path));
}

async function readBase(path: string, baseSha: string | null, { git }: EvidencePorts): Promise<unknown> {
  const bytes = baseSha === null ? undefined : await git.readFile(baseSha, path);
  if (bytes === undefined) return undefined;
  try {
    return parseFile(path, new TextDecoder().decode(bytes));
  } catch (error) {
    if (error instanceof PawlError) return undefined;
    throw error;
  }
}

function parseFile(path: string, text: string): unknown {
  try {
    if (path.endsWith(".toml")) return parseToml(text);
    return path.endsWith(".json") ? JSON.parse(text) : parseYaml(text, { maxAliasCount: 100 });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message.split("\n")[0] : String(cause);
    throw new PawlError("file.unreadable", { message: `${path} is malformed: ${reason}`, cause });
  }
}
