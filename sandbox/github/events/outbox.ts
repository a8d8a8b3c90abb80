import type { DocumentStore } from "../store/document-store.ts";
import type { HookTarget, Message } from "./webhook-message.ts";

/** A message that still has to be sent. */
export interface Pending {
  readonly target: HookTarget;
  readonly message: Message;
}

/** Webhook messages on disk until they are sent. */
export interface Outbox {
  /** Returns the place of the entry, for {@link Outbox.remove}. */
  add(pending: Pending): number;
  remove(place: number): void;
  /** Oldest first. */
  list(): readonly (Pending & { readonly place: number })[];
}

/** Opens the outbox in the store's file. */
export function openOutbox(store: DocumentStore): Outbox {
  store.database.exec("CREATE TABLE IF NOT EXISTS outbox (place INTEGER PRIMARY KEY, json TEXT NOT NULL)");
  const add = store.database.prepare("INSERT INTO outbox (json) VALUES (?)");
  const remove = store.database.prepare("DELETE FROM outbox WHERE place = ?");
  const list = store.database.prepare("SELECT place, json FROM outbox ORDER BY place");
  return {
    add: (pending) => Number(add.run(JSON.stringify(pending)).lastInsertRowid),
    remove: (place) => {
      remove.run(place);
    },
    list: () =>
      list.all().map((row) => ({
        ...(JSON.parse(String(row["json"])) as Pending),
        place: Number(row["place"]),
      })),
  };
}
