import { execFileSync, spawn } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, readdirSync, statSync } from "node:fs";
import { join, posix } from "node:path";
import ignore from "ignore";
import { describe, expect, it, onTestFinished } from "vitest";
import { filesOfBundle } from "../../scripts/bot-image.ts";
import { startGitHub } from "../sandbox/support.ts";
import { watch } from "../support/bot-process.ts";
import { parseDockerfile, stagesOf, type Instruction } from "../support/dockerfile.ts";
import { freePort } from "../support/free-port.ts";
import { temporaryDirectory } from "../support/temporary-directory.ts";
import packageFile from "../../package.json" with { type: "json" };

// No container engine runs here. What an engine would do is done by hand from the Dockerfile's own instructions: its
// sources are looked for, its commands are run, and its entry point is started as another user.
const all = parseDockerfile(readFileSync("bot/Dockerfile", "utf8"));
const [files = [], last = []] = stagesOf(all);

function find(stage: readonly Instruction[], name: string): Instruction {
  const found = stage.find((instruction) => instruction.name === name);
  if (found === undefined) throw new Error(`there is no ${name}`);
  return found;
}

function environmentOf(stage: readonly Instruction[]): Record<string, string> {
  const pairs = stage.filter(({ name }) => name === "ENV").flatMap(({ words }) => words);
  return Object.fromEntries(
    pairs.map((pair) => pair.split("=", 2)).map(([name = "", value = ""]) => [name, value]),
  );
}

/** Does the COPY instructions of a stage; `roots`: stage or context → folder, `target`: folder that stands for `/`. */
function copyAll(
  stage: readonly Instruction[],
  roots: Readonly<Record<string, string>>,
  target: string,
): void {
  const { words } = find(stage, "WORKDIR");
  for (const { flags, words: paths } of stage.filter(({ name }) => name === "COPY")) {
    const to = posix.resolve(words[0] ?? "/", paths.at(-1) ?? "");
    for (const source of paths.slice(0, -1)) {
      const from = join(roots[flags["from"] ?? ""] ?? "", source);
      const isFolder = statSync(from).isDirectory();
      mkdirSync(join(target, to), { recursive: true });
      // Of a folder its content, with the modes that it has.
      execFileSync("cp", ["-R", "--preserve=mode", isFolder ? `${from}/.` : from, join(target, to)]);
    }
  }
}

describe("the Dockerfile of the bot", () => {
  it("has an exact base, and that is the Node of the tests", () => {
    const base = find(all, "ARG").words[0];
    expect(base).toBe(`BASE=node:${packageFile.devDependencies.node}-bookworm-slim`);
    const froms = all.filter(({ name }) => name === "FROM").map(({ words }) => words[0]);
    expect(froms).toEqual(["${BASE}", "${BASE}"]);
  });

  it("takes only what is in the source tree, and what .dockerignore lets through", () => {
    const kept = execFileSync("git", ["ls-files", "-co", "--exclude-standard"], {
      encoding: "utf8",
      maxBuffer: 2 ** 26,
    }).split("\n");
    const filter = ignore().add(readFileSync(".dockerignore", "utf8"));
    const sources = files.filter(({ name }) => name === "COPY").flatMap(({ words }) => words.slice(0, -1));
    expect(sources.length).toBeGreaterThan(4);
    for (const source of sources) {
      const found = kept.filter(
        (path) => path === source || path.startsWith(source.endsWith("/") ? source : `${source}/`),
      );
      expect([source, found.length > 0]).toEqual([source, true]);
      expect(found.filter((path) => filter.ignores(path))).toEqual([]);
    }
    for (const path of [
      "node_modules/a.js",
      ".git/config",
      "src/errors.ts",
      "bot/main.ts",
      "scripts/build.ts",
      ".env",
    ]) {
      expect([path, filter.ignores(path)]).toEqual([path, true]);
    }
  });

  it("runs as a user without rights, says so by number, and gets no shell", () => {
    expect(find(last, "USER").words).toEqual(["1000:1000"]);
    expect(last.filter(({ name }) => name === "RUN")).toEqual([]);
    expect(last.filter(({ name, flags }) => name === "COPY" && flags["from"] !== "files")).toEqual([]);
    expect(find(last, "STOPSIGNAL").words).toEqual(["SIGTERM"]);
    expect(environmentOf(last)).toMatchObject({ PAWL_STATE: find(last, "VOLUME").words[0] });
  });
});

describe("what the image would hold", () => {
  it("is the bundle of the bot with all that it can load, and not the rest of dist", () => {
    const chosen = filesOfBundle("bot-server");
    expect(chosen.filter((path) => !existsSync(path))).toEqual([]);
    expect(chosen.some((path) => /postgres|pg-boss/.test(path))).toBe(true);
    for (const other of ["mermaid.min.js", "sandbox.js", "train.js", "report-page-vega.js"]) {
      expect(chosen).not.toContain(`dist/${other}`);
    }
  });

  it("starts as another user from its own steps, is alive and ready, and ends with SIGTERM in time", async () => {
    const github = await startGitHub();
    const root = temporaryDirectory();
    const [stage, image] = [join(root, "stage"), join(root, "image")];
    copyAll(files, { "": "." }, stage);
    for (const { words } of files.filter(({ name }) => name === "RUN")) {
      // Addresses from `/` lie below the folder that stands for it.
      const [program = "", ...args] = words.map((word) => (word.startsWith("/") ? join(stage, word) : word));
      const cwd = join(stage, find(files, "WORKDIR").words[0] ?? "");
      execFileSync(program === "node" ? process.execPath : program, args, { cwd });
    }
    copyAll(last, { files: stage }, image);
    expect(readdirSync(join(image, "app")).sort()).toEqual([
      "LICENSE",
      "dist",
      "package.json",
      "workflows-templates",
    ]);

    const isRoot = process.getuid?.() === 0;
    const state = join(image, "var/lib/pawl");
    expect(statSync(state).mode & 0o777).toBe(0o700);
    if (isRoot) chownSync(state, 1000, 1000);
    chmodSync(root, 0o755);
    const key = generateKeyPairSync("rsa", {
      modulusLength: 2048,
      publicKeyEncoding: { type: "spki", format: "pem" },
      privateKeyEncoding: { type: "pkcs8", format: "pem" },
    }).privateKey;
    const port = await freePort();
    const env = {
      PATH: process.env["PATH"],
      ...environmentOf(last),
      PORT: String(port),
      PAWL_STATE: state,
      PAWL_GITHUB_URL: github.url,
      PAWL_APP_ID: "1",
      PAWL_PRIVATE_KEY: key,
      PAWL_WEBHOOK_SECRET: "s".repeat(40),
    };
    const who = isRoot ? { uid: 1000, gid: 1000 } : {};
    const [program, ...args] = find(last, "ENTRYPOINT").words;
    expect(program).toBe("node");
    const place = (word: string): string => (word.startsWith("/") ? join(image, word) : word);
    const child = spawn(process.execPath, args.map(place), {
      cwd: join(image, "app"),
      env,
      ...who,
      stdio: ["ignore", "pipe", "pipe"],
    });
    onTestFinished(() => void child.kill("SIGKILL"));
    const bot = watch(child);
    expect(await bot.next()).toEqual({ url: `http://0.0.0.0:${port}` });
    for (const path of ["healthz", "readyz"]) {
      expect([path, (await fetch(`http://127.0.0.1:${port}/${path}`)).status]).toEqual([path, 200]);
    }
    const [, ...health] = find(last, "HEALTHCHECK").words;
    execFileSync(process.execPath, health, { env, ...who });
    const startedMs = performance.now();
    expect(await bot.stop()).toEqual([0, null]);
    // The grace that an engine gives.
    expect(performance.now() - startedMs).toBeLessThan(10_000);
    expect(() => execFileSync(process.execPath, health, { env, ...who, stdio: "ignore" })).toThrow();
    expect(readdirSync(state)).toContain("inbox.sqlite");
  }, 120_000);
});
