import type { JobAnnotation } from "./host.ts";
import { maxLineChars } from "./process-runner.ts";
import type { SecretMask } from "./secret-mask.ts";
import { isResumeLine, parseWorkflowCommand, type WorkflowCommand } from "./workflow-command.ts";

/** Where a job's log lines go. */
export interface JobLogOptions {
  readonly mask: SecretMask;
  /** Takes complete lines, each with its time and end. */
  readonly write: (text: string) => void;
  /** Whether `::debug::` lines are shown. */
  readonly showDebug: boolean;
}

const annotationLevels = { error: "failure", warning: "warning", notice: "notice" } as const;

/** Secrets are at most 48 KB long, so that a cut through one lies within this many characters of a line's end. */
const maxSecretChars = 48 * 1024;

/** Of a line that was cut at the limit, the end may hold the first half of a secret, which no mask knows. */
function shorten(written: string, masked: string): string {
  if (written.length < maxLineChars) return masked;
  return `${masked.slice(0, Math.max(0, masked.length - maxSecretChars))}… (the line is longer than ${maxLineChars} characters)`;
}

/** The log of one job: masks secrets, carries out `::` commands, collects annotations. */
export class JobLog {
  readonly annotations: JobAnnotation[] = [];
  readonly #options: JobLogOptions;
  #stopToken: string | undefined;

  constructor(options: JobLogOptions) {
    this.#options = options;
  }

  /** Writes a line as it is, with secrets masked. */
  line(text: string): void {
    const time = new Date().toISOString().replace("Z", "0000Z");
    const shown = shorten(text, this.#options.mask.redact(text));
    this.#options.write(
      shown
        .split("\n")
        .map((part) => `${time} ${part}\n`)
        .join(""),
    );
  }

  /** Writes lines in a group that a viewer can fold. */
  group(title: string, lines: readonly string[]): void {
    this.line(`##[group]${title}`);
    for (const text of lines) this.line(text);
    this.line("##[endgroup]");
  }

  /** Writes an error and annotates it. */
  error(message: string): void {
    this.#annotate("error", { name: "error", properties: {}, message });
  }

  /** Writes a warning and annotates it. */
  warning(message: string): void {
    this.#annotate("warning", { name: "warning", properties: {}, message });
  }

  /** Ends a `::stop-commands::` that the last step left open. */
  resumeCommands(): void {
    this.#stopToken = undefined;
  }

  /**
   * Takes a line of a step's output: carries out its command, or writes it.
   *
   * @returns the command's name when it is one that the step may not use any more (`set-output`, `save-state` …)
   */
  output(text: string): string | undefined {
    if (this.#stopToken !== undefined) {
      if (isResumeLine(text, this.#stopToken)) this.#stopToken = undefined;
      else this.line(text);
      return undefined;
    }
    const command = parseWorkflowCommand(text);
    if (command === undefined) {
      this.line(text);
      return undefined;
    }
    return this.#run(command, text);
  }

  #run(command: WorkflowCommand, text: string): string | undefined {
    switch (command.name) {
      case "error":
      case "warning":
      case "notice":
        this.#annotate(command.name, command);
        return undefined;
      case "debug":
        if (this.#options.showDebug) this.line(`##[debug]${command.message}`);
        return undefined;
      case "group":
        this.line(`##[group]${command.message}`);
        return undefined;
      case "endgroup":
        this.line("##[endgroup]");
        return undefined;
      case "add-mask":
        this.#options.mask.add(command.message);
        return undefined;
      case "stop-commands":
        this.#stopToken = command.message;
        return undefined;
      case "echo":
        return undefined;
      case "add-matcher":
      case "remove-matcher":
        this.warning(
          `::${command.name}:: is not supported by the sandbox's runner; the lines are shown as they are`,
        );
        return undefined;
      case "set-output":
      case "save-state":
      case "set-env":
      case "add-path":
        return command.name;
      default:
        this.line(text);
        return undefined;
    }
  }

  #annotate(name: keyof typeof annotationLevels, command: WorkflowCommand): void {
    const { mask } = this.#options;
    this.line(`##[${name}]${command.message}`);
    const { title, file, line, endLine } = command.properties;
    const startLine = Number(line ?? "1") || 1;
    this.annotations.push({
      level: annotationLevels[name],
      message: mask.redact(command.message),
      title: title === undefined ? null : mask.redact(title),
      path: file ?? ".github",
      startLine,
      endLine: Number(endLine ?? "") || startLine,
    });
  }
}
