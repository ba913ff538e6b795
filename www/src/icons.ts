/** Shapes that stand beside words; never alone. */
import { svg, type SVGTemplateResult } from "lit";

const paths = {
  "go-on": svg`<circle cx="10" cy="10" r="7.5"/><path d="m6.8 10.2 2.2 2.2 4.2-4.6"/>`,
  steps: svg`<path d="M3 16h4v-4h4V8h4V4h3"/>`,
  permission: svg`<circle cx="7" cy="7" r="3.7"/><path d="m9.7 9.7 6.800 6.800M13 13l2-2M15.200 15.200l1.800-1.800"/>`,
  proof: svg`<path d="M5 2.5h7l3.5 3.5v11.5h-10.5z" stroke-dasharray="2.6 2.2"/><path d="M8 10h4M8 13h4"/>`,
  assess: svg`<path d="M4 3.5h12v13H4zM7 7.5h6M7 10.5h6M7 13.5h3"/>`,
  person: svg`<circle cx="10" cy="6.5" r="3"/><path d="M4 17c.6-3.4 3-5 6-5s5.4 1.6 6 5"/>`,
  pause: svg`<circle cx="10" cy="10" r="7.5"/><path d="M8 7v6M12 7v6"/>`,
  not: svg`<circle cx="10" cy="10" r="7.5"/><path d="M6.5 10h7"/>`,
  next: svg`<path d="m8 5 5 5-5 5"/>`,
  back: svg`<path d="m12 5-5 5 5 5"/>`,
  theme: svg`<circle cx="10" cy="10" r="6.5"/><path d="M10 3.5a6.5 6.5 0 0 1 0 13z" fill="currentColor"/>`,
  broken: svg`<path d="M10 2.5 18 17H2z"/><path d="M10 8v4M10 14.5v.1"/>`,
  drop: svg`<path d="M10 13V3.5M6 7l4-4 4 4M3.500 12.500v4h13v-4"/>`,
  file: svg`<path d="M5 2.500h7l3.500 3.500v11.500h-10.500zM12 2.500v3.500h3.500"/>`,
  split: svg`<path d="M8.2 6.5H6a3.5 3.5 0 0 0 0 7h2.2M11.800 6.500H14a3.500 3.500 0 0 1 0 7h-2.200M10 3v2.600M10 14.400V17"/>`,
  gap: svg`<path d="M2.500 10h4.200M13.300 10h4.200M6.700 6.500v7M13.300 6.500v7"/>`,
  met: svg`<circle cx="10" cy="10" r="7.5"/><path d="m6.8 10.2 2.2 2.2 4.2-4.6"/>`,
  unmet: svg`<circle cx="10" cy="10" r="7.5"/><path d="M6.5 10h7"/>`,
  unknown: svg`<circle cx="10" cy="10" r="7.5" stroke-dasharray="2.6 2.2"/><path d="M8 8.2a2 2 0 1 1 2.700 1.900c-.5.2-.7.500-.7 1.100M10 13.400v.1"/>`,
  device: svg`<rect x="5.500" y="2.500" width="9" height="15" rx="1.800"/><path d="M9 15h2"/>`,
  code: svg`<path d="m7 6-4 4 4 4M13 6l4 4-4 4"/>`,
  proved: svg`<path d="M10 2.500 16 5v4.500c0 4-2.500 6.800-6 8-3.500-1.200-6-4-6-8V5z"/><path d="m7.200 9.800 2 2 3.800-4.200"/>`,
  done: svg`<path d="m4 10.5 4 4 8-9"/>`,
} satisfies Record<string, SVGTemplateResult>;

export type IconName = keyof typeof paths;

export const icon = (name: IconName): SVGTemplateResult => svg`<svg class="i" viewBox="0 0 20 20" aria-hidden="true">${paths[name]}</svg>`;
