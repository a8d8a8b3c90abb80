import { join } from "node:path";
import { PawlError } from "../src/errors.ts";
import { startActions } from "./github/actions/start-actions.ts";
import type { AppKey } from "./github/app-key.ts";
import { startSandboxGitHub, type SandboxGitHub } from "./github/start-sandbox-github.ts";
import type { SandboxRequest } from "./sandbox-request.ts";

/** A request with its folder, and the App's key when that is being made already. */
export interface ServeRequest extends SandboxRequest {
  readonly state: string;
  readonly appKey?: Promise<AppKey>;
}

/**
 * Starts, prints where, and closes at SIGINT or SIGTERM. A second signal ends the process at once.
 *
 * @throws PawlError `sandbox.port-taken`, `sandbox.state-invalid`, `sandbox.state-busy`
 */
export async function serveUntilStopped(request: ServeRequest): Promise<void> {
  const stopped = Promise.withResolvers<void>();
  process.once("SIGINT", stopped.resolve);
  process.once("SIGTERM", stopped.resolve);
  const github = await start(request);
  process.stdout.write(describe(github, request.json));
  await stopped.promise;
  process.removeAllListeners("SIGINT").removeAllListeners("SIGTERM");
  await github.close();
}

async function start(request: ServeRequest): Promise<SandboxGitHub> {
  const { state, port, users, organisations, rateLimit, appKey } = request;
  const actions = startActions({ workRoot: join(state, "runner") });
  try {
    return await startSandboxGitHub({
      port,
      stateDirectory: state,
      users: users.map((login) => ({ login })),
      organisations,
      modules: [actions.module],
      app: { slug: "pawl", ...(appKey === undefined ? {} : { key: appKey }) },
      ...(rateLimit === undefined ? {} : { rateLimits: { core: rateLimit } }),
    });
  } catch (error) {
    throw explain(error, request);
  }
}

function describe({ url, gitUrl, adminToken, app }: SandboxGitHub, isJson: boolean): string {
  if (!isJson) {
    return `GitHub sandbox at ${url}\n  token  ${adminToken}\n  clone  ${gitUrl}/<owner>/<name>.git\n`;
  }
  const { id, privateKey, webhookSecret } = app;
  const secrets = { id, private_key: privateKey, webhook_secret: webhookSecret };
  return `${JSON.stringify({ url, git: gitUrl, token: adminToken, app: secrets })}\n`;
}

/** SQLite's codes for a file that another process holds: SQLITE_BUSY, SQLITE_LOCKED. */
const heldCodes: readonly unknown[] = [5, 6];

/** What a person can do something about, by the codes that Node and SQLite give; anything else as it is. */
function explain(error: unknown, { port, state }: ServeRequest): unknown {
  if (!(error instanceof Error)) return error;
  const { code, syscall, errcode } = error as NodeJS.ErrnoException & { readonly errcode?: number };
  if (syscall === "listen") {
    const message = `127.0.0.1:${port} cannot be listened on (${code ?? error.message}).`;
    return new PawlError("sandbox.port-taken", { message, cause: error });
  }
  if (code === "ERR_SQLITE_ERROR" && heldCodes.includes(errcode)) {
    return new PawlError("sandbox.state-busy", {
      message: `Another sandbox works on ${state}.`,
      cause: error,
    });
  }
  const isOfState = code === "ERR_SQLITE_ERROR" || syscall !== undefined || error instanceof SyntaxError;
  if (!isOfState) return error;
  const message = `${state} cannot be used: ${error.message}.`;
  return new PawlError("sandbox.state-invalid", { message, cause: error });
}
