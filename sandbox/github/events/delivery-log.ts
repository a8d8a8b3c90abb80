import type { DocumentStore } from "../store/document-store.ts";

/** One delivery of one event to one webhook. */
export interface Delivery {
  readonly id: number;
  /** `app` or `app-<id>`, or the id of a repository hook. */
  readonly hook: string;
  readonly guid: string;
  readonly event: string;
  readonly action: string | null;
  readonly repositoryId: number | null;
  readonly installationId: number | null;
  readonly redelivery: boolean;
  readonly deliveredAt: string;
  readonly durationSeconds: number;
  readonly status: string;
  readonly statusCode: number;
  readonly url: string;
  readonly requestHeaders: Readonly<Record<string, string>>;
  /** The payload as it was sent. */
  readonly payload: string;
  readonly responseHeaders: Readonly<Record<string, string>>;
  readonly responseBody: string;
}

/** A delivery as lists show it: without what was sent and answered. */
export type DeliverySummary = Omit<
  Delivery,
  "requestHeaders" | "payload" | "responseHeaders" | "responseBody"
>;

/** Deliveries on disk: they are too many to keep in memory. */
export interface DeliveryLog {
  add(delivery: Delivery): void;
  /** Newest first, at most 100. */
  list(hook: string, limit?: number): readonly DeliverySummary[];
  get(hook: string, id: number): Delivery | undefined;
}

/** Opens the log in the store's file. */
export function openDeliveryLog(store: DocumentStore): DeliveryLog {
  store.database.exec(
    "CREATE TABLE IF NOT EXISTS deliveries (id INTEGER PRIMARY KEY, hook TEXT NOT NULL, json TEXT NOT NULL); " +
      "CREATE INDEX IF NOT EXISTS deliveries_of_hook ON deliveries (hook, id)",
  );
  const add = store.database.prepare("INSERT INTO deliveries (id, hook, json) VALUES (?, ?, ?)");
  const list = store.database.prepare(
    "SELECT json_remove(json, '$.requestHeaders', '$.payload', '$.responseHeaders', '$.responseBody') AS json " +
      "FROM deliveries WHERE hook = ? ORDER BY id DESC LIMIT ?",
  );
  const get = store.database.prepare("SELECT json FROM deliveries WHERE hook = ? AND id = ?");
  const parse = (row: Record<string, unknown>): Delivery => JSON.parse(String(row["json"])) as Delivery;
  return {
    add: (delivery) => {
      add.run(delivery.id, delivery.hook, JSON.stringify(delivery));
    },
    list: (hook, limit = 100) =>
      list.all(hook, limit).map((row) => JSON.parse(String(row["json"])) as DeliverySummary),
    get: (hook, id) => {
      const row = get.get(hook, id);
      return row ? parse(row) : undefined;
    },
  };
}
