import type { SandboxEvent } from "../../../sandbox/github/context.ts";
import { openDescription, type Json } from "./description.ts";

/** Checks payloads of webhooks against GitHub's description of them. */
export interface EventCheck {
  /** What does not fit, one sentence each; empty when all is well. */
  violations(event: Pick<SandboxEvent, "event" | "action" | "payload">): readonly string[];
}

type Webhooks = {
  [name: string]: { post: { requestBody: { content: { "application/json": { schema: Json } } } } };
};

/** GitHub describes one example of a repository dispatch, since its action is the caller's own word. */
function nameOf(event: string, action: string | null): string {
  if (event === "repository_dispatch") return "repository-dispatch-sample.collected";
  return [event, ...(action === null ? [] : [action])].join("-").replaceAll("_", "-");
}

/** Reads the description once. Deliveries to an App carry its installation, which some payloads require. */
export function createEventCheck(): EventCheck {
  const description = openDescription("github-webhooks.json");
  const webhooks = description.document["webhooks"] as unknown as Webhooks;
  return {
    violations: ({ event, action, payload }) => {
      const name = nameOf(event, action);
      const found = webhooks[name];
      if (!found) return [`webhook ${name} is none of GitHub's`];
      const delivered = { installation: { id: 1, node_id: "I_1" }, ...payload };
      const { schema } = found.post.requestBody.content["application/json"];
      const problem = description.check(schema, delivered);
      return problem === undefined ? [] : [`webhook ${name}: ${problem}`];
    },
  };
}
