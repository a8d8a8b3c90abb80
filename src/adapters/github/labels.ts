import { z } from "zod";
import type { Labels, LabelSetter } from "../../ports/github/labels.ts";
import type { Client } from "./client.ts";
import { accountType } from "./comments.ts";

const labelSchema = z.object({ name: z.string() });

const kinds = ["labeled", "unlabeled"] as const;
const labeledSchema = z.object({
  event: z.enum(kinds),
  label: labelSchema,
  actor: z.object({ id: z.number(), login: z.string(), type: accountType }).nullable(),
  created_at: z.string(),
});
/** The timeline mixes many kinds of entry. One that is about a label and cannot be read is an error: it may be the newest. */
const eventSchema = z.union([
  labeledSchema,
  z.object({ event: z.string().optional() }).refine(({ event }) => !kinds.some((kind) => kind === event)),
]);
type Labeled = z.infer<typeof labeledSchema>;

/** {@link Labels} over the REST API. */
export function createLabels(client: Client): Labels {
  const labels = "/repos/{owner}/{repo}/issues/{number}/labels";
  return {
    list: async (number) => {
      const found = await client.list(`GET ${labels}`, { number }, labelSchema);
      return found.map((label) => label.name);
    },
    add: async (number, label) => {
      await client.request(`POST ${labels}`, { number, labels: [label] }, z.array(labelSchema));
    },
    remove: async (number, label) => {
      await client.send(`DELETE ${labels}/{name}`, { number, name: label }, [404]);
    },
    findSetter: async (number, label) => {
      const changes = await listChanges(client, number, label);
      return toActor(changes.findLast(({ event }) => event === "labeled"));
    },
    findRemover: async (number, label) => {
      const newest = (await listChanges(client, number, label)).at(-1);
      return toActor(newest?.event === "unlabeled" ? newest : undefined);
    },
  };
}

/** What happened to a label of an issue, oldest first. Names of labels differ by more than case. */
async function listChanges(client: Client, number: number, label: string): Promise<readonly Labeled[]> {
  const timeline = "GET /repos/{owner}/{repo}/issues/{number}/timeline";
  const events = await client.list(timeline, { number }, eventSchema);
  return events
    .flatMap((event) => ("label" in event ? [event] : []))
    .filter((event) => event.label.name.toLowerCase() === label.toLowerCase());
}

function toActor(change: Labeled | undefined): LabelSetter | undefined {
  if (!change?.actor) return undefined;
  const { id, login, type } = change.actor;
  return { actorId: id, actorLogin: login, actorType: type, at: change.created_at };
}
