import { z } from "zod";
import type { Client } from "./client.ts";
import { askGraphql, refused } from "./graphql.ts";

/** Objects that one query asks for. */
const perQuery = 50;

const dataSchema = z.object({ repository: z.record(z.string(), z.unknown()) });

/** What is wanted of objects: the members of a GraphQL `GitObject`, and their shape. */
export interface WantedMembers<T> {
  /** Such as `... on Blob { text isTruncated }`. */
  readonly members: string;
  readonly schema: z.ZodType<T>;
}

/**
 * Reads git objects over GraphQL, fifty with a request: REST gives one.
 *
 * @param names what git resolves, such as `<commit>:<path>` or the id of a tag object.
 * @returns one value a name, in the same order; `undefined` for what is not there or is of another type, and for all where the
 * server offers no GraphQL: then REST is left.
 * @throws PawlError `github.request-failed`, `github.malformed-response`
 */
export async function readObjects<T>(
  client: Client,
  names: readonly string[],
  wanted: WantedMembers<T>,
): Promise<readonly (T | undefined)[]> {
  const found: (T | undefined)[] = [];
  for (let at = 0; at < names.length; at += perQuery) {
    found.push(...(await readSome(client, names.slice(at, at + perQuery), wanted)));
  }
  return found;
}

async function readSome<T>(
  client: Client,
  names: readonly string[],
  { members, schema }: WantedMembers<T>,
): Promise<readonly (T | undefined)[]> {
  const route = "POST /graphql";
  const variables = Object.fromEntries(names.map((name, at) => [`o${at}`, name]));
  const query = writeQuery(names.length, members);
  const whole = { owner: client.owner, repo: client.repo, ...variables };
  const answer = await askGraphql(client, query, whole);
  if (answer === undefined) return names.map(() => undefined);
  if (answer.problems.length > 0) throw refused(route, answer.problems);
  const { repository: objects } = client.check(dataSchema, answer.data, route);
  return names.map((_, at) => {
    const object = objects[`o${at}`];
    const isOther = object === null || JSON.stringify(object) === "{}";
    return isOther ? undefined : client.check(schema, object, route);
  });
}

function writeQuery(count: number, members: string): string {
  const at = Array.from({ length: count }, (_, index) => `o${index}`);
  const declared = ["$owner: String!", "$repo: String!", ...at.map((name) => `$${name}: String!`)];
  const objects = at.map((name) => `${name}: object(expression: $${name}) { ${members} }`);
  return `query(${declared.join(", ")}) { repository(owner: $owner, name: $repo) { ${objects.join(" ")} } }`;
}
