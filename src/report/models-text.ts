import type {
  ModelsAt,
  ModelsHistory,
  ModelsList,
  ModelsShow,
  ModelsVerify,
} from "../registry/registry-report-schema.ts";
import { renderTextTable } from "./text-table.ts";

const none = "-";

/** Models as a table for a terminal. */
export function renderModelsList({ models }: ModelsList): string {
  if (models.length === 0) return "No tag names a model.";
  const environments = [...new Set(models.flatMap((model) => Object.keys(model.environments)))].sort();
  const rows = models.map((model) => [
    model.deprecated ? `${model.model} (deprecated)` : model.model,
    model.version ?? none,
    String(model.versions),
    ...environments.map((name) => model.environments[name] ?? none),
    model.updatedAt,
  ]);
  return renderTextTable(["Model", "Latest", "Versions", ...environments, "Updated"], rows, "plain");
}

/** One model: its environments, then its versions. */
export function renderModelsShow(shown: ModelsShow): string {
  const environments = shown.environments.map((held) => [
    held.environment,
    held.version ?? none,
    held.tag ?? none,
    held.assignedAt ?? none,
    held.requestedBy ?? none,
  ]);
  const versions = shown.versions.map((entry) => [
    entry.version,
    entry.environments.join(", ") || none,
    entry.registeredAt,
    entry.commit.slice(0, 7),
    entry.tag,
  ]);
  const parts = [
    shown.deprecated ? `${shown.model} (deprecated)` : shown.model,
    ...(environments.length === 0
      ? []
      : [
          renderTextTable(
            ["Environment", "Version", "Assignment", "Since", "Asked by"],
            environments,
            "plain",
          ),
        ]),
    renderTextTable(["Version", "In", "Registered", "Commit", "Tag"], versions, "plain"),
  ];
  return parts.join("\n\n");
}

/** Events as a table. */
export function renderModelsHistory({ events }: ModelsHistory): string {
  const rows = events.map((event) => [
    event.at,
    event.model,
    event.event,
    event.version ?? none,
    event.environment ?? none,
    event.tag,
    whoOf(event),
  ]);
  const headings = ["At", "Model", "Event", "Version", "Environment", "Tag", "By"];
  return renderTextTable(headings, rows, "plain");
}

/** Who held what, as a table; a sentence when nobody did. */
export function renderModelsAt({ holders, source, from, to }: ModelsAt): string {
  const when = from === to ? from : `${from} to ${to}`;
  if (holders.length === 0) return `No environment held a version, ${when}.`;
  const rows = holders.map((held) => [
    held.model,
    held.environment,
    held.version,
    held.from,
    held.until ?? none,
    held.tag,
    held.assignedAt,
    whoOf(held),
    held.deployment === null
      ? source.kind === "git"
        ? "not asked"
        : "none"
      : `${held.deployment.id} (${held.deployment.state ?? "no status"})`,
  ]);
  const headings = ["Model", "Environment", "Version", "From", "Until", "Assignment", "Assigned", "By"];
  return renderTextTable([...headings, "Deployment"], rows, "plain");
}

/** What was checked, then one line a finding with the next step. */
export function renderModelsVerify({ checked, findings }: ModelsVerify): string {
  const releases =
    checked.releases === null
      ? "Releases not checked (give --repository)"
      : `${checked.releases} Releases, ${checked.manifests} manifests, ${checked.locks} dvc.lock`;
  const mirrored = checked.mirrored === null ? "" : `, ${checked.mirrored} versions at the mirror`;
  const head = `${checked.tags} tags, ${releases}${mirrored}: ${findings.length === 0 ? "nothing contradicts" : `${findings.length} found`}`;
  return [
    head,
    ...findings.map(({ reasonCode, reason, hint }) => `${reasonCode}: ${flat(reason)}. ${hint}`),
  ].join("\n");
}

/** Names of tags and taggers are untrusted: nothing in them moves the cursor. */
function flat(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, " ");
}

/** The requester when the tag names one, and whose name the tag bears. */
function whoOf(event: {
  readonly requestedBy: string | null;
  readonly source: string | null;
  readonly tagger: { readonly name: string };
}): string {
  if (event.requestedBy === null) return event.tagger.name;
  const source = event.source === null ? "" : ` by ${event.source}`;
  return `@${event.requestedBy}${source} (tagger ${event.tagger.name})`;
}
