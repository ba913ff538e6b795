/** How a purchase stands when its journey is over, in Chinese. */
export const zh = {
  later: {
    title: "还没有下单",
    body: "结果已经发送，各步都已确认。订单要等您下单才会提交；它留在「我的账户」里，您可以下单，也可以取消。",
  },
  paused: {
    title: "这笔买入在等下一步",
    body: "结果已经发送并被接受，还没有下单。它留在「我的账户」里，直到您继续、取消，或者这一步的期限过去。",
  },
  cancelled: { title: "这笔买入已取消", body: "没有下单。您已发送的结果和已确认的步骤仍有记录。" },
  "not-sent": { title: "没有买入", body: "结果没有发送，也没有下单。服务器收到的只有封存摘要，读不出任何回答。" },
  nothing: { title: "没有买入", body: "没有发送任何回答或结果，也没有下单。" },
  failed: { title: "没有下单", body: "下面写明了停在哪里。发送过什么，列在「离开这台设备的内容」里。" },
};

export type PurchaseWords = typeof zh;
