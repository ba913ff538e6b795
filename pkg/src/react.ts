/**
 * `<prescreen-flow>` and `<prescreen-panel>` as components of React 18 and 19, also where a server renders first.
 *
 * The token is set as a property once the component is in the page: it is in no markup that a server sends.
 */
import { createElement, type HTMLAttributes, type ReactElement, useEffect, useRef } from "react";
import type { PrescreenEvents, PrescreenFlowElement, PrescreenPanelElement, ProvedFigures, Texts } from "./elements.js";

type Own = Pick<PrescreenFlowElement, "session" | "base" | "guarded" | "serverKeys" | "shadow" | "scorers" | "found">;
type Look = Pick<HTMLAttributes<HTMLElement>, "className" | "style" | "id">;

export interface ScreeningProps extends Partial<Own>, Look {
  session: string;
  /** The session's one-time token; used once, at the first drawing of a session. */
  claimToken?: string;
  /** Language wished for (BCP 47); the document's when left out. */
  locale?: string;
  theme?: "light" | "dark";
  /** Larger text and targets, in pixels of the main text. */
  elder?: 20 | 25 | 30;
  /** The firm's telephone number, shown with `elder`. */
  phone?: string;
  /** Where the page goes on after the end, by a button of the element; empty where `onLeave` does it. */
  onward?: string;
  texts?: Texts;
  /** The flow element, once it is in the page; `null` when it is gone. For a panel beside it: `<PrescreenPanel flow={flow} />`. */
  onFlow?: (flow: PrescreenFlowElement | null) => void;
  onStep?: (detail: PrescreenEvents["prescreen-step"]["detail"]) => void;
  /** In a session of an experiment alone. */
  onQuestion?: (detail: PrescreenEvents["prescreen-question"]["detail"]) => void;
  onSent?: (detail: PrescreenEvents["prescreen-sent"]["detail"]) => void;
  onContact?: (detail: PrescreenEvents["prescreen-contact"]["detail"]) => void;
  onAbandon?: (detail: PrescreenEvents["prescreen-abandon"]["detail"]) => void;
  onError?: (detail: PrescreenEvents["prescreen-error"]["detail"]) => void;
  onElder?: (detail: PrescreenEvents["prescreen-elder"]["detail"]) => void;
  onDone?: (detail: PrescreenEvents["prescreen-done"]["detail"]) => void;
  /** The person goes on: what was only in the page may be gone. */
  onLeave?: (detail: PrescreenEvents["prescreen-leave"]["detail"]) => void;
}

const EVENTS = {
  "prescreen-step": "onStep",
  "prescreen-question": "onQuestion",
  "prescreen-sent": "onSent",
  "prescreen-contact": "onContact",
  "prescreen-abandon": "onAbandon",
  "prescreen-error": "onError",
  "prescreen-elder": "onElder",
  "prescreen-done": "onDone",
  "prescreen-leave": "onLeave",
} as const satisfies Record<keyof PrescreenEvents, keyof ScreeningProps>;

/** Set before the session, which starts the flow. */
const SETTINGS = ["base", "guarded", "serverKeys", "shadow", "scorers", "found", "texts"] as const;

/** One session. Keep it mounted while the person answers: what is unmounted is over, and a token is good for one claim. */
export const PrescreenFlow = (props: ScreeningProps): ReactElement => {
  const { session, claimToken, locale, theme, elder, phone, onward, className, style, id, onFlow } = props;
  const host = useRef<PrescreenFlowElement>(null);
  const last = useRef(props);
  useEffect(() => {
    last.current = props;
  });
  useEffect(() => {
    const flow = host.current;
    if (!flow) return undefined;
    void import("./elements.js");
    const heard = Object.entries(EVENTS).map(([name, prop]) => {
      const listener = (event: Event): void => {
        const told = last.current[prop] as ((detail: unknown) => void) | undefined;
        told?.((event as CustomEvent).detail);
      };
      flow.addEventListener(name, listener);
      return () => flow.removeEventListener(name, listener);
    });
    onFlow?.(flow);
    return () => {
      for (const off of heard) off();
      onFlow?.(null);
    };
  }, [onFlow]);
  useEffect(() => {
    const flow = host.current;
    if (!flow) return;
    for (const name of SETTINGS) if (last.current[name] !== undefined) Object.assign(flow, { [name]: last.current[name] });
    if (claimToken !== undefined) flow.claimToken = claimToken;
    flow.session = session;
  }, [session, claimToken]);
  // `class` is what both versions of React write for an element of its own.
  return createElement("prescreen-flow", { ref: host, locale, theme, elder, phone, onward, class: className, style, id });
};

export interface PanelProps extends Look {
  /** From `onFlow` of the flow. */
  flow: PrescreenFlowElement | null;
  locale?: string;
  theme?: "light" | "dark";
  elder?: 20 | 25 | 30;
  texts?: Texts;
  /** Proofs of packs, for the sentence on how much a result can tell. */
  proofs?: readonly ProvedFigures[];
  /** How many files of the person are read in this page; the panel says that they stay. */
  files?: number;
}

const NONE: readonly ProvedFigures[] = [];

/** What leaves the device, beside a flow. */
export const PrescreenPanel = ({
  flow,
  locale,
  theme,
  elder,
  texts,
  proofs = NONE,
  files = 0,
  className,
  style,
  id,
}: PanelProps): ReactElement => {
  const host = useRef<PrescreenPanelElement>(null);
  useEffect(() => {
    void import("./elements.js");
    if (host.current) Object.assign(host.current, { flow: flow ?? undefined, texts: texts ?? {}, proofs, files });
  }, [flow, texts, proofs, files]);
  return createElement("prescreen-panel", { ref: host, locale, theme, elder, class: className, style, id });
};

interface OwnAttributes<Element> extends HTMLAttributes<Element> {
  ref?: unknown;
  key?: string | number | bigint | null;
  class?: string | undefined;
  locale?: string | undefined;
  theme?: "light" | "dark" | undefined;
  elder?: "" | 20 | 25 | 30 | "20" | "25" | "30" | undefined;
}

declare module "react" {
  namespace JSX {
    interface IntrinsicElements {
      "prescreen-flow": OwnAttributes<PrescreenFlowElement> & {
        phone?: string | undefined;
        onward?: string | undefined;
        session?: string | undefined;
        base?: string | undefined;
      };
      "prescreen-panel": OwnAttributes<PrescreenPanelElement>;
    }
  }
}
