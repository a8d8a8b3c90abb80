import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { listHolders, parseTimeSpan } from "../../../src/registry/holders.ts";
import { listEvents } from "../../../src/registry/registry-history.ts";
import { readRegistry } from "../../../src/registry/registry-state.ts";
import { anyHistory, commitOf, record } from "./registry-histories.ts";

const second = (at: number) => Date.UTC(2026, 0, 1) + at * 1000;
const at = (seconds: number) => ({ fromMs: second(seconds), toMs: second(seconds) });

describe("who held an environment", () => {
  const tags = [
    record("m@v1.0.0", commitOf(0), 10),
    record("m@v2.0.0", commitOf(1), 20),
    record("m#production#1", commitOf(0), 30, "Assigning\n\nRequested-by: grace\nSource: label"),
    record("m#production#2", commitOf(1), 40, "Assigning\n\nRequested-by: linus\nSource: command"),
    record("m#production!#3", commitOf(1), 50),
    record("m@v1.0.0!", commitOf(0), 60),
  ];

  it("names version, tag, tagger and requester at an instant, a version that was withdrawn later too", () => {
    expect(listHolders(tags, at(29))).toEqual([]);
    expect(listHolders(tags, at(35))).toEqual([
      {
        model: "m",
        environment: "production",
        version: "v1.0.0",
        tag: "m#production#1",
        commit: commitOf(0),
        assignedAt: "2026-01-01T00:00:30Z",
        from: "2026-01-01T00:00:35Z",
        until: null,
        tagger: { name: "Ada", email: "ada@example.com" },
        requestedBy: "grace",
        source: "label",
      },
    ]);
    expect(listHolders(tags, at(45))).toMatchObject([{ version: "v2.0.0", requestedBy: "linus" }]);
    expect(listHolders(tags, at(55))).toMatchObject([{ version: "v1.0.0", tag: "m#production#1" }]);
    expect(listHolders(tags, at(65))).toEqual([]);
  });

  it("names all holders of a day, newest first, with when each took its place", () => {
    const day = parseTimeSpan("2026-01-01") ?? at(0);
    expect(
      listHolders(tags, day).map(({ version, from, until }) => [version, from.slice(17), until?.slice(17)]),
    ).toEqual([
      ["v1.0.0", "50Z", "00Z"],
      ["v2.0.0", "40Z", "50Z"],
      ["v1.0.0", "30Z", "40Z"],
    ]);
    expect(listHolders(tags, day, { environment: "staging" })).toEqual([]);
    expect(listHolders(tags, day, { model: "other" })).toEqual([]);
    expect(listHolders(tags, parseTimeSpan("2026-01-02") ?? at(0))).toEqual([]);
  });

  it("is at every instant what the tags up to it say, in any order of the list", () => {
    fc.assert(
      fc.property(anyHistory, fc.integer({ min: -1, max: 81 }), (history, instant) => {
        const known = history.filter((tag) => Date.parse(tag.taggedAt) <= second(instant));
        const expected = [...readRegistry(known)].flatMap(([model, state]) =>
          [...state.environments].flatMap(([environment, { current }]) =>
            current === undefined ? [] : [`${model} ${environment} ${current.version ?? ""} ${current.tag}`],
          ),
        );
        for (const list of [history, history.toReversed()]) {
          const found = listHolders(list, at(instant));
          expect(
            found.map((held) => `${held.model} ${held.environment} ${held.version} ${held.tag}`).sort(),
          ).toEqual(expected.sort());
        }
      }),
    );
  });

  it("covers a span without gaps: each instant in it has the holder whose time it is", () => {
    fc.assert(
      fc.property(anyHistory, fc.nat({ max: 80 }), fc.nat({ max: 80 }), (history, a, b) => {
        const [from, to] = [Math.min(a, b), Math.max(a, b)];
        const spells = listHolders(history, { fromMs: second(from), toMs: second(to) });
        const instant = from + Math.floor((to - from) / 2);
        const now = spells.filter(
          (held) =>
            Date.parse(held.from) <= second(instant) &&
            (held.until === null || second(instant) < Date.parse(held.until)),
        );
        const key = (held: { model: string; environment: string; tag: string }) =>
          `${held.model} ${held.environment} ${held.tag}`;
        expect(now.map(key).sort()).toEqual(listHolders(history, at(instant)).map(key).sort());
      }),
    );
  });
});

describe("the time that a text means", () => {
  it.each([
    ["2026-11-20", "2026-11-20T00:00:00.000Z", "2026-11-20T23:59:59.999Z"],
    ["2026-11-20T10:00", "2026-11-20T10:00:00.000Z", "2026-11-20T10:00:00.000Z"],
    ["2026-11-20 10:00:01+02:00", "2026-11-20T08:00:01.000Z", "2026-11-20T08:00:01.000Z"],
  ])("%s", (text, from, to) => {
    const span = parseTimeSpan(text);
    expect([span?.fromMs, span?.toMs].map((ms) => new Date(ms ?? 0).toISOString())).toEqual([from, to]);
  });

  it.each(["", "yesterday", "2026-02-30", "2026-13-01", "2026-11-20T25:00", "20261120", "2026-11-20Z"])(
    "%j is none",
    (text) => {
      expect(parseTimeSpan(text)).toBeUndefined();
    },
  );
});

describe("the history of the registry", () => {
  it("has each registry tag once, newest first, and passes over other tags", () => {
    fc.assert(
      fc.property(anyHistory, (history) => {
        const events = listEvents([...history, record("v1.0.0", commitOf(0), 1)]);
        expect(events.map((event) => event.tag).sort()).toEqual(history.map((tag) => tag.name).sort());
        const dates = events.map((event) => Date.parse(event.at));
        expect(dates).toEqual([...dates].sort((a, b) => b - a));
        expect(listEvents(history.toReversed())).toEqual(listEvents(history));
        const own = listEvents(history, "m");
        expect(own).toEqual(listEvents(history).filter((event) => event.model === "m"));
      }),
    );
  });

  it("names the version of the commit, who tagged and who asked", () => {
    const tags = [
      record("m@v1.0.0", commitOf(0), 1),
      record("m#staging#1", commitOf(0), 2, "Assigning\n\nRequested-by: grace\nSource: label"),
      record("m#staging#2", commitOf(1), 3),
      record("m@deprecated", commitOf(0), 4),
    ];
    expect(listEvents(tags)).toMatchObject([
      { event: "deprecation", version: null, environment: null },
      { event: "assignment", version: null, environment: "staging", requestedBy: null },
      { event: "assignment", version: "v1.0.0", requestedBy: "grace", source: "label" },
      { event: "registration", version: "v1.0.0", environment: null, tagger: { name: "Ada" } },
    ]);
  });
});
