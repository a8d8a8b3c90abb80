import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { startSandboxGitHub, type SandboxGitHub } from "../../sandbox/github/start-sandbox-github.ts";
import { createFileSystem, createGitHub, openDataStore } from "../../src/runtime/compose.ts";
import { commitAll, git, writeFiles } from "../support/git-world.ts";
import { makeKeyPair } from "../support/registry/signed-provenance.ts";
import { output } from "./peers.ts";

const repository = "acme/flights";
const config = ".github/pawl.yml";
const pipeline =
  "stages:\n  ingest:\n    cmd: node ingest.mjs\n    frozen: true\n    outs: [data/test.parquet]\n" +
  "  train:\n    cmd: node train.mjs\n    deps: [data/test.parquet, train.mjs]\n    outs: [models/model.onnx]\n" +
  "artifacts:\n  flight-delay:\n    path: models/model.onnx\n    type: model\n";

/** A repository with real flights on a local GitHub, before anything is registered. */
export class FlightsRegistry {
  /** Removed by {@link close}. */
  readonly root: string;
  /** Clone of the repository. */
  readonly work: string;
  readonly sandbox: SandboxGitHub;
  readonly model = "flight-delay";
  readonly #keys = makeKeyPair();

  constructor(root: string, sandbox: SandboxGitHub) {
    this.root = root;
    this.work = join(root, "work");
    this.sandbox = sandbox;
  }

  static async start(): Promise<FlightsRegistry> {
    const root = mkdtempSync(join(tmpdir(), "pawl-interop-"));
    await makeFlightsFixture(join(root, "fixture"));
    const sandbox = await startSandboxGitHub({ users: [{ login: "ada" }], organisations: ["acme"] });
    const created = await fetch(`${sandbox.url}/orgs/acme/repos`, {
      method: "POST",
      headers: { authorization: `token ${sandbox.adminToken}`, "content-type": "application/json" },
      body: JSON.stringify({ name: "flights", auto_init: false }),
    });
    if (!created.ok) throw new Error(await created.text());
    const world = new FlightsRegistry(root, sandbox);
    world.#prepare();
    return world;
  }

  /** What the use cases need. */
  get place() {
    return {
      token: this.sandbox.adminToken,
      repository,
      apiUrl: this.sandbox.url,
      directory: this.work,
      config,
      signingKey: this.#keys.privateKey,
    };
  }

  /** Address that git clones from, with a token. */
  get cloneUrl(): string {
    const url = new URL(`${this.sandbox.gitUrl}/${repository}.git`);
    url.username = "ada";
    url.password = this.sandbox.adminToken;
    return url.href;
  }

  github() {
    const { apiUrl, token } = this.place;
    return createGitHub({ apiUrl, repository, auth: { token } });
  }

  /** Commits and pushes a model as the pipeline would: bytes in the remote, digests in dvc.lock. */
  async commitModel(fixture: "model-v1.onnx" | "model-rates.onnx", script: string): Promise<void> {
    const files = await createFileSystem(this.work);
    for (const folder of ["models", "data"]) mkdirSync(join(this.work, folder), { recursive: true });
    copyFileSync(join(this.root, "fixture", fixture), join(this.work, "models/model.onnx"));
    copyFileSync(join(this.root, "fixture/test.parquet"), join(this.work, "data/test.parquet"));
    const store = await openDataStore(files);
    const model = await store.data.save("models/model.onnx");
    const rows = await store.data.save("data/test.parquet");
    await store.remote().push([model, rows]);
    writeFiles(this.work, {
      "train.mjs": script,
      "dvc.lock": lockOf({
        model: model.md5,
        rows: rows.md5,
        script: createHash("md5").update(script).digest("hex"),
      }),
    });
    commitAll(this.work, fixture);
    await output("git", ["push", "--quiet", "origin", "HEAD:refs/heads/main"], { cwd: this.work });
  }

  async fetchTags(): Promise<void> {
    await output("git", ["fetch", "--quiet", "--tags", "origin"], { cwd: this.work });
  }

  async releasedModel(tag: string): Promise<Uint8Array> {
    const { releases } = await this.github();
    const asset = (await releases.findByTag(tag))?.assets.find((entry) => entry.name === "model.onnx");
    return await releases.downloadAsset(asset?.id ?? 0);
  }

  async close(): Promise<void> {
    await this.sandbox.close();
    rmSync(this.root, { recursive: true, force: true });
  }

  #prepare(): void {
    writeFiles(this.work, {
      [config]: `${readFileSync(join("examples/flights", config), "utf8")}provenance: { keys: [.github/signing.pem] }\n`,
      ".github/signing.pem": this.#keys.publicKey,
      ".dvc/config": `[core]\n    remote = store\n['remote "store"']\n    url = ${join(this.root, "remote")}\n`,
      ".gitignore": "/data\n/models\n/.dvc/cache\n/.dvc/tmp\n",
      "dvc.yaml": pipeline,
    });
    git(this.work, "init", "--quiet", "--initial-branch=main");
    git(this.work, "remote", "add", "origin", this.cloneUrl);
  }
}

/** test.parquet, model-v1.onnx and model-rates.onnx of the example, made by its own code from ten days of flights. */
export async function makeFlightsFixture(directory: string): Promise<void> {
  await output(process.execPath, [resolve("examples/flights/fixtures.mjs"), directory]);
}

function lockOf(md5: { readonly model: string; readonly rows: string; readonly script: string }): string {
  const entry = (path: string, digest: string) =>
    `    - path: ${path}\n      hash: md5\n      md5: ${digest}\n`;
  return (
    `schema: '2.0'\nstages:\n  ingest:\n    cmd: node ingest.mjs\n    outs:\n${entry("data/test.parquet", md5.rows)}` +
    `  train:\n    cmd: node train.mjs\n    deps:\n${entry("data/test.parquet", md5.rows)}${entry("train.mjs", md5.script)}` +
    `    outs:\n${entry("models/model.onnx", md5.model)}`
  );
}
