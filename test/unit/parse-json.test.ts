import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseJson, parseJsonBytes } from "../../src/parse-json.ts";

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

describe("parseJson", () => {
  it("reads what JSON.stringify wrote, as text and as bytes", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = JSON.stringify(value);
        expect(parseJson(text)).toEqual(JSON.parse(text));
        expect(parseJsonBytes(bytesOf(text))).toEqual(JSON.parse(text));
      }),
    );
  });

  it.each(["", " ", "{", "undefined", "NaN", "01", "{'a':1}", "[1,]", "1 2", "[".repeat(5000)])(
    "has no value for %j",
    (text) => {
      expect(parseJson(text)).toBeUndefined();
      expect(parseJsonBytes(bytesOf(text))).toBeUndefined();
    },
  );

  it("knows null from no JSON, and makes __proto__ a name", () => {
    expect(parseJson("null")).toBeNull();
    const value = parseJson('{"__proto__":{"polluted":1}}');
    expect(Object.keys(value as object)).toEqual(["__proto__"]);
    expect("polluted" in {}).toBe(false);
  });

  it("refuses bytes that are no UTF-8, and takes a byte order mark", () => {
    expect(parseJsonBytes(Uint8Array.from([34, 0xff, 34]))).toBeUndefined();
    expect(parseJsonBytes(Uint8Array.from([0xef, 0xbb, 0xbf, 49]))).toBe(1);
  });
});
