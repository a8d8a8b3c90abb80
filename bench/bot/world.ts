import { createHmac } from "node:crypto";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startActions } from "../../sandbox/github/actions/start-actions.ts";
import type { InstallationRecord } from "../../sandbox/github/records.ts";
import { startSandboxGitHub, type SandboxGitHub } from "../../sandbox/github/start-sandbox-github.ts";
import type { GitHub } from "../../src/ports/github/github.ts";
import { startRecorder, type Recorded } from "./recorder.ts";
import { connect, createCall, type Call } from "./repository.ts";
import { fillScene, type AskedPull } from "./scene.ts";

/** A repository on which everything has happened, on disk, and the deliveries that told so, seen by no bot. */
export interface StormTemplate {
  readonly directory: string;
  readonly asked: readonly AskedPull[];
  readonly deliveries: readonly Recorded[];
}

/** A GitHub of its own over a copy of a {@link StormTemplate}. */
export interface StormWorld extends AsyncDisposable {
  readonly github: SandboxGitHub;
  readonly asked: readonly AskedPull[];
  readonly deliveries: readonly Recorded[];
  /** GitHub as its administrator sees it. */
  readonly ada: GitHub;
  /** Below `/repos/acme/flights`. */
  readonly call: Call;
  /** Sends a delivery to a bot; gives whether it was taken. */
  deliver(url: string, recorded: Recorded): Promise<boolean>;
}

const stateOf = (directory: string): string => join(directory, "state");

function startGitHub(directory: string): Promise<SandboxGitHub> {
  return startSandboxGitHub({
    stateDirectory: stateOf(directory),
    users: ["ada", "tom"].map((login) => ({ login })),
    organisations: ["acme"],
    rateLimits: { core: 1e9, concurrent: 1000 },
    modules: [startActions({ workRoot: join(directory, "runner") }).module],
  });
}

function installationOf({ context }: SandboxGitHub): InstallationRecord {
  const acme = context.findUser("acme")?.id;
  const all = context.store.collection<InstallationRecord>("installations").all();
  const found = all.find(({ accountId }) => accountId === acme);
  if (found === undefined) throw new Error("the App is not installed on acme");
  return found;
}

/** Makes the repository with `pulls` pull requests; disposing of it removes what it is kept in. */
export async function createStormTemplate(pulls: number): Promise<StormTemplate & Disposable> {
  const directory = mkdtempSync(join(tmpdir(), "pawl-storm-template-"));
  const recorder = await startRecorder();
  const github = await startGitHub(directory);
  await createCall(github, "")("POST", "/orgs/acme/repos", { name: "flights" });
  const call = createCall(github, "/repos/acme/flights");
  await call("PUT", "/collaborators/tom", { permission: "triage" });
  github.setAppWebhook(recorder.url);
  const { id: appId, privateKey } = github.app;
  const asked = await fillScene(pulls, {
    call,
    ada: await connect(github.url, { token: github.adminToken }),
    app: await connect(github.url, { appId, privateKey, installationId: installationOf(github).id }),
  });
  await github.idle();
  github.setAppWebhook(null);
  await recorder.close();
  await github.close();
  return {
    directory,
    asked,
    deliveries: recorder.deliveries,
    [Symbol.dispose]: () => rmSync(directory, { recursive: true, force: true }),
  };
}

/**
 * Starts a GitHub over a copy. The App is not installed yet, so that a bot which starts now finds nothing: `install`
 * lets it in, and from then on only deliveries tell it where to look, until it looks through everything.
 */
export async function openStormWorld(
  template: StormTemplate,
): Promise<StormWorld & { readonly install: () => void }> {
  const directory = mkdtempSync(join(tmpdir(), "pawl-storm-"));
  cpSync(template.directory, directory, { recursive: true });
  const github = await startGitHub(directory);
  const installation = installationOf(github);
  const installations = github.context.store.collection<InstallationRecord>("installations");
  installations.remove("", installation.id);
  return {
    github,
    asked: template.asked,
    deliveries: template.deliveries,
    ada: await connect(github.url, { token: github.adminToken }),
    call: createCall(github, "/repos/acme/flights"),
    install: () => void installations.put("", installation.id, installation),
    deliver: async (url, { event, body }) => {
      const digest = createHmac("sha256", github.app.webhookSecret).update(body).digest("hex");
      const headers = { "x-github-event": event, "x-hub-signature-256": `sha256=${digest}` };
      return fetch(url, { method: "POST", headers, body }).then(
        (response) => response.ok,
        () => false,
      );
    },
    [Symbol.asyncDispose]: async () => {
      await github.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
