// What a strict project writes of the React part, with every type as it is shipped.
import type { PrescreenEvents } from "prescreen/elements";
import { PrescreenFlow, PrescreenPanel } from "prescreen/react";
import type { ReactElement } from "react";

const done = ({ complete, outcome }: PrescreenEvents["prescreen-done"]["detail"]): string => `${outcome} ${complete}`;

export const typed: ReactElement[] = [
  <PrescreenFlow key="flow" session="s-1" claimToken="t" serverKeys={[]} guarded locale="de" elder={20} phone="1" onDone={done} />,
  <PrescreenPanel key="panel" flow={null} className="side" />,
  <PrescreenPanel key="files" flow={null} files={2} />,
  <prescreen-flow key="own" locale="en" theme="dark" elder={25} phone="1" />,
  <prescreen-flow key="given" session="s-1" base="https://screening.example" />,
  <PrescreenFlow key="words" session="s-1" texts={{ retry: "Again", question: { ends: (time) => `Until ${time}` } }} />,
  <prescreen-panel key="own-panel" locale="en" />,
  // @ts-expect-error: a flow has a session
  <PrescreenFlow key="none" />,
  // @ts-expect-error: what makes a sentence of figures is a function
  <PrescreenFlow key="money" session="s-1" texts={{ money: "x" }} />,
  // @ts-expect-error: so it is within a part
  <PrescreenFlow key="ends" session="s-1" texts={{ question: { ends: "x" } }} />,
  // @ts-expect-error: there is no such size
  <prescreen-flow key="size" elder={21} />,
];

document.addEventListener("prescreen-done", ({ detail }) => done(detail));
document.addEventListener("prescreendone", ({ detail }) => done(detail));
