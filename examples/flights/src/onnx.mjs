/**
 * Writes and reads the model as ONNX: Concat of the inputs → TreeEnsembleRegressor → Sigmoid.
 * Operators: onnx.ai/onnx/operators (Concat 13, Sigmoid 13) and ai.onnx.ml (TreeEnsembleRegressor 3).
 */
import protobuf from "protobufjs";

const FLOAT = 1;
const ATTRIBUTE_TYPE = { float: 1, int: 2, string: 3, floats: 6, ints: 7, strings: 8 };

/** The part of onnx.proto (ONNX 1.17, IR version 8) that this model uses; numbers are those of that file. */
const { ModelProto } = describeMessages({
  AttributeProto: {
    name: ["string", 1],
    f: ["float", 2],
    i: ["int64", 3],
    s: ["bytes", 4],
    floats: ["float", 7, "repeated"],
    ints: ["int64", 8, "repeated"],
    strings: ["bytes", 9, "repeated"],
    type: ["int32", 20],
  },
  NodeProto: {
    input: ["string", 1, "repeated"],
    output: ["string", 2, "repeated"],
    name: ["string", 3],
    opType: ["string", 4],
    attribute: ["AttributeProto", 5, "repeated"],
    domain: ["string", 7],
  },
  Dimension: { dimValue: ["int64", 1], dimParam: ["string", 2] },
  TensorShapeProto: { dim: ["Dimension", 1, "repeated"] },
  TensorType: { elemType: ["int32", 1], shape: ["TensorShapeProto", 2] },
  TypeProto: { tensorType: ["TensorType", 1] },
  ValueInfoProto: { name: ["string", 1], type: ["TypeProto", 2] },
  GraphProto: {
    node: ["NodeProto", 1, "repeated"],
    name: ["string", 2],
    input: ["ValueInfoProto", 11, "repeated"],
    output: ["ValueInfoProto", 12, "repeated"],
  },
  OperatorSetIdProto: { domain: ["string", 1], version: ["int64", 2] },
  ModelProto: {
    irVersion: ["int64", 1],
    producerName: ["string", 2],
    graph: ["GraphProto", 7],
    opsetImport: ["OperatorSetIdProto", 8, "repeated"],
  },
});

/** Message types from `{message: {field: [type, number, rule]}}`; lists are not packed, as in onnx.proto. */
function describeMessages(messages) {
  const nested = {};
  for (const [name, fields] of Object.entries(messages)) {
    const described = {};
    for (const [field, [type, id, rule]] of Object.entries(fields)) {
      described[field] = { type, id, ...(rule === undefined ? {} : { rule, options: { packed: false } }) };
    }
    nested[name] = { fields: described };
  }
  const root = protobuf.Root.fromJSON({ nested });
  return Object.fromEntries(Object.keys(messages).map((name) => [name, root.lookupType(name)]));
}

/**
 * The bytes of the ONNX file.
 * @param {{inputs: string[], bias: number, trees: object[]}} model
 * @returns {Uint8Array}
 */
export function encodeModel(model) {
  const message = {
    irVersion: 8,
    producerName: "flights",
    opsetImport: [
      { domain: "", version: 17 },
      { domain: "ai.onnx.ml", version: 3 },
    ],
    graph: {
      name: "flight_delay",
      input: model.inputs.map((name) => columnInfo(name)),
      output: [columnInfo("probability")],
      node: [
        node("Concat", model.inputs, ["features"], { axis: ["int", 1] }),
        {
          ...node("TreeEnsembleRegressor", ["features"], ["score"], treeAttributes(model)),
          domain: "ai.onnx.ml",
        },
        node("Sigmoid", ["score"], ["probability"], {}),
      ],
    },
  };
  return ModelProto.encode(ModelProto.create(message)).finish();
}

/** A 32-bit float column: any number of rows, one value each. */
function columnInfo(name) {
  const shape = { dim: [{ dimParam: "rows" }, { dimValue: 1 }] };
  return { name, type: { tensorType: { elemType: FLOAT, shape } } };
}

function node(opType, input, output, attributes) {
  const attribute = Object.entries(attributes).map(([name, [kind, value]]) => {
    const field = { float: "f", int: "i", string: "s" }[kind] ?? kind;
    return { name, type: ATTRIBUTE_TYPE[kind], [field]: value };
  });
  return { opType, name: opType, input, output, attribute };
}

/** Trees as the parallel arrays of TreeEnsembleRegressor, nodes in preorder. */
function treeAttributes({ bias, trees }) {
  const nodes = trees.flatMap((tree, treeId) => preorder(tree).map((entry) => ({ ...entry, treeId })));
  const leaves = nodes.filter((entry) => entry.value !== undefined);
  const pick = (entries, read) => ["ints", entries.map(read)];
  return {
    n_targets: ["int", 1],
    base_values: ["floats", [bias]],
    aggregate_function: ["string", bytes("SUM")],
    post_transform: ["string", bytes("NONE")],
    nodes_treeids: pick(nodes, (entry) => entry.treeId),
    nodes_nodeids: pick(nodes, (entry) => entry.id),
    nodes_modes: ["strings", nodes.map((entry) => bytes(entry.value === undefined ? "BRANCH_LEQ" : "LEAF"))],
    nodes_featureids: pick(nodes, (entry) => entry.feature ?? 0),
    nodes_values: ["floats", nodes.map((entry) => entry.threshold ?? 0)],
    nodes_truenodeids: pick(nodes, (entry) => entry.left ?? 0),
    nodes_falsenodeids: pick(nodes, (entry) => entry.right ?? 0),
    nodes_missing_value_tracks_true: pick(nodes, () => 0),
    target_treeids: pick(leaves, (entry) => entry.treeId),
    target_nodeids: pick(leaves, (entry) => entry.id),
    target_ids: pick(leaves, () => 0),
    target_weights: ["floats", leaves.map((entry) => entry.value)],
  };
}

function preorder(tree) {
  const list = [];
  visit(tree);
  return list;

  function visit(branch) {
    const entry = {
      id: list.length,
      feature: branch.feature,
      threshold: branch.threshold,
      value: branch.value,
    };
    list.push(entry);
    if (branch.left !== undefined) {
      entry.left = visit(branch.left);
      entry.right = visit(branch.right);
    }
    return entry.id;
  }
}

/**
 * Reads a file of `encodeModel` back.
 * @param {Uint8Array} file
 * @returns {{inputs: string[], bias: number, trees: object[]}}
 */
export function decodeModel(file) {
  const { graph } = ModelProto.decode(file);
  const ensemble = graph.node.find((entry) => entry.opType === "TreeEnsembleRegressor");
  const attributes = Object.fromEntries(ensemble.attribute.map((entry) => [entry.name, entry]));
  const ints = (name) => attributes[name].ints.map(Number);
  const table = {
    treeIds: ints("nodes_treeids"),
    features: ints("nodes_featureids"),
    thresholds: attributes["nodes_values"].floats,
    left: ints("nodes_truenodeids"),
    right: ints("nodes_falsenodeids"),
    isLeaf: attributes["nodes_modes"].strings.map((mode) => Buffer.from(mode).toString() === "LEAF"),
  };
  const weights = [...attributes["target_weights"].floats];
  const trees = [];
  for (let at = 0; at < table.treeIds.length; at += 1) {
    if (table.treeIds[at] === trees.length) trees.push(readBranch(table, at, 0, weights));
  }
  return { inputs: graph.input.map((entry) => entry.name), bias: attributes["base_values"].floats[0], trees };
}

/** The branch at `start + id`; leaves take their weights in preorder. */
function readBranch(table, start, id, weights) {
  const at = start + id;
  if (table.isLeaf[at]) return { value: weights.shift() };
  return {
    feature: table.features[at],
    threshold: table.thresholds[at],
    left: readBranch(table, start, table.left[at], weights),
    right: readBranch(table, start, table.right[at], weights),
  };
}

function bytes(text) {
  return Buffer.from(text);
}
