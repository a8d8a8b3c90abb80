import { describe, expect, it } from "vitest";
import { z } from "zod";
import { changeState, readState } from "../../../src/app/stored-state.ts";
import { createGitHubFake } from "../../support/github-fake/create-github-fake.ts";
import { isFault } from "../../support/github-fake/fake-writes.ts";

const kept = { ref: "refs/pawl/test/counter", schema: z.strictObject({ names: z.array(z.string()) }) };
const add = (name: string) => ({
  message: `add ${name}`,
  change: (old: { names: string[] } | undefined) =>
    old?.names.includes(name) === true ? undefined : { names: [...(old?.names ?? []), name] },
});

describe("state in a ref", () => {
  it("loses nothing of writers at the same time", async () => {
    const { github } = createGitHubFake();
    const names = ["a", "b", "c", "d", "e"];
    await Promise.all(names.map((name) => changeState(kept, add(name), github)));
    expect((await readState(kept, github))?.names.sort()).toEqual(names);
  });

  it("is written once, whichever write is lost", async () => {
    for (let write = 1; write <= 2; write += 1) {
      for (const when of ["before", "after"] as const) {
        const { github, state } = createGitHubFake();
        state.fault = { write, when };
        await changeState(kept, add("a"), github).catch((error: unknown) => {
          if (!isFault(error)) throw error;
        });
        await changeState(kept, add("a"), github);
        expect(await readState(kept, github)).toEqual({ names: ["a"] });
      }
    }
  });

  it("that somebody damaged counts as none, and is written anew", async () => {
    const { github } = createGitHubFake();
    const sha = await github.commits.create({ message: "", files: { "state.json": "{" } });
    await github.commits.createRef(kept.ref, sha);
    expect(await readState(kept, github)).toBeUndefined();
    await changeState(kept, add("a"), github);
    expect(await readState(kept, github)).toEqual({ names: ["a"] });
  });
});
