import { describe, expect, it } from "vitest";
import { ZipFile } from "yazl";
import { readZip } from "../../src/adapters/github/read-zip.ts";

async function pack(entries: readonly { name: string; text: string; mode?: number }[]): Promise<Buffer> {
  const zip = new ZipFile();
  for (const { name, text, mode } of entries) {
    zip.addBuffer(Buffer.from(text), name, mode === undefined ? {} : { mode });
  }
  zip.end();
  const chunks: Buffer[] = [];
  for await (const chunk of zip.outputStream) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

const isAllowed = (name: string): boolean => /^[a-z-]+\.json$/.test(name);
const unreadable = { code: "file.unreadable" };

describe("reading an artifact", () => {
  it("gives the files by name", async () => {
    const bytes = await pack([{ name: "delay.json", text: "{}" }]);
    const files = await readZip(bytes, { isAllowed });
    expect([...files].map(([name, file]) => [name, Buffer.from(file).toString()])).toEqual([
      ["delay.json", "{}"],
    ]);
  });

  it.each([
    ["a name that is not allowed", [{ name: "run.sh", text: "" }]],
    ["a symbolic link", [{ name: "a.json", text: "/etc/passwd", mode: 0o120777 }]],
    [
      "a name twice",
      [
        { name: "a.json", text: "1" },
        { name: "a.json", text: "2" },
      ],
    ],
    ["a file over the limit", [{ name: "a.json", text: "x".repeat(2 ** 20 + 1) }]],
    [
      "too many files",
      Array.from({ length: 17 }, (_, n) => ({ name: `${"a".repeat(n + 1)}.json`, text: "" })),
    ],
    [
      "too many bytes together",
      ["a", "b", "c", "d", "e"].map((name) => ({ name: `${name}.json`, text: "x".repeat(1_000_000) })),
    ],
  ])("refuses %s", async (_, entries) => {
    await expect(readZip(await pack(entries), { isAllowed })).rejects.toMatchObject(unreadable);
  });

  it("refuses a name that climbs out", async () => {
    const bytes = await pack([{ name: "aa-a.json", text: "{}" }]);
    const evil = Buffer.from(bytes.toString("latin1").replaceAll("aa-a.json", "../a.json"), "latin1");
    await expect(readZip(evil, { isAllowed: () => true })).rejects.toMatchObject(unreadable);
  });

  it("refuses sizes that lie", async () => {
    const bytes = await pack([{ name: "a.json", text: "x".repeat(1000) }]);
    const central = bytes.indexOf(Buffer.from("PK\u0001\u0002", "latin1"));
    bytes.writeUInt32LE(10, central + 24);
    await expect(readZip(bytes, { isAllowed })).rejects.toMatchObject(unreadable);
  });

  it("refuses what is no zip", async () => {
    await expect(readZip(Buffer.from("no zip"), { isAllowed })).rejects.toMatchObject(unreadable);
  });
});
