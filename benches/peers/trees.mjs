// The benchmark's model for the peers: read from LightGBM's text, walked in plain JavaScript, written as ONNX.

/** The trees of a text with numeric splits only. */
export function readTrees(text) {
  return text
    .split(/^Tree=\d+$/m)
    .slice(1)
    .map((block) => {
      const list = (key) => new RegExp(`^${key}=(.*)$`, "m").exec(block)[1].split(" ").map(Number);
      return {
        feature: list("split_feature"),
        threshold: list("threshold"),
        left: list("left_child"),
        right: list("right_child"),
        value: list("leaf_value"),
      };
    });
}

/** `(rows, offset) => raw`, the obvious way. */
export function plainTrees(trees) {
  const packed = trees.map((tree) => ({
    feature: Int32Array.from(tree.feature),
    threshold: Float64Array.from(tree.threshold),
    left: Int32Array.from(tree.left),
    right: Int32Array.from(tree.right),
    value: Float64Array.from(tree.value),
  }));
  return (rows, offset) => {
    let sum = 0;
    for (const { feature, threshold, left, right, value } of packed) {
      let node = 0;
      while (node >= 0) node = rows[offset + feature[node]] <= threshold[node] ? left[node] : right[node];
      sum += value[~node];
    }
    return sum;
  };
}

// ONNX is protocol buffers: https://onnx.ai/onnx/repo-docs/IR.html, field numbers from onnx.proto3.
const varint = (number) => {
  const bytes = [];
  for (let rest = BigInt.asUintN(64, BigInt(number)); ; rest >>= 7n) {
    if (rest < 128n) return bytes.concat(Number(rest));
    bytes.push(Number(rest & 127n) | 128);
  }
};
const integer = (field, number) => [...varint(field << 3), ...varint(number)];
const bytes = (field, content) => [...varint((field << 3) | 2), ...varint(content.length), ...content];
const text = (field, content) => bytes(field, [...new TextEncoder().encode(content)]);
const float = (number) => [...new Uint8Array(Float32Array.of(number).buffer)];

const TYPES = { INT: 2, FLOATS: 6, INTS: 7, STRINGS: 8 };
const attribute = (name, type, content) => bytes(5, [...text(1, name), ...content, ...integer(20, TYPES[type])]);
const floats = (name, list) => attribute(name, "FLOATS", bytes(7, list.flatMap(float)));
const integers = (name, list) => attribute(name, "INTS", bytes(8, list.flatMap(varint)));
const strings = (name, list) =>
  attribute(
    name,
    "STRINGS",
    list.flatMap((one) => text(9, one)),
  );

/** The same trees as a TreeEnsembleRegressor over `x` (rows × features, float), giving `y`. */
export function onnxTrees(trees, features) {
  const nodes = trees.flatMap((tree, id) => {
    const splits = tree.feature.length;
    const at = (child) => (child < 0 ? splits + ~child : child);
    const inner = tree.feature.map((feature, n) => ({
      id,
      n,
      feature,
      threshold: tree.threshold[n],
      mode: "BRANCH_LEQ",
      yes: at(tree.left[n]),
      no: at(tree.right[n]),
    }));
    const leaves = tree.value.map((value, n) => ({ id, n: splits + n, feature: 0, threshold: 0, mode: "LEAF", yes: 0, no: 0, value }));
    return [...inner, ...leaves];
  });
  const leaves = nodes.filter(({ mode }) => mode === "LEAF");
  const of = (key) => nodes.map((node) => node[key]);
  const node = [
    ...text(1, "x"),
    ...text(2, "y"),
    ...text(4, "TreeEnsembleRegressor"),
    ...text(7, "ai.onnx.ml"),
    ...attribute("n_targets", "INT", integer(3, 1)),
    ...integers("nodes_treeids", of("id")),
    ...integers("nodes_nodeids", of("n")),
    ...integers("nodes_featureids", of("feature")),
    ...floats("nodes_values", of("threshold")),
    ...strings("nodes_modes", of("mode")),
    ...integers("nodes_truenodeids", of("yes")),
    ...integers("nodes_falsenodeids", of("no")),
    ...integers(
      "target_treeids",
      leaves.map(({ id }) => id),
    ),
    ...integers(
      "target_nodeids",
      leaves.map(({ n }) => n),
    ),
    ...integers(
      "target_ids",
      leaves.map(() => 0),
    ),
    ...floats(
      "target_weights",
      leaves.map(({ value }) => value),
    ),
  ];
  const tensor = (name, width) => [
    ...text(1, name),
    ...bytes(2, bytes(1, [...integer(1, 1), ...bytes(2, [...bytes(1, text(2, "rows")), ...bytes(1, integer(1, width))])])),
  ];
  const graph = [...bytes(1, node), ...text(2, "trees"), ...bytes(11, tensor("x", features)), ...bytes(12, tensor("y", 1))];
  const opset = (domain, version) => bytes(8, [...text(1, domain), ...integer(2, version)]);
  return Uint8Array.from([...integer(1, 8), ...bytes(7, graph), ...opset("", 17), ...opset("ai.onnx.ml", 3)]);
}
