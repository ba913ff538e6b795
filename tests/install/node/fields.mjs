// Checks fields with the tables of the package, and says which files were read as WebAssembly. `js`: without WebAssembly.
import "./engine.mjs";
import { modulesRead } from "./watch.mjs";

const { checkField, init, loadTable, unwrap } = await import("prescreen/fields");

const started = await init();
const today = "2026-11-23";
const check = (kind, value, table) => unwrap(checkField(kind, value, { today, table }));
const [counties, disposable] = [await loadTable("counties"), await loadTable("disposable")];
const findings = [
  check("mainland_identity", "11010519491231002X", counties),
  check("mainland_identity", "110105194912310021", counties),
  check("bank_card", "4111 1111 1111 1111"),
  check("email", "someone@mailinator.com", disposable),
];
console.log(JSON.stringify({ started, findings, modules: modulesRead() }));
