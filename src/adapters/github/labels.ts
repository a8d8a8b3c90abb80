import { z } from "zod";
import type { Labels } from "../../ports/github/labels.ts";
import type { Client } from "./client.ts";
import { accountType } from "./comments.ts";

const labelSchema = z.object({ name: z.string() });

const labeledSchema = z.object({
  event: z.literal("labeled"),
  label: labelSchema,
  actor: z.object({ id: z.number(), login: z.string(), type: accountType }).nullable(),
  created_at: z.string(),
});
/** The timeline mixes many kinds of entry. One that says `labeled` and cannot be read is an error: it may be the newest. */
const eventSchema = z.union([
  labeledSchema,
  z.object({ event: z.string().optional() }).refine(({ event }) => event !== "labeled"),
]);

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
      const timeline = "GET /repos/{owner}/{repo}/issues/{number}/timeline";
      const events = await client.list(timeline, { number }, eventSchema);
      const newest = events
        .flatMap((event) => ("label" in event ? [event] : []))
        .findLast((event) => event.label.name.toLowerCase() === label.toLowerCase());
      if (!newest?.actor) return undefined;
      const { id, login, type } = newest.actor;
      return { actorId: id, actorLogin: login, actorType: type, at: newest.created_at };
    },
  };
}
