import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Octokit } from "@octokit/rest";
import type { SandboxGitHub } from "../sandbox/github/start-sandbox-github.ts";
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
  /** Owner of the repository. */
  readonly ana: Octokit;
  /** A colleague with the triage role. */
  readonly tim: Octokit;
  readonly timeline: Timeline;
  readonly bot: BotMode;
  /** Remembers across restarts that the demo got beyond a point. */
  pass(point: string): Promise<void>;
  hasPassed(point: string): Promise<boolean>;
}

/** Builds the world of a running sandbox. */
export function createWorld(parts: {
  readonly directory: string;
  readonly sandbox: SandboxGitHub;
  readonly timeline: Timeline;
  readonly bot: BotMode;
}): World {
  const { directory, sandbox, timeline, bot } = parts;
  const [owner, repo] = ["acme", "flights"];
  const passed = (point: string): string => join(directory, "passed", point);
  return {
    owner,
    repo,
    model: "flight-delay",
    directory,
    clone: join(directory, "runner", "ana", "flights"),
    landing: join(directory, "landing"),
    pages: `${sandbox.url}/${owner}/${repo}`,
    sandbox,
    ana: connect(sandbox, "ana"),
    tim: connect(sandbox, "tim"),
    timeline,
    bot,
    pass: async (point) => {
      mkdirSync(join(directory, "passed"), { recursive: true });
      writeFileSync(passed(point), "");
      return Promise.resolve();
    },
    hasPassed: async (point) => Promise.resolve(existsSync(passed(point))),
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
