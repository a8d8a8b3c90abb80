import { describe, expect, it } from "vitest";
import {
  nextTaggerDate,
  readArtifactState,
  readRegistry,
  type TagRecord,
} from "../../../src/registry/registry-state.ts";

/** Tags as `name@commit:second`. */
function tags(...texts: readonly [name: string, commit: string, second: number][]): TagRecord[] {
  return texts.map(([name, commitSha, second]) => ({
    name,
    commitSha,
    taggedAt: new Date(second * 1000).toISOString(),
    taggerName: "ada",
    taggerEmail: "ada@example.test",
    message: "",
  }));
}

describe("reading the registry", () => {
  it("orders versions by Semantic Version, greatest first", () => {
    const state = readArtifactState(
      tags(["m@v1.9.0", "a", 1], ["m@v1.10.0", "b", 2], ["m@v1.2.0", "c", 3]),
      "m",
    );
    expect(state.versions.map((entry) => entry.version)).toEqual(["v1.10.0", "v1.9.0", "v1.2.0"]);
  });

  it("goes by the tagger date and never by the counter", () => {
    const found = readArtifactState(
      tags(["m@v1.0.0", "a", 1], ["m@v2.0.0", "b", 2], ["m#dev#12", "a", 10], ["m#dev#11", "b", 20]),
      "m",
    );
    expect(found.environments.get("dev")?.current?.version).toBe("v2.0.0");
    expect(found.nextCounter).toBe(13);
  });

  it("lets the earlier registered version win in the same second, whatever its counter", () => {
    const found = readArtifactState(
      tags(["m@v1.0.0", "a", 1], ["m@v2.0.0", "b", 2], ["m#dev#3", "a", 9], ["m#dev#4", "b", 9]),
      "m",
    );
    expect(found.environments.get("dev")?.current?.version).toBe("v1.0.0");
  });

  it("reveals the holder before when the newest is unassigned", () => {
    const found = readArtifactState(
      tags(
        ["m@v1.0.0", "a", 1],
        ["m@v2.0.0", "b", 2],
        ["m#prod#1", "a", 3],
        ["m#prod#2", "b", 4],
        ["m#prod!#3", "b", 5],
      ),
      "m",
    );
    expect(found.environments.get("prod")?.current).toMatchObject({ version: "v1.0.0", tag: "m#prod#1" });
    expect(found.environments.get("prod")?.history.map((entry) => entry.tag)).toEqual([
      "m#prod#2",
      "m#prod#1",
    ]);
  });

  it("hides a deregistered version and its assignments", () => {
    const found = readArtifactState(
      tags(["m@v1.0.0", "a", 1], ["m@v2.0.0", "b", 2], ["m#prod#1", "b", 3], ["m@v2.0.0!", "b", 4]),
      "m",
    );
    expect(found.versions.map((entry) => entry.version)).toEqual(["v1.0.0"]);
    expect(found.environments.get("prod")?.current).toBeUndefined();
  });

  it("hides a version that is registered and deregistered in the same second, whatever comes first in the list", () => {
    const both = tags(["m@v1.0.0", "a", 1], ["m@v1.0.0!#2", "a", 1]);
    for (const list of [both, both.toReversed()]) expect(readArtifactState(list, "m").versions).toEqual([]);
  });

  it("shows a version again that was registered anew, and not for a deregistration on another commit", () => {
    const anew = tags(
      ["m@v1.0.0", "a", 1],
      ["m@v1.0.0!", "a", 2],
      ["m@v1.0.0#3", "a", 3],
      ["m@v1.0.0!#4", "b", 9],
    );
    expect(readArtifactState(anew, "m").versions).toMatchObject([{ tag: "m@v1.0.0#3", commitSha: "a" }]);
  });

  it("ranks holders of the same second by registration, then by the names of the versions' tags", () => {
    const list = tags(
      ["m@v1.2.0", "a", 1],
      ["m@v1.10.0", "b", 1],
      ["m#prod#1", "a", 9],
      ["m#prod#2", "b", 9],
    );
    for (const given of [list, list.toReversed()]) {
      expect(readArtifactState(given, "m").environments.get("prod")?.current?.version).toBe("v1.10.0");
    }
  });

  it("knows a deprecated artifact until the next event", () => {
    const before = tags(["m@v1.0.0", "a", 1], ["m@deprecated", "a", 2]);
    expect(readArtifactState(before, "m").isDeprecated).toBe(true);
    expect(readArtifactState([...before, ...tags(["m#dev#1", "a", 3])], "m").isDeprecated).toBe(false);
  });

  it("keeps artifacts apart and passes over other tags", () => {
    const found = readRegistry(tags(["m@v1.0.0", "a", 1], ["m-2@v1.0.0", "a", 1], ["v1.0.0", "a", 1]));
    expect([...found.keys()]).toEqual(["m", "m-2"]);
    expect(readArtifactState([], "m")).toMatchObject({ versions: [], nextCounter: 1, isDeprecated: false });
  });
});

describe("the next tagger date", () => {
  it.each([
    [undefined, "2026-01-01T00:00:00.900Z", "2026-01-01T00:00:00Z"],
    ["2026-01-01T00:00:00Z", "2026-01-01T00:00:00.900Z", "2026-01-01T00:00:01Z"],
    ["2026-01-01T00:00:05Z", "2026-01-01T00:00:01Z", "2026-01-01T00:00:06Z"],
    ["2025-12-31T00:00:00+01:00", "2026-01-01T00:00:01Z", "2026-01-01T00:00:01Z"],
  ])("after %s at %s is %s", (last, now, next) => {
    expect(nextTaggerDate(last, new Date(now))).toBe(next);
  });
});
