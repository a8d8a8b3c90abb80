import { createHash } from "node:crypto";
import { createGitHubFake } from "../support/github-fake/create-github-fake.ts";
import { addComment, setLabel, setPin } from "../support/github-fake/conversation.ts";
import { fakeSha, nextId } from "../support/github-fake/fake-state.ts";
import { describeCommitsContract } from "./commits-contract.ts";
import { describeGitHubContract } from "./github-contract.ts";
import type { GitHubWorld } from "./github-world.ts";

async function openFakeWorld(): Promise<GitHubWorld> {
  const { github, state } = createGitHubFake();
  const mainSha = fakeSha(1);
  state.refs.set("refs/heads/main", mainSha);
  state.files.set(`${mainSha}:README.md`, "flights\n");
  const person = (login: string): NonNullable<ReturnType<typeof state.users.get>> =>
    state.users.get(login) ?? { id: 0, login, type: "User" };
  return {
    github,
    mainSha,
    pushBranch: async (branch, path, text) => {
      const sha = fakeSha(nextId(state));
      state.refs.set(`refs/heads/${branch}`, sha);
      state.files.set(`${sha}:${path}`, text);
      state.trees.set(sha, createHash("sha1").update(`${path}\n${text}`).digest("hex"));
      state.comparisons.set(`${mainSha}...${sha}`, {
        status: "ahead",
        mergeBaseSha: mainSha,
        commitShas: [sha],
        files: [path],
      });
      return sha;
    },
    commentAs: async (login, issue, body) => addComment(state, issue, body, person(login)),
    labelAs: async (login, issue, label) => setLabel(state, issue, label, person(login)),
    unpinAs: async (_, issue) => setPin(state, issue, false),
    close: async () => undefined,
  };
}

describeGitHubContract("the fake", openFakeWorld);
describeCommitsContract("the fake", openFakeWorld);
