import type { GitHub } from "../../src/ports/github/github.ts";

/** A repository with people in it, arranged the same way over the fake and over the sandbox. */
export interface GitHubWorld {
  readonly github: GitHub;
  /** The commit at the tip of `main`, which has a README.md with the text `flights\n`. */
  readonly mainSha: string;
  /** Pushes a branch with one changed file on top of main; gives its commit. */
  pushBranch(branch: string, path: string, text: string): Promise<string>;
  /** Comments as a person; gives the id. */
  commentAs(login: string, issueNumber: number, body: string): Promise<number>;
  /** Sets a label as a person. */
  labelAs(login: string, issueNumber: number, label: string): Promise<void>;
  /** Takes the pin of an issue away as a person who may write. */
  unpinAs(login: string, issueNumber: number): Promise<void>;
  close(): Promise<void>;
}
