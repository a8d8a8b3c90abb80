/** A command to run. `command` is the program, `args` its arguments: no shell is involved. */
export interface ProcessRequest {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  /** The whole environment of the child, not an addition. */
  readonly env: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  /** Called once with the id of the process, which leads a process group of its own. */
  onStart?(processId: number): void;
  /** Called with each line of output, without its line end. */
  onLine?(line: string, stream: "stdout" | "stderr"): void;
}

/** What a process used, with everything that it started. Null where it was not measured. */
export interface ProcessUsage {
  /** Greatest sum of resident memory that a sample found. */
  readonly peakMemoryBytes: number | null;
  /** Name of the accelerator. */
  readonly gpu: string | null;
  /** Time in which its accelerators were busy; two for one second are two. */
  readonly gpuSeconds: number | null;
  /** Of its accelerators, and of the machine's processors where they say so. */
  readonly energyWattHours: number | null;
}

/** How a process ended. `exitCode` is null when a signal ended it. */
export interface ProcessResult {
  readonly exitCode: number | null;
  readonly signal: string | null;
  readonly durationMs: number;
  /** Only from processes that are measured. */
  readonly usage?: ProcessUsage;
}

/** Runs child processes. A non-zero exit is a result, not an error. */
export interface Processes {
  run(request: ProcessRequest): Promise<ProcessResult>;
}
