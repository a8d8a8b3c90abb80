import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import formats from "ajv-formats";
import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { cycloneDx } from "../../../src/adapters/sbom/cyclonedx.ts";
import { createBill, type BillMaterial } from "../../../src/registry/bill-of-materials.ts";
import { readPackages } from "../../../src/registry/training-packages.ts";
import { makeManifest } from "../../support/registry/registry-world.ts";

const folder = "node_modules/@cyclonedx/cyclonedx-library/res/schema";
const load = (name: string): object =>
  z.record(z.string(), z.unknown()).parse(JSON.parse(readFileSync(`${folder}/${name}`, "utf8")));
let validate: (document: unknown) => readonly unknown[];
beforeAll(() => {
  const ajv = new Ajv({ strict: false, allErrors: true });
  formats.default(ajv);
  for (const name of ["spdx", "jsf-0.82"].map((part) => `${part}.SNAPSHOT.schema.json`))
    ajv.addSchema({ ...load(name), $id: `http://cyclonedx.org/schema/${name}` });
  ajv.addFormat("iri-reference", true);
  ajv.addFormat("idn-email", true);
  const check = ajv.compile(load("bom-1.6.SNAPSHOT.schema.json"));
  validate = (document) => (check(document) ? [] : (check.errors ?? []));
});

const md5 = (digit: string) => digit.repeat(32);
const material: BillMaterial = {
  manifest: makeManifest("v1.0.0", {
    artifact: {
      path: "models/m.onnx",
      asset: "model.onnx",
      sizeBytes: 3,
      sha256: "f".repeat(64),
      md5: md5("d"),
    },
  }),
  description: "late?",
  stages: [
    { name: "get", isFrozen: true, deps: [], outs: [{ path: "data/raw", md5: `${md5("1")}.dir` }] },
    {
      name: "train",
      isFrozen: false,
      deps: [
        { path: "data/raw", md5: `${md5("1")}.dir`, kind: "made" },
        { path: "data/extra.csv", md5: md5("2"), kind: "data" },
        { path: "src/train.py", md5: md5("3"), kind: "code" },
        { path: "src/unhashed.py", md5: null, kind: "code" },
      ],
      outs: [{ path: "models/m.onnx", md5: md5("d") }],
    },
  ],
  packages: readPackages("requirements.txt", "numpy==2.1.0\nScikit_Learn[all] >= 1.5, <2\n")?.packages ?? [],
  unreadPackages: 0,
  repositoryUrl: "https://github.test/acme/flights",
};

const sbomSchema = z.looseObject({
  serialNumber: z.string(),
  metadata: z.looseObject({ component: z.looseObject({ properties: z.array(z.looseObject({})) }) }),
  components: z.array(
    z.looseObject({
      type: z.string(),
      name: z.string(),
      purl: z.string().optional(),
      hashes: z.unknown().optional(),
    }),
  ),
});

async function write(change: Partial<BillMaterial> = {}) {
  const text = cycloneDx.write(await createBill({ ...material, ...change }));
  return { text, sbom: sbomSchema.parse(JSON.parse(text)) };
}

describe("the bill of materials of a version", () => {
  it("is valid CycloneDX 1.6 with the model, its data, code and packages", async () => {
    const { sbom } = await write();
    expect(validate(sbom)).toEqual([]);
    expect(sbom.metadata.component).toMatchObject({
      type: "machine-learning-model",
      name: "m",
      version: "v1.0.0",
      hashes: [
        { alg: "MD5", content: md5("d") },
        { alg: "SHA-256", content: "f".repeat(64) },
      ],
      externalReferences: [
        { type: "vcs", url: "https://github.test/acme/flights", comment: `commit ${"00000001".repeat(5)}` },
      ],
    });
    expect(sbom.components.map(({ type, name, purl }) => [type, name, purl])).toEqual(
      expect.arrayContaining([
        ["data", "data/extra.csv", undefined],
        ["data", "data/raw", undefined],
        ["file", "src/train.py", undefined],
        ["file", "src/unhashed.py", undefined],
        ["library", "Scikit_Learn", "pkg:pypi/scikit-learn"],
        ["library", "numpy", "pkg:pypi/numpy@2.1.0"],
      ]),
    );
    expect(sbom.components).toHaveLength(6);
    const hashed = sbom.components.filter(({ hashes }) => hashes !== undefined);
    expect(hashed.map(({ name }) => name).sort()).toEqual(["data/extra.csv", "src/train.py"]);
  });

  it("is the same for the same version, byte for byte, and another for another", async () => {
    const { text, sbom } = await write();
    expect((await write()).text).toBe(text);
    const other = await write({ manifest: makeManifest("v1.0.1") });
    expect(other.sbom.serialNumber).not.toBe(sbom.serialNumber);
    expect(validate(other.sbom)).toEqual([]);
  });

  it("says what is not known, and invents nothing", async () => {
    const { sbom } = await write({ packages: [], stages: [], repositoryUrl: null, description: undefined });
    expect(validate(sbom)).toEqual([]);
    expect(sbom.components).toEqual([]);
    expect(sbom.metadata.component.properties).toContainEqual({
      name: "pawl:packages",
      value: "not known: the commit has no lock file or requirements.txt",
    });
  });

  it("stays valid with hostile names", async () => {
    const evil = 'a"\\\n\u202e<script>://é%';
    const stages = material.stages.map((stage) => ({
      ...stage,
      deps: stage.deps.map((dep) => ({ ...dep, path: `${evil}${dep.path}`, md5: evil })),
    }));
    const packages = [
      { ecosystem: "npm" as const, name: `@x/${evil}`, version: evil, requirement: evil, file: evil },
    ];
    const { sbom } = await write({ stages, packages, description: evil });
    expect(validate(sbom)).toEqual([]);
  });
});

describe("the packages that a commit declares", () => {
  it("are those of requirements.txt with versions or ranges; options and addresses are counted, not followed", () => {
    const text = [
      "# a comment",
      "numpy==2.1.0  # pinned",
      'torch ~= 2.4 ; python_version > "3.9"',
      "pandas",
      "onnx==1.16.0 --hash=sha256:abc \\",
      "  --hash=sha256:def",
      "-r base.txt",
      "--index-url https://example.test/simple",
      "lib @ git+https://example.test/lib.git",
      "",
    ].join("\n");
    const read = readPackages("requirements.txt", text);
    expect(read?.packages.map(({ name, version, requirement }) => [name, version, requirement])).toEqual([
      ["numpy", "2.1.0", null],
      ["torch", null, "~= 2.4"],
      ["pandas", null, null],
      ["onnx", "1.16.0", null],
    ]);
    expect(read?.unread).toBe(3);
  });

  it.each([
    [
      "uv.lock",
      'version = 1\n[[package]]\nname = "numpy"\nversion = "2.1.0"\nsource = { registry = "r" }\n',
      [["numpy", "2.1.0"]],
    ],
    [
      "poetry.lock",
      '[[package]]\nname = "pip"\nversion = "24.0"\n[metadata]\nlock-version = "2.0"\n',
      [["pip", "24.0"]],
    ],
    ["pdm.lock", '[[package]]\nname = "x"\nversion = "1"\n', [["x", "1"]]],
    [
      "Pipfile.lock",
      '{"default":{"numpy":{"version":"==2.1.0"},"own":{"path":"."}},"develop":{"pytest":{"version":"==8"}}}',
      [
        ["numpy", "2.1.0"],
        ["own", null],
      ],
    ],
    [
      "package-lock.json",
      '{"packages":{"":{"name":"app"},"node_modules/@a/b":{"version":"1.0.0"},"node_modules/c":{"version":"2.0.0","dev":true}}}',
      [["@a/b", "1.0.0"]],
    ],
  ] as const)("are those of %s", (file, text, expected) => {
    const read = readPackages(file, text);
    expect(read?.packages.map(({ name, version }) => [name, version])).toEqual(expected);
    expect(readPackages(file, "\u0000 not of the format [")).toBeUndefined();
  });
});
