/** The first page's picture and doors in Chinese. */
export const zh = {
  picture: {
    device: "您的设备",
    firm: "公司",
    question: "一年内您能承受多大的亏损？",
    options: ["不能亏损", "最多 10%", "最多 30%"],
    stays: "每个回答都留在这里",
    sealed: "封存摘要",
    sealedBody: "谁也读不出任何回答",
    result: "签了名的结果",
    resultBody: "类别、结果、一条理由",
    said: "您在自己的设备上回答。越过这条线的，只有读不出回答的封存摘要，以及您点「发送」之后的签名结果。",
  },
  doors: {
    title: "三个入口",
    investor: ["投资者", "选一位客户，回答问题，看看有什么离开设备。"],
    developer: ["开发者", "集成指南：后端一次调用，页面十行代码。"],
    team: ["产品与风控团队", "规则实验室：改一条规则，立刻看到对所有申请人意味着什么。"],
  },
};

export type HomeWords = typeof zh;
