/** What importing `prescreen/prescreen.wasm` gives in a bundler that ships the file beside the script: its address. Types alone. */
declare const address: string;
export default address;
