import { resolve } from "node:path";
import type { RegistryTags, TagListing } from "../../ports/registry-tags.ts";
import type { TagRecord } from "../../registry/registry-state.ts";
import { runStrictGit } from "./run-git.ts";

/** Of the tag object itself, so that a tag of a tag is not taken for one of a commit. */
const fields = [
  "%(refname:lstrip=2)",
  "%(objecttype)",
  "%(type)",
  "%(object)",
  "%(taggername)",
  "%(taggeremail:trim)",
  "%(taggerdate:iso-strict)",
  "%(contents:subject)",
  "%(contents:body)",
];

/** The tags that the repository at `root` has; nothing is fetched. */
export function openRegistryTags(root: string): RegistryTags {
  const top = resolve(root);
  return {
    read: async () => {
      const format = `--format=${fields.join("%00")}%00`;
      return toListing(await runStrictGit(top, ["for-each-ref", format, "refs/tags"]));
    },
  };
}

/** Each ref has nine texts, each with a NUL behind it; git begins a new line between refs. */
function toListing(text: string): TagListing {
  const texts = text.split("\0");
  const annotated: TagRecord[] = [];
  const others: string[] = [];
  for (let at = 0; at + fields.length < texts.length; at += fields.length) {
    const [ref = "", object, type, commitSha = "", ...tag] = texts.slice(at, at + fields.length);
    const name = ref.replace(/^\n/, "");
    const [taggerName = "", taggerEmail = "", taggedAt = "", subject = "", body = ""] = tag;
    if (object !== "tag" || type !== "commit" || taggedAt === "") others.push(name);
    else {
      const message = [subject, body.trimEnd()].filter((part) => part !== "").join("\n\n");
      annotated.push({ name, commitSha, taggedAt, taggerName, taggerEmail, message });
    }
  }
  return { annotated, others };
}
