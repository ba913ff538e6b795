// TypeScript types from the JSON Schemas that the Rust types give: dist/schema/*.json → src/generated/*.ts.
import { compile } from "json-schema-to-typescript";
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";

const SCHEMAS = "dist/schema";
const OUT = "src/generated";
const BANNER = "// Generated from the JSON Schema of the same name. Do not edit.\n";

const commandLine = () =>
  [process.env.PRESCREEN_BIN, "../target/release/prescreen", "../target/debug/prescreen"].find((path) => path && existsSync(path));

/** The schema with the top type's name for title, so that the type has it too; `true`, any value, as the compiler knows it. */
const named = (schema, name) => ({
  ...schema,
  title: name.replace(/(^|-)(.)/g, (_, __, letter) => letter.toUpperCase()),
  ...(schema.$defs && {
    $defs: Object.fromEntries(Object.entries(schema.$defs).map(([key, value]) => [key, value === true ? {} : value])),
  }),
});

export const generateTypes = async () => {
  const binary = commandLine();
  if (binary) execFileSync(binary, ["schema", "--out", SCHEMAS], { stdio: "ignore" });
  else if (!existsSync(SCHEMAS)) throw new Error("the schemas are missing; build the command line first: cargo build --release");
  mkdirSync(OUT, { recursive: true });
  for (const file of readdirSync(SCHEMAS)) {
    const name = file.replace(".schema.json", "");
    const target = `${OUT}/${name}.ts`;
    if (existsSync(target) && statSync(target).mtimeMs > statSync(`${SCHEMAS}/${file}`).mtimeMs) continue;
    const schema = named(JSON.parse(readFileSync(`${SCHEMAS}/${file}`, "utf8")), name);
    const text = await compile(schema, schema.title, { bannerComment: BANNER, additionalProperties: false, format: false });
    writeFileSync(target, text);
  }
};
