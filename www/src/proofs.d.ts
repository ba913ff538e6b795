declare module "virtual:proofs" {
  import type { ProvedFigures } from "prescreen/elements";
  const proofs: readonly ProvedFigures[];
  export default proofs;
}
