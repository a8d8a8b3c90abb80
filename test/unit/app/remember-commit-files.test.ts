import { beforeEach, describe, expect, it } from "vitest";
import { rememberCommitFiles } from "../../../src/app/remember-commit-files.ts";
import { PawlError } from "../../../src/errors.ts";
import type { GitHub } from "../../../src/ports/github/github.ts";
import { createBotWorld } from "../../support/bot-world.ts";

const sha = "a".repeat(40);

let asked: string[];
let answers: (string | undefined | PawlError)[];
let gitData: GitHub["gitData"];
beforeEach(() => {
  asked = [];
  answers = [];
  const { github } = createBotWorld().context;
  gitData = {
    ...github.gitData,
    readFile: async (path, ref) => {
      asked.push(`${ref.slice(0, 4)}:${path}`);
      const answer = answers.shift();
      if (answer instanceof PawlError) throw answer;
      return answer;
    },
  };
});

describe("files of commits", () => {
  it("are read once, those who ask at the same time included", async () => {
    answers = ["one", "two"];
    const remembering = rememberCommitFiles(gitData);
    const readFile = (path: string, ref: string) => remembering.readFile(path, ref);
    expect(await Promise.all([readFile("a", sha), readFile("a", sha)])).toEqual(["one", "one"]);
    expect(await readFile("b", sha)).toBe("two");
    expect(await readFile("a", sha)).toBe("one");
    expect(asked).toEqual(["aaaa:a", "aaaa:b"]);
  });

  it("are asked for again when they were not there or could not be read, and by the name of a branch", async () => {
    const failed = new PawlError("github.request-failed", { message: "502" });
    answers = [undefined, failed, "there", "main 1", "main 2"];
    const remembering = rememberCommitFiles(gitData);
    const readFile = (path: string, ref: string) => remembering.readFile(path, ref);
    expect(await readFile("a", sha)).toBeUndefined();
    await expect(readFile("a", sha)).rejects.toBe(failed);
    expect([await readFile("a", sha), await readFile("a", sha)]).toEqual(["there", "there"]);
    expect([await readFile("a", "main"), await readFile("a", "main")]).toEqual(["main 1", "main 2"]);
  });
});
