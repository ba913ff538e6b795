// Forests that no team would grow: few and many features, stumps and giants, thresholds that differ in the last digit.

/** A fixed generator of integers below a limit. */
export const draw = (seed) => {
  let state = seed >>> 0;
  return (limit) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
};

/** Few numbers, and many that are one number in 32 bits. */
export const number = (below) => {
  const near = below(400) - 200;
  return [Infinity, 0, -0, 1e300, 1e-36, 1 + near * Number.EPSILON][below(14)] ?? near / 4;
};

const tree = (below, n, { features, leaves, missing }) => {
  // For each leaf, the split and the side that lead to it.
  const open = [undefined];
  const splits = [];
  for (let split = 0; split < leaves - 1; split++) {
    const [place] = open.splice(below(open.length), 1);
    if (place) splits[place[0]][place[1]] = split;
    splits.push({ feature: below(features), threshold: number(below), kind: missing + 2 * below(2) });
    open.push([split, "left"], [split, "right"]);
  }
  open.forEach((place, leaf) => {
    if (place) splits[place[0]][place[1]] = -1 - leaf;
  });
  const list = (of) => splits.map(of).join(" ");
  const text = (value) => (Object.is(value, -0) ? "-0" : String(value).replace("Infinity", "inf"));
  const fields =
    leaves < 2
      ? []
      : [
          `split_feature=${list((split) => split.feature)}`,
          `split_gain=${list(() => 1)}`,
          `threshold=${list((split) => text(split.threshold))}`,
          `decision_type=${list((split) => split.kind)}`,
          `left_child=${list((split) => split.left)}`,
          `right_child=${list((split) => split.right)}`,
        ];
  const each = (value) => Array.from({ length: leaves }, value).join(" ");
  const inner =
    leaves < 2 ? [] : [`internal_value=${list(() => 0)}`, `internal_weight=${list(() => 1)}`, `internal_count=${list(() => 1)}`];
  return [
    `Tree=${n}`,
    `num_leaves=${leaves}`,
    "num_cat=0",
    ...fields,
    `leaf_value=${each(() => (below(2000) - 1000) / 7)}`,
    ...(leaves < 2 ? [] : [`leaf_weight=${each(() => 1)}`, `leaf_count=${each(() => 1)}`]),
    ...inner,
    "is_linear=0",
    "shrinkage=1",
    "",
  ].join("\n");
};

/** A forest as LightGBM text. */
export const forest = (below, { features, trees, mostLeaves }) => {
  const names = Array.from({ length: features }, (_, n) => `f${n}`).join(" ");
  const infos = Array.from({ length: features }, () => "[-1:1]").join(" ");
  const head = [
    "tree",
    "version=v4",
    "num_class=1",
    "num_tree_per_iteration=1",
    "label_index=0",
    `max_feature_idx=${features - 1}`,
    "objective=binary sigmoid:1",
    `feature_names=${names}`,
    `feature_infos=${infos}`,
    "",
  ].join("\n");
  // None, zero or NaN is missing.
  const grown = Array.from({ length: trees }, (_, n) => tree(below, n, { features, leaves: 1 + below(mostLeaves), missing: 4 * below(3) }));
  return `${head}\n${grown.join("\n")}\nend of trees\n`;
};
