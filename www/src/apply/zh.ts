/** Words of applying for a permission in Chinese. */
export const zh = {
  permissions: "权限",
  permissionsBody: "每项只申请一次；以后买入时只看本公司是否已经开通，不再重复询问。",
  held: "已开通",
  notHeld: "未开通",
  applied: "等下一步",
  back: "回到账户",
  backTo: (product: string) => `回到「${product}」`,
  missing: "没有这项权限",
  missingBody: "链接可能是旧的。请从账户页的列表里选择。",
  lead: "交易所规定的条件在申请时核对。开通后，公司的记录里会有这项权限，买入时不再重新核对这些条件。",
  heldTitle: "这项权限已经开通",
  heldBody: "不需要再申请。",
  conditions: "条件",
  uncertain: {
    title: "不确定的地方",
    body: "这些条件是公司按自己的了解写的，还没有与交易所的原文核对。如果与您了解的不同，可以请工作人员核对。",
  },
  steps: "接下来的步骤",
  stepsBody: "按这个顺序。每一步由您确认；任何一步之前都可以离开。",
  start: "申请开通",
  leave: "离开，不申请",
  notOpen: "现在还不能申请",
  noClass: "申请权限以有效的投资者类别为准。请先完成一次适当性评估。",
  ends: {
    given: { title: "权限已经开通", body: "公司的记录里已经有这项权限。它不代表任何产品适合您：买入时仍会核对您的类别。" },
    paused: {
      title: "这次申请在等下一步",
      body: "结果已经发送并被接受，权限还没有开通。它留在「我的账户」里，直到您继续、取消，或者这一步的期限过去。",
    },
    cancelled: { title: "这次申请已取消", body: "没有开通。您已发送的结果和已确认的步骤仍有记录。" },
    "not-sent": { title: "没有申请", body: "结果没有发送，也没有开通。" },
    nothing: { title: "没有申请", body: "没有发送任何结果，也没有开通。" },
    failed: { title: "没有开通", body: "下面写明了停在哪里。发送过什么，列在「离开这台设备的内容」里。" },
  },
};

export type ApplyWords = typeof zh;
