/**
 * The snippets of the guide, the same in both languages. Whole files are the example's own, so that what is read here is
 * what a test runs.
 */
import html from "../../../examples/page/index.html?raw";
import page from "../../../examples/page/page.js?raw";
import server from "../../../examples/page/server.mjs?raw";

export { html, page, server };

export const build = `git clone <this repository> prescreen && cd prescreen
make package    # target/package/prescreen-0.1.0.tgz and target/release/prescreen`;

export const install = `mkdir ../first-page && cd ../first-page
npm install ../prescreen/target/package/prescreen-0.1.0.tgz`;

export const serve = `../prescreen/target/release/prescreen serve --packs ../prescreen/packs --serve-unapproved-packs --page-origin http://127.0.0.1:3000`;

export const start = "node server.mjs    # then open http://127.0.0.1:3000";

export const readBack = `const answer = await fetch(\`https://screening.example/v1/sessions/\${session}\`, {
  headers: { authorization: \`Bearer \${credential}\` },
});
const { complete, lapsed, profile, verdict, receipt } = await answer.json();
const checked = await verifyReceipt({ verdict, receipt, keys });    // from "prescreen/server"
if (complete && !lapsed && checked.ok) keep(profile);    // class, validity, pack, evidence tier`;

export const react = `import { useState } from "react";
import { PrescreenFlow, PrescreenPanel } from "prescreen/react";

export function Screening({ base, session, claimToken, serverKeys, onDone }) {
  const [flow, setFlow] = useState(null);
  return (
    <>
      <PrescreenFlow guarded base={base} session={session} claimToken={claimToken} serverKeys={serverKeys} onFlow={setFlow} onDone={onDone} />
      <PrescreenPanel flow={flow} />
    </>
  );
}`;

export const vue = `<script setup>
import { ref } from "vue";
import "prescreen/elements";
defineProps(["base", "session", "claimToken", "serverKeys"]);
defineEmits(["done"]);
const flow = ref();
</script>

<template>
  <!-- vite.config: isCustomElement: (tag) => tag.startsWith("prescreen-") -->
  <prescreen-flow ref="flow" .base="base" .session="session" .claimToken="claimToken" .serverKeys="serverKeys"
    @prescreen-done="$emit('done', $event.detail)" />
  <prescreen-panel .flow="flow" />
</template>`;

export const policy = `content-security-policy: default-src 'none';
  script-src 'self' 'wasm-unsafe-eval'; style-src 'self';
  img-src 'self'; font-src 'self'; connect-src 'self';
  object-src 'none'; base-uri 'none'; form-action 'none';
  frame-ancestors 'none'`;

export const theme = `prescreen-flow, prescreen-panel {
  --action: light-dark(#0b5d66, #74cdd0);        /* what can be pressed */
  --action-hover: light-dark(#08474e, #9adfe1);
  --on-action: light-dark(#ffffff, #06262a);     /* what stands on it */
  --leaves: light-dark(#a5420d, #f2a571);        /* what crossed */
  --sans: "Your Face", sans-serif;
}
prescreen-flow::part(button) { border-radius: 0; }`;
