import { createHmac } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startActions } from "../../sandbox/github/actions/start-actions.ts";
import { startSandboxGitHub, type SandboxGitHub } from "../../sandbox/github/start-sandbox-github.ts";
import { policyText } from "../../test/support/bot-world.ts";

/** A webhook delivery as the sandbox made it. */
export interface Recorded {
  readonly event: string;
  readonly body: string;
}

/** A GitHub with pull requests on which everything has happened, and the deliveries that told so, not yet seen by a bot. */
export interface StormWorld extends AsyncDisposable {
  readonly github: SandboxGitHub;
  readonly deliveries: readonly Recorded[];
  readonly numbers: readonly number[];
  call<T>(method: string, path: string, body?: object, login?: string): Promise<T>;
  /** Sends a delivery to a bot; gives whether it was taken. */
  deliver(url: string, recorded: Recorded): Promise<boolean>;
}

const secretOf = (github: SandboxGitHub): string => github.app.webhookSecret;

/** Opens `pulls` pull requests, each with a second push, a command, and for every third a label without the right. */
export async function createStormWorld(pulls: number): Promise<StormWorld> {
  const recorder = await startRecorder();
  const { deliveries } = recorder;
  const work = mkdtempSync(join(tmpdir(), "pawl-storm-runner-"));
  const github = await startSandboxGitHub({
    users: ["ada", "tom"].map((login) => ({ login })),
    organisations: ["acme"],
    rateLimits: { core: 1e9, concurrent: 1000 },
    modules: [startActions({ workRoot: join(work, "runner") }).module],
  });
  const call = async <T>(method: string, path: string, body?: object, login = "ada"): Promise<T> => {
    const response = await fetch(`${github.url}${path}`, {
      method,
      headers: { authorization: `token ${github.tokenOf(login)}` },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return (text === "" ? undefined : JSON.parse(text)) as T;
  };
  await call("POST", "/orgs/acme/repos", { name: "flights" });
  const repo = "/repos/acme/flights";
  await call("PUT", `${repo}/collaborators/tom`, { permission: "triage" });
  const put = (path: string, text: string, branch: string): Promise<unknown> =>
    call("PUT", `${repo}/contents/${path}`, {
      message: "storm",
      content: Buffer.from(text).toString("base64"),
      branch,
    });
  await put(".github/pawl.yml", policyText, "main");
  github.setAppWebhook(recorder.url);
  const numbers = await openPulls(pulls, call, put);
  await github.idle();
  github.setAppWebhook(null);
  await recorder.close();
  return {
    github,
    deliveries,
    numbers,
    call: (method, path, body, login) => call(method, `${repo}${path}`, body, login),
    deliver: async (url, { event, body }) => {
      const digest = createHmac("sha256", secretOf(github)).update(body).digest("hex");
      const headers = { "x-github-event": event, "x-hub-signature-256": `sha256=${digest}` };
      return fetch(url, { method: "POST", headers, body }).then(
        (response) => response.ok,
        () => false,
      );
    },
    [Symbol.asyncDispose]: async () => {
      await github.close();
      rmSync(work, { recursive: true, force: true });
    },
  };
}

type Call = <T>(method: string, path: string, body?: object, login?: string) => Promise<T>;

async function openPulls(
  pulls: number,
  call: Call,
  put: (path: string, text: string, branch: string) => Promise<unknown>,
): Promise<readonly number[]> {
  const { object } = await call<{ object: { sha: string } }>("GET", `/repos/acme/flights/git/ref/heads/main`);
  const numbers: number[] = [];
  for (let index = 0; index < pulls; index += 1) {
    const name = `storm-${index}`;
    await call("POST", `/repos/acme/flights/git/refs`, { ref: `refs/heads/${name}`, sha: object.sha });
    await put("params.yaml", `name: ${name}\n`, name);
    const pull = { title: name, head: name, base: "main" };
    const { number } = await call<{ number: number }>("POST", `/repos/acme/flights/pulls`, pull);
    numbers.push(number);
    await put("more.yaml", `name: ${name}\n`, name);
    await call("POST", `/repos/acme/flights/issues/${number}/comments`, { body: "/ml help" }, "tom");
    if (index % 3 === 0) {
      await call(
        "POST",
        `/repos/acme/flights/issues/${number}/labels`,
        { labels: ["ml/promote:production"] },
        "tom",
      );
    }
  }
  return numbers;
}

/** Takes every delivery and keeps it. */
async function startRecorder(): Promise<{
  readonly url: string;
  readonly deliveries: readonly Recorded[];
  close(): Promise<void>;
}> {
  const deliveries: Recorded[] = [];
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk: Buffer) => (body += chunk.toString()));
    request.on("end", () => {
      deliveries.push({ event: String(request.headers["x-github-event"]), body });
      response.writeHead(202).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    deliveries,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
