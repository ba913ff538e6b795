/** The sentences of a report in the page's language. */
import { locale } from "../i18n";
import type { Shown } from "./jobs";

export const said = (shown: Shown): Shown["said"]["en"] => shown.said[locale() === "zh-CN" ? "zh" : "en"];
