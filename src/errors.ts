/**
 * The one error class of Pawl and the one table of its codes.
 *
 * An expected negative answer (gate failed, drift found, not permitted) is a result with a `reasonCode`,
 * never one of these.
 */

interface ErrorEntry {
  /** 1: failed. 2: wrong usage or configuration. */
  readonly exitStatus: 1 | 2;
  /** The next step for the person who reads the message. */
  readonly hint: string;
}

/** Every error code, its exit status and the default next step. Codes are `area.what-is-wrong`. */
export const errorTable = {
  "usage.invalid": { exitStatus: 2, hint: "Run the command with --help to see what it takes." },
  "config.invalid": {
    exitStatus: 2,
    hint: "Correct the lines above; schemas/pawl.schema.json lists what is allowed.",
  },
  "config.missing": {
    exitStatus: 2,
    hint: "Add .github/pawl.yml; docs/guides/getting-started.md shows one.",
  },
  "input.invalid": { exitStatus: 2, hint: "Correct the inputs of the step; the action's README lists them." },
  "file.missing": { exitStatus: 1, hint: "Check the path, or produce the file first." },
  "file.unreadable": { exitStatus: 1, hint: "Check that the file is complete and of the named format." },
  "process.failed": {
    exitStatus: 1,
    hint: "Read the output above; run the same command by hand to repeat it.",
  },
  "git.failed": { exitStatus: 1, hint: "Read git's message above." },
  "registry.name-invalid": {
    exitStatus: 2,
    hint: "Names have letters, digits, - and _; versions look like v1.2.3.",
  },
  "github.request-failed": {
    exitStatus: 1,
    hint: "Read GitHub's answer above; check the token's permissions.",
  },
  "github.malformed-response": {
    exitStatus: 1,
    hint: "Run again; the answer of the GitHub API was cut or malformed.",
  },
  "native.fetch-failed": {
    exitStatus: 1,
    hint: "Check npm's registry and proxy settings, or fill RUNNER_TOOL_CACHE in the runner's image.",
  },
  "native.digest-mismatch": {
    exitStatus: 1,
    hint: "The registry served other bytes than the lock file pins: do not use them; tell who runs the registry.",
  },
  "native.unsupported": {
    exitStatus: 1,
    hint: "Run this step on Linux, macOS (arm64) or Windows with glibc.",
  },
} as const satisfies Record<string, ErrorEntry>;

/** A code of {@link errorTable}. */
export type ErrorCode = keyof typeof errorTable;

/** What a thrower adds to the code. */
export interface ErrorDetails {
  /** What failed, with the value and where. One or more lines. */
  readonly message: string;
  /** The next step, when it is more precise than the table's. */
  readonly hint?: string;
  /** The error that led to this one. */
  readonly cause?: unknown;
}

/**
 * The only error that Pawl throws.
 *
 * @example
 * throw new PawlError("file.missing", { message: `models/model.onnx does not exist in ${directory}` });
 */
export class PawlError extends Error {
  readonly code: ErrorCode;
  readonly hint: string;
  readonly exitStatus: 1 | 2;

  constructor(code: ErrorCode, details: ErrorDetails) {
    super(details.message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = "PawlError";
    this.code = code;
    this.hint = details.hint ?? errorTable[code].hint;
    this.exitStatus = errorTable[code].exitStatus;
  }
}
