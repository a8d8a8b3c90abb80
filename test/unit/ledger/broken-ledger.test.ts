import { beforeEach, describe, expect, it } from "vitest";
import { createApiLedgerFiles } from "../../../src/app/ledger/api-ledger-files.ts";
import { readLedger } from "../../../src/app/ledger/read-ledger.ts";
import { nodeDigest } from "../../../src/adapters/digest/node-digest.ts";
import { extendChain, genesis, readChain, renderLine } from "../../../src/runs/chain.ts";
import { createGitHubFake } from "../../support/github-fake/create-github-fake.ts";
import { branch, openWriter } from "../../support/ledger/ledger-world.ts";
import { runRecord } from "../../support/ledger/records.ts";

const ref = `refs/heads/${branch}`;
const first = "segments/00000001.jsonl";
const sha256 = (text: string) => nodeDigest.sha256(text);

let fake: ReturnType<typeof createGitHubFake>;
beforeEach(async () => {
  fake = createGitHubFake();
  await openWriter(fake.github).ledger.append(["1", "2", "3"].map((id) => runRecord(id)));
});

/** Somebody with push commits to the branch by hand. */
async function commit(files: Readonly<Record<string, string | null>>): Promise<void> {
  const parent = fake.state.refs.get(ref);
  const made = await fake.github.commits.create({ message: "by hand", parent, files });
  fake.state.refs.set(ref, made);
}

async function textOf(path: string): Promise<string> {
  return (await fake.github.gitData.readFile(path, fake.state.refs.get(ref) ?? "")) ?? "";
}

async function edit(change: (lines: readonly string[]) => readonly string[]): Promise<void> {
  const lines = (await textOf(first)).split("\n").slice(0, -1);
  await commit({
    [first]: change(lines)
      .map((line) => `${line}\n`)
      .join(""),
  });
}

/** A chain that is sound, with records that nobody checked. */
function forge(records: readonly string[]): string {
  return extendChain(genesis, records, sha256)
    .map((line) => `${renderLine(line)}\n`)
    .join("");
}

const read = () => openWriter(fake.github).ledger.read();

describe("a ledger that somebody changed", () => {
  it("names the entry whose text was changed, and still shows it", async () => {
    await edit(([a = "", b = "", c = ""]) => [a, b.replace('"value":0.74', '"value":0.99'), c]);
    const { entries, problems } = await read();
    expect(problems).toMatchObject([{ kind: "chain-broken", where: `${first}:2` }]);
    expect(entries.map((entry) => entry.isIntact)).toEqual([true, false, true]);
  });

  it.each([
    ["removed", (lines: readonly string[]) => [lines[0] ?? "", lines[2] ?? ""], 2],
    ["moved", (lines: readonly string[]) => [lines[1] ?? "", lines[0] ?? "", lines[2] ?? ""], 1],
    ["doubled", (lines: readonly string[]) => [...lines, lines[2] ?? ""], 4],
  ])("names the place where an entry was %s", async (_, change, line) => {
    await edit(change);
    const { problems } = await read();
    expect(problems[0]).toMatchObject({ kind: "chain-broken", where: `${first}:${line}` });
  });

  it("sees a rewritten branch, and one whose last entries were taken away, after it has read once", async () => {
    const { ledger } = openWriter(fake.github);
    expect((await ledger.read()).problems).toEqual([]);
    await edit((lines) => lines.slice(0, 2));
    expect((await ledger.read()).problems).toMatchObject([
      { kind: "rewritten", message: expect.stringContaining("entry 3") as string },
    ]);
    fake.state.refs.delete(ref);
    expect((await ledger.read()).problems).toMatchObject([{ kind: "rewritten" }]);
  });

  it("appends behind a broken end, so that no record is lost, and the break stays named", async () => {
    await edit((lines) => [...lines, "{ not json"]);
    await openWriter(fake.github).ledger.append([runRecord("4")]);
    const { entries, problems } = await read();
    expect(entries.map((entry) => [entry.record.key, entry.segment])).toContainEqual([
      "run/4",
      "segments/00000002.jsonl",
    ]);
    expect(problems).toMatchObject([{ kind: "unreadable", where: `${first}:4` }]);
    await commit({ "segments/00000003.jsonl": "garbage\n" });
    await openWriter(fake.github).ledger.append([runRecord("5")]);
    expect((await read()).entries.at(-1)).toMatchObject({ sequence: 5, segment: "segments/00000004.jsonl" });
  });
});

describe("foreign matter in the ledger", () => {
  it("names files that no ledger has and does not read them", async () => {
    await commit({ "segments/evil.jsonl": "x", "setup.sh": "x", "keys/zz.txt": "x", [`${first}.bak`]: "x" });
    const { entries, problems } = await read();
    expect(entries).toHaveLength(3);
    expect(problems.map(({ kind, where }) => [kind, where])).toEqual([
      ["foreign-file", "keys/zz.txt"],
      ["foreign-file", `${first}.bak`],
      ["foreign-file", "segments/evil.jsonl"],
      ["foreign-file", "setup.sh"],
    ]);
  });

  it("does not read a segment of ten megabytes", async () => {
    await commit({ "segments/00000002.jsonl": "x".repeat(10 * 2 ** 20) });
    const { entries, problems } = await read();
    expect(entries).toHaveLength(3);
    expect(problems).toMatchObject([{ kind: "unreadable", where: "segments/00000002.jsonl" }]);
  });

  it("keeps records of later versions in the chain and says that it does not read them", async () => {
    const known = JSON.stringify(runRecord("1"));
    const other = known.replace('"verb":"train"', '"verb":"dream"');
    const odd = [
      '{"schema":"pawl.run/2","key":"run/9"}',
      "{}",
      '{"schema":7}',
      other,
      known.replace('"durationSeconds":270', '"durationSeconds":NaN'),
      known.replace('"durationSeconds":270', '"durationSeconds":1e999'),
      '{"__proto__":{"schema":"pawl.run/1"},"constructor":1}',
      known,
      known,
    ];
    const { lines, problems } = readChain([{ path: first, text: forge(odd) }], sha256);
    expect([lines.length, problems]).toEqual([9, []]);
    await commit({ [first]: forge(odd) });
    const content = await read();
    expect(content.entries.map((entry) => entry.sequence)).toEqual([8]);
    expect(content.problems.map((problem) => problem.kind)).toEqual([
      "unknown-schema",
      "unreadable",
      "unreadable",
      "unreadable",
      "unreadable",
      "unreadable",
      "unreadable",
      "duplicate-key",
    ]);
    expect(Object.keys(Object.prototype)).toEqual([]);
  });

  it("keeps a parameter that is called __proto__ as a name and nothing else", async () => {
    const params = JSON.parse('{"__proto__":"x","constructor":1}') as Record<string, string>;
    await openWriter(fake.github).ledger.append([runRecord("4", { params })]);
    const { entries, problems } = await read();
    expect(problems).toEqual([]);
    const record = entries.at(-1)?.record;
    const kept = record?.schema === "pawl.run/1" ? record.params : {};
    expect(Object.getPrototypeOf(kept)).toBe(Object.prototype);
    expect(kept["constructor"]).toBe(1);
  });

  it("bounds what it says of a hundred thousand bad lines", async () => {
    const files = createApiLedgerFiles(fake.github, branch);
    await commit({ [first]: `${"x".repeat(70)}\n`.repeat(100_000) });
    const { problems } = await readLedger(files, sha256);
    expect(problems).toHaveLength(101);
    expect(problems[100]?.message).toContain("99900 more");
    expect(JSON.stringify(problems).length).toBeLessThan(30_000);
  });
});
