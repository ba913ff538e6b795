import { createRoot } from "react-dom/client";
import { Screening } from "./readme/Screening.jsx";

const opened = await fetch("/my/session", { method: "POST" });
const { session, claim_token: claimToken } = (await opened.json()) as Record<"session" | "claim_token", string>;
const host = document.querySelector("main")!;
createRoot(host).render(<Screening base="" session={session} claimToken={claimToken} onDone={() => location.assign("/my/next")} />);
