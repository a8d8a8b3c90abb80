import { array, assert, boolean, constantFrom, dictionary, oneof, property, string } from "fast-check";
import { expect, it } from "vitest";
import { dvcYamlSchemas } from "../../../src/versioning/dvc-yaml-schema.ts";
import { isUsualStage } from "../../../src/versioning/usual-stage.ts";
import { toPlainData, type Value } from "../../../src/versioning/value.ts";

const names = constantFrom(
  ..."cmd wdir deps params outs metrics plots frozen always_changed desc meta matrix foreach do x __proto__".split(
    " ",
  ),
);
const values = oneof(
  string({ maxLength: 3 }),
  boolean(),
  constantFrom<Value>(null, { kind: "integer", text: "1" }, new Map()),
  array(oneof(string({ maxLength: 3 }), constantFrom<Value>(null, new Map())), { maxLength: 2 }),
);

it("a stage is usual only when its schema takes it", () => {
  const { stage } = dvcYamlSchemas();
  assert(
    property(dictionary(names, values, { maxKeys: 4 }), values, (fields, cmd) => {
      const value = new Map<string, Value>([...Object.entries(fields), ["cmd", cmd]]);
      if (isUsualStage(value)) expect(stage.safeParse(toPlainData(value)).success).toBe(true);
    }),
    { numRuns: 2000 },
  );
});
