import type { ServerKey } from "prescreen";
import { createApp } from "vue";
import Screening from "./readme/Screening.vue";

type Opened = { session: string; claim_token: string; server_keys: ServerKey[] };

const opened = await fetch("/my/session", { method: "POST" });
const { session, claim_token: claimToken, server_keys: serverKeys } = (await opened.json()) as Opened;
createApp(Screening, { base: "", session, claimToken, serverKeys, onDone: () => location.assign("/my/next") }).mount("main");
