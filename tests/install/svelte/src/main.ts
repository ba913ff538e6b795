import type { ServerKey } from "prescreen";
import { mount } from "svelte";
import Screening from "./readme/Screening.svelte";

type Opened = { session: string; claim_token: string; server_keys: ServerKey[] };

const opened = await fetch("/my/session", { method: "POST" });
const { session, claim_token: claimToken, server_keys: serverKeys } = (await opened.json()) as Opened;
mount(Screening, {
  target: document.querySelector("main") as HTMLElement,
  props: { base: "", session, claimToken, serverKeys, ondone: () => location.assign("/my/next") },
});
