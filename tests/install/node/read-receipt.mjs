// Runs the README's code for a back end on a receipt: with the server's keys, with none of them, and with another verdict.
import { readFileSync } from "node:fs";
import { isComplete } from "./receipt.mjs";

const { verdict, receipt, keys, other } = JSON.parse(readFileSync(new URL("receipt.json", import.meta.url), "utf8"));
const refusal = (given, by) =>
  isComplete(given, by).then(
    (complete) => complete,
    (error) => error.message,
  );

console.log(
  JSON.stringify({
    complete: await isComplete({ verdict, receipt }, keys),
    otherKeys: await refusal({ verdict, receipt }, []),
    otherVerdict: await refusal({ verdict: other, receipt }, keys),
  }),
);
