import type { CheckContent, CheckRun } from "../../../src/ports/github/checks.ts";
import type { Comment, Reaction } from "../../../src/ports/github/comments.ts";
import type {
  Deployment,
  DeploymentStatus,
  EnvironmentRules,
} from "../../../src/ports/github/deployments.ts";
import type { AnnotatedTag, Comparison } from "../../../src/ports/github/git-data.ts";
import type { Issue } from "../../../src/ports/github/issues.ts";
import type { LabelSetter } from "../../../src/ports/github/labels.ts";
import type { Role } from "../../../src/ports/github/members.ts";
import type { PullRequest } from "../../../src/ports/github/pull-requests.ts";
import type { Release } from "../../../src/ports/github/releases.ts";
import type { RunArtifact, WorkflowJob, WorkflowRun } from "../../../src/ports/github/workflows.ts";

/** One write, as the fake saw it: `comments.create` and its arguments. */
export interface FakeWrite {
  readonly operation: string;
  readonly args: readonly unknown[];
}

/** Where a write fails: before it is applied, or after (the answer is lost). */
export interface FakeFault {
  /** Counts from 1. */
  readonly write: number;
  readonly when: "before" | "after";
}

/** An account. */
export interface FakeUser {
  readonly id: number;
  readonly login: string;
  readonly type: "User" | "Bot" | "Organization";
}

/** A commit made through the port. */
export interface FakeCommit {
  readonly parent: string | undefined;
  readonly message: string;
  readonly files: ReadonlyMap<string, string>;
}

/** A repository in memory. Tests put things in, and read what came out; time is a counter of seconds. */
export interface FakeState {
  readonly repository: { id: number; fullName: string; defaultBranch: string; url: string };
  readonly self: FakeUser & { readonly appId: number | null };
  readonly users: Map<string, FakeUser>;
  readonly roles: Map<string, Role>;
  /** `@org/team` → logins. */
  readonly teams: Map<string, readonly string[]>;
  readonly pullRequests: Map<number, PullRequest & { readonly files: readonly string[] }>;
  readonly issues: Map<number, Issue>;
  readonly comments: Map<number, Comment & { readonly issueNumber: number }>;
  /** Issues and pull requests whose conversation is locked. */
  readonly locked: Set<number>;
  /** Pinned issues, those that ever were, and what GraphQL answers: nothing on some servers, a refusal to some tokens. */
  readonly pins: {
    readonly now: Set<number>;
    readonly ever: Set<number>;
    answer: "graphql" | "none" | "denied";
  };
  readonly reactions: { commentId: number; reaction: Reaction }[];
  /** Issue or pull request → label → who set it. */
  readonly labels: Map<number, Map<string, LabelSetter>>;
  /** Every setting and removal of a label, the history of `labels`. */
  readonly labelEvents: { issueNumber: number; label: string; setter: LabelSetter; isRemoval?: true }[];
  readonly checks: Map<number, CheckRun & { readonly annotations: NonNullable<CheckContent["annotations"]> }>;
  readonly refs: Map<string, string>;
  readonly tags: Map<string, AnnotatedTag>;
  /** Commits made through the port: id → parent, and path → text of the whole tree. */
  readonly commits: Map<string, FakeCommit>;
  /** `<ref or sha>:<path>` → text. */
  readonly files: Map<string, string>;
  /** Commit → its tree; commits of which nothing is said here are unknown. */
  readonly trees: Map<string, string>;
  /** `<base>...<head>` → comparison. */
  readonly comparisons: Map<string, Comparison>;
  readonly releases: Map<number, Release>;
  readonly assets: Map<number, Uint8Array>;
  readonly deployments: Map<number, Deployment>;
  /** Environment → GitHub's own rules. */
  readonly protections: Map<string, EnvironmentRules>;
  /** Commit, or `#<pull request>` → logins of who wrote it. */
  readonly authors: Map<string, readonly string[]>;
  readonly statuses: Map<number, DeploymentStatus[]>;
  readonly runs: Map<number, WorkflowRun>;
  /** By run. */
  readonly jobs: Map<number, readonly WorkflowJob[]>;
  readonly artifacts: Map<number, RunArtifact & { readonly runId: number; readonly bytes: Uint8Array }>;
  readonly dispatches: { workflow: string; ref: string; inputs: Readonly<Record<string, string>> }[];
  readonly writes: FakeWrite[];
  fault: FakeFault | undefined;
  nextId: number;
  seconds: number;
}

/** An empty repository `acme/flights` with users for each role: `ada` admin, `mia` maintain, `will` write, `tom` triage, `rob` read. */
export function createFakeState(): FakeState {
  const roles: readonly [string, Role][] = [
    ["ada", "admin"],
    ["mia", "maintain"],
    ["will", "write"],
    ["tom", "triage"],
    ["rob", "read"],
  ];
  const users = roles.map(([login], index): [string, FakeUser] => [
    login,
    { id: 11 + index, login, type: "User" },
  ]);
  return {
    repository: {
      id: 81,
      fullName: "acme/flights",
      defaultBranch: "main",
      url: "https://github.test/acme/flights",
    },
    self: { id: 7, login: "pawl[bot]", type: "Bot", appId: 5 },
    users: new Map([...users, ["mallory", { id: 66, login: "mallory", type: "User" }]]),
    roles: new Map(roles),
    teams: new Map(),
    pullRequests: new Map(),
    issues: new Map(),
    comments: new Map(),
    locked: new Set(),
    pins: { now: new Set(), ever: new Set(), answer: "graphql" },
    reactions: [],
    labels: new Map(),
    labelEvents: [],
    checks: new Map(),
    refs: new Map(),
    tags: new Map(),
    commits: new Map(),
    files: new Map(),
    trees: new Map(),
    comparisons: new Map(),
    releases: new Map(),
    assets: new Map(),
    deployments: new Map(),
    protections: new Map(),
    authors: new Map(),
    statuses: new Map(),
    runs: new Map(),
    jobs: new Map(),
    artifacts: new Map(),
    dispatches: [],
    writes: [],
    fault: undefined,
    nextId: 100,
    seconds: 0,
  };
}

/** The next id of anything. */
export function nextId(state: FakeState): number {
  state.nextId += 1;
  return state.nextId;
}

/** The fake's time: each call is a second later. */
export function nextInstant(state: FakeState): string {
  state.seconds += 1;
  return now(state);
}

/** The fake's time, as it stands. */
export function now(state: FakeState): string {
  return new Date(Date.UTC(2026, 0, 1) + state.seconds * 1000).toISOString().replace(".000Z", "Z");
}

/** Forty hexadecimal digits that spell a small number: a commit for tests. */
export function fakeSha(seed: number): string {
  return seed.toString(16).padStart(8, "0").repeat(5);
}
