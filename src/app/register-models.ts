import { PawlError } from "../errors.ts";
import type { RegisterRequest } from "./model-candidate.ts";
import type { RegisterResult } from "./register.ts";

/** A model that could not be registered. Others were tried all the same. */
export interface FailedRegistration {
  readonly decision: "failed";
  /** Code of the error. */
  readonly reasonCode: PawlError["code"];
  /** What failed. */
  readonly reason: string;
  /** The next step. */
  readonly hint: string;
  readonly exitStatus: PawlError["exitStatus"];
  readonly model: string;
  readonly version: null;
}

/** What came of one model. */
export type ModelRegistration = RegisterResult | FailedRegistration;

/**
 * Registers one model after the other. One that fails does not stop those after it.
 *
 * @returns one result a request, in their order; `[]` for none.
 * @throws what is no {@link PawlError}, a defect, after all were tried.
 */
export async function registerModels(
  requests: readonly RegisterRequest[],
  register: (request: RegisterRequest) => Promise<RegisterResult>,
): Promise<readonly ModelRegistration[]> {
  const results: ModelRegistration[] = [];
  const defects: unknown[] = [];
  for (const request of requests) {
    try {
      results.push(await register(request));
    } catch (error) {
      if (error instanceof PawlError) results.push(toFailed(request.model, error));
      else defects.push(error);
    }
  }
  if (defects.length > 0) throw defects[0];
  return results;
}

/** Those that failed. */
export function failedRegistrations(models: readonly ModelRegistration[]): readonly FailedRegistration[] {
  return models.filter((result) => result.decision === "failed");
}

/** One line a failed model, with the next step; `""` when none failed. */
export function describeFailures(failures: readonly FailedRegistration[]): string {
  return failures.map(({ model, reason, hint }) => `${model}: ${reason} ${hint}`).join("\n");
}

function toFailed(model: string, error: PawlError): FailedRegistration {
  const { code: reasonCode, message: reason, hint, exitStatus } = error;
  return { decision: "failed", reasonCode, reason, hint, exitStatus, model, version: null };
}
