import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { posix } from "node:path";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { gfm } from "micromark-extension-gfm";
import type { Nodes } from "mdast";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { parsePolicy } from "../src/config/parse-policy.ts";

const pages = execFileSync("git", ["ls-files", "-co", "--exclude-standard", "*.md"], { encoding: "utf8" })
  .split("\n")
  .filter((path) => path !== "" && existsSync(path) && !path.startsWith("test/fixtures/"));

function nodesOf(page: string): readonly Nodes[] {
  const all: Nodes[] = [];
  const walk = (node: Nodes): void => {
    all.push(node);
    if ("children" in node) for (const child of node.children) walk(child);
  };
  walk(
    fromMarkdown(readFileSync(page, "utf8"), { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] }),
  );
  return all;
}

describe.each(pages)("the page %s", (page) => {
  it("links only to what is there", () => {
    const links = nodesOf(page).flatMap((node) =>
      node.type === "link" || node.type === "image" ? [node.url] : [],
    );
    const local = links
      .filter((url) => !/^(https?:|mailto:|#)/.test(url))
      .map((url) => url.replace(/#.*$/, ""));
    const missing = local.filter((url) => !existsSync(posix.join(posix.dirname(page), url)));
    expect(missing).toEqual([]);
  });
});

describe("the sources", () => {
  it("point only to pages that are there", () => {
    const named = execFileSync(
      "git",
      ["grep", "-ohE", "docs/[a-z0-9/-]+[.]md", "--", "src", "bot", "actions", "sandbox", "demo"],
      {
        encoding: "utf8",
      },
    );
    const missing = [...new Set(named.split("\n"))].filter((path) => path !== "" && !existsSync(path));
    expect(missing).toEqual([]);
  });
});

const scripts = z
  .looseObject({ scripts: z.record(z.string(), z.string()) })
  .parse(JSON.parse(readFileSync("package.json", "utf8"))).scripts;

describe("the README", () => {
  const blocks = nodesOf("README.md").flatMap((node) => (node.type === "code" ? [node] : []));

  it("names only npm scripts that exist", () => {
    const named = [...readFileSync("README.md", "utf8").matchAll(/npm run ([\w:]+)/g)].map(
      (match) => match[1],
    );
    expect(named.filter((name) => name === undefined || scripts[name] === undefined)).toEqual([]);
  });

  it("shows a policy that is valid", () => {
    const policy = blocks.find((block) => block.lang === "yaml")?.value ?? "";
    expect(parsePolicy(policy, ".github/pawl.yml").problems ?? []).toEqual([]);
    expect(policy).not.toBe("");
  });
});
