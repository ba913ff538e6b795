import "./readme/module.js";
import "prescreen/elements";

const { session, claim_token: claimToken, server_keys: serverKeys } = await (await fetch("/my/session", { method: "POST" })).json();
const flow = Object.assign(document.createElement("prescreen-flow"), { session, claimToken, serverKeys });
document.querySelector("main")?.append(flow, Object.assign(document.createElement("prescreen-panel"), { flow }));
