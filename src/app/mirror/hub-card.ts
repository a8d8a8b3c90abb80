import { stringify } from "yaml";
import { z } from "zod";
import { readDocument } from "../../yaml/read-document.ts";

/** What the policy adds to the front matter of a card. */
export interface HubCardExtras {
  readonly license?: string | undefined;
  readonly tags: readonly string[];
  /** Data sets of the Hub, `owner/name`. */
  readonly datasets: readonly string[];
}

const maxMatter = 256 * 1024;
const resultSchema = z.looseObject({ metrics: z.array(z.looseObject({ type: z.string() })) });
const matterSchema = z.looseObject({
  tags: z.array(z.string()).default([]),
  "model-index": z.array(z.looseObject({ results: z.array(resultSchema) })).optional(),
});

/**
 * A model card as the Hub's `README.md`: its own front matter, and what the policy adds to it. Values of the policy win; tags
 * are joined, each once; `metrics` names those of `model-index`. A card without front matter gets one.
 *
 * @param card text of `MODEL_CARD.md`.
 * @returns `undefined` when the front matter is no YAML mapping, or is not closed.
 */
export function renderHubCard(card: string, extras: HubCardExtras): string | undefined {
  const parts = splitCard(card.replaceAll("\r\n", "\n"));
  if (parts === undefined) return undefined;
  const read = readDocument(parts.matter, { file: "MODEL_CARD.md", maxLength: maxMatter });
  if (read.problems !== undefined) return undefined;
  const given = matterSchema.safeParse(read.document.toData() ?? {}).data;
  if (given === undefined) return undefined;
  const { tags, "model-index": index, ...others } = given;
  const results = (index ?? []).flatMap((entry) => entry.results);
  const metrics = [...new Set(results.flatMap((result) => result.metrics.map(({ type }) => type)))];
  const matter = {
    ...others,
    ...(extras.license === undefined ? {} : { license: extras.license }),
    ...(extras.datasets.length === 0 ? {} : { datasets: extras.datasets }),
    ...(metrics.length === 0 ? {} : { metrics }),
    tags: [...new Set([...tags, ...extras.tags])],
    // Long, so that it comes last.
    ...(index === undefined ? {} : { "model-index": index }),
  };
  return `---\n${stringify(matter, { lineWidth: 0 })}---\n${parts.body}`;
}

function splitCard(card: string): { readonly matter: string; readonly body: string } | undefined {
  const start = "---\n";
  if (!card.startsWith(start)) return { matter: "", body: `\n${card}` };
  const end = card.indexOf("\n---\n", start.length - 1);
  if (end < 0) return undefined;
  return { matter: card.slice(start.length, end + 1), body: card.slice(end + "\n---\n".length) };
}
