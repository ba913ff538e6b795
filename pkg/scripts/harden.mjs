// Source text in, source text out: method calls, iteration and object literals of a file written so that no prototype which
// the page can change is asked. What is called instead is in `src/core/primordials.ts`; `node:test` patches every one of them.
import ts from "typescript";

const { factory, SyntaxKind } = ts;

/** Methods that lists, texts and views of bytes have. A map's are its own: see the primordials. */
const METHODS = new Set(
  `addEventListener at charCodeAt codePointAt concat endsWith entries every fill filter find findIndex flatMap forEach includes indexOf join keys map
  padEnd padStart pop push reduce removeEventListener repeat replace replaceAll reverse set shift slice some sort splice split startsWith subarray
  toLowerCase toUpperCase trim unshift values getInt32 setInt32 getFloat64 setFloat64 getUint8 getUint32`.split(/\s+/),
);

const call = (name, ...args) => factory.createCallExpression(factory.createIdentifier(name), undefined, args);
const each = (expression) => call("$each", expression);
const isOptional = (node) => (node.flags & ts.NodeFlags.OptionalChain) !== 0;

/** Properties that a view of bytes, a memory or an instance of a module reads by a getter. */
const OF_VIEWS = {
  __proto__: null,
  buffer: "$buffer",
  byteLength: "$byteLength",
  byteOffset: "$byteOffset",
  exports: "$exports",
  length: "$length",
};

const isAssignment = (kind) => kind >= SyntaxKind.FirstAssignment && kind <= SyntaxKind.LastAssignment;

/** Whether a property is written, not read alone. */
const isWritten = (node) => {
  const { parent } = node;
  if (ts.isBinaryExpression(parent)) return isAssignment(parent.operatorToken.kind) && parent.left === node;
  return ts.isDeleteExpression(parent) || ts.isPostfixUnaryExpression(parent) || ts.isPrefixUnaryExpression(parent);
};

/** Whether `a[b]` is read for its value alone: neither written, nor called, nor part of what may be missing. */
const isRead = (node) => {
  const { parent } = node;
  const steps = ts.isPrefixUnaryExpression(parent) && [SyntaxKind.PlusPlusToken, SyntaxKind.MinusMinusToken].includes(parent.operator);
  if (isOptional(node) || ts.isDeleteExpression(parent) || ts.isPostfixUnaryExpression(parent) || steps) return false;
  if (ts.isBinaryExpression(parent) && parent.left === node) {
    return !isAssignment(parent.operatorToken.kind);
  }
  if (ts.isArrayLiteralExpression(parent) && isTarget(parent)) return false;
  return !(ts.isCallExpression(parent) && parent.expression === node) && !ts.isTaggedTemplateExpression(parent);
};

/** Whether a literal stands where something is assigned to: `({ a } = b)`, `[a] = b`. */
const isTarget = (node) => {
  const { parent } = node;
  if (!parent) return false;
  if (ts.isBinaryExpression(parent)) return parent.operatorToken.kind === SyntaxKind.EqualsToken && parent.left === node;
  if (ts.isForOfStatement(parent)) return parent.initializer === node;
  return false;
};

/** `Array.isArray`. */
const isListTest = (node) =>
  ts.isPropertyAccessExpression(node) &&
  node.name.text === "isArray" &&
  ts.isIdentifier(node.expression) &&
  node.expression.text === "Array";

/** Whether a binding takes a list apart, which iterates. */
const ofList = (name) => ts.isArrayBindingPattern(name);

const byPlace = (pattern, file) => {
  const elements = pattern.elements.flatMap((element, place) => {
    if (ts.isOmittedExpression(element)) return [];
    if (element.dotDotDotToken) throw new Error(`${file}: the rest of a list is taken where its places are read; name the list first`);
    return [factory.createBindingElement(undefined, factory.createNumericLiteral(place), element.name, element.initializer)];
  });
  return factory.createObjectBindingPattern(elements);
};

/**
 * @param source The text of a TypeScript or JavaScript file.
 * @param bareObjects Whether its object literals inherit nothing: for objects that no caller gets.
 * @param bareClasses The same of its classes that extend nothing.
 * @param places Whether it writes places of lists; what writes those of views alone is left as it is, for speed.
 */
export const harden = (source, file, { bareObjects = false, bareClasses = false, places = true } = {}) => {
  const parsed = ts.createSourceFile(file, source, ts.ScriptTarget.ES2022, true);
  const visitor = (context) => {
    const visit = (node) => {
      const seen = ts.visitEachChild(node, visit, context);
      const calls = ts.isCallExpression(seen) && !seen.questionDotToken && ts.isPropertyAccessExpression(seen.expression);
      if (calls && METHODS.has(seen.expression.name.text)) {
        const { expression, name } = seen.expression;
        if (expression.kind === SyntaxKind.SuperKeyword) return seen;
        return call(isOptional(node) ? "$callIf" : "$call", expression, factory.createStringLiteral(name.text), ...seen.arguments);
      }
      if (ts.isCallExpression(seen) && isListTest(seen.expression)) return call("$isArray", ...seen.arguments);
      if (ts.isCallExpression(seen) && ts.isPropertyAccessExpression(seen.expression) && seen.expression.name.text === "from") {
        const [first, ...rest] = seen.arguments;
        return factory.updateCallExpression(seen, seen.expression, seen.typeArguments, [each(first), ...rest]);
      }
      if (ts.isPropertyAccessExpression(seen) && OF_VIEWS[seen.name.text] && !isOptional(node) && !isWritten(node)) {
        return call(OF_VIEWS[seen.name.text], seen.expression);
      }
      if (
        places &&
        ts.isBinaryExpression(seen) &&
        seen.operatorToken.kind === SyntaxKind.EqualsToken &&
        ts.isElementAccessExpression(seen.left)
      ) {
        return call("$set", seen.left.expression, seen.left.argumentExpression, seen.right);
      }
      if (places && ts.isElementAccessExpression(seen) && isRead(node)) return call("$at", seen.expression, seen.argumentExpression);
      if (ts.isForOfStatement(seen)) {
        return factory.updateForOfStatement(seen, seen.awaitModifier, seen.initializer, each(seen.expression), seen.statement);
      }
      if (ts.isSpreadElement(seen)) return factory.updateSpreadElement(seen, each(seen.expression));
      if (ts.isVariableDeclaration(seen) && ofList(seen.name) && seen.initializer) {
        return factory.updateVariableDeclaration(seen, seen.name, seen.exclamationToken, seen.type, each(seen.initializer));
      }
      if (ts.isBinaryExpression(seen) && seen.operatorToken.kind === SyntaxKind.EqualsToken && ts.isArrayLiteralExpression(seen.left)) {
        return factory.updateBinaryExpression(seen, seen.left, seen.operatorToken, each(seen.right));
      }
      // A pair that is a parameter or stands in another pattern has its places: they are read by number.
      if (ts.isArrayBindingPattern(node) && !ts.isVariableDeclaration(node.parent)) return byPlace(seen, file);
      if (ts.isVariableDeclaration(node) && ofList(node.name) && !node.initializer) {
        return factory.updateVariableDeclaration(seen, byPlace(seen.name, file), undefined, undefined, undefined);
      }
      if (bareClasses && ts.isClassLike(seen) && !seen.heritageClauses?.some(({ token }) => token === SyntaxKind.ExtendsKeyword)) {
        const inherit = factory.createExpressionStatement(call("$bare", factory.createThis()));
        const first = factory.createClassStaticBlockDeclaration(factory.createBlock([inherit]));
        const update = ts.isClassDeclaration(seen) ? factory.updateClassDeclaration : factory.updateClassExpression;
        return update(seen, seen.modifiers, seen.name, seen.typeParameters, seen.heritageClauses, [first, ...seen.members]);
      }
      if (bareObjects && ts.isObjectLiteralExpression(seen) && !isTarget(node)) {
        const nothing = factory.createPropertyAssignment(factory.createIdentifier("__proto__"), factory.createNull());
        return factory.updateObjectLiteralExpression(seen, [nothing, ...seen.properties]);
      }
      return seen;
    };
    return (root) => ts.visitNode(root, visit);
  };
  const { transformed } = ts.transform(parsed, [visitor]);
  const [result] = transformed;
  return ts.createPrinter({ removeComments: false }).printFile(result);
};

/** What lit-html asks a value before it asks whether it is a list, in the order that asks nothing above every object. */
const LISTS_FIRST = [
  ["a(i)?void 0:i._$litDirective$", "a(i)||u(i)?void 0:i._$litDirective$"],
  [":void 0!==t._$litType$?", ":u(t)?this.k(t):void 0!==t._$litType$?"],
];

/** The source of lit-html, which asks first whether a value is a list. */
export const listsFirst = (source) =>
  LISTS_FIRST.reduce((text, [from, to]) => {
    if (text.split(from).length !== 2) throw new Error(`lit-html changed: look where it reads '${from}', and write it anew here`);
    return text.replace(from, () => to);
  }, source);

/** The source of the module's functions, whose classes are done once they are written: nothing here disposes of them by that name. */
export const closedClasses = (source) => source.replaceAll(/^if \(Symbol\.dispose\) \w+\.prototype\[Symbol\.dispose\] = .*$/gm, "");

/** What stands before a file in which the bundler wrote private fields, private methods or a constructor that hands everything on. */
const STANDING = `var $private = (kind, names, define = Object.defineProperties) => {
  const methods = { __proto__: null };
  for (let at = 0; at < names.length; at += 1) methods[names[at]] = { __proto__: null, value: kind.prototype[names[at]] };
  return () => define(new kind(), methods);
};
var $fields = $private(WeakMap, ["get", "set", "has"]);
var $methods = $private(WeakSet, ["add", "has"]);
var $arguments = ((iterator) => (list) => {
  let at = 0;
  const next = () => ({ __proto__: null, done: at >= list.length, value: at < list.length ? list[at++] : undefined });
  return { __proto__: null, [iterator]: () => ({ __proto__: null, next }) };
})(Symbol.iterator);
var $invoke = ((apply) => (callee, self, ...args) => apply(callee, self, args))(Reflect.apply);
`;

/** `callee.call(self, …)` as `$invoke(callee, self, …)`: the bundler calls private methods so, and a page can replace `call`. */
const callsTaken = (text) => {
  const parsed = ts.createSourceFile("bundle.js", text, ts.ScriptTarget.ES2022, true);
  const edits = [];
  const visit = (node) => {
    if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression) && node.expression.name.text === "call") {
      const { expression: callee } = node.expression;
      if (isOptional(node) || node.arguments.length === 0)
        throw new Error(`a call of a function that is written otherwise: ${node.getText()}`);
      edits.push([callee.getStart(), callee.getStart(), "$invoke("], [callee.end, node.arguments[0].getFullStart(), ", "]);
    }
    ts.forEachChild(node, visit);
  };
  visit(parsed);
  // From the end, so that places before stay; where two begin at one place, the outer one's stands first.
  const ordered = edits.map((edit, index) => ({ edit, index })).sort((a, b) => b.edit[0] - a.edit[0] || b.index - a.index);
  return ordered.reduce((written, { edit: [from, to, by] }) => written.slice(0, from) + by + written.slice(to), text);
};

/** Old engines have no private fields: the bundler writes maps of instances, which get their methods as their own. */
export const hardenBundle = (text) => {
  const written = callsTaken(text)
    .replaceAll(/= (?:\/\* @__PURE__ \*\/ )?new WeakMap\(\)/g, "= $fields()")
    .replaceAll(/= (?:\/\* @__PURE__ \*\/ )?new WeakSet\(\)/g, "= $methods()")
    .replaceAll(/super\(\.\.\.(?:\$each\(arguments\)|arguments)\)/g, "super(...$arguments(arguments))");
  return written === text ? text : STANDING + written;
};
