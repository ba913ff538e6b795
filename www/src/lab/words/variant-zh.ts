/** What stands in the way of a variant, in Chinese: each English sentence as the engine writes it, with `{}` for its values. */
export const variantFindingsInChinese: readonly (readonly [english: string, chinese: string])[] = [
  [
    "{} is not as in the control, and a variant changes wording and order alone",
    "{1} 和对照不一样，而版本只能改措辞和顺序。请放回原样；分数、规则和别的题目，请用影子规则包来试。",
  ],
  ["the variant '{}' changes nothing: it is the control in everything", "版本「{1}」什么也没改，和对照完全一样。请先改点什么。"],
  ["the variant is called '{}', and its pack's file would be hidden", "版本叫「{1}」，它的文件会被隐藏。请用字母或数字开头。"],
  ["the variant is called '{}', as the control is", "版本叫「{1}」，和对照同名。请换一个 id。"],
  [
    "the variant varies `{}`, which is not among the knobs of '{}'",
    "版本改了「{1}」，而「{2}」不允许实验改动它。请在对照的「实验可以改动的部分」里勾选，或者不改。",
  ],
  ["the pack has no question '{}'", "规则包没有题目「{1}」。请用已有的题目。"],
  ["the options of '{}' are intervals of a number, which stand in rising order", "「{1}」的选项是数值区间，要从小到大。请保持原来的顺序。"],
  ["'{}' is none of those of the pack: {}", "规则包里没有「{1}」，只有：{2}。请把全部各写一次。"],
  ["'{}' stands there already", "「{1}」已经写过了。请把全部各写一次。"],
  ["these are not those of the pack, each once: {}", "没有把规则包里的各写一次：{1}。"],
  ["the pack that would come of it does not pass its check, at {}: {}", "这样得到的规则包通不过检查，问题在 {1}：{2}"],
  ["the text has {}; the control's has {}", "这条文字里的占位符和对照不同（{1}；对照：{2}）。请让每个占位符出现的次数和对照一样。"],
  ["the pack has no texts in '{}'", "规则包没有语言「{1}」的文字。请用已有的语言。"],
  ["the pack has no text '{}' in '{}'", "规则包在「{2}」里没有文字「{1}」。请用已有的键。"],
  [
    "the text '{}' is not the questionnaire's own wording",
    "文字「{1}」不是问卷本身的措辞。只能改分段、题目、选项和告知的文字，规则、结果和文件的文字不能改。",
  ],
  ["the text '{}' is empty", "文字「{1}」是空的。请写上，或者不改。"],
  [
    "the text '{}' is worded otherwise in {}, and in {} as in the control",
    "文字「{1}」在 {2} 里改了，在 {3} 里还是对照的。请两种语言一起改，让每个人被问到的一样。",
  ],
  ["'{}' and '{}' have one text in {}", "「{1}」和「{2}」在 {3} 里是同一句话。请写得让人分得开。"],
  [
    "'{}' has the text that '{}' has in the control",
    "「{1}」用了对照里「{2}」的文字，这样一个回答会算成另一个。要换顺序，请改选项、题目或告知的顺序。",
  ],
  [
    "the notice '{}' is worded otherwise, and its version is the control's, {}",
    "告知「{1}」的措辞改了，版本号却还是对照的 {2}。请给新的措辞一个更高的版本号。",
  ],
  ["the version of the notice '{}' is {}; the control's wording has {}", "告知「{1}」的版本号是 {2}，对照的是 {3}。请写一个更大的数。"],
  [
    "the notice '{}' has a version of its own, and the control's wording",
    "告知「{1}」有自己的版本号，措辞却是对照的。请改措辞，或者不写版本号。",
  ],
  ["the pack has no notice '{}'", "规则包没有告知「{1}」。请用已有的告知。"],
];
