import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parse, stringify } from "yaml";
import { renderHubCard } from "../../../src/app/mirror/hub-card.ts";

const nothing = { license: undefined, tags: [], datasets: [] };

function split(card: string): { readonly matter: unknown; readonly body: string } {
  const end = card.indexOf("\n---\n", 3);
  return { matter: parse(card.slice(4, end + 1)), body: card.slice(end + 5) };
}

describe("the card for the Hub", () => {
  it("has front matter even when the card has none", () => {
    const card = renderHubCard("# m\n", { license: "mit", tags: ["a", "a"], datasets: ["acme/d"] }) ?? "";
    expect(card).toBe("---\nlicense: mit\ndatasets:\n  - acme/d\ntags:\n  - a\n---\n\n# m\n");
  });

  it("reads line ends of Windows", () => {
    expect(split(renderHubCard("---\r\na: 1\r\n---\r\n# m\r\n", nothing) ?? "")).toEqual({
      matter: { a: 1, tags: [] },
      body: "# m\n",
    });
  });

  it("keeps every value of the card and of the policy as text, whatever it is", () => {
    const text = fc.string({ unit: "grapheme", maxLength: 30 }).map((value) => value.toWellFormed());
    const hostile = fc.oneof(
      text,
      fc.constantFrom("---", "a\n---\nlicense: x", "yes", "null", "1e3", ": [", "!!x", "*a"),
    );
    fc.assert(
      fc.property(hostile, hostile, fc.array(hostile, { maxLength: 4 }), (name, body, tags) => {
        const card = `---\n${stringify({ model_name: name, tags: ["onnx"] }, { lineWidth: 0 })}---\n${body}`;
        const given = split(renderHubCard(card, { license: "mit", tags, datasets: [] }) ?? "");
        expect(given.matter).toEqual({
          model_name: name,
          license: "mit",
          tags: [...new Set(["onnx", ...tags])],
        });
        expect(given.body).toBe(body.replaceAll("\r\n", "\n"));
      }),
    );
  });

  it.each([
    "---\n- a\n---\n",
    "---\ntags: 3\n---\n",
    "---\nmodel-index: {a: 1}\n---\n",
    "---\na: 1\na: 2\n---\n",
    "---\na: !!js/function x\n---\n",
    "---\nx",
  ])("is none of %j", (card) => {
    expect(renderHubCard(card, nothing)).toBeUndefined();
  });
});
