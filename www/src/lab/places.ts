/** Where a JSON Pointer leads in a text, and how to change what stands there and nothing else. */
import { type SyntaxNode, type Tree, TreeFragment } from "@lezer/common";
// A tree with places, also of a text that is no valid JSON; `JSON.parse` knows none.
import { parser } from "@lezer/json";

export interface Place {
  from: number;
  to: number;
}

export interface Change extends Place {
  insert: string;
}

const VALUES = new Set(["Object", "Array", "String", "Number", "True", "False", "Null"]);

export const stepsOf = (pointer: string): string[] =>
  pointer
    .split("/")
    .slice(1)
    .map((step) => step.replace(/~1/g, "/").replace(/~0/g, "~"));

/** What a pointer names in a document; `undefined` where nothing stands. */
export const valueAt = (document: unknown, pointer: string): unknown =>
  stepsOf(pointer).reduce((value, step) => (value as Record<string, unknown> | null | undefined)?.[step], document);

const children = (node: SyntaxNode, names: Set<string>): SyntaxNode[] => {
  const found: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) if (names.has(child.name)) found.push(child);
  return found;
};

const nameOf = (property: SyntaxNode, text: string): string | undefined => {
  const name = property.getChild("PropertyName");
  try {
    return name ? (JSON.parse(text.slice(name.from, name.to)) as string) : undefined;
  } catch {
    return undefined;
  }
};

const PROPERTY = new Set(["Property"]);

/** The member of an object or a list; of a name that stands twice, the last. */
const member = (node: SyntaxNode, step: string, text: string): SyntaxNode | undefined => {
  if (node.name === "Array") return children(node, VALUES)[Number(step)];
  const property = children(node, PROPERTY)
    .filter((one) => nameOf(one, text) === step)
    .at(-1);
  return property && children(property, VALUES)[0];
};

let last: { text: string; tree: Tree } | undefined;

/** The tree of a text; several places are looked for in one, and of the text before all is taken over but what was changed. */
const treeOf = (text: string): Tree => {
  if (last?.text !== text) {
    const kept = last ? TreeFragment.applyChanges(TreeFragment.addTree(last.tree), [changed(last.text, text)]) : [];
    last = { text, tree: parser.parse(text, kept) };
  }
  return last.tree;
};

/** Reads a text before its places are asked for. */
export const prepare = (text: string): void => void treeOf(text);

/** The largest length for which something holds that holds for every shorter one: few texts compared whole, instead of each letter. */
const longest = (most: number, holds: (length: number) => boolean): number => {
  let [least, end] = [0, most];
  while (least < end) {
    const middle = Math.ceil((least + end) / 2);
    if (holds(middle)) least = middle;
    else end = middle - 1;
  }
  return least;
};

/** What lies between the beginning and the end that two texts share. */
const changed = (a: string, b: string): { fromA: number; toA: number; fromB: number; toB: number } => {
  const most = Math.min(a.length, b.length);
  const from = longest(most, (length) => a.slice(0, length) === b.slice(0, length));
  const same = longest(most - from, (length) => a.slice(a.length - length) === b.slice(b.length - length));
  return { fromA: from, toA: a.length - same, fromB: from, toB: b.length - same };
};

/** The value that a pointer names, or the nearest around it; `rest` is what of the pointer is not there. */
const follow = (text: string, pointer: string): { node: SyntaxNode; rest: string[] } | undefined => {
  let node = children(treeOf(text).topNode, VALUES)[0];
  const rest = stepsOf(pointer);
  while (node && rest.length > 0) {
    const next = member(node, rest[0] as string, text);
    if (!next) break;
    node = next;
    rest.shift();
  }
  return node && { node, rest };
};

/** The place of a value, or of the nearest value around it; the start of a text that holds none. */
export const placeIn = (text: string, pointer: string): Place => {
  const { from, to } = follow(text, pointer)?.node ?? { from: 0, to: 0 };
  return { from, to };
};

/** The place that a message of the JSON parser names, as "line 2, column 16"; none when it names none. */
const placeOfLine = (text: string, message: string): Place | undefined => {
  const [, line, column] = /line (\d+), column (\d+)/.exec(message) ?? [];
  if (!line || !column) return undefined;
  const before = text.split("\n").slice(0, Number(line) - 1);
  const start = before.reduce((sum, one) => sum + one.length + 1, 0);
  const at = Math.min(Math.max(start + Number(column) - 1, 0), text.length);
  return { from: at, to: at };
};

/** Where a finding stands: where its message names a line, there, else where its pointer leads. */
export const placeOf = (text: string, { at, message }: { at: string; message: string }): Place =>
  placeOfLine(text, message) ?? placeIn(text, at);

/** Line and column of a place, each from 1. */
export const lineOf = (text: string, { from }: Place): { line: number; column: number } => {
  const before = text.slice(0, from).split("\n");
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
};

/** A value as it is written at a place: its further lines are as far in as the line that it begins on. */
const written = (value: unknown, text: string, at: number): string => {
  const line = text.slice(text.lastIndexOf("\n", at - 1) + 1, at);
  const indent = /^\s*/.exec(line)?.[0] ?? "";
  return JSON.stringify(value, null, 2).replace(/\n/g, `\n${indent}`);
};

/** Puts a value where a pointer leads; with `undefined`, takes it out; `-` is after the last of a list. None where the text has no such place. */
export const putAt = (text: string, pointer: string, value: unknown): Change | undefined => {
  const found = follow(text, pointer);
  if (!found) return undefined;
  const { node, rest } = found;
  if (rest.length === 0) return value === undefined ? without(node, text) : { ...ends(node), insert: written(value, text, node.from) };
  if (value === undefined) return undefined;
  if (node.name === "Array") return rest.join() === "-" ? appended(node, value, text) : undefined;
  if (node.name !== "Object") return undefined;
  const [key = "", ...inner] = rest;
  const whole = inner.reduceRight<unknown>((of, step) => ({ [step]: of }), value);
  const last = children(node, PROPERTY).at(-1);
  if (!last) return { ...ends(node), insert: written({ [key]: whole }, text, node.from) };
  const gap = /^\s*/.exec(text.slice((last.prevSibling ?? last).to))?.[0] ?? "";
  return { from: last.to, to: last.to, insert: `,${gap || " "}${JSON.stringify(key)}: ${written(whole, text, last.from)}` };
};

/** A value after the last of a list. */
const appended = (list: SyntaxNode, value: unknown, text: string): Change => {
  const last = children(list, VALUES).at(-1);
  if (!last) return { ...ends(list), insert: written([value], text, list.from) };
  const gap = /\s*$/.exec(text.slice(0, last.from))?.[0] ?? "";
  return { from: last.to, to: last.to, insert: `,${gap}${written(value, text, last.from)}` };
};

const ends = ({ from, to }: SyntaxNode): Place => ({ from, to });

/** Puts a value before a member of a list, or after its last; none where there is no such list. */
export const insertAt = (text: string, list: string, place: number, value: unknown): Change | undefined => {
  const found = follow(text, list);
  if (!found || found.rest.length > 0 || found.node.name !== "Array") return undefined;
  const { node } = found;
  const before = children(node, VALUES)[place];
  if (!before) return appended(node, value, text);
  const gap = /\s*$/.exec(text.slice(0, before.from))?.[0] ?? "";
  return { from: before.from, to: before.from, insert: `${written(value, text, before.from)},${gap || " "}` };
};

/** Gives the members of a list another order, each as it is written: `order` has the place where each was. */
export const ordered = (text: string, list: string, order: readonly number[]): Change[] => {
  const found = follow(text, list);
  if (!found || found.rest.length > 0 || found.node.name !== "Array") return [];
  const members = children(found.node, VALUES);
  return order.flatMap((was, place) => {
    const [here, there] = [members[place], members[was]];
    return was === place || !here || !there ? [] : [{ ...ends(here), insert: text.slice(there.from, there.to) }];
  });
};

/** Calls a member of an object by another name; its value stays as it is written. */
export const renamedAt = (text: string, pointer: string, name: string): Change | undefined => {
  const found = follow(text, pointer);
  const property = found?.rest.length === 0 ? found.node.parent : undefined;
  const old = property?.name === "Property" ? property.getChild("PropertyName") : undefined;
  return old ? { ...ends(old), insert: JSON.stringify(name) } : undefined;
};

/** A member of an object or a list with the comma that goes with it. */
const without = (node: SyntaxNode, text: string): Change | undefined => {
  const member = node.parent?.name === "Property" ? node.parent : node.parent?.name === "Array" ? node : undefined;
  if (!member) return undefined;
  const before = text.slice(0, member.from).trimEnd();
  if (before.endsWith(",")) return { from: before.length - 1, to: member.to, insert: "" };
  const after = /^\s*,\s*/.exec(text.slice(member.to))?.[0] ?? "";
  return { from: member.from, to: member.to + after.length, insert: "" };
};
