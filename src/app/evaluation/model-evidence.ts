import type { ModelPolicy, Policy } from "../../config/schema.ts";
import { PawlError } from "../../errors.ts";
import type { RepositorySections } from "../evaluate.ts";
import type { StageResult } from "../pipeline/stage-result.ts";
import type { ReportPorts } from "../reports/snapshot.ts";
import type { ChampionPorts } from "./champion.ts";
import { planCost } from "./cost-evidence.ts";
import { readHistory } from "./history-evidence.ts";
import { type CurvePorts, readLearningCurves } from "./learning-curve-evidence.ts";
import { readLineageGraph } from "./lineage-evidence.ts";
import { type ModelScope, openModelScope, ownStages } from "./model-scope.ts";
import { readRepositoryEvidence, type RepositoryEvidence } from "./repository-evidence.ts";
import { readTableEvidence, type TableEvidencePorts } from "./table-evidence.ts";

/** Which model's evidence, between which commits. */
export interface ModelEvidenceRequest {
  readonly model: string;
  readonly policy: ModelPolicy;
  readonly headSha: string;
  /** Null when there is nothing to compare with. */
  readonly baseSha: string | null;
  /** Stages as the pipeline ran them, of every model. */
  readonly stages: readonly StageResult[];
  readonly prices: Policy["prices"];
  readonly queueSeconds: number | null;
  /** Whether the model did not change: then only files are compared. */
  readonly isUnchanged: boolean;
}

/** What reading evidence reaches. */
export type ModelEvidencePorts = ReportPorts &
  CurvePorts &
  TableEvidencePorts &
  Pick<ChampionPorts, "github">;

/** What the repository and the run say of a model. */
export interface ModelEvidence extends Pick<RepositoryEvidence, "metricsFiles" | "params"> {
  readonly sections: RepositorySections;
}

const maxNotes = 30;

/**
 * Reads what git, DVC's files and the run say of a model: metrics and params files, learning curves, data diffs, the metric's
 * history, cost and lineage. A section that cannot be read is left out, with a note that says why.
 *
 * @throws PawlError `dvc.invalid` and others when the work tree's pipelines cannot be read.
 */
export async function readModelEvidence(
  request: ModelEvidenceRequest,
  ports: ModelEvidencePorts,
): Promise<ModelEvidence> {
  const { policy, baseSha } = request;
  const scope = await openModelScope({ artifact: policy.artifact, baseSha }, ports);
  const { metricsFiles, params, notes } = await readRepositoryEvidence(
    { baseSha, gates: policy.gates },
    ports,
  );
  const read = request.isUnchanged
    ? { sections: {}, notes: [] }
    : await readSections({ ...request, metricsFiles }, scope, ports);
  const sections = { ...read.sections, notes: [...notes, ...read.notes].slice(0, maxNotes) };
  return { metricsFiles, params, sections };
}

async function readSections(
  request: ModelEvidenceRequest & Pick<RepositoryEvidence, "metricsFiles">,
  scope: ModelScope,
  ports: ModelEvidencePorts,
): Promise<{ readonly sections: RepositorySections; readonly notes: readonly string[] }> {
  const notes: string[] = [];
  const { policy, baseSha, headSha } = request;
  const curves = await attempt("Learning curves", notes, () => readLearningCurves(scope, ports));
  const tables =
    baseSha === null
      ? undefined
      : await attempt("Data diff", notes, () =>
          readTableEvidence({ evaluation: policy.evaluation, baseSha, headSha }, scope, ports),
        );
  const history = await attempt("History", notes, () => readHistory(request, ports));
  const cost = planCost({ ...request, stages: ownResults(request.stages, scope) });
  const lineage = readLineageGraph(scope);
  notes.push(...(curves?.notes ?? []), ...(tables?.notes ?? []));
  return {
    sections: {
      ...(curves === undefined || curves.curves.length === 0 ? {} : { learningCurves: curves.curves }),
      ...(tables === undefined || tables.diffs.length === 0 ? {} : { dataDiffs: tables.diffs }),
      ...(history === undefined ? {} : { history }),
      ...(cost === undefined ? {} : { cost }),
      ...(lineage === undefined ? {} : { lineage }),
    },
    notes,
  };
}

/** The result, or `undefined` and a note: evidence that cannot be had is no failure of the evaluation. */
async function attempt<T>(what: string, notes: string[], read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof PawlError)) throw error;
    notes.push(`${what}: ${error.message.slice(0, 300)}`);
    return undefined;
  }
}

/** What the pipeline did for this model; of a model that no stage makes, everything. */
function ownResults(stages: readonly StageResult[], scope: ModelScope): readonly StageResult[] {
  const own = new Set(ownStages(scope).map((stage) => stage.address));
  return own.size === 0 ? stages : stages.filter(({ stage }) => own.has(stage));
}
