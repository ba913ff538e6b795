/** Choosing packs: the one under test and the one to compare with; a file, or a drop. */
import { html, nothing, type TemplateResult } from "lit";
import type { Desk } from "./desk";
import { load } from "./outline/forms";
import { documentOf, type KnownPack } from "./packs";
import { labWords } from "./words";

export const opening = (desk: Desk): TemplateResult => {
  const text = labWords().open;
  const packs = desk.packs ?? [];
  const find = (event: Event): KnownPack | undefined => packs.find((pack) => pack.key === (event.target as HTMLSelectElement).value);
  const option = (pack: KnownPack, chosen: KnownPack | undefined): TemplateResult =>
    html`<option value=${pack.key} .selected=${pack === chosen}>${pack.label}</option>`;
  const openChosen = (event: Event): void => {
    const pack = find(event);
    if (pack) desk.open(pack);
  };
  return html`<section class="opening" aria-labelledby="opening" @dragover=${hover} @drop=${dropped(desk)}>
    <h2 id="opening" class="vh">${text.title}</h2>
    <label class="pick"><span>${text.b}${desk.draft?.edited ? html` · <b>${text.edited}</b>` : nothing}</span>
      <select @change=${openChosen}>${packs.map((pack) => option(pack, desk.draft?.opened))}</select></label>
    <label class="pick">${text.a}
      <select @change=${(event: Event) => desk.compareWith(find(event))}>
        <option value="" .selected=${desk.other === undefined}>${text.asOpened}</option>
        ${packs.map((pack) => option(pack, desk.other))}
      </select></label>
    <p class="fresh"><button class="btn" type="button" @click=${() => void openFresh(desk)}>${text.fresh}</button></p>
    <div class="file">
      <input class="vh" id="pack-file" type="file" accept=".json,application/json" @change=${picked(desk)}>
      <label class="btn" for="pack-file">${text.file}</label>
    </div>
    <p class="small quiet hint">${text.drop}</p>
    ${desk.packs?.length === 0 ? html`<p class="note">${text.none}</p>` : nothing}
    <div role="alert">${desk.refusal ? html`<p class="note broken">${text[desk.refusal]}</p>` : nothing}</div>
  </section>`;
};

/** A pack from nothing, under a name that no other has; one goes on at what it says of itself. */
const openFresh = async (desk: Desk): Promise<void> => {
  const { freshPack, freeId } = await load();
  const ids = (desk.packs ?? []).map((pack) => documentOf(pack)?.id ?? "");
  const fresh = freshPack(freeId("pack", ids), new Date().getFullYear());
  desk.turnTo("fields");
  desk.openText(`${JSON.stringify(fresh, null, 2)}\n`, labWords().open.freshName);
  document.getElementById("about")?.focus();
};

const picked =
  (desk: Desk) =>
  (event: Event): void => {
    const input = event.target as HTMLInputElement;
    const file = input.files?.[0];
    // The same file may be chosen again after it was changed.
    input.value = "";
    if (file) void desk.openFile(file);
  };

const hover = (event: DragEvent): void => {
  if (event.dataTransfer?.types.includes("Files")) event.preventDefault();
};

const dropped =
  (desk: Desk) =>
  (event: DragEvent): void => {
    const file = event.dataTransfer?.files[0];
    if (!file) return;
    event.preventDefault();
    void desk.openFile(file);
  };
