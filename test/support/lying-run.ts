import { readFileSync } from "node:fs";
import { ZipFile } from "yazl";
import { z } from "zod";

/**
 * What a pull request from a fork may put in the place of the pipeline: it uploads artifacts byte by byte as it likes. The
 * action's input `lie` is JSON: artifact name → entries of its archive. `HEAD` in a text becomes the head's commit.
 */
const lieSchema = z.record(
  z.string(),
  z.array(
    z.object({
      name: z.string(),
      /** Instead of `name`, after packing; as long. */
      realName: z.string().optional(),
      text: z.string().optional(),
      /** Path of a file to pack. */
      file: z.string().optional(),
      /** Replaced in `file`: from, to; as long. */
      swap: z.tuple([z.string(), z.string()]).optional(),
      /** Zero bytes. */
      zeros: z.number().optional(),
      /** Noise that no compression makes small. */
      noise: z.number().optional(),
      mode: z.number().optional(),
    }),
  ),
);

type Entry = z.infer<typeof lieSchema>[string][number];

async function pack(entries: readonly Entry[], head: string): Promise<Buffer> {
  const zip = new ZipFile();
  for (const { name, text, file, swap: [from, into] = ["", ""], zeros, noise, mode } of entries) {
    const words =
      file === undefined
        ? Buffer.from((text ?? "").replaceAll("HEAD", head))
        : Buffer.from(readFileSync(file, "latin1").replace(from, into), "latin1");
    const filler = zeros === undefined ? noiseOf(noise ?? 0) : Buffer.alloc(zeros);
    zip.addBuffer(Buffer.concat([words, filler]), name, mode === undefined ? {} : { mode });
  }
  zip.end();
  const chunks: Buffer[] = [];
  for await (const chunk of zip.outputStream) chunks.push(Buffer.from(chunk));
  const packed = Buffer.concat(chunks).toString("latin1");
  const renamed = entries.reduce(
    (all, { name, realName }) => (realName === undefined ? all : all.replaceAll(name, realName)),
    packed,
  );
  return Buffer.from(renamed, "latin1");
}

function noiseOf(size: number): Buffer {
  const parts = Array.from({ length: Math.ceil(size / 65_536) }, () =>
    Buffer.from(crypto.getRandomValues(new Uint8Array(65_536))),
  );
  return Buffer.concat(parts).subarray(0, size);
}

async function upload(name: string, content: Buffer): Promise<void> {
  const token = process.env["ACTIONS_RUNTIME_TOKEN"] ?? "";
  const claims: unknown = JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString());
  const [, workflow_run_backend_id, workflow_job_run_backend_id] =
    /Actions\.Results:([\w-]+):([\w-]+)/.exec(z.object({ scp: z.string() }).parse(claims).scp) ?? [];
  const place = { workflow_run_backend_id, workflow_job_run_backend_id, name };
  const call = async (method: string, body: object): Promise<unknown> => {
    const url = new URL(
      `/twirp/github.actions.results.api.v1.ArtifactService/${method}`,
      process.env["ACTIONS_RESULTS_URL"],
    );
    const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
    const response = await fetch(url, {
      method: "POST",
      headers,
      body: JSON.stringify({ ...place, ...body }),
    });
    if (!response.ok) throw new Error(`${method}: ${response.status} ${await response.text()}`);
    return response.json();
  };
  const { signed_upload_url: url } = z
    .object({ signed_upload_url: z.string() })
    .parse(await call("CreateArtifact", { version: 4 }));
  const put = await fetch(url, { method: "PUT", body: new Uint8Array(content) });
  if (!put.ok) throw new Error(`PUT: ${put.status}`);
  await call("FinalizeArtifact", { size: String(content.length) });
}

const event = z
  .object({ pull_request: z.object({ head: z.object({ sha: z.string() }) }) })
  .parse(JSON.parse(readFileSync(process.env["GITHUB_EVENT_PATH"] ?? "", "utf8")));
const lie = lieSchema.parse(JSON.parse(readFileSync("lie.json", "utf8")));
for (const [name, entries] of Object.entries(lie)) {
  await upload(name, await pack(entries, event.pull_request.head.sha));
}
