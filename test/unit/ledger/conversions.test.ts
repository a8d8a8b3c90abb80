import { describe, expect, it } from "vitest";
import { startConversions } from "../../../src/app/ledger/conversions.ts";
import type { Sql } from "../../../src/ports/sql.ts";
import { openSql } from "../../../src/adapters/sql/duckdb.ts";

/** Real engines that say which of them were opened and closed. */
function watchEngines(most: number) {
  const opened: number[] = [];
  const closed: number[] = [];
  const open = async (): Promise<Sql> => {
    const number = opened.push(opened.length);
    const sql = await openSql({ threads: 1 });
    const close = async (): Promise<void> => {
      closed.push(number - 1);
      await sql.close();
    };
    return {
      query: sql.query.bind(sql),
      columns: sql.columns.bind(sql),
      numbers: sql.numbers.bind(sql),
      close,
    };
  };
  return { engines: { most, open }, opened, closed };
}

const ask = (value: number) => async (sql: Sql) =>
  Number((await sql.query("SELECT $1::BIGINT AS value", [value]))[0]?.["value"]);

describe("startConversions", () => {
  it("opens no engine without work, and no more than it may", async () => {
    const { engines, opened, closed } = watchEngines(2);
    const conversions = startConversions(engines);
    expect(opened).toEqual([]);
    await expect(conversions.add(ask(1))).resolves.toBe(1);
    expect(opened).toHaveLength(1);
    const answers = await Promise.all([2, 3, 4, 5].map((value) => conversions.add(ask(value))));
    expect([answers, opened.length]).toEqual([[2, 3, 4, 5], 2]);
    await conversions.close();
    expect(closed).toEqual([0, 1]);
  });

  it("has one engine do one piece after the other, also behind one that fails", async () => {
    const { engines } = watchEngines(1);
    const conversions = startConversions(engines);
    const order: string[] = [];
    const failing = conversions.add(async (sql) => {
      await sql.query("SELECT 1");
      order.push("first");
      await sql.query("SELEC");
    });
    const next = conversions.add(async (sql) => {
      order.push("second");
      return await ask(7)(sql);
    });
    await expect(failing).rejects.toMatchObject({ code: "sql.failed" });
    await expect(next).resolves.toBe(7);
    expect(order).toEqual(["first", "second"]);
    await conversions.close();
  });

  it("closes an engine when its work is done, and has nothing to close when it could not be opened", async () => {
    const { engines, closed } = watchEngines(1);
    const conversions = startConversions(engines);
    const answer = conversions.add(ask(3));
    await conversions.close();
    expect(closed).toEqual([0]);
    await expect(answer).resolves.toBe(3);
    const broken = startConversions({ most: 1, open: () => openSql({ threads: -1 }) });
    await expect(broken.add(ask(1))).rejects.toThrow();
    await broken.close();
  });
});
