/** Sentences of the guide in Chinese. */
export const zh = {
  contents: "本页内容",
  copy: "复制",
  copied: "已复制",
  how: {
    title: "一次评估怎样走完",
    steps: [
      "您的后端用公司凭证开一个会话，拿到会话编号和一次性领取码。",
      "页面把两者交给 <prescreen-flow>。回答在浏览器里按规则包判断。",
      "最后一题确认后，只发出封存摘要；服务器记下一次评估，发回凭条，然后才显示结果。",
      "客户点「发送」，发出签名的判定书；之后逐步确认需要阅读、签署或等待的步骤。",
      "您的后端自己读取会话，得到类别、结果和收据。",
    ],
  },
  start: {
    title: "从空文件夹到一张收据",
    body: "在一台机器上走五步。这个包不在任何公开的仓库里，要从本项目构建。",
    steps: {
      build: "构建前端包和服务器",
      install: "在自己的文件夹里安装这个包",
      serve: "启动评估服务器；第一次启动时会在 prescreen-data 里生成公司凭证",
      files: "放入三个文件：页面、页面的脚本，以及开会话的后端",
      run: "启动后端并打开页面；请用这个地址，不要用 localhost，两者是不同的来源",
    },
    after: "回答、点「发送」，页面就会显示您的后端自己读到的结果。",
  },
  readBack: {
    title: "结果由后端自己读",
    body: "页面说「完成」时，请去问服务器；真正办理时再问一次，lapsed 会说明结果为什么不再有效。浏览器说的都不要当真。",
  },
  frameworks: {
    title: "React 与 Vue",
    body: "这些值用属性（property）设置，不写进标签，所以领取码不会出现在地址、标签或日志里。客户回答期间请不要卸载组件：一个领取码只能领取一次。Angular、Svelte、Next 和 Nuxt 可以直接使用这个元素。",
  },
  events: {
    title: "元素会告诉页面什么",
    name: "事件",
    tells: "内容",
    list: [
      ["prescreen-step", "客户在哪一步：告知、答题、核对、结果、步骤、完成。不含任何回答。"],
      ["prescreen-question", "只在实验中：客户离开了哪道题、用了多少秒。不含回答。"],
      ["prescreen-sent", "发出了什么，精确到字节。"],
      ["prescreen-contact", "客户要找工作人员，或者有异议：请转交。"],
      ["prescreen-abandon", "客户怎样结束：停止、不同意、不发送、暂停、取消；或者公司已有的资料不允许。"],
      ["prescreen-error", "不能继续，代码写明原因。请由工作人员接手。"],
      ["prescreen-done", "已被接受。complete 为真：没有待确认的步骤，结果允许继续。请留在页面上：记录还在这里。"],
      ["prescreen-leave", "设了属性 onward 时：客户要继续往下走；记录会丢失的，已先问过。"],
    ],
  },
  trouble: {
    title: "不能运行时",
    code: "代码",
    means: "怎么办",
    list: [
      ["audience-mismatch", "会话是为另一个来源开的。请用 --page-origin 里的地址打开页面。"],
      ["already-claimed", "领取码已经用过。一个领取码只能领取一次，请另开一个会话。"],
      ["expired", "会话已经结束，请另开一个。"],
      ["attempts-exhausted", "这个 subject 的评估次数已用完（次数由规则包定）。试用时每次换一个 subject。"],
      ["claim-token", "领取码不是这个会话的。两者要取自同一个回应。"],
      ["not-found、http-404", "base 指到了别处：它是评估服务器的地址（连同前缀），或者转发 /v1/sessions 和 /packs 的代理。"],
      ["signature", "公钥是另一台服务器的。请向开会话的那台服务器取。"],
      ["missing-facts", "开会话时回应里的 missing_facts 不是空的，这时一题也不会问：请补上这些资料。"],
      ["type，位置 /serverKeys", "请给出 /.well-known/prescreen-keys.json 里的 keys，或者整个文件。"],
      ["offline、slow、unreachable", "页面会自动重试。一直不好时：base 对吗？connect-src 允许吗？--page-origin 写了这个页面吗？"],
      ["module-failed", "策略里没有 'wasm-unsafe-eval'，JavaScript 版本也没能载入。"],
    ],
  },
  policy: {
    title: "内容安全策略",
    body: "不需要内联脚本或内联样式。'wasm-unsafe-eval' 只允许编译 WebAssembly；没有它时，会改用同一模块的 JavaScript 版本，结果逐位相同。",
  },
  theme: {
    title: "外观",
    body: "颜色、字体和间距是自定义属性；标题、按钮和结果是可以设样式的部分（part）。选项上没有 part：否则样式表就能读出回答。",
  },
  verdict: {
    title: "一份判定书证明什么",
    proves: "能证明",
    provesList: [
      "这个会话的密钥签了这些声明，之后没有被改动。",
      "回答在显示结果之前就已封存，而且计入了评估次数。",
      "它对应哪一版规则包（按指纹）、哪个产品、哪个用途、哪家公司。",
      "每份文件在服务器时间的哪一刻、以哪种语言被确认。",
      "客户日后可以打开其中一个回答，而不必打开其余的。",
    ],
    not: "不能证明",
    notList: [
      "浏览器里运行的是未经改动的代码。改过的客户端什么都能算出来。",
      "回答是真实的。它们是客户的声明。",
      "坐在屏幕前的就是这个人。身份由您的登录负责。",
    ],
  },
  lab: {
    title: "给写规则的团队",
    body: "在规则实验室里改一个分数或一档界限，立刻看到对所有申请人意味着什么：证明、反例、谁会换类别。",
    go: "打开规则实验室",
  },
  keep: {
    title: "请保留在服务器一侧",
    list: ["评估次数、冷静期和有效期的时钟。", "公司自己的资料，以及对它的再次核对。", "下单本身：只有在 complete 为真时才下单。"],
  },
};

export type GuideWords = typeof zh;
