import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { PawlError } from "../src/errors.ts";
import { makeAppKey } from "./github/app-key.ts";
import type { SandboxRequest } from "./sandbox-request.ts";

/**
 * Serves a GitHub with a workflow runner on this machine until SIGINT or SIGTERM; then ends jobs, answers and store, and
 * the process. Standard output has one text: where it is served.
 *
 * @throws PawlError `sandbox.port-taken`, `sandbox.state-invalid`, `sandbox.state-busy`, `sandbox.unavailable`
 */
export async function runSandbox(request: SandboxRequest): Promise<void> {
  requireGit(process.env["PATH"] ?? "");
  const directory = request.state ?? mkdtempSync(join(tmpdir(), "pawl-sandbox-"));
  // A third of the start when it is made after the rest is loaded; here it is made beside that.
  const appKey = existsSync(join(directory, "sandbox.sqlite")) ? undefined : makeAppKey();
  try {
    const { serveUntilStopped } = await import("./serve.ts");
    await serveUntilStopped({ ...request, state: directory, ...(appKey === undefined ? {} : { appKey }) });
  } finally {
    if (request.state === undefined) rmSync(directory, { recursive: true, force: true, maxRetries: 3 });
  }
  process.exit();
}

function requireGit(searchPath: string): void {
  if (searchPath.split(delimiter).some((folder) => existsSync(join(folder, "git")))) return;
  throw new PawlError("sandbox.unavailable", {
    message: "git is not on PATH; the sandbox keeps its repositories with it.",
    hint: "Install git, then run it again.",
  });
}
