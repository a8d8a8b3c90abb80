/** The workflow file whose runs are results of the pipeline; another one may upload what it likes. */
export const pipelineWorkflow = { file: "pawl.yml", path: ".github/workflows/pawl.yml" } as const;

/**
 * The workflow that evaluates apart from the pull request. It runs by `workflow_run`, for which GitHub takes the file of the
 * default branch, whatever a pull request changes.
 */
export const evaluationWorkflow = {
  path: ".github/workflows/pawl-evaluate.yml",
  /** The title of a run of it: which pipeline run it evaluates. */
  titleOf: (runId: number): string => `evaluate run ${runId}`,
  /** The pipeline run that a title names. */
  runOf: (title: string): number | undefined => {
    const id = /^evaluate run ([1-9]\d{0,15})$/.exec(title)?.[1];
    return id === undefined ? undefined : Number(id);
  },
} as const;

/** Artifacts of a run. */
export const artifactNames = {
  /** `<model>.json`, one report a model. */
  reports: "pawl-report",
  /** `<model>.json`, one explanation a model: what `/ml explain --run` asked for. */
  explanations: "pawl-explanation",
  /** `<model>.onnx`, from where the remote cannot be written: a fork. */
  models: "pawl-models",
} as const;
