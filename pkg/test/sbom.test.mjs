// The bill of materials that is packed: it fits its schema, and names every crate whose code is in a module.
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { basename } from "node:path";
import { test } from "node:test";
import { Spec, Validation } from "@cyclonedx/cyclonedx-library";

const dist = new URL("../dist/", import.meta.url);
const text = readFileSync(new URL("sbom.cdx.json", dist), "utf8");
const bill = JSON.parse(text);

test("it is CycloneDX 1.6, by the schema itself", async () => {
  const validator = new Validation.JsonStrictValidator(Spec.Version.v1dot6);
  assert.equal(await validator.validate(text), null);
  assert.notEqual(await validator.validate(text.replace('"library"', '"libary"')), null, "and the schema refuses what is wrong");
});

/** What the compiler made of each module, before places of failures are left out. */
const compiled = ["wasm", "wasm-debian"].flatMap((compiler) => {
  const all = new URL(`../../target/${compiler}/`, import.meta.url);
  return existsSync(all) ? readdirSync(all).flatMap((lane) => newest(new URL(`${lane}/wasm32-unknown-unknown/`, all))) : [];
});

/** Of each module in a folder what was compiled last, by whichever profile. */
function newest(folder) {
  const profiles = existsSync(folder) ? readdirSync(folder).filter((name) => name.startsWith("wasm")) : [];
  const names = profiles.flatMap((profile) => readdirSync(new URL(profile, folder)).map((name) => `${profile}/${name}`));
  const modules = names.filter((name) => /\/prescreen_wasm_\w+\.wasm$/.test(name)).map((name) => new URL(name, folder));
  const oldestFirst = modules.sort((one, other) => statSync(one).mtimeMs - statSync(other).mtimeMs);
  return [...new Map(oldestFirst.map((file) => [basename(file.pathname), file])).values()];
}

test("every crate that the compiler names as the place of a failure is in it, with its checksum", () => {
  const listed = new Map(bill.components.map((one) => [`${one.name}-${one.version}`, one]));
  const named = compiled.flatMap((file) =>
    [...readFileSync(file, "latin1").matchAll(/sources\/([\w.+-]+)\/src\//g)].map(([, crate]) => crate),
  );
  const crates = new Set(named);
  assert.ok(crates.size > 5, `${crates.size} crates`);
  for (const crate of crates) assert.match(listed.get(crate)?.hashes[0].content ?? "", /^[0-9a-f]{64}$/, crate);
});

test("what the build bundles of npm is in it, at the version that is installed", () => {
  const { version } = JSON.parse(readFileSync(new URL("../node_modules/lit-html/package.json", import.meta.url), "utf8"));
  assert.ok(bill.components.some(({ purl }) => purl === `pkg:npm/lit-html@${version}`));
  assert.equal(bill.metadata.component.purl, "pkg:npm/prescreen@0.1.0");
});

test("no module names a folder of the machine or a registry that it was built with", () => {
  for (const name of readdirSync(dist).filter((file) => file.endsWith("_bg.wasm"))) {
    const bytes = readFileSync(new URL(name, dist), "latin1");
    assert.doesNotMatch(bytes, /\/(?:home|root|Users)\/|registry\/src|sources\/[\w.-]+-\d|\/rustc\//, name);
  }
});
