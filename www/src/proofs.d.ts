declare module "virtual:proofs" {
  import type { ProvedFigures } from "prescreen/elements";
  const proofs: readonly (ProvedFigures & {
    /** What a verdict can tell of what a person can afford, in bits at most. */
    leakage: { credit_bits?: number } | null;
  })[];
  export default proofs;
}
