import { start } from "../shell";
import { words } from "../i18n";
import { guide } from "../guide";
import "../styles/guide.css";

/** The place that the address names is there only now. */
const toPlace = (): void => document.getElementById(location.hash.slice(1))?.scrollIntoView();

start({ name: "guide", title: () => words().guide.title, main: guide });
toPlace();
