import { describe, expect, it } from "vitest";
import { ZipFile } from "yazl";
import { readRunReports } from "../../../../src/app/evaluate-run/read-run-reports.ts";
import { readArchive } from "../../../../src/runtime/compose.ts";
import { makeReport } from "../../../support/bot-world.ts";

interface Entry {
  readonly name: string;
  readonly content: string | Buffer;
  readonly mode?: number;
}

async function pack(entries: readonly Entry[]): Promise<Buffer> {
  const zip = new ZipFile();
  for (const { name, content, mode } of entries)
    zip.addBuffer(Buffer.from(content), name, mode === undefined ? {} : { mode });
  zip.end();
  const chunks: Buffer[] = [];
  for await (const chunk of zip.outputStream) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

async function read(bytes: Buffer, sizeBytes = bytes.length) {
  const artifact = { id: 1, name: "pawl-report", sizeBytes, expired: false };
  const workflows = { listArtifacts: async () => [artifact], downloadArtifact: async () => bytes };
  return readRunReports(7, ["delay"], { workflows, readArchive });
}

const good = JSON.stringify(makeReport());

describe("a run's own reports", () => {
  it("are read by model, and are none when the artifact is not there or has expired", async () => {
    expect(await read(await pack([{ name: "delay.json", content: good }]))).toEqual({
      state: "found",
      reports: [makeReport()],
    });
    const listArtifacts = async () => [{ id: 1, name: "pawl-report", sizeBytes: 1, expired: true }];
    const workflows = { listArtifacts, downloadArtifact: async () => new Uint8Array() };
    expect(await readRunReports(7, ["delay"], { workflows, readArchive })).toEqual({ state: "none" });
  });

  it.each<readonly [string, readonly Entry[], RegExp]>([
    ["a bomb", [{ name: "delay.json", content: Buffer.alloc(64 * 2 ** 20) }], /too large/],
    [
      "a symbolic link",
      [{ name: "delay.json", content: "/etc/passwd", mode: 0o120777 }],
      /not a regular file/,
    ],
    ["a name that is not asked for", [{ name: "delay.sh", content: "" }], /not among the names/],
    ["another model", [{ name: "other.json", content: good }], /not among the names/],
    [
      "another model under this name",
      [{ name: "delay.json", content: JSON.stringify(makeReport({ model: "o" })) }],
      /of another model/,
    ],
    ["another schema", [{ name: "delay.json", content: "{}" }], /refused/],
    ["bytes that are no text", [{ name: "delay.json", content: Buffer.from([0xff, 0xfe]) }], /refused/],
    [
      "a contradiction",
      [{ name: "delay.json", content: JSON.stringify(makeReport({ champion: null })) }],
      /contradicts itself/,
    ],
    ["nothing", [], /empty/],
  ])("are refused with %s", async (_, entries, reason) => {
    expect(await read(await pack(entries))).toMatchObject({
      state: "refused",
      reason: expect.stringMatching(reason) as unknown,
    });
  });

  it("are refused unread when the archive is too large, and when it is none", async () => {
    const sound = await pack([{ name: "delay.json", content: good }]);
    expect(await read(sound, 9 * 2 ** 20)).toMatchObject({ state: "refused" });
    expect(await read(Buffer.from("no archive"))).toMatchObject({ state: "refused" });
    const climbing = await pack([{ name: "aa.json", content: "{}" }]);
    const renamed = Buffer.from(climbing.toString("latin1").replaceAll("aa.json", "../a.js"), "latin1");
    expect(await read(renamed)).toMatchObject({ state: "refused" });
  });
});
