import { z } from "zod";
import { changeState, readState, type StoredState, type StoredStatePorts } from "../stored-state.ts";

/** What is started: each has its own ref. */
export type IntentFamily = "deploy" | "retrain" | "run" | "rerun";

const intentSchema = z.strictObject({
  /** The natural key of the request. */
  key: z.string().min(1).max(900),
  /** By what is found what it starts. */
  subject: z.string().min(1).max(1000),
  /** What was there before. */
  before: z.number().int().nonnegative(),
  /** When it was written, by the clock of who wrote it, ISO 8601. */
  at: z.iso.datetime(),
  /** A mark that nobody else draws: who starts it. */
  starter: z.string().min(1).max(100),
});

const intentsSchema = z.strictObject({
  schema: z.literal("pawl.starts/1"),
  /** Oldest first. */
  intents: z.array(intentSchema).max(100),
});

/** The wish to start something, written before it is started. */
export type Intent = z.infer<typeof intentSchema>;

type Intents = z.infer<typeof intentsSchema>;

/** What intents need. */
export type IntentPorts = StoredStatePorts;

/** Intents that are kept: a request that is asked again after that many newer ones was answered long ago. */
const mostIntents = 100;

const kept = (family: IntentFamily): StoredState<Intents> => ({
  ref: `refs/pawl/starts/${family}`,
  schema: intentsSchema,
});

/** The intent of a request, or `undefined`. */
export async function readIntent(
  family: IntentFamily,
  key: string,
  ports: Pick<IntentPorts, "gitData">,
): Promise<Intent | undefined> {
  const state = await readState(kept(family), ports);
  return state?.intents.find((intent) => intent.key === key);
}

/** Changes the intents of a family by compare-and-swap; `undefined` leaves them as they are. */
export async function changeIntents(
  family: IntentFamily,
  change: (intents: readonly Intent[]) => readonly Intent[] | undefined,
  ports: IntentPorts,
): Promise<void> {
  await changeState(
    kept(family),
    {
      message: `${family}: what is to be started`,
      change: (old): Intents | undefined => {
        const intents = change(old?.intents ?? []);
        return intents && { schema: "pawl.starts/1", intents: intents.slice(-mostIntents) };
      },
    },
    ports,
  );
}
