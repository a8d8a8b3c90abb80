/**
 * Gradient-boosted decision trees for a 0/1 target: log-loss, Newton steps, histograms of binned columns.
 * Friedman (2001), "Greedy function approximation", with second-order leaf values as in Chen and Guestrin (2016), eq. 5.
 * No random source: the same columns give the same trees, bit for bit.
 */

/**
 * Bin edges of a column: at most `maxBins` bins with about equal shares of its values.
 * A value v belongs to the first bin whose edge is >= v; the last bin is open.
 * @param {Float32Array} column
 * @param {number} maxBins 2 … 256
 * @returns {Float32Array} increasing edges; empty when the column holds one value
 */
export function binEdges(column, maxBins) {
  const sorted = Float32Array.from(column).sort();
  const edges = [];
  for (let bin = 1; bin < maxBins; bin += 1) {
    const edge = sorted[Math.floor((bin * sorted.length) / maxBins)];
    if (edge < sorted[sorted.length - 1] && edge !== edges[edges.length - 1]) edges.push(edge);
  }
  return Float32Array.from(edges);
}

/** Bin numbers of a column's values. */
function binColumn(column, edges) {
  return Uint8Array.from(column, (value) => {
    let low = 0;
    let high = edges.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (value <= edges[middle]) high = middle;
      else low = middle + 1;
    }
    return low;
  });
}

/**
 * Fits the trees.
 * @param {Float32Array[]} columns one array a feature, all of the same length
 * @param {Uint8Array} target values 0 or 1
 * @param {{rounds: number, learningRate: number, depth: number, minLeafRows: number, l2: number, bins: number}} options
 * @returns {{bias: number, trees: object[]}} `bias` is the logit of the target's mean
 */
export function fitBoostedTrees(columns, target, options) {
  const edges = columns.map((column) => binEdges(column, options.bins));
  const binned = columns.map((column, feature) => binColumn(column, edges[feature]));
  const positives = target.reduce((sum, value) => sum + value, 0);
  const share = Math.min(Math.max(positives / target.length, 1e-6), 1 - 1e-6);
  const bias = Math.fround(Math.log(share / (1 - share)));
  const scores = new Float64Array(target.length).fill(bias);
  const gradient = new Float64Array(target.length);
  const hessian = new Float64Array(target.length);
  const trees = [];
  for (let round = 0; round < options.rounds; round += 1) {
    for (let row = 0; row < target.length; row += 1) {
      const probability = 1 / (1 + Math.exp(-scores[row]));
      gradient[row] = probability - target[row];
      hessian[row] = probability * (1 - probability);
    }
    trees.push(growTree({ binned, edges, gradient, hessian, scores, options }));
  }
  return { bias, trees };
}

/** Grows one tree, adds its leaf values to `scores`, returns its root. */
function growTree(state) {
  const rows = new Uint32Array(state.gradient.length);
  for (let row = 0; row < rows.length; row += 1) rows[row] = row;
  return growNode(state, rows, state.options.depth);
}

function growNode(state, rows, depthLeft) {
  const split = depthLeft > 0 ? bestSplit(state, rows) : null;
  if (split === null) return makeLeaf(state, rows);
  const bins = state.binned[split.feature];
  const left = rows.filter((row) => bins[row] <= split.bin);
  const right = rows.filter((row) => bins[row] > split.bin);
  return {
    feature: split.feature,
    threshold: state.edges[split.feature][split.bin],
    left: growNode(state, left, depthLeft - 1),
    right: growNode(state, right, depthLeft - 1),
  };
}

function makeLeaf(state, rows) {
  let gradient = 0;
  let hessian = 0;
  for (const row of rows) {
    gradient += state.gradient[row];
    hessian += state.hessian[row];
  }
  const value = Math.fround((-state.options.learningRate * gradient) / (hessian + state.options.l2));
  for (const row of rows) state.scores[row] += value;
  return { value };
}

/** The split with the greatest gain, or null. Ties go to the first feature and the lowest bin. */
function bestSplit(state, rows) {
  let best = null;
  for (let feature = 0; feature < state.binned.length; feature += 1) {
    const candidate = bestSplitOfFeature(state, rows, feature);
    if (candidate !== null && candidate.gain > (best?.gain ?? 1e-9)) best = candidate;
  }
  return best;
}

function bestSplitOfFeature(state, rows, feature) {
  const { gradients, hessians, counts } = histogram(state, rows, feature);
  const { l2, minLeafRows } = state.options;
  const total = { g: sum(gradients), h: sum(hessians), n: rows.length };
  const parent = (total.g * total.g) / (total.h + l2);
  let [g, h, n] = [0, 0, 0];
  let best = null;
  for (let bin = 0; bin < counts.length - 1; bin += 1) {
    g += gradients[bin];
    h += hessians[bin];
    n += counts[bin];
    if (n < minLeafRows || total.n - n < minLeafRows) continue;
    const rest = total.g - g;
    const gain = (g * g) / (h + l2) + (rest * rest) / (total.h - h + l2) - parent;
    if (best === null || gain > best.gain) best = { feature, bin, gain };
  }
  return best;
}

function histogram(state, rows, feature) {
  const size = state.edges[feature].length + 1;
  const gradients = new Float64Array(size);
  const hessians = new Float64Array(size);
  const counts = new Uint32Array(size);
  const bins = state.binned[feature];
  for (const row of rows) {
    gradients[bins[row]] += state.gradient[row];
    hessians[bins[row]] += state.hessian[row];
    counts[bins[row]] += 1;
  }
  return { gradients, hessians, counts };
}

function sum(values) {
  return values.reduce((total, value) => total + value, 0);
}

/**
 * Probabilities of the trees, computed as the ONNX file computes them (sums in 32-bit floats).
 * @param {{bias: number, trees: object[]}} model
 * @param {Float32Array[]} columns
 * @returns {Float32Array}
 */
export function predictBoostedTrees(model, columns) {
  const probabilities = new Float32Array(columns[0].length);
  for (let row = 0; row < probabilities.length; row += 1) {
    let score = 0;
    for (const tree of model.trees) score += leafValue(tree, columns, row);
    probabilities[row] = 1 / (1 + Math.exp(-(score + model.bias)));
  }
  return probabilities;
}

function leafValue(tree, columns, row) {
  let node = tree;
  while (node.left !== undefined) {
    node = columns[node.feature][row] <= node.threshold ? node.left : node.right;
  }
  return node.value;
}
