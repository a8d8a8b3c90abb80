import { z } from "zod";
import type { Issues } from "../../ports/github/issues.ts";
import type { Client } from "./client.ts";
import { askGraphql, refused } from "./graphql.ts";

const pinQuery = `query issuePin($owner: String!, $repo: String!, $number: Int!) {
  repository(owner: $owner, name: $repo) {
    pinnedIssues(first: 3) { totalCount }
    issue(number: $number) {
      id
      isPinned
      timelineItems(first: 1, itemTypes: [PINNED_EVENT, UNPINNED_EVENT]) { nodes { __typename } }
    }
  }
}`;
const pinMutation = `mutation pinIssue($issueId: ID!) {
  pinIssue(input: {issueId: $issueId}) { issue { id isPinned } }
}`;

const pinSchema = z.object({
  repository: z.object({
    pinnedIssues: z.object({ totalCount: z.number().int().nonnegative() }),
    issue: z.object({
      id: z.string().min(1),
      isPinned: z.boolean(),
      timelineItems: z.object({ nodes: z.array(z.object({ __typename: z.string() })) }),
    }),
  }),
});
const pinnedSchema = z.object({ pinIssue: z.object({ issue: z.object({ isPinned: z.literal(true) }) }) });

/**
 * The pins of {@link Issues}: GitHub offers them by GraphQL only, to who may write issues.
 *
 * Source: https://docs.github.com/graphql/reference/mutations#pinissue; three a repository.
 */
export function createIssuePins(client: Client): Pick<Issues, "readPin" | "pin"> {
  return {
    readPin: async (number) => {
      const { owner, repo } = client;
      const answer = await askGraphql(client, pinQuery, { owner, repo, number });
      if (answer === undefined) return "unavailable";
      const { data, problems } = answer;
      if (problems.length > 0 && problems.every(({ type }) => type === "NOT_FOUND")) return undefined;
      if (problems.length > 0) throw refused("issuePin", problems);
      const { issue, pinnedIssues } = client.check(pinSchema, data, "issuePin").repository;
      return {
        nodeId: issue.id,
        isPinned: issue.isPinned,
        hasHistory: issue.timelineItems.nodes.length > 0,
        pinnedOfRepository: pinnedIssues.totalCount,
      };
    },
    pin: async (nodeId) => {
      const answer = await askGraphql(client, pinMutation, { issueId: nodeId });
      const { data, problems } = answer ?? { data: undefined, problems: [] };
      if (problems.some(({ type }) => type === "FORBIDDEN")) return "denied";
      if (problems.some(({ message }) => /^Maximum \d+ pinned issues/i.test(message))) return "limit";
      if (problems.length > 0) throw refused("pinIssue", problems);
      client.check(pinnedSchema, data, "pinIssue");
      return "pinned";
    },
  };
}
