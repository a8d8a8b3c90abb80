import { PawlError } from "../../errors.ts";
import type { GitHub } from "../../ports/github/github.ts";
import type { DispatchedRun } from "../../ports/github/workflows.ts";
import { pipelineWorkflow } from "../evaluate-run/workflow-files.ts";
import { startOnce, type StartPorts } from "./start-once.ts";

/** What dispatching reaches. */
export type DispatchPorts = StartPorts &
  Pick<GitHub, "members"> & { readonly workflows: Pick<GitHub["workflows"], "listRuns" | "dispatch"> };

/** A run of the pipeline's workflow that one request asks for. */
export interface Dispatch {
  readonly verb: "deploy" | "retrain" | "run";
  /** The natural key of the request. */
  readonly key: string;
  /** The title that the workflow's `run-name` makes of the inputs. */
  readonly title: string;
  readonly inputs: Readonly<Record<string, string>>;
  /** Inputs that it can do without: a workflow file of an earlier version does not know them. */
  readonly further?: Readonly<Record<string, string>>;
}

/** Titles of dispatched runs, as the `run-name` of the templates makes them of the inputs. */
export const titleOfRun = {
  deploy: (deploymentId: number): string => `deploy #${deploymentId}`,
  retrain: (model: string, issue: number | undefined): string => `retrain ${model} #${issue ?? ""}`,
  run: (asked: {
    readonly step: string;
    readonly pull: string;
    readonly sha: string;
    readonly request: string;
  }): string => `run ${asked.step} ${asked.pull} ${asked.sha} ${asked.request}`,
} as const;

/** Clocks differ, and who asked may have waited: a listing begins that much before the intent, in milliseconds. */
const marginMs = 24 * 3_600_000;

/**
 * Dispatches the pipeline's workflow on the default branch, once for a request: see {@link startOnce}. The run is known by its title and by
 * being newer than those that were there when it was asked.
 *
 * @returns the run; `undefined` when it was dispatched now and this GitHub does not say as which run.
 * @throws PawlError `github.request-failed`, `registry.contended`
 */
export async function dispatchOnce(
  { verb, key, title, inputs, further = {} }: Dispatch,
  ports: DispatchPorts,
): Promise<DispatchedRun | undefined> {
  const { defaultBranch } = await ports.members.repository();
  const { run } = await startOnce<{ readonly run: DispatchedRun | undefined }>(
    {
      family: verb,
      key,
      subject: title,
      before: () => newestRun(defaultBranch, ports.clock.now(), ports),
      find: async ({ subject, before, at }) => {
        const run = await findDispatchedRun({ title: subject, branch: defaultBranch, before, at }, ports);
        return run && { run };
      },
      start: async () => ({ run: await dispatch(defaultBranch, { inputs, further }, ports) }),
    },
    ports,
  );
  return run;
}

/** Without the further inputs when GitHub refuses them: what is refused has started nothing. */
async function dispatch(
  branch: string,
  { inputs, further }: Required<Pick<Dispatch, "inputs" | "further">>,
  { workflows }: DispatchPorts,
): Promise<DispatchedRun | undefined> {
  const { file } = pipelineWorkflow;
  try {
    return await workflows.dispatch(file, branch, { ...inputs, ...further });
  } catch (error) {
    const isRefused = error instanceof PawlError && error.isRefusal && error.code === "github.request-failed";
    if (!isRefused || Object.keys(further).length === 0) throw error;
    return workflows.dispatch(file, branch, inputs);
  }
}

type Listing = { readonly workflows: Pick<GitHub["workflows"], "listRuns"> };

/** The number of the newest dispatched run of a branch, 0 when there was none for a day. */
export async function newestRun(branch: string, now: Date, ports: Listing): Promise<number> {
  const [newest] = await listDispatched(branch, now, ports);
  return newest?.id ?? 0;
}

/** The first run of the pipeline that was dispatched on the branch under this title, after the run `before`. */
export async function findDispatchedRun(
  wanted: { readonly title: string; readonly branch: string; readonly before: number; readonly at: string },
  ports: Listing,
): Promise<DispatchedRun | undefined> {
  const runs = await listDispatched(wanted.branch, new Date(wanted.at), ports);
  const found = runs.findLast(
    ({ id, path, displayTitle }) =>
      path === pipelineWorkflow.path && id > wanted.before && displayTitle === wanted.title,
  );
  return found && { id: found.id, url: found.url };
}

async function listDispatched(branch: string, at: Date, { workflows }: Listing) {
  const createdSince = new Date(at.getTime() - marginMs).toISOString();
  return workflows.listRuns({ event: "workflow_dispatch", branch, createdSince });
}
