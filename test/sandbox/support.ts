import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { onTestFinished } from "vitest";
import {
  startSandboxGitHub,
  type SandboxGitHub,
  type SandboxGitHubOptions,
} from "../../sandbox/github/start-sandbox-github.ts";

/** An answer with its body parsed. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: any; // oxlint-disable-line typescript/no-explicit-any -- answers are looked into freely
}

/** A sandbox with a repository `acme/demo` that holds README.md, and users ada (admin), wes (write), rob (read). */
export interface World {
  readonly github: SandboxGitHub;
  /** `call("ada", "GET /repos/acme/demo")`; a token may stand for the login. */
  readonly call: (
    who: string,
    route: string,
    body?: unknown,
    headers?: Record<string, string>,
  ) => Promise<Answer>;
  /** Commits a file to a branch over the API and returns the commit. */
  readonly put: (branch: string, path: string, text: string) => Promise<string>;
  /** Makes a branch at the head of main. */
  readonly branch: (name: string) => Promise<void>;
}

/** Calls the sandbox. */
export async function callApi(
  { url, token }: { readonly url: string; readonly token?: string | undefined },
  route: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const [method = "GET", path = "/"] = route.split(" ", 2);
  const response = await fetch(`${url}${path}`, {
    method,
    headers: { ...(token === undefined ? {} : { authorization: `token ${token}` }), ...headers },
    ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  const isJson = response.headers.get("content-type")?.includes("application/json") ?? false;
  return {
    status: response.status,
    headers: response.headers,
    body: isJson && text !== "" ? JSON.parse(text) : text,
  };
}

/** Starts a sandbox that ends with the test. */
export async function startGitHub(options: SandboxGitHubOptions = {}): Promise<SandboxGitHub> {
  const github = await startSandboxGitHub(options);
  onTestFinished(() => github.close());
  return github;
}

/** Starts the sandbox of {@link World}. */
export async function startWorld(): Promise<World> {
  const users = [{ login: "ada" }, { login: "wes" }, { login: "rob" }];
  const github = await startGitHub({ users, organisations: ["acme"] });
  const call: World["call"] = (who, route, body, headers) => {
    const token = users.some((user) => user.login === who) ? github.tokenOf(who) : who;
    return callApi({ url: github.url, token: token === "" ? undefined : token }, route, body, headers);
  };
  await call("ada", "POST /orgs/acme/repos", { name: "demo", auto_init: true });
  await call("ada", "PUT /repos/acme/demo/collaborators/wes", { permission: "push" });
  return {
    github,
    call,
    put: async (branch, path, text) => {
      const content = Buffer.from(text).toString("base64");
      const old = await call("ada", `GET /repos/acme/demo/contents/${path}?ref=${branch}`);
      const sha = old.status === 200 ? { sha: old.body.sha } : {};
      const answer = await call("ada", `PUT /repos/acme/demo/contents/${path}`, {
        message: `write ${path}`,
        content,
        branch,
        ...sha,
      });
      return answer.body.commit.sha;
    },
    branch: async (name) => {
      const main = await call("ada", "GET /repos/acme/demo/git/ref/heads/main");
      await call("ada", "POST /repos/acme/demo/git/refs", {
        ref: `refs/heads/${name}`,
        sha: main.body.object.sha,
      });
    },
  };
}

/** A received webhook. */
export interface Received {
  readonly event: string;
  readonly action: string | undefined;
  readonly headers: Record<string, string | string[] | undefined>;
  readonly text: string;
}

/** A server that keeps what it gets; `answer` decides the status. */
export async function startSink(answer: (count: number) => number = () => 200) {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const text = Buffer.concat(chunks).toString();
      const event = String(request.headers["x-github-event"]);
      received.push({ event, action: JSON.parse(text).action, headers: request.headers, text });
      response.writeHead(answer(received.length)).end("ok");
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`, received };
}

const run = promisify(execFile);

/** A clone of `acme/demo` whose remote carries the token. */
export async function cloneDemo(github: SandboxGitHub, token: string) {
  const directory = await mkdtemp(join(tmpdir(), "pawl-clone-"));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  const person = ["-c", "user.name=Test", "-c", "user.email=test@example.com", "-c", "credential.helper="];
  const git = async (...args: string[]): Promise<string> => {
    const env = { ...process.env, GIT_TERMINAL_PROMPT: "0", GIT_CONFIG_GLOBAL: "/dev/null" };
    return (await run("git", [...person, ...args], { cwd: directory, env })).stdout;
  };
  await git(
    "clone",
    "-q",
    `${github.gitUrl.replace("://", `://x-access-token:${token}@`)}/acme/demo.git`,
    ".",
  );
  return {
    git,
    commit: async (path: string, text: string): Promise<string> => {
      await writeFile(join(directory, path), text);
      await git("add", ".");
      await git("commit", "-qm", `write ${path}`);
      return (await git("rev-parse", "HEAD")).trim();
    },
  };
}
