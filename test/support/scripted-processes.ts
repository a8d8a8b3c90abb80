import type { ProcessRequest, ProcessResult, Processes } from "../../src/ports/process.ts";

/** What a scripted command does: prints lines, has an effect, ends with an exit code. */
export interface Script {
  readonly stdout?: readonly string[];
  readonly stderr?: readonly string[];
  readonly exitCode?: number | null;
  readonly signal?: string;
  effect?(request: ProcessRequest): void | Promise<void>;
}

/** Processes that follow a script and record what was asked of them. */
export function createScriptedProcesses(
  script: (request: ProcessRequest) => Script = () => ({}),
): Processes & { readonly requests: ProcessRequest[] } {
  const requests: ProcessRequest[] = [];
  return {
    requests,
    run: async (request): Promise<ProcessResult> => {
      requests.push(request);
      if (request.signal?.aborted === true) return { exitCode: null, signal: "SIGINT", durationMs: 0 };
      const part = script(request);
      for (const line of part.stdout ?? []) request.onLine?.(line, "stdout");
      for (const line of part.stderr ?? []) request.onLine?.(line, "stderr");
      await part.effect?.(request);
      const exitCode = part.exitCode === undefined ? 0 : part.exitCode;
      return { exitCode, signal: part.signal ?? null, durationMs: 0 };
    },
  };
}
