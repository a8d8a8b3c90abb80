import type { SandboxContext } from "../context.ts";
import type { JsonObject } from "../http/messages.ts";
import type { RepositoryRecord } from "../records.ts";
import type { ListedQuery, QueryScope, RepositoryAnswer } from "./listed-query.ts";

/** Objects that one query may ask for. */
const mostObjects = 50;

type RenderNode = (
  context: SandboxContext,
  repository: RepositoryRecord,
  name: string,
) => Promise<JsonObject | null>;

/** A file of a commit; an object of another type shows no member, as its fragment does not fit. */
const renderBlob: RenderNode = async (context, repository, name) => {
  const object = await context.git(repository).readObject(name);
  if (object === undefined) return null;
  if (object.type !== "blob") return {};
  const isBinary = object.bytes.includes(0);
  return { text: isBinary ? null : object.bytes.toString("utf8"), isTruncated: false };
};

const renderTagNode: RenderNode = async (context, repository, name) => {
  const git = context.git(repository);
  const object = await git.statObject(name);
  if (object === undefined) return null;
  const tag = await git.readTag(object.sha);
  if (tag === undefined) return {};
  const { name: by, email, date } = tag.tagger;
  const typename = `${tag.type.charAt(0).toUpperCase()}${tag.type.slice(1)}`;
  return {
    message: tag.message,
    tagger: { name: by, email, date },
    target: { __typename: typename, oid: tag.object },
  };
};

function answerObjects(render: RenderNode): RepositoryAnswer {
  return async ({ context, variables }: QueryScope, repository) => {
    const names = Object.keys(variables).filter((name) => /^o\d+$/.test(name));
    const nodes = names.map(async (name) => [
      name,
      await render(context, repository, String(variables[name])),
    ]);
    return Object.fromEntries(await Promise.all(nodes));
  };
}

function textFor(count: number, members: string): string {
  const at = Array.from({ length: count }, (_, index) => index);
  const declared = at.map((index) => `$o${index}: String!`).join(", ");
  const objects = at.map((index) => `o${index}: object(expression: $o${index}) { ${members} }`).join(" ");
  return `query($owner: String!, $repo: String!, ${declared}) {
    repository(owner: $owner, name: $repo) { ${objects} } }`;
}

function forAllCounts(
  what: { readonly name: string; readonly members: string; readonly render: RenderNode },
  toAnswer: (answer: RepositoryAnswer) => ListedQuery["answer"],
): readonly ListedQuery[] {
  return Array.from({ length: mostObjects }, (_, index) => ({
    name: `${what.name} of ${index + 1}`,
    sentBy: "Pawl",
    text: textFor(index + 1, what.members),
    answer: toAnswer(answerObjects(what.render)),
  }));
}

/** Queries for many git objects at once, one for each number of them. */
export function objectQueries(
  toAnswer: (answer: RepositoryAnswer) => ListedQuery["answer"],
): readonly ListedQuery[] {
  const blob = { name: "texts", members: "... on Blob { text isTruncated }", render: renderBlob };
  const members = "... on Tag { message tagger { name email date } target { __typename oid } }";
  return [
    ...forAllCounts(blob, toAnswer),
    ...forAllCounts({ name: "tags", members, render: renderTagNode }, toAnswer),
  ];
}
