import { execFile, execFileSync } from "node:child_process";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { startSandboxGitHub } from "../../sandbox/github/start-sandbox-github.ts";
import { openRegistryTags } from "../../src/adapters/git/registry-tags.ts";
import { createGitHub } from "../../src/adapters/github/create-github.ts";
import { tagsOnGitHub } from "../../src/app/read-models.ts";
import type { TagListing } from "../../src/ports/registry-tags.ts";
import { readTrailer } from "../../src/registry/tag-trailers.ts";
import { createOrigin, git } from "../support/git-world.ts";
import { temporaryDirectory } from "../support/temporary-directory.ts";

/** Two registry tags and one other, and one of each kind that the registry ignores. */
function tagRepository(): string {
  const { work } = createOrigin(temporaryDirectory(), { "README.md": "x" });
  const message = "Assigning stage production\nto artifact m\n\nRequested-by: grace\nSource: label";
  git(work, "tag", "--annotate", "m@v1.0.0", "--message", "Registering \u00fc\u202e\t|");
  git(work, "tag", "--annotate", "m#production#1", "--message", message);
  git(work, "tag", "--annotate", "empty", "--message", "");
  git(work, "tag", "m@v2.0.0");
  git(work, "tag", "--annotate", "m@v3.0.0", "m@v1.0.0", "--message", "a tag of a tag");
  git(work, "tag", "--annotate", "m@v4.0.0", "HEAD:README.md", "--message", "a tag of a file");
  return work;
}

/** The same tags, pushed to a GitHub and read over its API. */
async function readOverApi(work: string): Promise<TagListing> {
  const sandbox = await startSandboxGitHub({ users: [{ login: "ada" }] });
  try {
    const token = sandbox.tokenOf("ada");
    await fetch(`${sandbox.url}/user/repos`, {
      method: "POST",
      headers: { authorization: `token ${token}`, "content-type": "application/json" },
      body: JSON.stringify({ name: "flights", auto_init: false }),
    });
    const url = new URL(`${sandbox.gitUrl}/ada/flights.git`);
    [url.username, url.password] = ["ada", token];
    await promisify(execFile)("git", ["push", "--quiet", url.href, "main", "--tags"], { cwd: work });
    const repository = "ada/flights";
    return await tagsOnGitHub(createGitHub({ apiUrl: sandbox.url, repository, auth: { token } })).read();
  } finally {
    await sandbox.close();
  }
}

function summarize({ annotated, others }: TagListing) {
  return {
    annotated: annotated.map((tag) => ({
      name: tag.name,
      commitSha: tag.commitSha,
      taggedAtMs: Date.parse(tag.taggedAt),
      taggerName: tag.taggerName,
      taggerEmail: tag.taggerEmail,
      requestedBy: readTrailer(tag.message, "Requested-by"),
    })),
    others: [...others].sort(),
  };
}

describe("the tags of a repository", () => {
  it("are the same in a clone and over the API: annotated ones of commits, and names of all others", async () => {
    const work = tagRepository();
    const local = summarize(await openRegistryTags(work).read());
    expect(local).toEqual(summarize(await readOverApi(work)));
    expect(local.annotated.map(({ name }) => name)).toEqual(["empty", "m#production#1", "m@v1.0.0"]);
    expect(local.annotated[1]).toMatchObject({
      commitSha: git(work, "rev-parse", "HEAD"),
      taggerName: "Ada",
      taggerEmail: "ada@example.com",
      requestedBy: "grace",
    });
    expect(local.others).toEqual(["m@v2.0.0", "m@v3.0.0", "m@v4.0.0"]);
  });

  it("are not told of a tag that nobody and no time stands behind", async () => {
    const { work } = createOrigin(temporaryDirectory(), { "README.md": "x" });
    const input = `object ${git(work, "rev-parse", "HEAD")}\ntype commit\ntag m@v5.0.0\n\nno tagger\n`;
    const options = { cwd: work, input, encoding: "utf8" } as const;
    const id = execFileSync("git", ["hash-object", "-t", "tag", "-w", "--stdin"], options).trim();
    git(work, "update-ref", "refs/tags/m@v5.0.0", id);
    expect(await openRegistryTags(work).read()).toEqual({ annotated: [], others: ["m@v5.0.0"] });
  });

  it("are none in a repository without tags; a folder that is no repository is an error", async () => {
    const { work: empty } = createOrigin(temporaryDirectory(), { "README.md": "x" });
    expect(await openRegistryTags(empty).read()).toEqual({ annotated: [], others: [] });
    await expect(openRegistryTags(temporaryDirectory()).read()).rejects.toMatchObject({ code: "git.failed" });
  });
});
