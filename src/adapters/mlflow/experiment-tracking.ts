import { z } from "zod";
import { PawlError } from "../../errors.ts";
import type { ExperimentTracking, FoundRun } from "../../ports/experiment-tracking.ts";
import { runTag } from "../../runs/tracked-run.ts";
import { callServer, type MlflowServer, required } from "./call-server.ts";

const nothing = z.looseObject({});
const experimentSchema = z.looseObject({
  experiment: z.looseObject({ experiment_id: z.string(), lifecycle_stage: z.string().default("active") }),
});
const runSchema = z.looseObject({
  info: z.looseObject({
    run_id: z.string(),
    status: z.string(),
    lifecycle_stage: z.string().default("active"),
  }),
  data: z
    .looseObject({ tags: z.array(z.looseObject({ key: z.string(), value: z.string() })).default([]) })
    .default({ tags: [] }),
});
const pageSchema = z.looseObject({
  runs: z.array(runSchema).default([]),
  next_page_token: z.string().optional(),
});
const runsAPage = 1000;

/** {@link ExperimentTracking} by MLflow's REST API 2.0. */
export function createExperimentTracking(server: MlflowServer): ExperimentTracking {
  const post = async <Body>(path: string, given: object, schema: z.ZodType<Body>): Promise<Body> =>
    required(await callServer(server, ["POST", path], { ...given }, schema));
  return {
    experiment: (name) => findExperiment(server, name),
    listRuns: async (experiment) => {
      const found: FoundRun[] = [];
      for (let page_token: string | undefined, isFirst = true; isFirst || page_token; isFirst = false) {
        const asked = {
          experiment_ids: [experiment],
          max_results: runsAPage,
          run_view_type: "ALL",
          page_token,
        };
        const page = await post("runs/search", asked, pageSchema);
        found.push(...page.runs.map(toFound));
        page_token = page.next_page_token;
      }
      return found;
    },
    createRun: async (experiment, { id, startTime }) => {
      const tags = [{ key: runTag, value: id }];
      const given = { experiment_id: experiment, run_name: id, start_time: startTime, tags };
      return (await post("runs/create", given, z.looseObject({ run: runSchema }))).run.info.run_id;
    },
    logBatch: async (run_id, batch) => void (await post("runs/log-batch", { run_id, ...batch }, nothing)),
    logDatasets: async (run_id, datasets) => {
      const given = { run_id, datasets: datasets.map((dataset) => ({ dataset })) };
      await post("runs/log-inputs", given, nothing);
    },
    finishRun: async (run_id, { status, endTime: end_time }) =>
      void (await post("runs/update", { run_id, status, end_time }, nothing)),
    deleteRun: async (run_id) => void (await post("runs/delete", { run_id }, nothing)),
  };
}

async function findExperiment(server: MlflowServer, name: string): Promise<string> {
  const find = () =>
    callServer(server, ["GET", "experiments/get-by-name"], { experiment_name: name }, experimentSchema);
  let answer = await find();
  if ("refused" in answer && answer.refused === "RESOURCE_DOES_NOT_EXIST") {
    const made = await callServer(server, ["POST", "experiments/create"], { name }, nothing);
    // Somebody else may have made it since.
    if ("body" in made || made.refused === "RESOURCE_ALREADY_EXISTS") answer = await find();
    else answer = made;
  }
  const { experiment } = required(answer);
  if (experiment.lifecycle_stage === "active") return experiment.experiment_id;
  throw new PawlError("mlflow.refused", {
    message: `The experiment ${JSON.stringify(name)} of ${server.url} is deleted.`,
    hint: "Restore it with `mlflow experiments restore`, or give --experiment another name.",
  });
}

function toFound({ info, data }: z.infer<typeof runSchema>): FoundRun {
  return {
    serverId: info.run_id,
    id: data.tags.find(({ key }) => key === runTag)?.value,
    isComplete: info.status !== "RUNNING" && info.status !== "SCHEDULED",
    isDeleted: info.lifecycle_stage === "deleted",
  };
}
