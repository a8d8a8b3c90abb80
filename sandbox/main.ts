import { join, resolve } from "node:path";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { parseArgs } from "node:util";
import { startActions } from "./github/actions/start-actions.ts";
import { startSandboxGitHub, type SandboxGitHub } from "./github/start-sandbox-github.ts";

const help = `Usage: node sandbox/main.ts [--port N] [--state DIR] [--user LOGIN]... [--organisation LOGIN]... [--rate-limit N] [--json]

A GitHub on 127.0.0.1 with a workflow runner, until it is stopped.
`;

const { values } = parseArgs({
  options: {
    port: { type: "string", default: "0" },
    state: { type: "string" },
    user: { type: "string", multiple: true, default: ["octocat"] },
    organisation: { type: "string", multiple: true, default: ["acme"] },
    "rate-limit": { type: "string" },
    json: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  },
});

function describe({ url, gitUrl, adminToken, app }: SandboxGitHub): string {
  if (!values.json) {
    return `GitHub sandbox at ${url}\n  token  ${adminToken}\n  clone  ${gitUrl}/<owner>/<name>.git\n`;
  }
  const { id, privateKey, webhookSecret } = app;
  const secrets = { id, private_key: privateKey, webhook_secret: webhookSecret };
  return `${JSON.stringify({ url, git: gitUrl, token: adminToken, app: secrets })}\n`;
}

async function serve(): Promise<void> {
  const directory = values.state === undefined ? undefined : resolve(values.state);
  const workRoot = directory ? join(directory, "runner") : mkdtempSync(join(tmpdir(), "pawl-runner-"));
  const actions = startActions({ workRoot });
  const github = await startSandboxGitHub({
    port: Number(values.port),
    users: values.user.map((login) => ({ login })),
    organisations: values.organisation,
    modules: [actions.module],
    ...(values["rate-limit"] === undefined ? {} : { rateLimits: { core: Number(values["rate-limit"]) } }),
    ...(directory === undefined ? {} : { stateDirectory: directory }),
  });
  process.stdout.write(describe(github));
  const stop = (): void => {
    void github.close().finally(() => process.exit(0));
  };
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
}

if (values.help) process.stdout.write(help);
else await serve();
