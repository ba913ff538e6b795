/** Whether the site is built with the rule lab; see `vite.config.ts`. */
declare const __LAB__: boolean;
