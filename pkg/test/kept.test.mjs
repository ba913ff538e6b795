// What a device keeps: consents by the words that were agreed to, and a draft that only its own key opens.
import assert from "node:assert/strict";
import { test } from "node:test";
import { heldDraft } from "prescreen";
import { makeServer, packText } from "./support/server.mjs";
import { answerAll, begin, until } from "./support/walk.mjs";

/** A shelf that shows what it holds. */
const shelf = (outlives = true) => {
  const held = new Map();
  const shelf = {
    held,
    saves: 0,
    save: async (entry) => {
      held.set(entry.id, entry);
      shelf.saves += 1;
      return outlives;
    },
    load: async (id) => held.get(id),
    wipe: async (id) => void held.delete(id),
  };
  return shelf;
};
const shelves = (outlives) => ({ consents: shelf(outlives), drafts: shelf(outlives) });
/** What is written is written in turn, behind the flow: waits until something holds of it. */
const settled = async (holds) => {
  for (let look = 0; look < 500 && !holds(); look += 1) await new Promise((done) => setTimeout(done, 10));
  assert.ok(holds(), "it is written in the end");
};
const kinds = (seen) => [...new Set(seen.map(({ kind }) => kind))];

const through = async (flow, kept) => {
  let given = kept?.consents.saves;
  while (flow.view.kind === "notices" || flow.view.kind === "consent") {
    given += flow.view.notices?.length ?? 1;
    if (flow.view.kind === "notices") flow.next();
    else flow.consent(true);
  }
  if (kept) await settled(() => kept.consents.saves === given);
};

test("notices and consents are shown once for their words, to one person", async () => {
  const kept = shelves();
  const first = await begin(await makeServer(), { shelves: kept });
  assert.equal(first.flow.agreedAt, undefined);
  await through(first.flow, kept);

  const again = await begin(await makeServer(), { shelves: kept });
  assert.equal(again.flow.view.kind, "question");
  assert.ok(Math.abs(again.flow.agreedAt - Date.now() / 1000) < 60);

  const other = await begin(await makeServer({ session: { subject: "person-2" } }), { shelves: kept });
  assert.equal(other.flow.view.kind, "notices");

  const changed = JSON.parse(packText);
  const consent = changed.notices.find(({ kind, required }) => kind === "consent" && required);
  changed.texts.en[`notice.${consent.id}.body`] += " One more sentence.";
  const anew = await begin(await makeServer({ document: JSON.stringify(changed) }), { shelves: kept });
  assert.deepEqual([anew.flow.view.kind, anew.flow.view.notice?.id], ["consent", consent.id], "and nothing else of it");
});

test("what was agreed to can be read and withdrawn, and is asked again after that", async () => {
  const kept = shelves();
  await through((await begin(await makeServer(), { shelves: kept })).flow, kept);
  const { flow } = await begin(await makeServer(), { shelves: kept });
  const asked = flow.view.item.id;
  flow.showAgreed();
  assert.equal(flow.view.kind, "notices");
  flow.next();
  flow.consent(true);
  while (flow.view.kind === "consent") flow.consent(true);
  assert.equal(flow.view.item.id, asked, "it goes on from where it was");

  const second = await begin(await makeServer(), { shelves: kept });
  second.flow.showAgreed();
  second.flow.next();
  second.flow.consent(false);
  assert.deepEqual([second.flow.view.kind, second.flow.view.why], ["stopped", "declined"]);
  await settled(() => [...kept.consents.held.values()].some(({ notices }) => Object.values(notices).some(({ given }) => !given)));
  const third = await begin(await makeServer(), { shelves: kept });
  assert.equal(third.flow.view.kind, "consent");
});

test("a consent that is not required and was declined is not asked for again, and nothing is watched", async () => {
  const kept = shelves();
  const { flow, connection } = await begin(await makeServer(), { shelves: kept });
  const optional = connection.pack.document.fraud.consent;
  while (flow.view.kind !== "question") {
    if (flow.view.kind === "notices") flow.next();
    else flow.consent(flow.view.notice.id !== optional);
  }
  await settled(() => kept.consents.saves === connection.pack.document.notices.length);
  const again = await begin(await makeServer(), { shelves: kept });
  assert.equal(again.flow.view.kind, "question");
  assert.equal(again.flow.observed, false);
});

test("the consent to be looked at is withdrawn at a question, and the next session looks at nothing", async () => {
  const kept = shelves();
  const { flow, connection } = await begin(await makeServer(), { shelves: kept });
  const optional = connection.pack.document.fraud.consent;
  assert.equal(flow.observed, false);
  await through(flow, kept);
  assert.equal(flow.observed, true);
  const { item } = flow.view;
  const { saves } = kept.consents;
  flow.withdraw();
  assert.deepEqual([flow.observed, flow.view.kind, flow.view.item.id], [false, "question", item.id]);
  await settled(() => kept.consents.saves === saves + 1);
  flow.withdraw();
  const again = await begin(await makeServer(), { shelves: kept });
  assert.deepEqual([again.flow.view.kind, again.flow.observed], ["question", false]);
  assert.equal(kept.consents.saves, saves + 1, "nothing is withdrawn twice");
  const [{ notices }] = kept.consents.held.values();
  assert.deepEqual(
    Object.entries(notices).flatMap(([id, { given }]) => (given ? [] : [id])),
    [optional],
  );
});

test("withdrawn at the confirmation it stands in the record, and after that there is nothing to withdraw", async () => {
  const { flow, connection } = await begin(await makeServer());
  await answerAll(flow);
  while (flow.view.kind === "clarify") {
    flow.clarify(true);
    await until(flow, "clarify", "review");
  }
  flow.withdraw();
  await until(flow, "review");
  await flow.commit();
  assert.equal(flow.view.kind, "result");
  flow.withdraw();
  await flow.send();
  const { shown } = JSON.parse(flow.record());
  assert.equal(shown.notices.find(({ id }) => id === connection.pack.document.fraud.consent).given, false);
});

test("names of what is kept say nothing of the person", async () => {
  const kept = shelves();
  await through((await begin(await makeServer(), { shelves: kept })).flow, kept);
  const [[id]] = [...kept.consents.held];
  assert.match(id, /^[A-Za-z0-9_-]{43}$/);
  assert.doesNotMatch(JSON.stringify([...kept.consents.held]), /person-1|broker/);
});

test("a draft is kept only where the person wants one, and nothing in it can be read", async () => {
  const kept = shelves();
  const { flow } = await begin(await makeServer(), { shelves: kept });
  await through(flow, kept);
  const item = flow.view.item;
  flow.answer(item.id, item.options[1].id);
  assert.equal(kept.drafts.held.size, 0, "nobody asked for it");
  await flow.keepDraft(true);
  flow.next();
  flow.answer(flow.view.item.id, flow.view.item.options[0].id);
  await settled(() => kept.drafts.saves === 2);
  const [entry] = kept.drafts.held.values();
  assert.deepEqual([entry.key.algorithm.name, entry.key.algorithm.length, entry.key.extractable], ["AES-GCM", 256, false]);
  await assert.rejects(crypto.subtle.exportKey("raw", entry.key));
  const { key, ...rest } = entry;
  const text = JSON.stringify(rest) + Buffer.from(rest.sealed, "base64url").toString("latin1");
  for (const word of [item.id, item.options[1].id, "answers", "person-1"]) assert.equal(text.includes(word), false, word);

  await flow.keepDraft(false);
  assert.equal(kept.drafts.held.size, 0, "one press clears it");
});

test("a draft is taken up by the same person alone, at the first question that is open", async () => {
  const kept = shelves();
  const first = await begin(await makeServer(), { shelves: kept });
  await through(first.flow, kept);
  await first.flow.keepDraft(true);
  const given = {};
  for (let count = 0; count < 4; count += 1) {
    const { item } = first.flow.view;
    given[item.id] = item.kind === "multiple" ? [item.options[0].id] : item.options[0].id;
    first.flow.answer(item.id, given[item.id]);
    first.flow.next();
  }
  const open = first.flow.view.item.id;
  await settled(() => kept.drafts.saves === 5);
  first.flow.stop();
  assert.equal(first.flow.view.why, "stopped");

  const other = await begin(await makeServer({ session: { subject: "person-2" } }), { shelves: kept });
  assert.equal(other.flow.draft.takenUp, undefined);

  const again = await begin(await makeServer(), { shelves: kept });
  assert.equal(again.flow.view.item.id, open);
  assert.equal(again.flow.progress.answered, 4);
  assert.ok(Date.now() - again.flow.draft.takenUp < 60_000);
  assert.equal(again.flow.draft.until, again.flow.draft.takenUp + 7 * 24 * 60 * 60 * 1000, "the end that the page before it named");

  // What is confirmed is no draft any more.
  await answerAll(again.flow);
  for (; again.flow.view.kind === "clarify"; await until(again.flow, "clarify", "review")) again.flow.clarify(true);
  await again.flow.commit();
  assert.equal(again.flow.view.kind, "result");
  assert.equal(kept.drafts.held.size, 0);
});

test("a draft of other questions, or one that does not open, is not taken up", async () => {
  const kept = shelves();
  const { flow } = await begin(await makeServer(), { shelves: kept });
  await through(flow, kept);
  await flow.keepDraft(true);
  flow.answer(flow.view.item.id, flow.view.item.options[0].id);
  await settled(() => kept.drafts.saves === 2);
  const document = JSON.parse(packText);
  document.version = "99.0.0";
  const newer = await begin(await makeServer({ document: JSON.stringify(document) }), { shelves: kept });
  assert.equal(newer.flow.draft.takenUp, undefined);

  const [[id, entry]] = [...kept.drafts.held];
  kept.drafts.held.set(id, { ...entry, sealed: entry.sealed.replace(/^../, "AA") });
  const broken = await begin(await makeServer(), { shelves: kept });
  assert.equal(broken.flow.draft.takenUp, undefined);
  assert.equal(kept.drafts.held.size, 0);
});

test("a draft that the browser does not keep is said to be none", async () => {
  const { flow } = await begin(await makeServer(), { shelves: shelves(false) });
  await through(flow);
  await flow.keepDraft(true);
  assert.deepEqual([flow.draft.possible, flow.draft.failed], [true, true]);
  const none = await begin(await makeServer());
  assert.equal(none.flow.draft.possible, false, "outside of a page nothing is kept");
});

test("stopping before the result is the person's own end: nothing is committed, and no answer is left", async () => {
  const server = await makeServer();
  const { flow, seen } = await begin(server, {});
  await through(flow);
  flow.answer(flow.view.item.id, flow.view.item.options[0].id);
  flow.stop();
  assert.deepEqual([flow.view.kind, flow.view.why, flow.unsent, flow.progress.answered], ["stopped", "stopped", false, 0]);
  assert.equal(kinds(seen).includes("review"), false);
  assert.equal(
    server.requests.some(({ path }) => path.endsWith("/commit")),
    false,
  );
});

test("a page is told of a draft before a session is opened: how much is answered, by whom alone", async () => {
  const kept = shelves();
  const { flow, connection } = await begin(await makeServer(), { shelves: kept });
  await through(flow, kept);
  const { audience, subject, purpose, product, pack } = connection.session;
  const sought = { audience, subject, purpose, product: product?.id ?? null, pack };
  assert.equal(await heldDraft(sought, kept), undefined);
  flow.answer(flow.view.item.id, flow.view.item.options[0].id);
  await flow.keepDraft(true);
  flow.next();
  flow.answer(flow.view.item.id, flow.view.item.options[0].id);
  await settled(() => kept.drafts.saves === 2);
  const { answered, savedAt, until: end } = await heldDraft(sought, kept);
  assert.deepEqual([answered, end - savedAt], [2, 7 * 86_400_000]);
  assert.ok(Math.abs(savedAt - Date.now()) < 60_000);
  for (const other of [{ subject: "person-2" }, { purpose: "purchase" }, { pack: { hash: "A".repeat(43) } }, { product: "other" }])
    assert.equal(await heldDraft({ ...sought, ...other }, kept), undefined, JSON.stringify(other));
  const [[id, entry]] = [...kept.drafts.held];
  kept.drafts.held.set(id, { ...entry, sealed: entry.sealed.replace(/^../, "AA") });
  assert.equal(await heldDraft(sought, kept), undefined, "one that does not open is none");
});
