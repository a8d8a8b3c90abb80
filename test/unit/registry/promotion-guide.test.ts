import { readFile } from "node:fs/promises";
import { expect, it } from "vitest";
import { promotionReasons } from "../../../src/registry/reason-codes.ts";

it("the guide's table of reason codes is that of the code", async () => {
  const guide = await readFile("docs/guides/promotion.md", "utf8");
  const rows = [
    ...guide.slice(guide.indexOf("## Reason codes")).matchAll(/^\| `([\w.-]+)`\s*\| (.*?)\s*\|$/gm),
  ];
  expect(Object.fromEntries(rows.map(([, code, text]) => [code, text]))).toEqual(promotionReasons);
});
