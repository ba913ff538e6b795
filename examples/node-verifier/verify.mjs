// Checks a verdict in Node, as a back end that keeps sessions of its own would: form, claims and signature.
//
// Usage: node verify.mjs FILE, a JSON file {session, ticket, verdict, jkt, now, pack}: the session as it was opened, the
// ticket as it was issued, the verdict as it arrived, the thumbprint of the key that claimed the session, the server's
// time in seconds, and the pack's text. Exit codes: 0 it holds, 1 it does not, 2 the file cannot be used.
import { readFile } from "node:fs/promises";
import { init, loadPack, verify } from "prescreen/server";

// What others wrote goes to a terminal: nothing of it may steer that.
const visible = (text) => text.replace(/[\p{Cc}\p{Bidi_Control}\u2028\u2029]/gu, (sign) => `\\u{${sign.codePointAt(0).toString(16)}}`);

const given = JSON.parse(await readFile(process.argv[2], "utf8").catch(() => "null"));
if (given === null) {
  console.error("verify: the file cannot be read. Usage: node verify.mjs FILE");
  process.exit(2);
}

await init();
const pack = loadPack(given.pack);
if (!pack.ok) {
  console.error(visible(`verify: the pack does not load: ${pack.error.message} (at ${pack.error.at})`));
  process.exit(2);
}

const { session, ticket, verdict, jkt, now } = given;
const checked = await verify({ verdict, session, ticket, pack: pack.value, jkt, now });
if (checked.ok) {
  const { class: decided, outcome, reasons } = checked.value;
  console.log(visible(`holds: class ${decided ?? "none"}, outcome ${outcome}, reasons ${reasons.join(" ") || "none disclosed"}`));
} else {
  console.log(visible(`does not hold: ${checked.error.code} at ${checked.error.at || "the whole"}: ${checked.error.message}`));
  process.exitCode = 1;
}
