import { Component, provideZonelessChangeDetection, signal } from "@angular/core";
import { bootstrapApplication } from "@angular/platform-browser";
import { init, type ServerKey } from "prescreen";
import wasm from "prescreen/prescreen.wasm";
import { Screening } from "./readme/screening";

type Opened = { session: string; claim_token: string; server_keys: ServerKey[] };

@Component({
  selector: "app-page",
  imports: [Screening],
  template: `
    @if (opened(); as mine) {
      <app-screening base="" [session]="mine.session" [claimToken]="mine.claim_token" [serverKeys]="mine.server_keys" (done)="leave()" />
    }`,
})
class Page {
  readonly opened = signal<Opened | undefined>(undefined);

  constructor() {
    void this.open();
  }

  async open(): Promise<void> {
    await init({ module: new URL(wasm, document.baseURI) });
    const opened = await fetch("/my/session", { method: "POST" });
    this.opened.set((await opened.json()) as Opened);
  }

  leave(): void {
    location.assign("/my/next");
  }
}

await bootstrapApplication(Page, { providers: [provideZonelessChangeDetection()] });
