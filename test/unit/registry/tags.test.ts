import { describe, expect, it } from "vitest";
import { PawlError } from "../../../src/errors.ts";
import { formatTag, isArtifactName, parseTag, tagMessage } from "../../../src/registry/tags.ts";

describe("the grammar of registry tags", () => {
  it.each([
    ["m@v1.2.3", { kind: "register", artifact: "m", version: "v1.2.3", counter: null }],
    ["m@v1.2.3!", { kind: "deregister", artifact: "m", version: "v1.2.3", counter: null }],
    ["m@v1.2.3-rc.1+b.2#4", { kind: "register", artifact: "m", version: "v1.2.3-rc.1+b.2", counter: 4 }],
    ["flight-delay#prod#12", { kind: "assign", artifact: "flight-delay", environment: "prod", counter: 12 }],
    ["m#prod!#3", { kind: "unassign", artifact: "m", environment: "prod", counter: 3 }],
    ["m#dev", { kind: "assign", artifact: "m", environment: "dev", counter: null }],
    ["m@deprecated", { kind: "deprecate", artifact: "m", counter: null }],
    ["m@deprecated#2", { kind: "deprecate", artifact: "m", counter: 2 }],
    ["a/b_c@v0.0.1", { kind: "register", artifact: "a/b_c", version: "v0.0.1", counter: null }],
    ["models/a=b@v3.0.0", { kind: "register", artifact: "models/a:b", version: "v3.0.0", counter: null }],
  ])("reads %s and writes it again", (name, tag) => {
    const parsed = parseTag(name);
    expect(parsed).toEqual(tag);
    expect(parsed && formatTag(parsed)).toBe(name);
  });

  it.each([
    ["v1.2.3", "no artifact"],
    ["m@1.2.3", "a version without v"],
    ["m@v1.2", "two numbers"],
    ["m@v01.0.0", "a leading zero"],
    ["m@latest", "an alias"],
    ["a.b@v1.0.0", "a dot in the name"],
    ["m-@v1.0.0", "a name that ends in a dash"],
    ["a=b=c@v1.0.0", "two prefixes"],
    ["m#", "no environment"],
    ["m#prod#1234567890123456", "a counter beyond exact numbers"],
    ["m#prod#1 ", "a blank"],
    ["m@v1.0.0\n", "a line end"],
    ["", "nothing"],
  ])("does not read %j: %s", (name) => {
    expect(parseTag(name)).toBeUndefined();
  });

  it("reads a counter with a leading zero, as GTO does, and never writes one", () => {
    const tag = parseTag("m#prod#01");
    expect(tag).toMatchObject({ counter: 1 });
    expect(tag && formatTag(tag)).toBe("m#prod#1");
  });

  it("refuses to write names that break the grammar", () => {
    const write = (artifact: string, environment: string) => () =>
      formatTag({ kind: "assign", artifact, environment, counter: 1 });
    expect(write("m", "pro d")).toThrow(PawlError);
    expect(write("../m", "prod")).toThrow(PawlError);
    expect(isArtifactName("models:m")).toBe(true);
    expect(isArtifactName("a:b:c")).toBe(false);
  });

  it("writes GTO's messages", () => {
    const assign = { kind: "assign", artifact: "m", environment: "prod", counter: 1 } as const;
    const register = { kind: "register", artifact: "m", version: "v1.0.0", counter: null } as const;
    expect(tagMessage(assign, "v1.0.0")).toBe("Assigning stage prod to artifact m version v1.0.0");
    expect(tagMessage(register)).toBe("Registering artifact m version v1.0.0");
    expect(tagMessage({ ...assign, kind: "unassign" }, "v1.0.0")).toBe(
      "Unassigning stage 'prod' to artifact 'm' version 'v1.0.0'",
    );
  });
});
