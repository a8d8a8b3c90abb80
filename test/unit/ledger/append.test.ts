import { describe, expect, it } from "vitest";
import { nodeDigest } from "../../../src/adapters/digest/node-digest.ts";
import { leaveWaiting } from "../../../src/app/ledger/waiting-records.ts";
import { renderRecord } from "../../../src/app/ledger/render-record.ts";
import type { GitHub } from "../../../src/ports/github/github.ts";
import type { LedgerContent } from "../../../src/runs/ledger-content.ts";
import { createGitHubFake } from "../../support/github-fake/create-github-fake.ts";
import { branch, openWriter, sleepingClock } from "../../support/ledger/ledger-world.ts";
import { auditRecord, runRecord } from "../../support/ledger/records.ts";
import { Crash, crashingPorts } from "../../support/registry/crashing-ports.ts";

const ref = `refs/heads/${branch}`;

function keysOf(content: LedgerContent): readonly string[] {
  return content.entries.map((entry) => entry.record.key);
}

function waitingRefs(refs: ReadonlyMap<string, string>): readonly string[] {
  return [...refs.keys()].filter((name) => name.startsWith("refs/pawl/ledger/"));
}

/** Two records whose writers died while they waited. */
async function leaveTwo(github: Pick<GitHub, "commits" | "gitData">): Promise<void> {
  const ports = { ...github, digest: nodeDigest };
  await leaveWaiting([renderRecord(runRecord("left.1"))], ports);
  await leaveWaiting([renderRecord(runRecord("left.2"))], ports);
}

describe("appending to the ledger", () => {
  it("makes the branch, chains what comes, and reads it back as it was", async () => {
    const { github } = createGitHubFake();
    const { ledger } = openWriter(github);
    expect(await ledger.read()).toEqual({ head: null, entries: [], problems: [] });
    expect(await ledger.append([runRecord("1"), auditRecord("promote/m#production#1")])).toEqual([
      "appended",
      "appended",
    ]);
    expect(await ledger.append([runRecord("2")])).toEqual(["appended"]);
    const content = await openWriter(github).ledger.read();
    expect(content.problems).toEqual([]);
    expect(content.entries.map(({ sequence, segment }) => [sequence, segment])).toEqual([
      [1, "segments/00000001.jsonl"],
      [2, "segments/00000001.jsonl"],
      [3, "segments/00000001.jsonl"],
    ]);
    expect(content.entries.map((entry) => entry.record)).toEqual([
      runRecord("1"),
      auditRecord("promote/m#production#1"),
      runRecord("2"),
    ]);
    expect(await ledger.has("run/2")).toBe(true);
    expect(await ledger.has("run/3")).toBe(false);
  });

  it("writes a natural key once, in one call, in two, and by two writers", async () => {
    const { github } = createGitHubFake();
    const first = openWriter(github).ledger;
    expect(await first.append([runRecord("1"), runRecord("1")])).toEqual(["appended", "appended"]);
    expect(await first.append([runRecord("1")])).toEqual(["present"]);
    expect(await openWriter(github).ledger.append([runRecord("1"), runRecord("2")])).toEqual([
      "present",
      "appended",
    ]);
    expect(keysOf(await first.read())).toEqual(["run/1", "run/2"]);
  });

  it("shares a commit among the calls of one process", async () => {
    const { github, state } = createGitHubFake();
    const { ledger } = openWriter(github);
    await ledger.append([runRecord("0")]);
    const before = state.commits.size;
    const ids = Array.from({ length: 20 }, (_, index) => `p.${index}`);
    await Promise.all(ids.map((id) => ledger.append([runRecord(id)])));
    expect(state.commits.size - before).toBe(1);
    expect(keysOf(await ledger.read())).toHaveLength(21);
  });

  it("begins a new segment when one is full", async () => {
    const { github } = createGitHubFake();
    const { ledger } = openWriter(github);
    await ledger.append(Array.from({ length: 300 }, (_, index) => runRecord(`s.${index}`)));
    await openWriter(github).ledger.append(
      Array.from({ length: 300 }, (_, index) => runRecord(`t.${index}`)),
    );
    const { entries, problems } = await ledger.read();
    expect(problems).toEqual([]);
    expect(entries).toHaveLength(600);
    const segments = [...new Set(entries.map((entry) => entry.segment))];
    expect(segments).toEqual(segments.map((_, index) => `segments/0000000${index + 1}.jsonl`));
    expect(segments.length).toBeGreaterThan(2);
  });

  it("refuses a record that does not fit, and writes nothing of the call", async () => {
    const { github, state } = createGitHubFake();
    const { ledger } = openWriter(github);
    const bad = runRecord("bad", { durationSeconds: Number.NaN });
    await expect(ledger.append([runRecord("1"), bad])).rejects.toMatchObject({
      code: "ledger.record-invalid",
    });
    const params = Object.fromEntries(
      Array.from({ length: 60 }, (_, index) => [`k${index}`, "x".repeat(5000)]),
    );
    await expect(ledger.append([runRecord("long", { params })])).rejects.toMatchObject({
      code: "ledger.record-invalid",
    });
    expect(state.writes).toEqual([]);
  });

  it("loses and doubles nothing when eight writers append ten each", async () => {
    const { github, state } = createGitHubFake();
    const writers = Array.from({ length: 8 }, (_, index) => openWriter(github, index + 1));
    await Promise.all(
      writers.map(async ({ ledger }, writer) => {
        for (let index = 0; index < 10; index += 1) {
          expect(await ledger.append([runRecord(`${writer}.${index}`)])).toEqual(["appended"]);
        }
      }),
    );
    const content = await openWriter(github).ledger.read();
    expect(content.problems).toEqual([]);
    expect(keysOf(content)).toHaveLength(80);
    expect(new Set(keysOf(content)).size).toBe(80);
    expect(waitingRefs(state.refs)).toEqual([]);
    expect(writers.flatMap(({ warnings }) => warnings)).toEqual([]);
  });

  it("joins the line after one lost race, also where a request takes longer than others are thought to be about", async () => {
    const { github, state } = createGitHubFake();
    await openWriter(github).ledger.append([runRecord("0")]);
    const clock = sleepingClock();
    let races = 0;
    const slow = {
      ...github,
      commits: {
        ...github.commits,
        create: async (request: Parameters<typeof github.commits.create>[0]) => {
          const made = await github.commits.create(request);
          if (!Object.keys(request.files).some((path) => path.startsWith("segments/"))) return made;
          // Somebody faster is first, as long as this writer does not stand in line.
          races += 1;
          if (waitingRefs(state.refs).length === 0)
            await openWriter(github).ledger.append([runRecord(`other.${races}`)]);
          await clock.sleep(6000);
          return made;
        },
      },
    };
    expect(await openWriter(slow, 2, clock).ledger.append([runRecord("slow")])).toEqual(["appended"]);
    expect(races).toBe(2);
    expect(keysOf(await openWriter(github).ledger.read())).toEqual(["run/0", "run/other.1", "run/slow"]);
  });

  it("takes along what waits, however its writer ended", async () => {
    const { github, state } = createGitHubFake();
    await leaveTwo(github);
    await openWriter(github).ledger.append([runRecord("1")]);
    expect([...keysOf(await openWriter(github).ledger.read())].sort()).toEqual([
      "run/1",
      "run/left.1",
      "run/left.2",
    ]);
    expect(waitingRefs(state.refs)).toEqual([]);
  });

  it("names a waiting ref that holds no records, and goes on", async () => {
    const { github, state } = createGitHubFake();
    const odd = await github.commits.create({
      message: "odd",
      files: { "records.jsonl": '{"schema":"x"}\n' },
    });
    await github.commits.createRef(`refs/pawl/ledger/${"0".repeat(32)}`, odd);
    const { ledger, warnings } = openWriter(github);
    expect(await ledger.append([runRecord("1")])).toEqual(["appended"]);
    expect(warnings[0]).toContain(`git push --delete origin refs/pawl/ledger/${"0".repeat(32)}`);
    expect(waitingRefs(state.refs)).toHaveLength(1);
  });
});

describe("an append that is cut short", () => {
  const scenes = [
    ["alone", async () => undefined],
    ["behind two that wait", leaveTwo],
  ] as const;
  for (const [scene, prepare] of scenes) {
    it(`converges after a lost answer or a refusal at each write, ${scene}`, async () => {
      let points = 0;
      for (const when of ["before", "after"] as const) {
        for (let at = 1; ; at += 1) {
          const { github, state } = createGitHubFake();
          await openWriter(github).ledger.append([runRecord("old")]);
          await prepare(github);
          state.fault = { write: state.writes.length + at, when };
          await openWriter(github).ledger.append([runRecord("1")]);
          if (state.fault !== undefined) break;
          points += 1;
          await expectOnce(github, state.refs);
        }
      }
      expect(points).toBeGreaterThanOrEqual(4);
    });

    it(`converges after a crash between each two writes and another run, ${scene}`, async () => {
      let points = 0;
      for (const when of ["before", "after"] as const) {
        for (let at = 1; ; at += 1) {
          const { github, state } = createGitHubFake();
          await openWriter(github).ledger.append([runRecord("old")]);
          await prepare(github);
          const crashing = crashingPorts({ commits: github.commits, gitData: github.gitData }, { at, when });
          const ended = await openWriter(crashing.ports)
            .ledger.append([runRecord("1")])
            .catch((error: unknown) => error);
          if (!(ended instanceof Crash)) break;
          points += 1;
          await openWriter(github, 2).ledger.append([runRecord("1")]);
          await expectOnce(github, state.refs);
        }
      }
      expect(points).toBeGreaterThanOrEqual(4);
    });
  }

  async function expectOnce(
    github: Pick<GitHub, "commits" | "gitData">,
    refs: ReadonlyMap<string, string>,
  ): Promise<void> {
    const { ledger } = openWriter(github, 3);
    await ledger.append([runRecord("later")]);
    const content = await ledger.read();
    expect(content.problems).toEqual([]);
    const keys = keysOf(content);
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys).toEqual(expect.arrayContaining(["run/old", "run/1", "run/later"]));
    expect(waitingRefs(refs)).toEqual([]);
    expect(refs.has(ref)).toBe(true);
  }
});
