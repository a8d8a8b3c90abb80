import type { Probot } from "probot";
import { PawlError } from "../src/errors.ts";
import { eventNames, isEventName, keysOf } from "./events.ts";
import type { Key } from "./key.ts";

/** Takes keys for later; they are on disk when it resolves, where there is a disk. */
export type Enqueue = (keys: readonly Key[]) => Promise<void>;

/**
 * The Probot app. Its one handler turns an event into keys and enqueues them; all work is done by reconcilers, which
 * read the live state. Server and workflow load the same function.
 */
export function createApp(enqueue: Enqueue): (probot: Probot) => void {
  return (probot) => {
    probot.on([...eventNames], async ({ name, payload }) => {
      const keys = isEventName(name) ? keysOf(name, payload) : [];
      if (keys === undefined) throw malformed(name);
      await enqueue(keys);
    });
  };
}

function malformed(name: string): PawlError {
  return new PawlError("github.malformed-response", {
    message: `The payload of the event ${name} has not the shape that GitHub documents`,
  });
}
