import { createApp } from "vue";
import Screening from "./readme/Screening.vue";

const opened = await fetch("/my/session", { method: "POST" });
const { session, claim_token: claimToken } = (await opened.json()) as Record<"session" | "claim_token", string>;
createApp(Screening, { base: "", session, claimToken, onDone: () => location.assign("/my/next") }).mount("main");
