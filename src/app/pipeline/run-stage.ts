import { PawlError } from "../../errors.ts";
import type { Stage } from "../../versioning/stage.ts";
import type { RunningPorts } from "./pipeline-ports.ts";

/** Lines of output that an error repeats. */
const keptLines = 20;

/**
 * Runs the commands of a stage as DVC does: each item of a list, and each line, in a shell of its own.
 *
 * @throws PawlError `stage.failed` with the command, its exit status and the last lines; `stage.interrupted`.
 */
export async function runCommands(
  stage: Stage,
  ports: Pick<RunningPorts, "files" | "processes" | "environment" | "log" | "turn">,
  signal?: AbortSignal,
): Promise<void> {
  const cwd = stage.wdir === "" ? ports.files.root : `${ports.files.root}/${stage.wdir}`;
  const env = { ...ports.environment, DVC_ROOT: ports.files.root, DVC_STAGE: stage.name };
  for (const line of commandLines(stage.cmd)) {
    const last: string[] = [];
    ports.log.info(`${stage.name} > ${line}`);
    const { command, args } = shellFor(line, ports.environment["SHELL"]);
    const result = await ports.processes.run({
      command,
      args,
      cwd,
      env,
      ...(signal === undefined ? {} : { signal }),
      onStart: (processId) => ports.turn.started(processId),
      onLine: (text) => {
        ports.log.info(`${stage.name} | ${text}`);
        last.push(text);
        if (last.length > keptLines) last.shift();
      },
    });
    if (signal?.aborted === true) {
      throw new PawlError("stage.interrupted", { message: `Stage ${stage.name} was interrupted.` });
    }
    if (result.exitCode === 0) continue;
    const how =
      result.exitCode === null
        ? `was ended by ${result.signal ?? "a signal"}`
        : `exited with ${result.exitCode}`;
    throw new PawlError("stage.failed", {
      message: [`Stage ${stage.name} failed: \`${line}\` ${how}.`, ...last].join("\n"),
    });
  }
}

function commandLines(cmd: Stage["cmd"]): readonly string[] {
  const items = typeof cmd === "string" ? [cmd] : cmd;
  return items.flatMap((item) => item.split("\n")).filter((line) => line.trim() !== "");
}

function shellFor(line: string, shell: string | undefined): { command: string; args: readonly string[] } {
  const command = shell === undefined || shell === "" ? "/bin/sh" : shell;
  const name = command.split("/").at(-1);
  const quiet = name === "bash" ? ["--noprofile", "--norc"] : name === "zsh" ? ["--no-rcs"] : [];
  return { command, args: [...quiet, "-c", line] };
}
