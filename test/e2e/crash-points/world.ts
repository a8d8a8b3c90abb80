import { spawn } from "node:child_process";
import { cpSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { startActions } from "../../../sandbox/github/actions/start-actions.ts";
import { startSandboxGitHub, type SandboxGitHub } from "../../../sandbox/github/start-sandbox-github.ts";

/** Of the repository that every world has. */
export const repository = "acme/flights";

const folders = (root: string) => ({ state: join(root, "state"), work: join(root, "work") });

/** A GitHub with its state in `root`, and a clone beside it. */
export interface World {
  readonly root: string;
  /** Clone of the repository. */
  readonly work: string;
  readonly github: SandboxGitHub;
  /** Speaks to the repository as a person. */
  readonly call: <T>(method: string, path: string, body?: object, login?: string) => Promise<T>;
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** Opens what `root` holds, or begins it. */
export async function openWorld(root: string): Promise<World> {
  const { state, work } = folders(root);
  const github = await startSandboxGitHub({
    stateDirectory: state,
    users: ["ada", "mia", "will"].map((login) => ({ login })),
    organisations: ["acme"],
    rateLimits: { core: 1e6, concurrent: 1000 },
    modules: [startActions({ workRoot: join(root, "runner") }).module],
  });
  return {
    root,
    work,
    github,
    call: async <T>(method: string, path: string, body?: object, login = "ada") => {
      const response = await fetch(`${github.url}/repos/${repository}${path}`, {
        method,
        headers: { authorization: `token ${github.tokenOf(login)}`, "content-type": "application/json" },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      if (!response.ok) throw new RangeError(`${method} ${path}: ${response.status} ${text}`);
      return (text === "" ? undefined : JSON.parse(text)) as T;
    },
    close: () => github.close(),
    [Symbol.asyncDispose]: () => github.close(),
  };
}

/** Opens a copy of a closed world, in a folder of its own that is removed with it. */
export async function copyWorld(template: string, root: string): Promise<World> {
  const [from, to] = [folders(template), folders(root)];
  for (const name of ["state", "work"] as const) cpSync(from[name], to[name], { recursive: true });
  const world = await openWorld(root);
  const close = async (): Promise<void> => {
    await world.close();
    rmSync(root, { recursive: true, force: true, maxRetries: 3 });
  };
  return { ...world, close, [Symbol.asyncDispose]: close };
}

/** A program with its environment, as a step of a workflow runs it. */
export interface Step {
  /** Of `actions/`. */
  readonly action: string;
  readonly env: Readonly<Record<string, string>>;
}

/** What became of a program. */
export interface Ended {
  readonly status: number | null;
  readonly signal: string | null;
  readonly output: string;
}

/** A started step. */
export interface RunningStep {
  readonly kill: () => void;
  readonly ended: Promise<Ended>;
}

/** Loaded into a step that goes on after one that was killed. */
const shortWaits = pathToFileURL(resolve("test/e2e/crash-points/short-waits.mjs")).href;

/** The step as it goes on after a kill. */
export function goingOn({ action, env }: Step): Step {
  return { action, env: { ...env, NODE_OPTIONS: `--import=${shortWaits}` } };
}

/** Starts a step over a world, with GitHub at `apiUrl`. */
export function startStep({ action, env }: Step, world: World, apiUrl: string): RunningStep {
  const child = spawn(process.execPath, [resolve("actions", action, "main.ts")], {
    cwd: world.work,
    env: {
      PATH: process.env["PATH"],
      HOME: world.root,
      GITHUB_REPOSITORY: repository,
      GITHUB_API_URL: apiUrl,
      RUNNER_TEMP: join(world.root, "temp"),
      // What one process has compiled, the next need not.
      NODE_COMPILE_CACHE: join(world.root, "../compiled"),
      ...env,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const chunks: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk: Buffer) => chunks.push(chunk.toString()));
  return {
    kill: () => void child.kill("SIGKILL"),
    ended: new Promise((done) =>
      child.once("close", (status, signal) => done({ status, signal, output: chunks.join("") })),
    ),
  };
}
