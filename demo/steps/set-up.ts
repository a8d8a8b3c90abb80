import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { createLanding } from "../flights/landing.ts";
import { git } from "../git.ts";
import type { DemoStep } from "../play.ts";
import type { World } from "../world.ts";
import { verifyRelease } from "./promotion.ts";

const execute = promisify(execFile);

/** Clone address with a token, as a credential helper would give it. */
function cloneUrl(world: World, fullName: string): string {
  const { gitUrl } = world.sandbox;
  return `${gitUrl.replace("://", `://x-access-token:${world.sandbox.tokenOf("ana")}@`)}/${fullName}.git`;
}

async function createRepository(world: World, org: string, name: string): Promise<void> {
  const exists = await world.ana.rest.repos.get({ owner: org, repo: name }).then(
    () => true,
    () => false,
  );
  if (!exists) await world.ana.rest.repos.createInOrg({ org, name });
}

/** Pushes the actions as their own repository holds them: `action.yml` files, `dist/`, `package.json`. */
async function publishActions(world: World, root: string): Promise<string> {
  await createRepository(world, "pawl-ml", "pawl");
  const folder = join(world.directory, "publish");
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const isPart = (path: string): boolean => !path.endsWith(".ts");
  for (const part of ["action.yml", "package.json", "LICENSE", "actions", "dist"]) {
    cpSync(join(root, part), join(folder, part), { recursive: true, filter: isPart });
  }
  await git(folder, "init", "--quiet", "--initial-branch", "main");
  await git(folder, "add", "--all", "--force");
  await git(folder, "commit", "--quiet", "--message", "chore: release");
  await git(folder, "tag", "v1");
  const url = cloneUrl(world, "pawl-ml/pawl");
  await git(folder, "push", "--quiet", "--force", url, "HEAD:refs/heads/main", "refs/tags/v1");
  return `${world.sandbox.url}/pawl-ml/pawl`;
}

/** The example without the script that makes fixtures for Pawl's own tests. */
function isUserFile(path: string): boolean {
  return !path.endsWith("fixtures.mjs");
}

/** Ana's work tree: the example, the workflow file, a DVC remote that is a folder. */
async function createClone(world: World, root: string): Promise<void> {
  const { clone } = world;
  const url = cloneUrl(world, `${world.owner}/${world.repo}`);
  if (existsSync(join(clone, ".git"))) {
    await git(clone, "remote", "set-url", "origin", url);
    return;
  }
  rmSync(clone, { recursive: true, force: true });
  mkdirSync(clone, { recursive: true });
  cpSync(join(root, "examples", "flights"), clone, { recursive: true, filter: isUserFile });
  mkdirSync(join(clone, ".github", "workflows"), { recursive: true });
  const name = world.bot === "server" ? "pawl-app.yml" : "pawl.yml";
  const template = readFileSync(join(root, "workflows-templates", name), "utf8");
  writeFileSync(join(clone, ".github", "workflows", "pawl.yml"), template.replace("$default-branch", "main"));
  mkdirSync(join(clone, ".dvc"), { recursive: true });
  const remote = join(world.directory, "remote");
  writeFileSync(
    join(clone, ".dvc", "config"),
    `[core]\n    remote = store\n['remote "store"']\n    url = ${remote}\n`,
  );
  await git(clone, "init", "--quiet", "--initial-branch", "main");
  await git(clone, "remote", "add", "origin", url);
}

async function pawl(world: World, root: string, ...args: readonly string[]): Promise<void> {
  const env = { ...process.env, FLIGHTS_LANDING: world.landing };
  const file = join(root, "dist", "pawl.js");
  await execute(process.execPath, [file, ...args], { cwd: world.clone, env, maxBuffer: 1 << 26 });
}

async function hasMain(world: World): Promise<boolean> {
  return (await git(world.clone, "ls-remote", "origin", "refs/heads/main")) !== "";
}

async function protectMain(world: World): Promise<void> {
  const { owner, repo } = world;
  await world.ana.rest.repos.updateBranchProtection({
    owner,
    repo,
    branch: "main",
    required_status_checks: { strict: false, contexts: ["ml/metrics", "ml/config"] },
    enforce_admins: true,
    required_pull_request_reviews: null,
    restrictions: null,
  });
  await world.ana.rest.repos.addCollaborator({ owner, repo, username: "tim", permission: "triage" });
}

/** The steps before the first pull request. `root` is Pawl's own folder. */
export function setUpSteps(world: World, root: string): readonly DemoStep[] {
  return [
    {
      name: "A GitHub on this machine, with the actions published",
      run: async () => ({ url: await publishActions(world, root) }),
    },
    {
      name: "A repository from examples/flights, with two files added",
      run: async () => {
        await createRepository(world, world.owner, world.repo);
        const modules = join(world.directory, "runner", "node_modules");
        mkdirSync(join(world.directory, "runner"), { recursive: true });
        if (!existsSync(modules)) symlinkSync(join(root, "node_modules"), modules);
        await createClone(world, root);
        return { url: world.pages };
      },
    },
    {
      name: "The first model, trained on a laptop with the same verbs",
      run: async () => {
        const isThere = await hasMain(world);
        if (!isThere) {
          await createLanding(world.landing, world.timeline.firstUntil);
          await pawl(world, root, "repro");
          await pawl(world, root, "push");
          await git(world.clone, "add", "--all");
          await git(world.clone, "commit", "--quiet", "--message", "feat: predict late flights");
          await git(world.clone, "push", "--quiet", "origin", "HEAD:refs/heads/main");
        }
        await protectMain(world);
        return { url: `${world.pages}/blob/main/dvc.lock` };
      },
    },
    {
      name: "The push to main registers v1.0.0",
      run: async () => ({ url: await verifyRelease(world, "v1.0.0") }),
    },
  ];
}
