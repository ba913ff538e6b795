/** What the prover says of the shipped packs, worked out when the site is built: the panel's figures are never written by hand. */
import { readdirSync, readFileSync } from "node:fs";
import { init, loadPack, type Proof, proveBriefly, unwrap } from "prescreen/lab";
import type { Plugin } from "vite";

const NAME = "virtual:proofs";
const PACKS = new URL("../packs/", import.meta.url);

/** One proof for each shipped pack. */
export const prove = async (): Promise<Proof[]> => {
  await init();
  const files = readdirSync(PACKS).filter((name) => name.endsWith(".json"));
  return files.map((name) => unwrap(proveBriefly(unwrap(loadPack(readFileSync(new URL(name, PACKS), "utf8"))))));
};

/** The part of each that the panel takes. */
const module = (proofs: Proof[]): string => {
  const figures = proofs.map(({ pack: { hash }, combinations, leakage }) => ({
    pack: { hash },
    combinations,
    leakage: leakage && { at_most_bits: leakage.at_most_bits, credit_bits: leakage.credit_bits },
  }));
  return `export default ${JSON.stringify(figures)};`;
};

export const provedFigures = (proofs: Proof[]): Plugin => ({
  name: "proved-figures",
  resolveId: (id) => (id === NAME ? `\0${NAME}` : undefined),
  load: (id) => (id === `\0${NAME}` ? module(proofs) : undefined),
});
