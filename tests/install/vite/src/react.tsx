import type { ServerKey } from "prescreen";
import { createRoot } from "react-dom/client";
import { Screening } from "./readme/Screening.jsx";

type Opened = { session: string; claim_token: string; server_keys: ServerKey[] };

const opened = await fetch("/my/session", { method: "POST" });
const { session, claim_token: claimToken, server_keys: serverKeys } = (await opened.json()) as Opened;
const host = document.querySelector("main") as HTMLElement;
createRoot(host).render(
  <Screening base="" session={session} claimToken={claimToken} serverKeys={serverKeys} onDone={() => location.assign("/my/next")} />,
);
