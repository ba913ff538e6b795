import type { Words } from "./zh";

/** Words of the site in English. */
export const en: Words = {
  brand: "Reedbay Securities",
  demonstration: "demo",
  skip: "Skip to content",
  pages: "Pages",
  otherLanguage: "中文",
  otherLanguageName: "切换到中文",
  theme: "Switch light and dark",
  footer:
    "Reedbay Securities is an invented firm that demonstrates prescreen. No customer, product or money here is real, and nothing is investment advice.",
  nav: { assess: "Assessment", shelf: "Products", records: "My records", afford: "Afford", account: "My account", guide: "Guide" },
  switchCustomer: (name) => `${name} · switch`,
  menu: "Menu",
  larger: {
    title: "Larger text",
    usual: "Usual text",
    offer: "Larger text and buttons, and our telephone number always in sight: would you like that?",
    yes: "Yes, larger",
    no: "No, thank you",
    call: "Ask a person:",
  },
  loading: "Loading…",
  tryAgain: "Try again",
  loadAgain: "Load this page again",
  trouble: {
    title: "The server cannot be reached",
    offline: "This device is offline. Nothing you did on this page is lost; try again once there is a network.",
    body: "Nothing you did on this page is lost. Please check the connection and try again.",
    device: "This device could not read the rule pack, so it cannot tell which products match you. You can try again, or ask a person.",
    other: {
      title: "This belongs to another sign-in",
      body: "It was begun by another customer than the one who is signed in here, perhaps in another tab. Load this page again to go on as who is signed in now.",
    },
    signedOut: {
      title: "You were signed out",
      body: "The firm no longer knows who you are here. Sign in and go on; what was sent before stays sent.",
    },
    refused: {
      title: "The firm’s server did not accept this",
      body: "It was reached, and said no. Load this page again to see what is on file, or ask a person.",
    },
    code: (code) => `Code: ${code}`,
  },
  missing: {
    title: "There is no such page",
    body: "The address may be old or mistyped. Nothing of yours is lost.",
    home: "To the first page",
  },
  signIn: {
    title: "Please choose a customer first",
    body: "This page needs to know who you are. The demonstration has no passwords; choosing a name is enough.",
    go: "Choose",
  },
  home: {
    title: "Assessed on your own device, before you invest",
    lead: "Reedbay Securities is an invented broker. The suitability assessment runs in your browser: your answers never leave this device, and the firm receives one signed verdict. You can see every byte that the assessment sends; what the page itself asks of the firm is listed apart.",
    choose: "Choose a demonstration customer",
    chooseBody: "All six are invented, and each takes a different path. There is no password.",
    as: (name) => `Enter as ${name}`,
    age: (years) => `aged ${years}`,
    noClass: "no class yet",
  },
  assess: {
    opening: "Account opening",
    again: "New assessment",
    title: "Suitability assessment",
    titleAgain: "New assessment",
    lead: "One question at a time, about ten minutes. You can go back, stop, or leave a question unanswered at any time.",
    expired: (day) =>
      `Your last assessment was valid until ${day} and has expired. Please answer again; earlier answers are not carried over.`,
    valid: (name, day) => `Your class is ${name}, valid until ${day}. A new assessment is only needed when something has changed.`,
    begin: "Start the assessment",
    beginAgain: "Start a new assessment",
    draft: {
      title: (answered) => `Go on with your draft (${answered} answered)`,
      body: (saved, until) =>
        `It was kept at ${saved}, encrypted on this device, until ${until} at the latest. Nothing of it was sent. You can clear it among the questions.`,
      goOn: "Go on with the draft",
      anew: "Start anew without it",
      anewBody: (answered) => `The ${answered} answers of the draft are wiped from this device and cannot be brought back.`,
      anewNow: "Wipe it and start anew",
    },
    before: "Before you start",
    unfinished: (at) =>
      `At ${at} you confirmed the answers of an assessment. Its result was not sent, and cannot be brought back. It counts as one assessment; the firm has its sealed digest alone, which shows none of your answers.`,
    beforeList: [
      "There are no right answers. Please answer truthfully.",
      "Your answers stay on this device. When you close the page, they are gone, unless you choose to keep a draft here.",
      "You confirm your answers before you see a result.",
      "Once you have seen the result, you decide whether to send it.",
    ],
    toShelf: "See the products",
    left: {
      both: (today, year) =>
        `Assessments left: ${today} today, ${year} in 12 months. One counts when you confirm your answers, whether or not you send the result.`,
      today: (n) => `Assessments left today: ${n}. One counts when you confirm your answers, whether or not you send the result.`,
      year: (n) => `Assessments left in 12 months: ${n}. One counts when you confirm your answers, whether or not you send the result.`,
      noneToday: "No assessment is left today. You can come back tomorrow, or ask a person.",
      noneYear: "No assessment is left in these 12 months. You can ask a person.",
    },
    waiting: "The result that you sent waits for its next step",
    waitingBody:
      "The firm may have to call you first, for example. The result is sent and accepted, and nothing has to be answered again. The step has a last day, which “Go on” shows; after it, it starts anew.",
    goOn: "Go on",
  },
  stages: {
    notices: "Before you start",
    facts: "About you",
    question: "Questions",
    review: "Check your answers",
    working: "One moment",
    result: "Your result",
    step: "Steps",
    done: "Done",
    stopped: "Ended",
  },
  outcome: {
    opened: "Your account is open",
    openedBody: (name, day) =>
      `Class ${name}, valid until ${day}. You can look at the products and buy now. The firm received the class and the reason that decided, and nothing else of your answers.`,
    stored: "The assessment is on your account",
    storedBody: (name, day) =>
      `Class ${name}, valid until ${day}. The firm received the class and the reason that decided, and nothing else of your answers.`,
    ended: {
      paused: {
        title: "Sent, and waiting for the next step",
        body: "The result is sent and accepted. It counts once the next step is confirmed. You may close this page; within the time of that step it goes on from the assessment’s page.",
      },
      cancelled: {
        title: "This assessment is cancelled",
        body: "The result that you sent and the steps that you confirmed stay on record. No account is opened and no class is changed by them.",
      },
      "not-sent": {
        title: "The result was not sent",
        body: "The server counted one assessment and has the sealed digest alone, which shows none of your answers.",
      },
      nothing: { title: "No answer and no result was sent", body: "Your account is as before." },
    },
    overtaken: (name) => `So your class, ${name}, does not count until you finish an assessment.`,
    next: "What you can do",
    refuse: {
      title: "This cannot go on this time",
      body: "This is no judgement of you. The rule it rests on is named below; a person can explain it to you, and you can object.",
    },
    refer: {
      title: "A person will decide",
      body: "We do not leave this to a program. A colleague will look at the rules and at what we hold, and will contact you within two working days.",
    },
    pause: {
      title: "This takes a little longer today",
      body: "A colleague gets in touch and finishes it with you. Nothing happens until then, and there is nothing that you need to do.",
    },
    insufficient_evidence: {
      title: "Not enough evidence yet",
      body: "This is not a low score; there is just no conclusion yet. Add what is missing, or ask a person to help, and you can go on.",
    },
  },
  actions: {
    shelf: "See the products",
    shelfBody: "Ordered by risk",
    account: "My account",
    accountBody: "Class, validity, orders and records",
    person: "Ask a person",
    personBody: "A call within two working days",
    objection: "I disagree with this result",
    objectionBody: "A second person reviews it; your account is not affected",
    objectionAsk: (phone) =>
      `A second person is asked to review it, and replies by a call from ${phone}. Only the kind of your request is sent, and none of your answers.`,
    objectionSend: "Yes, I disagree",
    assess: "Take the suitability assessment",
    assessBody: "About ten minutes; the answers stay on this device",
    personDone: (phone) =>
      `Received: a colleague calls you from ${phone} within two working days. In this demonstration nobody calls. What was sent is the kind of your request; the firm knows you by your login, and lists it under “My account”.`,
    personNoted: (phone) =>
      `Passed on: a colleague calls you from ${phone} within two working days. What was passed on is the kind of your request and the number of this session, and none of your answers.`,
    objectionNoted: (phone) =>
      `Your objection is passed on: a second person reviews it, and calls you from ${phone} within five working days. What was passed on is the kind of your request and the number of this session, and none of your answers.`,
    objectionDone: (phone) =>
      `Your objection is received: a second person reviews it, and calls you from ${phone} within five working days. In this demonstration nobody calls. What was sent is the kind of your request; the firm knows you by your login, and lists it under “My account”.`,
  },
  barred: {
    body: "The firm’s own facts decide this, whatever you would answer. So nothing is asked, and no attempt is used. If what we hold is wrong, ask a person to correct it.",
    shelf: "Ordered by risk, not by return. By what the firm holds, none of them can be bought online by you at present.",
  },
  waits: {
    from: (at, until) => `It waits until ${at}; it can go on from then. ${until}`,
    until: (at) => `It has to be finished by ${at}; after that, it starts anew.`,
  },
  standing: {
    none: {
      title: "You have no investor class yet",
      body: () => "After the suitability assessment it can be said for every product whether you can go on, and why.",
    },
    expired: {
      title: "Your assessment has expired",
      body: (name, day) => `Your class, ${name}, was valid until ${day}. You can buy again after a new assessment.`,
    },
    overtaken: {
      title: "Your class does not count now",
      body: (name) =>
        `A later assessment was not finished: its result was not sent, or it came out lower. So nothing can be bought with the class ${name} until you finish an assessment.`,
    },
  },
  shelf: {
    title: "Products, and how they match you",
    lead: (name, reach) => `Ordered by risk, not by return. Your class is ${name}, which matches products graded ${reach}.`,
    leadNone: "Ordered by risk, not by return. Which of them match you can be told once you have a class.",
    filter: "Filter by state",
    all: "All",
    reach: (name) => `Your class, ${name}, reaches here`,
    above: (n) => `Products above your class (${n})`,
    aboveBody: "We do not recommend the products below. The list stays closed until you open it.",
    onDevice: "This device works out the state of each product from the rule pack. Looking at any of them sends no request.",
    fit: "Which of them fit me best, and why?",
    fitLater: "Once a class of yours counts, they can be put in the order in which they fit you.",
    search: "Find a product",
    found: (n: number) => (n === 0 ? "There is no such product." : n === 1 ? "1 product" : `${n} products`),
    look: {
      "go-on": "View and buy",
      steps: "See the steps",
      proof: "See what is needed",
      assess: "View",
      person: "View",
      pause: "View",
      not: "See the rule",
    },
  },
  state: {
    "go-on": "Can proceed",
    steps: "Steps first",
    proof: "Needs evidence",
    assess: "Assess first",
    person: "A person decides",
    pause: "A little later",
    not: "Not for you",
  },
  gate: {
    met: "All of it is met",
    unmet: "Not met yet",
    unknown: "Evidence is missing",
    /** Of one fact, for who does not see its mark. */
    fact: { met: "met", unmet: "not met", unknown: "not known" },
    tier: { declared: "declared", parsed: "read from a file", consistent: "adds up", attested: "held by the firm" },
    needs: (tier) => `What counts: ${tier}.`,
    none: "nothing on file",
    onFile: (value) => `on file: ${value}`,
    least: (value) => `of at least ${value}`,
    oneOf: "One of these is enough",
    apply: "See the conditions, or apply",
  },
  measure: {
    avg_assets_20d: "20-day assets",
    months_trading: "Trading",
    account_months: "Account held",
    financial_assets: "Financial assets",
    income_3y_avg: "3-year income",
    family_net_financial_assets: "Family net assets",
    experience_months: "Experience",
  },
  unit: {
    months: (n) => `${n} months`,
    years: (n) => `${n} years`,
    count: (n) => n,
    byClock: (at) => `${at}, Beijing time`,
    money: (units, currency, figure) => `${currency} ${figure(units)}`,
  },
  buy: {
    back: "Back to the products",
    missing: "There is no such product",
    missingBody: "The link may be old. Please choose from the list of products.",
    yourClass: "You",
    product: "Product",
    scale: (name, grade) => `Your class is ${name}; the product is graded ${grade}.`,
    scaleNone: (grade) => `The product is graded ${grade}.`,
    sheet: "About the product",
    figures: {
      cost: "Cost",
      costBody: "every fee; a figure of this example",
      yearly: (share) => `${share} a year`,
      loss: "Possible loss",
      days: "Money back after selling",
      count: (days) => (days === 1 ? "1 day" : `${days} days`),
      months: "Should stay invested for",
      unknown: "not stated",
    },
    type: "Type",
    term: "Term",
    issuerGrade: "Issuer's grade",
    sellerGrade: "Our grade",
    gradeRule: "the higher of the two counts",
    gates: "Access conditions",
    why: "Why",
    steps: "What comes next",
    stepsBody: "In this order. Each is confirmed by you, or by the firm where it is the firm's. You can leave before any step.",
    wait: (hours) => `${hours} hours, by the server's clock`,
    questions: "Answer what concerns this product, such as when you need the money",
    last: "You confirm product, amount and day, and place the order",
    start: "Start the purchase",
    leave: "Leave, buy nothing",
    own: "I understand it does not match; I decide for myself",
    ownTitle: "This product is above your class",
    ownBody:
      "We do not recommend it and will not urge you. The rules let you ask for it yourself once you know the risk; the way there has a warning of its own.",
    payTitle: "The firm confirms this step",
    payBody: (phone) =>
      `In real life a colleague confirms that the money arrived, or calls you from ${phone} within two working days. In this demonstration you do it for the firm; no money moves.`,
    callStep: (phone) => `There is nothing for you to do now: we call you from ${phone} within two working days.`,
    paymentStep: (phone) =>
      `The firm confirms it once the payment has arrived; there is nothing for you to do now. With questions, call ${phone}.`,
    callBody: (phone) =>
      `In real life a colleague calls you from ${phone} within two working days, on the number that the firm already holds. In this demonstration you confirm the call for the firm.`,
    pay: "Confirm for the firm",
    paid: "Confirmed; the page goes on by itself.",
    doneTitle: "Your order is placed",
    doneBody: (name, paid, day, phone) =>
      `${paid ? `${name}, ${paid}` : name}. The firm carries it out on ${day}. The order is listed under “My account”. It cannot be cancelled here; to cancel it, call ${phone} before it is carried out.`,
    ordered: "You have placed an order",
    orderedBody: (paid, day, phone) =>
      `${paid}; the firm carries it out on ${day}. It is listed under “My account”. It cannot be withdrawn here: to do so, call ${phone} before it is carried out. If you buy below, that is another order.`,
    resume: "You have a purchase that is not finished",
    resumeBody:
      "The result was sent and accepted before; no order is placed. It goes on from the step where you stopped, or you cancel it.",
    resumeGo: "Go on",
  },
  order: {
    howMuch: (currency) => `How much do you want to buy for? (${currency})`,
    large: (amount, held) =>
      `${amount} is more than the ${held} that you had here on average over the last 20 trading days. If it is what you mean, press once more; if not, change it.`,
    howMuchBody: "Nothing is ordered now. After all steps you confirm the amount once more.",
    wrong: "There is no amount, or it is no number above zero. Please enter one, for example 10,000.",
    notPlaced: "no order is placed yet",
    title: "Place the order now?",
    body: "The result is sent. No order is placed yet; only the button below places it.",
    product: "Product",
    amount: "Amount",
    carriedOut: "Carried out on",
    carriedOutBody: "the next working day, Monday to Friday; no money moves in this demonstration",
    undo: (day, phone) => `Once it is placed, it cannot be taken back here; to do so, call ${phone} before it is carried out on ${day}.`,
    place: "Place the order",
    placeFor: (sum) => `Place the order: ${sum}`,
    later: "Not now",
    cancel: "Cancel this",
    cancelBody: {
      purchase:
        "It cannot go on after that, and no order is placed. The result that you sent and the steps that you confirmed stay on record.",
      opening:
        "It cannot go on after that, and no account is opened by it. The result that you sent and the steps that you confirmed stay on record.",
      assessment:
        "It cannot go on after that, and your class is not changed by it. The result that you sent and the steps that you confirmed stay on record.",
      permission:
        "It cannot go on after that, and no permission is given. The result that you sent and the steps that you confirmed stay on record.",
    },
    cancelNow: "Yes, cancel it",
    sum: (figure, currency) => `${currency} ${figure}`,
  },
  calls: {
    title: (n) => `What this page asked of the firm (${n})`,
    body: "Login, products, account and sessions. None of your answers is in it, and it is not counted as sent by the assessment. The firm knows you by your login.",
    sum: (bytes) => `${bytes} B of bodies in all.`,
  },
  account: {
    orderState: { placed: "placed", ready: "can be placed; not placed yet", pending: "steps not finished" },
    yes: "yes",
    no: "no",
  },
  guide: {
    title: "Integration guide",
    lead: "For developers. Putting the assessment into your own opening or purchase page takes one back-end call and ten lines in front.",
  },
};
