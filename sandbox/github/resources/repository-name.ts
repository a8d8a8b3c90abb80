import type { SandboxContext } from "../context.ts";
import { ApiError, validationFailed } from "../http/api-error.ts";
import type { UserRecord } from "../records.ts";

/** @throws {ApiError} 422 for a name that GitHub would not take, or that the account has already */
export function checkRepositoryName(context: SandboxContext, owner: UserRecord, name: string): void {
  const isGood = /^[A-Za-z0-9._-]{1,100}$/.test(name) && !/^\.{1,2}$/.test(name) && !name.endsWith(".git");
  if (!isGood) {
    throw validationFailed({
      resource: "Repository",
      field: "name",
      code: "custom",
      message: "name is invalid",
    });
  }
  if (context.findRepository(owner.login, name)) {
    const message = "name already exists on this account";
    throw new ApiError(422, "Repository creation failed.", {
      errors: [{ resource: "Repository", code: "custom", field: "name", message }],
    });
  }
}
