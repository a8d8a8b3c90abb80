import { PawlError } from "../../errors.ts";
import type { ProcessResult, ProcessUsage } from "../../ports/process.ts";
import type { Stage } from "../../versioning/stage.ts";
import { addUsage } from "./add-usage.ts";
import type { RunningPorts } from "./pipeline-ports.ts";

/** Lines of output that an error repeats. */
const keptLines = 20;

/** How to run the commands of a stage. */
export interface CommandOptions {
  /** What `CUDA_VISIBLE_DEVICES` is; `[]` leaves it as it is. */
  readonly gpus: readonly string[];
  readonly signal?: AbortSignal;
}

/**
 * Runs the commands of a stage as DVC does: each item of a list, or each line, in a shell of its own.
 *
 * @returns what they used; `undefined` when nothing was measured.
 * @throws PawlError `stage.failed` with the command, its exit status and the last lines; `stage.interrupted`.
 */
export async function runCommands(
  stage: Stage,
  ports: Pick<RunningPorts, "files" | "processes" | "environment" | "log" | "turn">,
  options: CommandOptions,
): Promise<ProcessUsage | undefined> {
  const env = stageEnvironment(stage, ports, options.gpus);
  const used: ProcessUsage[] = [];
  for (const line of commandLines(stage.cmd)) {
    const last: string[] = [];
    ports.log.info(`${stage.name} > ${line}`);
    const result = await ports.processes.run({
      ...shellFor(line, ports.environment["SHELL"]),
      cwd: stage.wdir === "" ? ports.files.root : `${ports.files.root}/${stage.wdir}`,
      env,
      ...(options.signal === undefined ? {} : { signal: options.signal }),
      onStart: (processId) => ports.turn.started(processId),
      onLine: (text) => {
        ports.log.info(`${stage.name} | ${text}`);
        last.push(text);
        if (last.length > keptLines) last.shift();
      },
    });
    if (options.signal?.aborted === true) {
      throw new PawlError("stage.interrupted", { message: `Stage ${stage.name} was interrupted.` });
    }
    if (result.exitCode !== 0) throw failure(stage, { line, last }, result);
    if (result.usage !== undefined) used.push(result.usage);
  }
  return used.length === 0 ? undefined : used.reduce(addUsage);
}

function stageEnvironment(
  stage: Stage,
  ports: Pick<RunningPorts, "files" | "environment" | "turn">,
  gpus: readonly string[],
): Readonly<Record<string, string>> {
  const { root } = ports.files;
  return {
    DVC_ROOT: root,
    ...ports.environment,
    ...ports.turn.environment,
    DVC_STAGE: stage.address,
    ...(gpus.length === 0 ? {} : { CUDA_VISIBLE_DEVICES: gpus.join(",") }),
  };
}

function failure(
  stage: Stage,
  { line, last }: { readonly line: string; readonly last: readonly string[] },
  { exitCode, signal }: ProcessResult,
): PawlError {
  const how = exitCode === null ? `was ended by ${signal ?? "a signal"}` : `exited with ${exitCode}`;
  return new PawlError("stage.failed", {
    message: [`Stage ${stage.name} failed: \`${line}\` ${how}.`, ...last].join("\n"),
  });
}

/** The commands that a stage runs, each in a shell of its own: the items of a list, else the lines of the text. */
export function commandLines(cmd: Stage["cmd"]): readonly string[] {
  if (typeof cmd !== "string") return cmd;
  return cmd.split(/\r\n|[\n\r\v\f\u0085\u2028\u2029]/).filter((line) => line.trim() !== "");
}

function shellFor(line: string, shell: string | undefined): { command: string; args: readonly string[] } {
  const command = shell === undefined || shell === "" ? "/bin/sh" : shell;
  const name = command.split("/").at(-1)?.toLowerCase();
  const quiet = name === "bash" ? ["--noprofile", "--norc"] : name === "zsh" ? ["--no-rcs"] : [];
  return { command, args: [...quiet, "-c", line] };
}
