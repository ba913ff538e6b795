/** Money in minor units, as ISO 4217 counts them: for pages that show what a pack or a session holds. No module is loaded. */
export { inMinor, inUnits, minorDigits } from "./core/money.js";
