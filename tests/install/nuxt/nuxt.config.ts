// Every page is rendered by a server, here when it is built.
export default defineNuxtConfig({
  compatibilityDate: "2026-01-01",
  telemetry: false,
  // Its cache of what a page was rendered with does not take the first page's address.
  experimental: { payloadExtraction: false },
  vue: { compilerOptions: { isCustomElement: (tag) => tag.startsWith("prescreen-") } },
});
