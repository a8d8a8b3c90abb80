import {
  assert,
  constantFrom,
  property,
  shuffledSubarray,
  tuple,
  uniqueArray,
  type Arbitrary,
} from "fast-check";
import { describe, expect, it } from "vitest";
import { lockEntryOf, parseLock, writeLock } from "../../../src/versioning/lock-file.ts";
import { mergeLocks } from "../../../src/versioning/merge-lock.ts";
import { isValueMap, type Value } from "../../../src/versioning/value.ts";

const md5 = (digit: string): string => `${digit.repeat(31)}f`;

/** A stage that reads `in` and makes `out`, with the given versions of both. */
function stage(name: string, version: string, input?: { path: string; digit: string }): string {
  const deps =
    input === undefined
      ? ""
      : `    deps:\n    - path: ${input.path}\n      hash: md5\n      md5: ${md5(input.digit)}\n`;
  const outs = `    outs:\n    - path: ${name}.out\n      hash: md5\n      md5: ${md5(version)}\n      size: 1\n`;
  return `  ${name}:\n    cmd: make ${name}\n${deps}${outs}`;
}

const lock = (...stages: readonly string[]): string => `schema: '2.0'\nstages:\n${stages.join("")}`;

const stagesOf = (text: string): ReadonlyMap<string, Value> => {
  const stages = parseLock(text).values.get("stages");
  return isValueMap(stages) ? stages : new Map<string, Value>();
};

describe("merging dvc.lock", () => {
  it("takes each stage from the side that changed it", () => {
    const merged = mergeLocks({
      base: lock(stage("a", "1"), stage("b", "1")),
      ours: lock(stage("a", "2"), stage("b", "1")),
      theirs: lock(stage("a", "1"), stage("b", "3")),
    });
    expect(merged).toEqual({ text: lock(stage("a", "2"), stage("b", "3")), rerun: [] });
  });

  it("leaves out a stage that both sides changed in different ways, and says so", () => {
    const merged = mergeLocks({
      base: lock(stage("a", "1"), stage("b", "1")),
      ours: lock(stage("a", "2"), stage("b", "1")),
      theirs: lock(stage("a", "3"), stage("b", "1")),
    });
    expect(merged).toEqual({
      text: lock(stage("b", "1")),
      rerun: [{ stage: "a", reason: "changed-on-both" }],
    });
  });

  it("keeps what both sides changed alike, and drops what one side deleted", () => {
    const merged = mergeLocks({
      base: lock(stage("a", "1"), stage("b", "1"), stage("c", "1")),
      ours: lock(stage("a", "2"), stage("c", "1")),
      theirs: lock(stage("a", "2"), stage("b", "1"), stage("c", "4")),
    });
    expect(merged).toEqual({ text: lock(stage("a", "2"), stage("c", "4")), rerun: [] });
  });

  it("marks a stage that one side deleted and the other changed", () => {
    const { text, rerun } = mergeLocks({
      base: lock(stage("a", "1"), stage("b", "1")),
      ours: lock(stage("b", "2")),
      theirs: lock(stage("a", "2"), stage("b", "1")),
    });
    expect(rerun).toEqual([{ stage: "a", reason: "deleted-and-changed" }]);
    expect(text).toBe(lock(stage("b", "2")));
  });

  it("puts new stages in the order of ours, then theirs", () => {
    const { text } = mergeLocks({
      base: lock(stage("a", "1")),
      ours: lock(stage("z", "1"), stage("a", "1")),
      theirs: lock(stage("a", "1"), stage("b", "1"), stage("y", "1")),
    });
    expect([...stagesOf(text).keys()]).toEqual(["z", "a", "b", "y"]);
  });

  it("names a stage whose input another side made anew", () => {
    const base = [stage("prep", "1"), stage("train", "1", { path: "prep.out", digit: "1" })];
    const { rerun } = mergeLocks({
      base: lock(...base),
      ours: lock(stage("prep", "2"), base[1] ?? ""),
      theirs: lock(stage("prep", "1"), stage("train", "5", { path: "prep.out", digit: "1" })),
    });
    expect(rerun).toEqual([{ stage: "train", reason: "input-changed" }]);
  });

  it("does not name a stage that reads another file by the same path in another folder", () => {
    const odd = stage("train", "1", { path: "prep.out", digit: "7" });
    const { rerun } = mergeLocks({
      base: lock(stage("prep", "1"), odd, stage("x", "1")),
      ours: lock(stage("prep", "2"), odd, stage("x", "1")),
      theirs: lock(stage("prep", "1"), odd, stage("x", "2")),
    });
    expect(rerun).toEqual([]);
  });

  it("keeps keys at the top that it does not know", () => {
    const { text } = mergeLocks({
      base: lock(stage("a", "1")),
      ours: lock(stage("a", "2")),
      theirs: `${lock(stage("a", "1"))}datasets:\n- name: d\n  url: s3://b/d\n`,
    });
    expect(text).toBe(`${lock(stage("a", "2"))}datasets:\n- name: d\n  url: s3://b/d\n`);
  });

  it.each([
    ["another schema", "schema: '1.0'\nstages: {}\n", "file.unreadable"],
    ["a lock of DVC 1", "a:\n  cmd: x\n", "file.unreadable"],
    ["conflict markers", "<<<<<<< HEAD\nschema: '2.0'\n", "file.unreadable"],
    ["a key that both changed", `${lock(stage("a", "3"))}datasets: [1]\n`, "merge.conflict"],
  ])("refuses %s", (_, theirs, code) => {
    const ours = `${lock(stage("a", "2"))}datasets: [2]\n`;
    const found = (): unknown => mergeLocks({ base: lock(stage("a", "1")), ours, theirs });
    expect(found).toThrow(expect.objectContaining({ code }));
  });

  it("keeps a key with the name of a prototype as data", () => {
    const theirs = `${lock(stage("a", "2"))}__proto__: {x: 1}\n`;
    const merged = mergeLocks({ base: lock(stage("a", "1")), ours: lock(stage("a", "1")), theirs });
    expect(merged.text).toBe(theirs);
    expect(Object.hasOwn(Object.prototype, "x")).toBe(false);
  });

  it("merges files that both sides added", () => {
    const { text, rerun } = mergeLocks({
      base: "",
      ours: lock(stage("a", "1"), stage("b", "1")),
      theirs: lock(stage("b", "2"), stage("c", "1")),
    });
    expect(text).toBe(lock(stage("a", "1"), stage("c", "1")));
    expect(rerun.map((one) => one.stage)).toEqual(["b"]);
  });
});

/** Locks over five stage names with three versions each, in any order. */
const names = ["a", "b", "c", "d", "constructor"] as const;
const lockOf = (some: Arbitrary<string[]>): Arbitrary<string> =>
  some.chain((names) =>
    tuple(...names.map((name) => constantFrom("1", "2", "3").map((digit) => stage(name, digit)))).map(
      (stages) => lock(...stages),
    ),
  );
const anyLock = lockOf(uniqueArray(constantFrom(...names), { minLength: 1 }));
const fullLock = lockOf(shuffledSubarray([...names], { minLength: names.length }));

describe("merging any locks", () => {
  it("gives a side back byte for byte when the other did not change", () => {
    assert(
      property(anyLock, anyLock, (base, side) => {
        expect(mergeLocks({ base, ours: side, theirs: base }).text).toBe(side);
        expect(mergeLocks({ base, ours: base, theirs: side }).text).toBe(side);
        expect(mergeLocks({ base, ours: side, theirs: side }).text).toBe(side);
      }),
    );
  });

  it("keeps the same stages whichever side is ours", () => {
    assert(
      property(anyLock, anyLock, anyLock, (base, ours, theirs) => {
        const one = mergeLocks({ base, ours, theirs });
        const other = mergeLocks({ base, ours: theirs, theirs: ours });
        expect(new Map(stagesOf(one.text))).toEqual(new Map(stagesOf(other.text)));
        expect(new Set(one.rerun)).toEqual(new Set(other.rerun));
      }),
    );
  });

  it("changes nothing the second time", () => {
    assert(
      property(fullLock, anyLock, anyLock, (base, ours, theirs) => {
        const { text } = mergeLocks({ base, ours, theirs });
        expect(mergeLocks({ base, ours: text, theirs }).text).toBe(text);
      }),
    );
  });

  it("always parses, and never invents an entry", () => {
    assert(
      property(anyLock, anyLock, anyLock, (base, ours, theirs) => {
        const { text, rerun } = mergeLocks({ base, ours, theirs });
        expect(writeLock(parseLock(text))).toBe(text);
        for (const name of stagesOf(text).keys()) {
          const entry = lockEntryOf(parseLock(text), name);
          expect([lockEntryOf(parseLock(ours), name), lockEntryOf(parseLock(theirs), name)]).toContainEqual(
            entry,
          );
          expect(rerun.map((one) => one.stage)).not.toContain(name);
        }
      }),
    );
  });
});
