/** The snippets of the guide, the same in both languages. */

export const backEnd = `// Your back end, with its host credential. Never from the browser.
const answer = await fetch("https://screening.example/v1/sessions", {
  method: "POST",
  headers: { authorization: \`Bearer \${credential}\`, "content-type": "application/json" },
  body: JSON.stringify({
    subject: "an-opaque-name",
    purpose: "account_opening",
    pack: "cn-securities",
    facts: { birth_date: "1990-05-17", civil_capacity: true, months_trading: 26 },
  }),
});
const { session, claim_token } = await answer.json();
// Whose signatures the page expects. Keep them; they change only with the server's key.
const { keys } = await fetch("https://screening.example/.well-known/prescreen-keys.json").then((found) => found.json());`;

export const page = `import "prescreen/elements";

const flow = document.createElement("prescreen-flow");
flow.base = location.origin;
flow.session = session;
flow.claimToken = claimToken;
flow.serverKeys = serverKeys;
flow.setAttribute("locale", "zh-CN");
const panel = document.createElement("prescreen-panel");
panel.flow = flow;
flow.addEventListener("prescreen-done", () => fetch("/complete", { method: "POST", body: session }));
document.querySelector("main").append(flow, panel);`;

export const react = `import { useState } from "react";
import { PrescreenFlow, PrescreenPanel } from "prescreen/react";

export function Screening({ session, claimToken, serverKeys, onDone }) {
  const [flow, setFlow] = useState(null);
  return (
    <>
      <PrescreenFlow guarded session={session} claimToken={claimToken} serverKeys={serverKeys} onFlow={setFlow} onDone={onDone} />
      <PrescreenPanel flow={flow} />
    </>
  );
}`;

export const vue = `<script setup>
import "prescreen/elements";
defineProps(["session", "claimToken", "serverKeys"]);
const base = location.origin;
</script>

<template>
  <!-- vite.config: isCustomElement: (tag) => tag.startsWith("prescreen-") -->
  <prescreen-flow .base="base" .session="session" .claimToken="claimToken" .serverKeys="serverKeys"
    @prescreen-done="$emit('done')" />
</template>`;

export const policy = `content-security-policy: default-src 'none';
  script-src 'self' 'wasm-unsafe-eval'; style-src 'self';
  img-src 'self'; font-src 'self'; connect-src 'self';
  object-src 'none'; base-uri 'none'; form-action 'none';
  frame-ancestors 'none'`;

export const readBack = `// When the page says "done", ask the server yourself. Believe nothing the browser tells you.
const screened = await fetch(\`https://screening.example/v1/sessions/\${session}\`, {
  headers: { authorization: \`Bearer \${credential}\` },
}).then((answer) => answer.json());
if (screened.complete) keep(screened.profile);`;
