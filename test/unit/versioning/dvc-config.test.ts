import { describe, expect, it } from "vitest";
import { parseConfigText, renderConfigText } from "../../../src/versioning/dvc-config-text.ts";
import { parseDvcConfig, resolveRemote } from "../../../src/versioning/dvc-config.ts";

const read = (text: string): unknown =>
  Object.fromEntries([...parseConfigText(text, "config")].map(([name, options]) => [name, [...options]]));

describe("the text of a configuration", () => {
  it("is read with quotes, lists, comments and texts over lines", () => {
    const text = `# first
[Core]
  Remote = store # behind
["two words"]
a = "x, y", 'z' # list
b = ,
c =
d = '''one
 two''' # end
e = it's
'f = g' = h#i
`;
    expect(read(text)).toEqual({
      core: [["remote", "store"]],
      "two words": [
        ["a", ["x, y", "z"]],
        ["b", []],
        ["c", ""],
        ["d", "one\n two"],
        ["e", "it's"],
        ["f = g", "h"],
      ],
    });
  });

  it("comes back from what is written of it", () => {
    const values = [
      "",
      " a ",
      "a,b",
      "a#b",
      `"`,
      "'",
      `it's "both"`,
      "x\ny",
      "é",
      ["one"],
      ["a, b", "c"],
      [],
    ];
    const section = new Map(values.map((value, index) => [`o${index}`, value]));
    const sections = new Map([[`remote "a"`, section]]);
    expect(parseConfigText(renderConfigText(sections), "config")).toEqual(sections);
    expect(renderConfigText(new Map())).toBe("\n");
  });

  it.each([
    ["[a]\nx = 1\nx = 2\n", "config:3: a.x is there twice"],
    ["[a]\n[b]\n[a]\n", "config:3: [a] is there twice"],
    ["[a]\n[[b]]\n", "config:2: a section inside a section"],
    ["x = 1\n", "config:1: x stands before the first section"],
    ["[a]\nno sense\n", "config:2: neither a section nor an option: no sense"],
    ["[a]\nx = 'y\n", "config:2: quotes or commas that do not fit: 'y"],
    ["[a]\nx = '''y\n", "config:2: a text in ''' that does not end well"],
    ["[a]\nx = %(home)s\n", "config:2: values in values, %(name)s, are not read"],
    ["\uFEFF[a]\n", "config:1: a byte order mark"],
  ])("is refused with its line: %j", (text, message) => {
    expect(() => parseConfigText(text, "config")).toThrow(
      expect.objectContaining({ code: "dvc.invalid", message }),
    );
  });

  it("takes names of prototypes for names", () => {
    const config = parseDvcConfig([
      "[core]\nremote = __proto__\n['remote \"__proto__\"']\nurl = x\nconstructor = y\n",
    ]);
    expect(resolveRemote(config)).toMatchObject({ name: "__proto__", url: "x" });
  });
});

describe("the configuration", () => {
  it("is read level over level, with paths from the directory of each file", () => {
    const config = parseDvcConfig(
      [
        {
          path: "/etc/dvc/config",
          text: "[cache]\ndir = cache\n['remote \"a\"']\nurl = data\nregion = eu\n",
        },
        { path: "/srv/r/.dvc/config", text: "[core]\nremote = A\n['remote \"a\"']\nurl = ../../store\n" },
        { path: "/srv/r/.dvc/config.local", text: "['remote \"a\"']\nkeyfile = ~/id\n" },
      ],
      "/home/ada",
    );
    expect(config.options.get("cache.dir")).toBe("/etc/dvc/cache");
    expect(Object.fromEntries(resolveRemote(config).options)).toEqual({
      url: "/srv/store",
      region: "eu",
      keyfile: "/home/ada/id",
    });
  });

  it("follows remotes that stand below others, and no circle", () => {
    const text = `['remote "base"']
url = s3://bucket/pre
region = eu
['remote "data"']
url = remote://base/data/sets
region = us
['remote "x"']
url = remote://y/a
['remote "y"']
url = remote://x/b
`;
    const config = parseDvcConfig([text]);
    expect(resolveRemote(config, "data")).toMatchObject({ url: "s3://bucket/pre/data/sets" });
    expect(resolveRemote(config, "data").options.get("region")).toBe("us");
    expect(() => resolveRemote(config, "x")).toThrow(expect.objectContaining({ code: "remote.missing" }));
    expect(() => resolveRemote(config, "none")).toThrow(expect.objectContaining({ code: "remote.missing" }));
    expect(() => resolveRemote(config)).toThrow(expect.objectContaining({ code: "remote.missing" }));
  });
});
