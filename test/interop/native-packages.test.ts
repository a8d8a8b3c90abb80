import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { build } from "../../scripts/build.ts";
import { nativePins } from "../../src/adapters/native/native-packages.ts";
import { writeFiles } from "../support/git-world.ts";
import { FlightsRegistry } from "./flights-registry.ts";
import { finish, output, type Finished } from "./peers.ts";

const ambient = ["PATH", "HOME"].map((name) => [name, process.env[name] ?? ""]);

describe("a built action without node_modules", () => {
  const root = mkdtempSync(join(tmpdir(), "pawl-native-"));
  const toolCache = join(root, "tool-cache");
  let world: FlightsRegistry;

  beforeAll(async () => {
    await build(join(root, "action/dist"));
    copyFileSync("package.json", join(root, "action/package.json"));
    world = await FlightsRegistry.start();
    await world.commitModel("model-v1.onnx", "// one\n");
  });
  afterAll(async () => {
    await world.close();
    rmSync(root, { recursive: true, force: true });
  });

  /** Runs the `register` bundle as a runner does, and measures it. */
  async function register(environment: Readonly<Record<string, string>> = {}) {
    const { token, repository, apiUrl } = world.place;
    const env = {
      ...Object.fromEntries(ambient),
      GITHUB_ACTIONS: "true",
      GITHUB_API_URL: apiUrl,
      GITHUB_REPOSITORY: repository,
      GITHUB_WORKSPACE: world.work,
      RUNNER_TEMP: join(root, "temp"),
      RUNNER_TOOL_CACHE: toolCache,
      INPUT_TOKEN: token,
      ...npmSettings(),
      ...environment,
    };
    const started = performance.now();
    const finished: Finished = await finish(process.execPath, [join(root, "action/dist/register.js")], {
      cwd: world.work,
      env,
    });
    return { ...finished, seconds: (performance.now() - started) / 1000 };
  }

  /** Versions that lie complete in the tool cache. */
  function installed(): readonly string[] {
    const folder = join(toolCache, "pawl-native");
    return readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((path) => path.endsWith(".complete"))
      .map((path) => path.split("/").slice(0, 2).join("@"))
      .sort();
  }

  it("names the next step when npm is missing", async () => {
    const bin = join(root, "bin");
    mkdirSync(bin);
    symlinkSync((await output("which", ["git"])).trim(), join(bin, "git"));
    const { status, stdout } = await register({ PATH: bin, RUNNER_TOOL_CACHE: join(root, "other-cache") });
    expect(status).toBe(1);
    expect(stdout).toMatch(/^::error::.*npm/m);
    expect(stdout).toContain("native.fetch-failed");
    expect(stdout).toMatch(/npm is not on the PATH/);
    expect(stdout).toMatch(/RUNNER_TOOL_CACHE/);
  });

  it("fetches onnxruntime and DuckDB by the machine's npm, works, and finds them the next time", async () => {
    const cold = await register();
    expect(cold, cold.stdout).toMatchObject({ status: 0 });
    const ort = nativePins["onnxruntime-node"]?.version ?? "";
    const duckdb = nativePins["@duckdb/node-api"]?.version ?? "";
    expect(installed()).toEqual([`@duckdb-node-api@${duckdb}`, `onnxruntime-node@${ort}`]);
    await world.fetchTags();
    expect(await output("git", ["tag"], { cwd: world.work })).toBe("flight-delay@v1.0.0\n");

    await world.commitModel("model-rates.onnx", "// two\n");
    // Proof that nothing is fetched: there is no npm.
    const warm = await register({ PATH: join(root, "bin") });
    expect(warm, warm.stdout).toMatchObject({ status: 0 });
    await world.fetchTags();
    expect(await output("git", ["tag"], { cwd: world.work })).toContain("flight-delay@v2.0.0\n");
    const times = `cold ${cold.seconds.toFixed(1)} s, warm ${warm.seconds.toFixed(1)} s`;
    process.stdout.write(`register with native packages: ${times}\n`);
    expect(warm.seconds).toBeLessThan(cold.seconds);
  });

  it("keeps nothing half-made and refuses bytes that the lock file does not pin", async () => {
    const cache = join(root, "third-cache");
    const bin = join(root, "forging-bin");
    writeFiles(bin, { npm: forgingNpm });
    await output("chmod", ["+x", join(bin, "npm")]);
    const path = `${bin}:${dirname(process.execPath)}:${process.env["PATH"] ?? ""}`;
    const { status, stdout } = await register({ PATH: path, RUNNER_TOOL_CACHE: cache });
    expect(status).toBe(1);
    expect(stdout).toContain("native.digest-mismatch");
    const left = readdirSync(cache, { recursive: true, encoding: "utf8" });
    expect(left.filter((name) => /complete|partial/.test(name))).toEqual([]);
  });
});

/** `npm pack <name> --pack-destination <folder>` that leaves other bytes. */
const forgingNpm = `#!/bin/sh
echo other > "$4/package.tgz"
`;

/** What tells npm of the machine's registry and proxy. */
function npmSettings(): Readonly<Record<string, string | undefined>> {
  const names = Object.keys(process.env).filter((name) => /^npm_config_|_proxy$|^NODE_EXTRA_CA/i.test(name));
  return Object.fromEntries(names.map((name) => [name, process.env[name]]));
}
