import { start } from "../shell";
import { words } from "../i18n";
import { guide } from "../guide";
import "../styles/guide.css";

start({ name: "guide", title: () => words().guide.title, main: guide });
