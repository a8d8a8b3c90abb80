import { readFile } from "node:fs/promises";
import { expect, it } from "vitest";
import { mirrorReasons } from "../../../src/app/mirror/mirror-result.ts";
import { parsePolicy } from "../../../src/config/parse-policy.ts";

const guide = await readFile("docs/guides/mirrors.md", "utf8");

it("the guide's table of reason codes is that of the code", () => {
  const rows = [
    ...guide.slice(guide.indexOf("## Reason codes")).matchAll(/^\| `([\w.-]+)`\s*\| (.*?)\s*\|$/gm),
  ];
  expect(Object.fromEntries(rows.map(([, code, text]) => [code, text]))).toEqual(mirrorReasons);
});

it("the guide's policy is valid", () => {
  const [, policy = ""] = /```yaml\n([^`]*)```/.exec(guide) ?? [];
  expect(policy).toContain("hugging_face");
  const models = "models:\n  flight-delay: {artifact: m.onnx, task: regression}\n";
  expect(parsePolicy(`version: 1\n${models}${policy}`).problems ?? []).toEqual([]);
});
