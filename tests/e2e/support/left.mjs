// What left the browser: to which address, and by which names. Nothing is left out that has a body.

const claimsOf = (jws) => JSON.parse(Buffer.from(jws.split(".")[1], "base64url").toString("utf8"));

/** The content of a body, also of a signed one. */
export const content = (body) => (body.startsWith("{") ? JSON.parse(body) : claimsOf(body));

/** Everything that left with a body, one line each: where to, without a session's id, and the names of what is in it. */
export const left = (requests) => {
  const lines = requests
    .filter(({ body }) => body !== "")
    .map(({ url, body }) => {
      const path = new URL(url).pathname.replace(/sessions\/[\w-]+\//, "sessions/*/");
      return `${path}: ${Object.keys(content(body)).sort().join(" ")}`;
    });
  return [...new Set(lines)].sort();
};

/** What an assessment or a purchase sends, as `left` says it. */
export const named = {
  claim: "/v1/sessions/*/claim: jkt token",
  commit: "/v1/sessions/*/commit: commitment nonce pack session suite",
  verdict:
    "/v1/sessions/*/verdict: aud class class_on_file commitment credit flows iat nonce outcome pack permission product purpose reasons session session_check shadow subject suite ticket tier variant",
  /** A verdict with the record that the firm keeps. */
  withRecord: "/v1/sessions/*/verdict: record verdict",
  step: "/v1/sessions/*/steps: document flow locale nonce session step suite verdict",
};

/** Shortest text of letters, digits, - and _ that random ones, such as a key's, do not come to by luck. */
const NO_LUCK = 8;

/** Whether a place holds a secret; a number or a short word, such as a class, stands for itself and not within what is longer. */
export const holds = (place, secret) => {
  const within = /^\d+$/.test(secret) ? "\\d" : /^[\w-]+$/.test(secret) && secret.length < NO_LUCK ? "[\\w-]" : undefined;
  return within ? new RegExp(`(?<!${within})${secret}(?!${within})`).test(place) : place.includes(secret);
};

/** Of texts that were never to leave, those that stand in an address, a body or a header, also where it is encoded. */
export const told = (requests, secrets) => {
  const decoded = (text) =>
    text.split(/[.\s"{}:,[\]]+/).flatMap((part) => (/^[\w-]{16,}$/.test(part) ? [Buffer.from(part, "base64url").toString("utf8")] : []));
  const places = requests.flatMap(({ url, body, headers }) => {
    const all = [decodeURIComponent(url), body, JSON.stringify(headers)];
    return [...all, ...all.flatMap(decoded)];
  });
  return secrets.filter((secret) => places.some((place) => holds(place, secret)));
};
