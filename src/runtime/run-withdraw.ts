import { deprecate, deregister, unassign, type WithdrawalResult } from "../app/withdraw.ts";
import { readPolicyFile } from "../app/read-policy.ts";
import { createClock, createFileSystem, createGitHub } from "./compose.ts";

/** What `pawl models deregister`, `unassign` and `deprecate` give. */
export interface RunWithdrawOptions {
  readonly model: string;
  readonly what:
    | { readonly verb: "deregister"; readonly version: string }
    | { readonly verb: "unassign"; readonly environment: string; readonly version: string | undefined }
    | { readonly verb: "deprecate" };
  /** Absolute path of the repository. */
  readonly directory: string;
  /** The policy file, relative to it. */
  readonly config: string;
  readonly token: string;
  /** `owner/name`. */
  readonly repository: string;
  readonly apiUrl: string;
}

/** Withdraws as the owner of the token, with the role that GitHub says. */
export async function runWithdraw(options: RunWithdrawOptions): Promise<WithdrawalResult> {
  const { model, what, directory, config, token, repository, apiUrl } = options;
  const github = await createGitHub({ apiUrl, repository, auth: { token } });
  const { login } = await github.members.self();
  const requester = { login, role: await github.members.roleOf(login) };
  const request = { model, requester, source: "cli" as const };
  const ports = { ...github, clock: createClock() };
  if (what.verb === "deprecate") return await deprecate(request, ports);
  if (what.verb === "deregister") return await deregister({ ...request, version: what.version }, ports);
  const policy = await readPolicyFile(await createFileSystem(directory), config);
  const { environments } = policy.models[model] ?? {};
  const { environment, version } = what;
  return await unassign({ ...request, environment, version, environments }, ports);
}
