// TypeScript types from the JSON Schemas that the Rust types give: dist/schema/*.json → src/generated/*.ts; and the
// screening server's description: dist/openapi.json; and the English words for what is wrong with a file.
import { compile } from "json-schema-to-typescript";
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";

const SCHEMAS = "dist/schema";
const OPENAPI = "dist/openapi.json";
const OUT = "src/generated";
const PROBLEMS = `${OUT}/problems.ts`;
const BANNER = "// Generated from the JSON Schema of the same name. Do not edit.\n";

const target = process.env.CARGO_TARGET_DIR ?? "../target";
const commandLine = () =>
  [process.env.PRESCREEN_BIN, `${target}/release/prescreen`, `${target}/debug/prescreen`].find((path) => path && existsSync(path));

/** References to conditions without a description beside them, which the compiler would make a copy of the type for. */
const bare = (node) => {
  if (Array.isArray(node)) return node.map(bare);
  if (node === null || typeof node !== "object") return node;
  // The compiler knows no tuples of this draft: of days and amounts, as there are.
  if (node.prefixItems) {
    const parts = node.prefixItems.map(({ $ref, type }) => ($ref === "#/$defs/Date" ? "string" : { integer: "number" }[type]));
    if (parts.includes(undefined)) throw new Error("a tuple of something but days and integers needs a type here");
    return { description: node.description, tsType: `[${parts.join(", ")}]` };
  }
  if (node.$ref === "#/$defs/Condition") return { $ref: node.$ref };
  return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, bare(value)]));
};

/** A condition as TypeScript can say it: its own keys are keys like any other, so that a field may seem to hold what they do. */
const condition = ({ patternProperties, properties, description }) => {
  const [field] = Object.values(patternProperties);
  const own = [{ $ref: "#/$defs/Condition" }, { type: "array", items: { $ref: "#/$defs/Condition" } }, { tsType: "undefined" }];
  return { type: "object", description, properties, additionalProperties: { anyOf: [...field.anyOf, ...own] } };
};

/** The schema with the top type's name for title, so that the type has it too. */
const named = (schema, name) => {
  const { $defs, ...rest } = bare(schema);
  if ($defs?.Condition) $defs.Condition = condition($defs.Condition);
  return { ...rest, title: name.replace(/(^|-)(.)/g, (_, __, letter) => letter.toUpperCase()), ...($defs && { $defs }) };
};

/** What a person is told of a file, by the problem's code. */
const writeProblems = (problems) => {
  const type = "Record<ProblemKind, { message: string; help: string }>";
  const text = `// Generated from the kinds of problems. Do not edit.\nimport type { ProblemKind } from "./records.js";\n\nexport const PROBLEMS: ${type} = ${JSON.stringify(problems, null, 2)};\n`;
  if (!existsSync(PROBLEMS) || readFileSync(PROBLEMS, "utf8") !== text) writeFileSync(PROBLEMS, text);
};

export const generateTypes = async () => {
  const binary = commandLine();
  if (binary) {
    execFileSync(binary, ["schema", "--out", SCHEMAS], { stdio: "ignore" });
    writeFileSync(OPENAPI, execFileSync(binary, ["schema", "openapi"]));
  }
  if (!existsSync(SCHEMAS) || !existsSync(OPENAPI))
    throw new Error("the schemas are missing; build the command line first: cargo build --release");
  mkdirSync(OUT, { recursive: true });
  if (binary) writeProblems(JSON.parse(execFileSync(binary, ["schema", "problems"])));
  for (const file of readdirSync(SCHEMAS)) {
    const name = file.replace(".schema.json", "");
    const target = `${OUT}/${name}.ts`;
    if (existsSync(target) && statSync(target).mtimeMs > statSync(`${SCHEMAS}/${file}`).mtimeMs) continue;
    const schema = named(JSON.parse(readFileSync(`${SCHEMAS}/${file}`, "utf8")), name);
    const text = await compile(schema, schema.title, {
      bannerComment: BANNER,
      additionalProperties: false,
      ignoreMinAndMaxItems: true,
      format: false,
    });
    writeFileSync(target, text);
  }
};
