import {
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { createLanding } from "../flights/landing.ts";
import { cloneUrl } from "../clone-url.ts";
import { setSigningSecret, writeSigningKey } from "../signing-key.ts";
import type { DemoStep } from "../step.ts";
import type { World } from "../world.ts";
import { verifyRelease } from "./promotion.ts";

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
  const { git } = world.commands;
  await git(folder, "init", "--quiet", "--initial-branch", "main");
  await git(folder, "add", "--all", "--force");
  await git(folder, "commit", "--quiet", "--message", "chore: release");
  await git(folder, "tag", "v1");
  const url = cloneUrl(world, "pawl-ml/pawl");
  await git(folder, "push", "--quiet", "--force", url, "HEAD:refs/heads/main", "refs/tags/v1");
  return `${world.sandbox.url}/pawl-ml/pawl`;
}

/** The example without the script that makes fixtures for Pawl's own tests, and without what was made in it. */
function isUserFile(path: string): boolean {
  return !/[\\/](fixtures\.mjs|data|models|node_modules|cache|tmp)$/.test(path);
}

/** The example's files with those that Pawl asks for: two workflow files and a DVC remote that is a folder. */
function writeFiles(world: World, root: string, folder: string): void {
  cpSync(join(root, "examples", "flights"), folder, { recursive: true, filter: isUserFile });
  mkdirSync(join(folder, ".github", "workflows"), { recursive: true });
  const templates = {
    "pawl.yml": world.bot === "server" ? "pawl-app.yml" : "pawl.yml",
    "pawl-evaluate.yml": "pawl-evaluate.yml",
  };
  for (const [name, template] of Object.entries(templates)) {
    const text = readFileSync(join(root, "workflows-templates", template), "utf8");
    writeFileSync(join(folder, ".github", "workflows", name), text.replace("$default-branch", "main"));
  }
  writeSigningKey(world, folder);
  mkdirSync(join(folder, ".dvc"), { recursive: true });
  const remote = join(world.directory, "remote");
  writeFileSync(
    join(folder, ".dvc", "config"),
    `[core]\n    remote = store\n['remote "store"']\n    url = ${remote}\n`,
  );
}

/** With the bot as a server the evaluation workflow needs no job for it. */
async function setBotVariable({ ana, owner, repo, bot }: World): Promise<void> {
  if (bot !== "server") return;
  const variable = { owner, repo, name: "PAWL_BOT" };
  const isSet = await ana.rest.actions.getRepoVariable(variable).then(
    () => true,
    () => false,
  );
  if (!isSet) await ana.rest.actions.createRepoVariable({ ...variable, value: "app" });
}

/** Ana's work tree; it gets its name when it is complete. */
async function createClone(world: World, root: string): Promise<void> {
  const { clone, commands } = world;
  if (existsSync(clone)) return;
  const folder = `${clone}.new`;
  rmSync(folder, { recursive: true, force: true });
  writeFiles(world, root, folder);
  await commands.git(folder, "init", "--quiet", "--initial-branch", "main");
  const url = cloneUrl(world, `${world.owner}/${world.repo}`);
  await commands.git(folder, "remote", "add", "origin", url);
  renameSync(folder, clone);
}

async function hasMain(world: World): Promise<boolean> {
  return (await world.commands.git(world.clone, "ls-remote", "origin", "refs/heads/main")) !== "";
}

/** The first commit on main, with a trained model: what a team has before it begins with Pawl. */
async function trainFirstModel(world: World): Promise<void> {
  const { clone, landing, commands } = world;
  const env = { FLIGHTS_LANDING: landing };
  await createLanding(landing, world.timeline.firstUntil);
  await commands.pawl(clone, ["repro"], env);
  await commands.pawl(clone, ["push"], env);
  await commands.git(clone, "add", "--all");
  const isChanged = (await commands.git(clone, "status", "--porcelain")) !== "";
  if (isChanged) await commands.git(clone, "commit", "--quiet", "--message", "feat: predict late flights");
  await commands.git(clone, "push", "--quiet", "origin", "HEAD:refs/heads/main");
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
      name: "A repository from examples/flights, with the files that Pawl asks for",
      run: async () => {
        await createRepository(world, world.owner, world.repo);
        await setBotVariable(world);
        const modules = join(world.directory, "runner", "node_modules");
        mkdirSync(join(world.directory, "runner"), { recursive: true });
        rmSync(modules, { force: true });
        symlinkSync(join(root, "node_modules"), modules);
        await createClone(world, root);
        await setSigningSecret(world);
        return { url: world.pages };
      },
    },
    {
      name: "The first model, trained on a laptop with the same verbs",
      run: async () => {
        if (!(await hasMain(world))) await trainFirstModel(world);
        await protectMain(world);
        return { url: `${world.pages}/blob/main/dvc.lock` };
      },
    },
    {
      name: "The push to main registers v1.0.0",
      run: () => verifyRelease(world, "v1.0.0"),
    },
  ];
}
