// As a server would have sent it: React then takes over the markup that is there, and sets no properties by itself.
import type { ServerKey } from "prescreen";
import { hydrateRoot } from "react-dom/client";
import { renderToString } from "react-dom/server";
import { Screening } from "./readme/Screening.jsx";

type Opened = { session: string; claim_token: string; server_keys: ServerKey[] };

const opened = await fetch("/my/session", { method: "POST" });
const { session, claim_token: claimToken, server_keys: serverKeys } = (await opened.json()) as Opened;
const host = document.querySelector("main") as HTMLElement;
const page = (
  <Screening base="" session={session} claimToken={claimToken} serverKeys={serverKeys} onDone={() => location.assign("/my/next")} />
);
host.innerHTML = renderToString(page);
hydrateRoot(host, page);
