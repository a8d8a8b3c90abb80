import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { zstdCompressSync } from "node:zlib";
import { Int32, Null, Utf8 } from "apache-arrow";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openSql } from "../../../../src/adapters/sql/duckdb.ts";
import type { Sql } from "../../../../src/ports/sql.ts";
import { bytes, codes, compressed, lies, lz4, none, numbers, words } from "../../../support/arrow-lies.ts";
import { arrowStream } from "../../../support/arrow-stream.ts";

describe("an Arrow stream that lies", () => {
  let sql: Sql;
  let folder: string;
  beforeAll(async () => {
    sql = await openSql({ memoryLimitBytes: 256 * 2 ** 20, threads: 1 });
    folder = mkdtempSync(join(tmpdir(), "pawl-arrow-"));
  });
  afterAll(async () => {
    await sql.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function read(stream: Uint8Array): Promise<unknown> {
    const path = join(folder, "stream.arrow");
    writeFileSync(path, stream);
    return (await sql.columns("SELECT * FROM read_arrow($1)", [path])).get("x");
  }

  it.each(lies)("is refused: %s", async (_, type, batches, reason) => {
    const refused = read(arrowStream({ x: type }, batches));
    await expect(refused).rejects.toMatchObject({
      code: "sql.failed",
      message: expect.stringMatching(reason) as string,
    });
  });

  it("is read when it does not", async () => {
    const raw = compressed(-1n, numbers(7));
    const block = bytes(0x11, 9, 1, 0, 0x20, 8, 8); // one literal, five copies of it, two literals
    const frames = [
      raw,
      compressed(4n, zstdCompressSync(numbers(7))),
      compressed(4n, lz4(bytes(0x40, 7, 0, 0, 0))),
    ];
    for (const [codec, buffer] of [
      [0, raw],
      [1, raw],
      [1, frames[1]],
      [0, frames[2]],
    ] as const) {
      if (buffer === undefined) throw new Error("no buffer");
      expect(
        await read(arrowStream({ x: new Int32() }, [{ rows: 1, buffers: [none, buffer], codec }])),
      ).toEqual([7]);
    }
    const eight = compressed(8n, lz4(block));
    const batch = { rows: 2, buffers: [none, eight], codec: 0 } as const;
    expect(await read(arrowStream({ x: new Int32() }, [batch]))).toEqual([0x09090909, 0x08080909]);
    expect(await read(arrowStream({ x: codes }, [words, { rows: 2, buffers: [none, bytes(1, 0)] }]))).toEqual(
      ["b", "a"],
    );
    expect(await read(arrowStream({ x: new Null() }, [{ rows: 3, nodes: [[3, 3]], buffers: [] }]))).toEqual([
      null,
      null,
      null,
    ]);
    expect(await read(arrowStream({ x: new Utf8() }, [{ rows: 0, buffers: [none, none, none] }]))).toEqual(
      [],
    );
  });

  it("is refused when its metadata has lists longer than itself", async () => {
    const stream = arrowStream({ x: new Int32() }, [{ rows: 1, buffers: [none, numbers(1)] }]);
    let refused = 0;
    for (let at = 8; at + 4 <= stream.byteLength - 16; at += 4) {
      const changed = Buffer.from(stream);
      changed.writeInt32LE(0x7ffffff0, at);
      await read(changed).catch((error: unknown) => {
        expect(error).toMatchObject({ code: "sql.failed" });
        refused += 1;
      });
    }
    expect(refused).toBeGreaterThan(30);
  });
});
