/** What stands under every algorithm of the HPKE library, in place of its own: WebCrypto as it was taken at import. */
import * as subtle from "./subtle.js";

export class NativeAlgorithm {
  readonly _api = subtle;

  async _setup(): Promise<void> {}
}
