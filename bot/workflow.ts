import pino from "pino";
import { Probot } from "probot";
import { PawlError } from "../src/errors.ts";
import { openFileQueue } from "../src/runtime/compose.ts";
import { createApp, type Enqueue } from "./app.ts";
import { isEventName, keysOf } from "./events.ts";
import { formatKey } from "./key.ts";
import type { BotContext } from "./reconcile/context.ts";
import type { Outcome } from "./reconcile/outcome.ts";
import { reconcile } from "./reconcile/reconcile.ts";
import { listOpenKeys } from "./reconcile/sweep.ts";
import { drain } from "./worker.ts";

/** The event that started the workflow, and what the bot works with. */
export interface WorkflowEvent {
  readonly name: string;
  readonly payload: object;
  readonly token: string;
  readonly context: BotContext;
}

/** A key that was worked on; `outcome` is `undefined` when it was given up. */
export interface Worked {
  readonly key: string;
  readonly outcome: Outcome | undefined;
}

/** Attempts of a key: the next event or sweep comes anyway. */
const maxAttempts = 4;
const maxLimitWaitMs = 5 * 60_000;

/**
 * Runs the bot on one event, as a job of a workflow: the same app and reconcilers as the server, with an inbox in
 * memory that is drained before the job ends. An event without keys of its own, such as a schedule, is a sweep.
 *
 * @throws PawlError `github.malformed-response` when the payload has not the documented shape
 */
export async function runOnEvent(event: WorkflowEvent): Promise<readonly Worked[]> {
  const { context } = event;
  const queue = await openFileQueue(":memory:", context.clock);
  const worked: Worked[] = [];
  // Events name the repository by id, reconcilers as the context does; here there is but one.
  const enqueue: Enqueue = (keys) =>
    queue.enqueue(keys.map((key) => formatKey({ ...key, repository: context.repository })));
  try {
    await receive(event, enqueue);
    const { ownRun, repository } = context;
    if (ownRun !== undefined) await enqueue([{ kind: "run", repository, id: ownRun.id }]);
    await drain({
      queue,
      clock: context.clock,
      log: context.log,
      maxAttempts,
      maxLimitWaitMs,
      reconcile: (key) => reconcile(key, context),
      onSettled: (key, outcome) => worked.push({ key: formatKey(key), outcome }),
    });
    return worked;
  } finally {
    await queue.close();
  }
}

async function receive(event: WorkflowEvent, enqueue: Enqueue): Promise<void> {
  const { name, payload, token, context } = event;
  if (!isEventName(name)) {
    await enqueue(await listOpenKeys(context));
    return;
  }
  if (keysOf(name, payload) === undefined) {
    throw new PawlError("github.malformed-response", {
      message: `The payload of ${name} has an unknown shape`,
    });
  }
  const probot = new Probot({
    githubToken: token,
    secret: "unused: nothing listens",
    log: pino({ level: "silent" }),
  });
  await probot.load(createApp(enqueue));
  // Probot's types tie the payload to the event's name; the schema has checked what we read of it.
  await probot.receive({ id: "workflow", name, payload } as Parameters<Probot["receive"]>[0]);
}
