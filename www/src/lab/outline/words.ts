/** Words of the forms of the outline, in both languages. */
import { inLocale } from "../../i18n";
import type { Kind } from "../shape/questions";
import type { Fate } from "../shape/references";
import type { Outcome, Severity } from "../shape/rules";
import type { Group } from "./parts";

const zh = {
  up: "上移",
  down: "下移",
  taken: "这个名称不能用：只用小写字母、数字、- 和 _，并且不能与别处重复。原来的名称不变。",
  empty: "这里不能空着。原来的文字不变。",
  asked: {
    title: (n: number) => `有 ${n} 处用到它`,
    fates: {
      goes: "没有它就不成立，会一起删去",
      loses: "留下，只是少提一个回答，对每个人说的不变",
      idle: "留下，但再没有回答符合它",
      first: "每个规则包都要有它，请先改",
    } satisfies Record<Fate, string>,
    first: "请先改上面必须有的那条规则，再回来。",
    go: "连同这些一起删改",
    keep: "先不动",
  },
  question: {
    kind: "题型",
    kinds: { single: "单选", multiple: "多选", number: "填数字" } satisfies Record<Kind, string>,
    pick: "选了多项时怎样计分",
    picks: { max: "只算最高的一项", sum: "加在一起" },
    counts: "计入哪一项总分",
    id: "规则里的名称",
    remove: "删去这一题",
    help: "加一段填答说明",
    noHelp: "删去填答说明",
  },
  section: { title: "标题", id: "规则里的名称", remove: "删去这一部分和它的题目" },
  option: {
    title: "选项",
    add: "加一个选项",
    move: (name: string) => `移动选项「${name}」`,
    up: (name: string) => `把选项「${name}」上移`,
    down: (name: string) => `把选项「${name}」下移`,
    remove: (name: string) => `删去选项「${name}」`,
    removeShort: "删去",
    alone: "只能单独选，不能与其他选项同时选",
    aloneShort: "单独选",
    marked: "选它就表示",
    id: "规则里的名称",
    to: "到哪个整数为止",
    interval: (from: number | null, to: number | null) =>
      from === null ? (to === null ? "不限" : `${to} 及以下`) : to === null ? `${from} 及以上` : from === to ? `${from}` : `${from}–${to}`,
  },
  said: {
    lowest: (who: string, lowest: string) => `凡是${who}的人，都在最低类别：${lowest}`,
    cap: (who: string, top: string) => `凡是${who}的人，类别不高于 ${top}`,
    rule: (who: string, then: string, unless: string | undefined) => `凡是${who}的人，${then}${unless ? `；但${unless}的除外` : ""}`,
    asked: (kept: string) => `会被问一次；坚持原来的回答时，${kept}`,
    flow: (flow: string) => `先走完步骤「${flow}」`,
    severities: {
      note: () => "记入理由",
      ask: () => "会被问一次",
      cap: (top: string) => `类别不高于 ${top}`,
      refer: () => "由人来看",
      block: () => "得不出类别",
    } satisfies Record<Severity, (top: string) => string>,
    outcomes: {
      proceed: "可以办理",
      proceed_after: "走完步骤后可以办理",
      pause: "先暂停",
      insufficient_evidence: "资料不足，不能办理",
      refer: "由人决定",
      refuse: "不能办理",
    } satisfies Record<Outcome, string>,
    fits: { term: "哪些期限的产品符合回答", type: "哪些种类的产品符合回答" },
  },
  rules: {
    says: {
      lowest: "先于所有计分。每个规则包有且只有一条。",
      caps: "回答或资料符合条件的人，类别不会高于这里写的。",
      contradictions: "放在一起不常见的回答，以及遇到时怎么办。",
      eligibility: "谁可以在线办理，与产品无关。",
    } satisfies Record<Group, string>,
    add: { caps: "加一条上限", contradictions: "加一组矛盾", eligibility: "加一条准入规则" },
    remove: "删去这条规则",
    reason: "给本人看的理由",
    comes: "结果",
    kept: "坚持原来的回答时",
    severities: {
      note: "记入理由",
      ask: "问一次",
      cap: "限制类别",
      refer: "由人来看",
      block: "得不出类别",
    } satisfies Record<Severity, string>,
    flow: "要走的步骤",
    unless: "除非",
    addUnless: "加一个例外",
    noUnless: "删去例外",
  },
  basis: { title: "依据", sources: "来源", firm: "公司自己的选择", another: "另写一个公司自己的原因", words: "公司的原因" },
  about: {
    title: "给投资者看的名称",
    id: "规则包的名称",
    version: "版本",
    badVersion: "版本要写成三个数，例如 1.0.0。原来的版本不变。",
    regulator: "监管机构",
    from: "从哪一天起生效",
    classes: "类别的名称和说明",
    name: (id: string) => `${id} · 名称`,
    meaning: (id: string) => `${id} · 说明`,
    short: (id: string) => `${id} · 简称`,
    dimension: "总分的名称",
    knobs: "实验可以改动的部分",
  },
};

export type OutlineWords = typeof zh;

const en: OutlineWords = {
  up: "Move up",
  down: "Move down",
  taken: "This name is not taken: use small letters, digits, - and _, and a name that nothing else has. It keeps the one before.",
  empty: "This cannot be empty. It keeps what it said before.",
  asked: {
    title: (n) => (n === 1 ? "One thing refers to it" : `${n} things refer to it`),
    fates: {
      goes: "cannot stand without it, and goes too",
      loses: "stays, names one answer fewer, and says the same of everybody",
      idle: "stays, but no answer meets it any more",
      first: "every pack has it: change it first",
    },
    first: "Change the rule that every pack has, and come back.",
    go: "Do it, with all of these",
    keep: "Leave it as it is",
  },
  question: {
    kind: "Kind of question",
    kinds: { single: "One answer", multiple: "Several answers", number: "A number" },
    pick: "How several answers score",
    picks: { max: "The highest one counts", sum: "All are added up" },
    counts: "Counts for",
    id: "Name in rules",
    remove: "Remove this question",
    help: "Add an explanation",
    noHelp: "Take out the explanation",
  },
  section: { title: "Heading", id: "Name in rules", remove: "Remove this section and its questions" },
  option: {
    title: "Options",
    add: "Add an option",
    move: (name) => `Move the option “${name}”`,
    up: (name) => `Move the option “${name}” up`,
    down: (name) => `Move the option “${name}” down`,
    remove: (name) => `Remove the option “${name}”`,
    removeShort: "Remove",
    alone: "Chosen alone, never together with others",
    aloneShort: "alone",
    marked: "Choosing it means",
    id: "Name in rules",
    to: "Up to which whole number",
    interval: (from, to) =>
      from === null
        ? to === null
          ? "any number"
          : `${to} or less`
        : to === null
          ? `${from} or more`
          : from === to
            ? `${from}`
            : `${from}–${to}`,
  },
  said: {
    lowest: (who, lowest) => `Where ${who}, the class is the lowest: ${lowest}`,
    cap: (who, top) => `Where ${who}, the class is at most ${top}`,
    rule: (who, then, unless) => `Where ${who}, ${then}${unless ? `, unless ${unless}` : ""}`,
    asked: (kept) => `the person is asked once; if the answers are kept, ${kept}`,
    flow: (flow) => `one goes on after the steps “${flow}”`,
    severities: {
      note: () => "it is noted among the reasons",
      ask: () => "the person is asked once",
      cap: (top) => `the class is at most ${top}`,
      refer: () => "a person looks at it",
      block: () => "there is no class",
    },
    outcomes: {
      proceed: "one can go on",
      proceed_after: "one can go on after steps",
      pause: "it is on hold",
      insufficient_evidence: "there is not enough evidence",
      refer: "a person decides",
      refuse: "it is refused",
    },
    fits: { term: "Which terms of products fit the answer", type: "Which types of products fit the answer" },
  },
  rules: {
    says: {
      lowest: "It comes before any points. Every pack has exactly one.",
      caps: "Whoever meets the condition comes no higher than this class.",
      contradictions: "Answers that are unusual together, and what then happens.",
      eligibility: "Who may be served online, whatever the product.",
    },
    add: { caps: "Add a cap", contradictions: "Add a contradiction", eligibility: "Add a rule of who may be served" },
    remove: "Remove this rule",
    reason: "What the person is told",
    comes: "What happens",
    kept: "If the answers are kept",
    severities: { note: "Note it", ask: "Ask once", cap: "Hold the class down", refer: "A person looks at it", block: "No class" },
    flow: "Steps to go through",
    unless: "Unless",
    addUnless: "Add an exception",
    noUnless: "Take out the exception",
  },
  basis: {
    title: "Why it is there",
    sources: "Sources",
    firm: "The firm’s own choice",
    another: "Write another reason of the firm’s own",
    words: "The firm’s reason",
  },
  about: {
    title: "Name that investors see",
    id: "Name of the pack",
    version: "Version",
    badVersion: "A version is three numbers, as 1.0.0. It keeps the one before.",
    regulator: "Supervisor",
    from: "In force from",
    classes: "What the classes are called",
    name: (id) => `${id} · name`,
    meaning: (id) => `${id} · meaning`,
    short: (id) => `${id} · short name`,
    dimension: "Name of the sum",
    knobs: "What an experiment may vary",
  },
};

export const outlineWords = (): OutlineWords => inLocale<OutlineWords>({ en, "zh-CN": zh });
