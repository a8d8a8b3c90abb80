import { describe, expect, it } from "vitest";
import { parseGcPolicy } from "../../../src/versioning/gc-policy.ts";
import { type GcHistory, type GcSelection, selectRefs } from "../../../src/versioning/gc-refs.ts";

const day = 24 * 60 * 60 * 1000;
const history: GcHistory = {
  refs: [
    { kind: "workspace", name: "workspace" },
    { kind: "branch", name: "main", commit: "c3" },
    { kind: "branch", name: "side", commit: "s1" },
    { kind: "tag", name: "v1", commit: "c1" },
    { kind: "project", name: "../other" },
  ],
  commits: [
    { id: "c3", parents: ["c2", "s1"], dateMs: 100 * day },
    { id: "c2", parents: ["c1"], dateMs: 50 * day },
    { id: "s1", parents: ["c1"], dateMs: 60 * day },
    { id: "c1", parents: ["c0"], dateMs: 10 * day },
    { id: "c0", parents: [], dateMs: 0 },
  ],
};

const select = (selection: GcSelection, policy = "") => {
  const { kept, givenUp } = selectRefs(history, selection, parseGcPolicy(policy), 101 * day);
  return {
    kept: [...new Set(kept.map((ref) => ref.commit ?? ref.name))].sort(),
    givenUp: givenUp.map((ref) => ref.name),
  };
};

describe("which refs garbage collection keeps", () => {
  it("are the work tree, all branches and tags without flags, and what the policy adds", () => {
    expect(select({})).toEqual({ kept: ["../other", "c1", "c3", "s1", "workspace"], givenUp: [] });
    expect(select({}, "keep: {commits: {newer_than: 51d}}").kept).toContain("c2");
    expect(select({}, "keep: {commits: {newer_than: 50d}}").kept).not.toContain("c2");
  });

  it.each([
    [{ workspace: true }, ["../other", "workspace"], ["main", "side", "v1"]],
    [{ allBranches: true }, ["../other", "c3", "s1", "workspace"], ["v1"]],
    [{ allBranches: true, num: 2 }, ["../other", "c1", "c2", "c3", "s1", "workspace"], []],
    [{ allTags: true }, ["../other", "c1", "workspace"], ["main", "side"]],
    [{ allCommits: true }, ["../other", "c0", "c1", "c2", "c3", "s1", "workspace"], []],
    [{ sinceMs: 55 * day }, ["../other", "c3", "s1", "workspace"], ["v1"]],
    [{ revisions: ["c2"], num: 3 }, ["../other", "c0", "c1", "c2", "workspace"], ["main", "side"]],
  ])("are those of DVC's flags %j, and the rest of the floor is named", (selection, kept, givenUp) => {
    expect(select(selection)).toEqual({ kept, givenUp });
  });

  it("refuses a count of commits alone, as DVC does", () => {
    expect(() => select({ num: 2 })).toThrow(expect.objectContaining({ code: "usage.invalid" }));
    expect(() => select({ num: 2, workspace: true })).toThrow(
      expect.objectContaining({ code: "usage.invalid" }),
    );
  });
});

describe(".dvc/pawl-gc.yml", () => {
  it("keeps the floor when it is empty or names it", () => {
    const floor = { workspace: "always", branches: "all", tags: "all", releases: "all" };
    expect(parseGcPolicy("")).toEqual({ keep: floor });
    expect(parseGcPolicy("keep: {branches: all, runs: {newest: 3}}")).toEqual({
      keep: { ...floor, runs: { newest: 3 } },
    });
  });

  it.each([
    ["keep: {branches: [main]}", "keep.branches"],
    ["keep: {commits: {newer_than: 3 weeks}}", "newer_than"],
    ["keep: {run: {newest: 1}}", "run"],
    ["keep: {__proto__: {}}", "__proto__"],
    ["keep: [", "pawl-gc.yml:1"],
  ])("refuses %s with its place", (text, place) => {
    expect(() => parseGcPolicy(text)).toThrow(
      expect.objectContaining({ code: "config.invalid", message: expect.stringContaining(place) }),
    );
  });
});
