import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { assert, constantFrom, jsonValue, property, string } from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { nodeDigest } from "../../../src/adapters/digest/node-digest.ts";
import { renderRecord } from "../../../src/app/ledger/render-record.ts";
import { waitingRef } from "../../../src/app/ledger/waiting-records.ts";
import { runCommandLine } from "../../../src/cli/run-command-line.ts";
import { extendChain, genesis, renderLine } from "../../../src/runs/chain.ts";
import { ledgerRecordSchema } from "../../../src/runs/ledger-record.ts";
import { createGitHubFake } from "../../support/github-fake/create-github-fake.ts";
import { makeLedgerClone } from "../../support/ledger/ledger-clone.ts";
import { branch, openWriter } from "../../support/ledger/ledger-world.ts";
import { auditRecord, runRecord } from "../../support/ledger/records.ts";
import { temporaryDirectory } from "../../support/temporary-directory.ts";

const sha256 = (text: string): string => nodeDigest.sha256(text);
const known = renderRecord(runRecord("1.1/train/m")).text;
/** As a later version of Pawl may write it: members that this one does not know, at the top and inside. */
const newer = known
  .replace('"verb":"train"', '"verb":"train","weather":{"rain":[1,2]}')
  .replace('"cpus":8', '"cpus":8,"tpus":2');

/** The record as JSON with `extra` in the object at `path`. */
function add(path: readonly (string | number)[], name: string, extra: unknown, record: unknown): unknown {
  const copy = structuredClone(record);
  let place = copy as Record<string | number, unknown>;
  for (const part of path) place = place[part] as Record<string | number, unknown>;
  Object.defineProperty(place, name, { value: extra, enumerable: true, configurable: true, writable: true });
  return copy;
}

const places = [
  [runRecord("1"), [[], ["model"], ["actor"], ["trigger"], ["inputs", 0], ["environment"], ["metrics", 0]]],
  [auditRecord("promote/m#p#1"), [[], ["actor"], ["shas"], ["gates", 0]]],
] as const;
const anyPlace = constantFrom(
  ...places.flatMap(([record, paths]) => paths.map((path) => ({ record, path }))),
);

describe("a record of a later version of Pawl with the same schema", () => {
  it("is read without the members that are not known, wherever they are", () => {
    const name = string({ minLength: 1, maxLength: 20 }).map((text) => `x-${text}`);
    assert(
      property(anyPlace, name, jsonValue(), ({ record, path }, member, value) => {
        const text = JSON.stringify(add(path, member, value, record));
        expect(ledgerRecordSchema.parse(JSON.parse(text))).toEqual(record);
      }),
    );
  });

  it("stays in the chain as it was written, and is an entry like others", async () => {
    const { github, state } = createGitHubFake();
    const [line] = extendChain(genesis, [newer], sha256);
    if (line === undefined) throw new TypeError("one line");
    const files = { "segments/00000001.jsonl": `${renderLine(line)}\n` };
    const commit = await github.commits.create({ message: "by a newer one", parent: undefined, files });
    state.refs.set(`refs/heads/${branch}`, commit);
    const { ledger } = openWriter(github);
    await ledger.append([runRecord("2.1/train/m")]);
    const { entries, problems } = await ledger.read();
    expect(problems).toEqual([]);
    expect(entries.map(({ record, isIntact }) => [record.key, isIntact])).toEqual([
      ["run/1.1/train/m", true],
      ["run/2.1/train/m", true],
    ]);
    const head = state.refs.get(`refs/heads/${branch}`) ?? "";
    expect(await github.gitData.readFile("segments/00000001.jsonl", head)).toContain(newer);
  });

  it("that waits for the ledger is written as it was left", async () => {
    const { github, state } = createGitHubFake();
    const ref = waitingRef([{ key: "run/1.1/train/m", text: newer }], { digest: nodeDigest });
    const left = { message: "ledger: waiting", files: { "records.jsonl": `${newer}\n` } };
    await github.commits.createRef(ref, await github.commits.create(left));
    const { ledger, warnings } = openWriter(github);
    await ledger.append([runRecord("2.1/train/m")]);
    expect(warnings).toEqual([]);
    const head = state.refs.get(`refs/heads/${branch}`) ?? "";
    expect(await github.gitData.readFile("segments/00000001.jsonl", head)).toContain(newer);
    expect([...state.refs.keys()]).toEqual([`refs/heads/${branch}`]);
  });

  it.each([
    ["with blanks", newer.replace('"cpus":8', '"cpus": 8')],
    ["with a member twice", newer.replace('"cpus":8', '"cpus":9,"cpus":8')],
    ["nested too deeply", newer.replace("[1,2]", `${"[".repeat(90_000)}${"]".repeat(90_000)}`)],
    ["that is too long", newer.replace("[1,2]", JSON.stringify("x".repeat(200_000)))],
  ])("that waits %s is no work of Pawl and stays where it is", async (_, text) => {
    const { github, state } = createGitHubFake();
    const ref = waitingRef([{ key: "run/1.1/train/m", text }], { digest: nodeDigest });
    const left = { message: "ledger: waiting", files: { "records.jsonl": `${text}\n` } };
    await github.commits.createRef(ref, await github.commits.create(left));
    const { ledger, warnings } = openWriter(github);
    await ledger.append([runRecord("2.1/train/m")]);
    expect(warnings).toHaveLength(1);
    expect((await ledger.read()).entries).toHaveLength(1);
    expect(state.refs.has(ref)).toBe(true);
  });

  it("is queried like others", async () => {
    const clone = makeLedgerClone(temporaryDirectory());
    clone.commit([runRecord("2.1/train/m")]);
    const [line] = extendChain(genesis, [newer], sha256);
    if (line === undefined) throw new TypeError("one line");
    writeFileSync(join(clone.origin, "segments/00000001.jsonl"), `${renderLine(line)}\n`);
    clone.commitFiles();
    const output: string[] = [];
    const [before, spy] = [process.cwd(), vi.spyOn(console, "log")];
    spy.mockImplementation((text: string) => void output.push(text));
    process.chdir(clone.root);
    try {
      expect(await runCommandLine(["--json", "runs", "query", "SELECT id, cpus, intact FROM runs"])).toBe(0);
    } finally {
      process.chdir(before);
      spy.mockRestore();
    }
    const { rows, problems } = JSON.parse(output.join("\n")) as Record<string, unknown>;
    expect([rows, problems]).toEqual([[{ id: "1.1/train/m", cpus: 8, intact: true }], []]);
  });
});

describe("a writer", () => {
  it("refuses a record with a member that its schema does not know, at the top or inside", () => {
    const [record] = [runRecord("1")];
    for (const odd of [
      { ...record, weather: 1 },
      { ...record, trigger: { ...record.trigger, weather: 1 } },
    ]) {
      expect(() => renderRecord(odd)).toThrow("has members that pawl.run/1 does not know");
    }
  });
});
