import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkTags } from "../../../src/registry/check-tags.ts";
import type { TagRecord } from "../../../src/registry/registry-state.ts";
import { formatTag, tagMessage } from "../../../src/registry/tags.ts";
import { commitOf, record } from "./registry-histories.ts";

const now = new Date("2026-01-02T00:00:00Z");

function codes(
  annotated: readonly TagRecord[],
  others: readonly string[] = [],
  models: readonly string[] = [],
) {
  const found = checkTags({ annotated, others, models, now });
  return found.map(({ reasonCode, tag }) => `${reasonCode} ${tag}`);
}

const version = record("m@v1.0.0", commitOf(0), 1);

describe("contradictions among tags", () => {
  it("are none in a registry as Pawl writes it, deregistered and registered anew too", () => {
    const tags = [
      version,
      record(
        "m#staging#1",
        commitOf(0),
        2,
        "Assigning stage staging to artifact m version v1.0.0\n\nSource: cli",
      ),
      record("m#staging!#2", commitOf(0), 3),
      record("m@v1.0.0!", commitOf(0), 4),
      record("m@v1.0.0#3", commitOf(0), 5),
      record("m@deprecated", commitOf(0), 6),
      record("models=m@v1.0.0", commitOf(0), 1),
      record("v1.0.0", commitOf(0), 1),
      record("pkg@1.0.0", commitOf(0), 1),
    ];
    expect(codes(tags, ["release-7", "@scope/pkg@1.0.0"], ["m"])).toEqual([]);
    expect(codes([])).toEqual([]);
  });

  it("are lightweight tags with a name of the registry, and names of known models that break the grammar", () => {
    const malformed = ["m@1.2.0", "m#", "m@v1.2", "m@latest", "m#production#1x", "new@v1"];
    expect(codes([version], ["m#production#7", "other@v2.0.0", ...malformed], ["new"])).toEqual(
      [
        "tag.lightweight m#production#7",
        "tag.lightweight other@v2.0.0",
        ...malformed.map((tag) => `tag.malformed ${tag}`),
      ].sort((a, b) => ((a.split(" ")[1] ?? "") < (b.split(" ")[1] ?? "") ? -1 : 1)),
    );
    expect(codes([version, record("m@v9", commitOf(0), 9)])).toEqual(["tag.malformed m@v9"]);
  });

  it("are dates that do not increase with the number, ties, and dates in the future", () => {
    const backdated = [
      version,
      record("m#production#1", commitOf(0), 50),
      record("m#production#2", commitOf(0), 20),
    ];
    expect(codes(backdated)).toEqual(["tag.date m#production#2"]);
    const tie = [version, record("m#staging#1", commitOf(0), 7), record("m#staging#2", commitOf(0), 7)];
    expect(codes(tie)).toEqual(["tag.date m#staging#2"]);
    const plainTie = [version, record("m@v2.0.0", commitOf(1), 1)];
    expect(codes(plainTie)).toEqual(["tag.date m@v2.0.0"]);
    expect(codes([record("m@v1.0.0", commitOf(0), 2 * 86_400)])).toEqual(["tag.future m@v1.0.0"]);
    expect(codes([version, record("m@v2.0.0", commitOf(1), 86_400 + 1800)])).toEqual([]);
  });

  it("are assignments without a version, of another one than they say, before it, and of one that was withdrawn", () => {
    const message = "Assigning stage production to artifact m version v2.0.0";
    expect(codes([version, record("m#production#1", commitOf(1), 2)])).toEqual([
      "assignment.version-missing m#production#1",
    ]);
    expect(codes([version, record("m#production#1", commitOf(0), 2, message)])).toEqual([
      "assignment.version-differs m#production#1",
    ]);
    const before = [record("m#production#1", commitOf(0), 1), record("m@v1.0.0", commitOf(0), 2)];
    expect(codes(before)).toEqual(["tag.date m#production#1"]);
    const withdrawn = [
      version,
      record("m#production#1", commitOf(0), 2),
      record("m@v1.0.0!", commitOf(0), 3),
    ];
    expect(codes(withdrawn)).toEqual(["assignment.version-withdrawn m#production#1"]);
    expect(codes([...withdrawn, record("m#production!#2", commitOf(0), 4)])).toEqual([]);
  });

  it("are versions on two commits", () => {
    expect(codes([version, record("m@v1.0.0#2", commitOf(1), 2)])).toEqual(["version.ambiguous m@v1.0.0#2"]);
  });

  it("say each a reason with the values, and the next step", () => {
    const [found] = checkTags({ annotated: [version], others: ["m#production#7"], models: [], now });
    expect(found).toEqual({
      reasonCode: "tag.lightweight",
      model: "m",
      tag: "m#production#7",
      reason: "m#production#7 is no annotated tag of a commit: it says nothing, yet its name is taken",
      hint: "Remove the tag; Pawl makes annotated ones.",
    });
  });

  it("are none in any history that keeps the rules, and one in each that breaks the order of two", () => {
    const steps = fc.array(fc.tuple(fc.integer({ min: 0, max: 2 }), fc.boolean()), {
      minLength: 1,
      maxLength: 30,
    });
    fc.assert(
      fc.property(steps, fc.nat(), (moves, which) => {
        const registered = [0, 1, 2].map((at) => record(`m@v${at + 1}.0.0`, commitOf(at), at));
        const moved = moves.map(([at, isAssignment], index) => {
          const kind = isAssignment ? ("assign" as const) : ("unassign" as const);
          const event = { kind, artifact: "m", environment: "production", counter: index + 1 };
          return record(formatTag(event), commitOf(at), 10 + index, tagMessage(event, `v${at + 1}.0.0`));
        });
        expect(codes([...moved.toReversed(), ...registered])).toEqual([]);
        const at = which % moved.length;
        const late = moved.map((tag, index) => (index === at ? record(tag.name, tag.commitSha, 3) : tag));
        expect(codes([...registered, ...late])).toEqual(
          at === 0 ? [] : [`tag.date ${moved[at]?.name ?? ""}`],
        );
      }),
    );
  });
});
