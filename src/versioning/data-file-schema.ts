import { z } from "zod";

let built: z.ZodType | undefined;

/** The form of a `.dvc` file, built when it is first asked for. Unknown keys are errors, as in DVC. */
export function dataFileSchema(): z.ZodType {
  return (built ??= buildSchema());
}

function buildSchema(): z.ZodType {
  const text = z.string();
  const checksum = z.union([text, z.int()]);
  const content = {
    md5: checksum.optional(),
    etag: checksum.optional(),
    checksum: checksum.optional(),
    size: z.int().optional(),
    nfiles: z.int().optional(),
    isexec: z.boolean().optional(),
    version_id: text.optional(),
    path: text.optional(),
    persist: z.boolean().optional(),
    cloud: z.record(text, z.unknown()).optional(),
    hash: text.optional(),
    files: z.array(z.record(text, z.unknown())).optional(),
    fs_config: z.record(text, z.unknown()).optional(),
  };

  const out = z.strictObject({
    ...content,
    desc: text.optional(),
    type: text.optional(),
    labels: z.array(text).optional(),
    meta: z.unknown().optional(),
    cache: z.boolean().optional(),
    remote: text.optional(),
    push: z.boolean().optional(),
  });

  const repo = z.strictObject({
    url: text,
    rev: text.optional(),
    rev_lock: text.optional(),
    config: z.union([text, z.record(text, z.unknown())]).optional(),
    remote: z.union([text, z.record(text, z.unknown())]).optional(),
  });

  const dep = z.strictObject({
    ...content,
    repo: repo.optional(),
    db: z.record(text, z.unknown()).optional(),
  });

  return z.strictObject({
    md5: checksum.nullable().optional(),
    wdir: text.nullish(),
    deps: z.array(dep).nullish(),
    outs: z.array(out).nullish(),
    locked: z.boolean().optional(),
    frozen: z.boolean().optional(),
    meta: z.unknown().optional(),
    always_changed: z.boolean().optional(),
    desc: text.optional(),
  });
}
