import { join } from "node:path";
import { Octokit } from "@octokit/rest";
import type { SandboxGitHub } from "../sandbox/github/start-sandbox-github.ts";
import type { Commands } from "./commands.ts";
import { remember, remembered } from "./state-directory.ts";
import type { Timeline } from "./timeline.ts";

/** Where the bot runs: a server of a GitHub App, or a job of the workflow file. */
export type BotMode = "server" | "workflow";

/** Everything that the steps share. */
export interface World {
  readonly owner: string;
  readonly repo: string;
  /** Name of the model in the policy. */
  readonly model: string;
  /** State folder of the demo. */
  readonly directory: string;
  /** Ana's clone of the repository. */
  readonly clone: string;
  /** Landing zone of the flights. */
  readonly landing: string;
  /** Address of the repository's page. */
  readonly pages: string;
  readonly sandbox: SandboxGitHub;
  /** Prediction log of the model servers. */
  readonly predictions: string;
  readonly commands: Commands;
  /** Owner of the repository. */
  readonly ana: Octokit;
  /** A colleague with the triage role. */
  readonly tim: Octokit;
  /** From another team, who may only read. */
  readonly eve: Octokit;
  readonly timeline: Timeline;
  readonly bot: BotMode;
  /** Keeps a small text across restarts. */
  remember(name: string, text: string): void;
  remembered(name: string): string | undefined;
}

/** Builds the world of a running sandbox. */
export function createWorld(parts: {
  readonly directory: string;
  readonly sandbox: SandboxGitHub;
  readonly timeline: Timeline;
  readonly bot: BotMode;
  readonly commands: Commands;
}): World {
  const { directory, sandbox } = parts;
  const [owner, repo] = ["acme", "flights"];
  return {
    ...parts,
    owner,
    repo,
    model: "flight-delay",
    clone: join(directory, "runner", "ana", "flights"),
    landing: join(directory, "landing"),
    pages: `${sandbox.url}/${owner}/${repo}`,
    predictions: join(directory, "predictions"),
    ana: connect(sandbox, "ana"),
    tim: connect(sandbox, "tim"),
    eve: connect(sandbox, "eve"),
    remember: (name, text) => remember(directory, name, text),
    remembered: (name) => remembered(directory, name),
  };
}

/** A look that finds nothing is no news here. */
const silent = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

function connect(sandbox: SandboxGitHub, login: string): Octokit {
  return new Octokit({ baseUrl: sandbox.url, auth: sandbox.tokenOf(login), log: silent });
}
