import type { Sql } from "../../ports/sql.ts";

/** Engines for work that they share. */
export interface Engines {
  /** Most that work at once, 1 or more. */
  readonly most: number;
  /** Opens one, of one thread: an engine that waits for its other threads keeps a processor from working. */
  open(): Promise<Sql>;
}

/** Work that engines do, each one piece after the other. */
export interface Conversions {
  /** Has an engine do it; the engine is opened when it is the first piece. */
  add<Result>(work: (sql: Sql) => Promise<Result>): Promise<Result>;
  /** Waits for what was begun and closes the engines. */
  close(): Promise<void>;
}

interface Lane {
  readonly sql: Promise<Sql>;
  last: Promise<unknown>;
}

/** Pieces go to the engines in turn. */
export function startConversions(engines: Engines): Conversions {
  const lanes: Lane[] = [];
  let count = 0;
  return {
    add: (work) => {
      const lane = (lanes[count % engines.most] ??= openLane(engines.open()));
      count += 1;
      const done = lane.last.then(async () => work(await lane.sql));
      lane.last = done.catch(() => undefined);
      return done;
    },
    close: async () => {
      for (const { last, sql } of lanes) {
        await last;
        await (await sql.catch(() => undefined))?.close();
      }
    },
  };
}

function openLane(sql: Promise<Sql>): Lane {
  sql.catch(() => undefined);
  return { sql, last: Promise.resolve() };
}
