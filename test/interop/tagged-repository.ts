import type { TagRecord } from "../../src/registry/registry-state.ts";
import { git } from "../support/git-world.ts";

/** All annotated tags of a repository, as git lists them. */
export function readTags(directory: string): TagRecord[] {
  const fields = [
    "%(refname:short)",
    "%(objecttype)",
    "%(*objectname)",
    "%(taggerdate:iso-strict)",
    "%(taggername)",
    "%(taggeremail:trim)",
    "%(contents:subject)",
  ];
  const lines = git(directory, "for-each-ref", `--format=${fields.join("%09")}`, "refs/tags").split("\n");
  return lines
    .map((line) => line.split("\t"))
    .filter(([, type]) => type === "tag")
    .map(([name = "", , commitSha = "", taggedAt = "", taggerName = "", taggerEmail = "", message = ""]) => ({
      name: name.replace(/^tags\//, ""),
      commitSha,
      taggedAt,
      taggerName,
      taggerEmail,
      message,
    }));
}

/** A repository with `count` commits on main. */
export function createRepository(directory: string, count: number): string {
  git(directory, "init", "--quiet", "--initial-branch=main");
  for (let index = 0; index < count; index += 1) {
    git(directory, "commit", "--quiet", "--allow-empty", "--message", `commit ${index}`);
  }
  return directory;
}

/** Ids of the commits on HEAD, oldest first. */
export function commitsOf(directory: string): readonly string[] {
  return git(directory, "rev-list", "--reverse", "HEAD").split("\n");
}
