/** A workflow, action or step that cannot run as it is written. The message names the key and the place. */
export class WorkflowError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "WorkflowError";
  }
}

/**
 * The error for something that GitHub has and this runner has not. Nothing of the kind is ignored in silence.
 *
 * @param key the key or value as the user wrote it, with its place, e.g. "jobs.test.services"
 */
export function unsupported(key: string): WorkflowError {
  return new WorkflowError(`${key} is not supported by the sandbox's runner`);
}

/** The message of anything thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
