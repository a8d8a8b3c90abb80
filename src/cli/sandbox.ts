import { InvalidArgumentError, type Command } from "commander";
import { resolve } from "node:path";
import { PawlError } from "../errors.ts";
import { findDoorEntry } from "./door-entry.ts";

interface SandboxOptions {
  readonly port: number;
  readonly state?: string;
  readonly user?: readonly string[];
  readonly organisation?: readonly string[];
  readonly rateLimit?: number;
  readonly json?: boolean;
}

/** What `sandbox/main.ts` takes, see there. The two know each other by this form alone: the product never imports the sandbox. */
interface SandboxRequest extends Omit<SandboxOptions, "user" | "organisation"> {
  readonly users: readonly string[];
  readonly organisations: readonly string[];
  readonly json: boolean;
}

interface SandboxEntry {
  runSandbox(request: SandboxRequest): Promise<void>;
}

const oldestNode = 24;

/** Adds `pawl sandbox`: a GitHub on this machine with a workflow runner, until it is stopped. */
export function addSandboxCommand(program: Command): void {
  program
    .command("sandbox")
    .description(
      "serve a GitHub on 127.0.0.1 with a workflow runner, until stopped; docs/guides/sandbox.md says what it knows",
    )
    .option("--port <n>", "port; 0 picks a free one", parsePort, 0)
    .option(
      "--state <dir>",
      "keep everything here, and go on with what is there; default: a temporary folder",
    )
    .option(
      "--user <login>",
      "a user, several times; the first is the administrator (default: octocat)",
      addLogin,
    )
    .option("--organisation <login>", "an organisation, several times (default: acme)", addLogin)
    .option(
      "--rate-limit <n>",
      "requests an hour for one user or installation (default: GitHub's 5,000)",
      parseLimit,
    )
    .action(async (_: unknown, command: Command) => {
      const { port, user, organisation, state, rateLimit, json } = command.optsWithGlobals<SandboxOptions>();
      const sandbox = await loadSandbox();
      await sandbox.runSandbox({
        port,
        ...(rateLimit === undefined ? {} : { rateLimit }),
        ...(state === undefined ? {} : { state: resolve(state) }),
        users: user ?? ["octocat"],
        organisations: organisation ?? ["acme"],
        json: json === true,
      });
    });
}

async function loadSandbox(): Promise<SandboxEntry> {
  if (Number(process.versions.node.split(".")[0]) < oldestNode) {
    throw new PawlError("sandbox.unavailable", {
      message: `The sandbox runs on Node ${oldestNode} and newer; this is ${process.version}.`,
    });
  }
  const entry: unknown = await import(findDoorEntry("sandbox", "sandbox/main.ts").href);
  if (isSandboxEntry(entry)) return entry;
  throw new PawlError("sandbox.unavailable", { message: "The sandbox's program is not of this version." });
}

function isSandboxEntry(value: unknown): value is SandboxEntry {
  return (
    typeof value === "object" &&
    value !== null &&
    "runSandbox" in value &&
    typeof value.runSandbox === "function"
  );
}

function parsePort(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new InvalidArgumentError("a port from 0 to 65535 is expected");
}

function parseLimit(text: string): number {
  if (/^[1-9]\d{0,14}$/.test(text)) return Number(text);
  throw new InvalidArgumentError("a whole number greater than 0 is expected");
}

/** GitHub's rule for logins. */
function addLogin(text: string, others: readonly string[] | undefined): readonly string[] {
  if (/^[a-z\d](?:[a-z\d]|-(?=[a-z\d])){0,38}$/i.test(text)) return [...(others ?? []), text];
  throw new InvalidArgumentError("letters, digits and single hyphens are expected, 39 at most");
}
