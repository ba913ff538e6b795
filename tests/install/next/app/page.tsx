"use client";

import type { ServerKey } from "prescreen";
import { useEffect, useState } from "react";
import { Screening } from "./readme/Screening.jsx";

type Opened = { session: string; claim_token: string; server_keys: ServerKey[] };

/** A server renders the elements empty; the session comes in the page. */
export default function Page() {
  const [opened, setOpened] = useState<Opened>();
  useEffect(() => {
    void fetch("/my/session", { method: "POST" })
      .then((answer) => answer.json())
      .then(setOpened);
  }, []);
  return (
    <main>
      <Screening
        base=""
        session={opened?.session ?? ""}
        claimToken={opened?.claim_token}
        serverKeys={opened?.server_keys}
        onDone={() => location.assign("/my/next")}
      />
    </main>
  );
}
