//! The features: name, unit, what each needs and which way is better; then what it is, what it is good for, what not, and
//! where it comes from.

use prescreen::words;

use super::{Better, Feature, Meaning, Need, Needs, Unit};

features! {
    IncomeMonthly = "income-monthly", MinorUnits, Months 3, More,
        "Median over whole months of the money in whose category is income. A month without any counts as nothing. Unknown where more than three tenths of the money in are untold, as are the next features of income without transfers.",
        "A cautious level of what is earned.",
        "Income that a file does not name as such: a salary that arrives as a plain transfer is in the next feature alone.",
        "Moneyhub affordability report: median income";
    IncomeMonthlyWithTransfers = "income-monthly-with-transfers", MinorUnits, Months 3, More,
        "The same with money from other people and money in that nothing tells. Own moves, refunds, loans, cash and sales of investments are left out.",
        "An upper level, shown beside the one above and never in its place.",
        "Anything that raises a class or a limit: what a friend pays back is in it.",
        "Moneyhub affordability report: incomeIncludingTransfers";
    IncomeVariation = "income-variation", BasisPoints, Months 6, Less,
        "Standard deviation of monthly income over its mean, of all whole months (population), rounded down.",
        "Telling a salary from irregular earnings.",
        "Telling good from bad: the self-employed and the seasonal vary by nature.",
        "coefficient of variation; Moneyhub amountConsistency";
    IncomeGapRegularity = "income-gap-regularity", BasisPoints, Payments 3, More,
        "Of the days between payments of the payer who pays most, the share within 3 days of their median.",
        "Whether pay comes when it is expected.",
        "The level of income; a payer under two names is two payers.",
        "at least three deposits as Truv requires; the 3 days are this project's choice, for weekends and short months";
    IncomeSources = "income-sources", Count, Days 90, Neither,
        "Payers of income with at least three payments.",
        "How many legs income stands on.",
        "A sum of trust: one employer is no worse than three.",
        "at least three deposits as Truv requires";
    IncomeMainShare = "income-main-share", BasisPoints, Months 3, Neither,
        "Share of the payer who pays most in the income of whole months, rounded down.",
        "How much hangs on one payer.",
        "Judging employment.",
        "concentration of a sum in its largest part";
    SalaryMonths = "salary-months", Months, Months 3, More,
        "Whole months, of the last twelve, with a payment that the file names salary or pension.",
        "Meeting the answer that there is no steady income with a question.",
        "Proving employment; a file can be made up.",
        "consecutiveIncomeMonths of Moneyhub, without the condition that they are consecutive";
    OutflowMonthly = "outflow-monthly", MinorUnits, Months 3, Neither,
        "Median over whole months of all money out but own moves and investments.",
        "What a month costs, with debts and money for other people.",
        "A minimum to live on.",
        "Moneyhub affordability report";
    EssentialShare = "essential-share", BasisPoints, Months 3, Neither,
        "Essential spending over all spending of whole months, rounded down; spending that nothing tells is in the whole, so that the share is a least one. Debts, taxes and transfers are in neither. Unknown where less than seven tenths of the spending is told.",
        "How much of spending could not be cut.",
        "Judging how somebody lives; categories are of names and codes.",
        "non-discretionary spending of Moneyhub; food and housekeeping counted together as the Standard Financial Statement does";
    SpendingTold = "spending-told", BasisPoints, Months 3, More,
        "Share of the spending of whole months whose category is told, rounded down.",
        "Knowing how far categories may be trusted.",
        "Anything about the person.",
        "this project";
    ObligationsMonthly = "obligations-monthly", MinorUnits, Months 3, Less,
        "Median over whole months of what goes to lenders: loans, mortgages, purchases on credit, short loans. Credit cards that are paid off are not in it.",
        "Meeting the answer that there are no debts with a question.",
        "A full list of debts: what is paid from another account is not seen.",
        "monthly debt payments of a debt-to-income ratio";
    ObligationsToIncome = "obligations-to-income", BasisPoints, Months 3, Less,
        "What goes to lenders in whole months over the income of the same months, rounded up.",
        "Whether debts leave room for losses.",
        "A ratio by any regulator's definition: income is what the file names.",
        "debt-to-income ratio over paid amounts";
    CardRepaymentsMonthly = "card-repayments-monthly", MinorUnits, Months 3, Neither,
        "Median over whole months of what goes to credit cards.",
        "Showing that a card's statement is still to be brought.",
        "Debt: whoever pays off a card each month owes nothing.",
        "this project";
    NegativeMonths = "negative-months", Months, Months 6, Less,
        "Whole months, of the last twelve, in which more money went out than came in. Own moves, investments and money that was borrowed are left out.",
        "Whether there is anything left to invest.",
        "A single large purchase; look at the months.",
        "negative-net months of cash-flow underwriting";
    GamblingBursts = "gambling-bursts", Count, Days 90, Less,
        "Times that three or more payments to gambling fall within three days in a row; a day is in one of them at most.",
        "A kind word and a pause.",
        "Sums or frequency of gambling, which did not predict; and none found is no proof, for many are paid by names that tell nothing.",
        "Swedish study of 48,197 loans (IJERPH 17:2907): short intense bursts, not totals";
    LiquidBalance = "liquid-balance", MinorUnits, Balances 1, More,
        "Last stated balances of bank accounts and wallets, added; not older than 31 days at the end. A wallet without a balance counts as nothing, a bank account without one makes it unknown.",
        "What could be lost without borrowing.",
        "Wealth: investments and homes are not in it.",
        "CFPB 2023: savings went with less serious delinquency, alone of what was looked at";
    BufferDays = "buffer-days", Days, Months 3, More,
        "The liquid balance over the median monthly outflow, in days of which a month has 30, rounded down; nothing where the balance is below zero.",
        "How long a household lasts without income.",
        "Advice on how much to hold.",
        "emergency savings in months of spending";
    DaysBelowZero = "days-below-zero", Days, Days 90, Less,
        "Days at whose end a bank account was below zero, of the days on which the balance of every bank account is known.",
        "Whether money runs out before the month does.",
        "An agreed overdraft that is used with care looks the same.",
        "overdraft days of Moneyhub and of Indian bank statement analysis";
    HoldingsCount = "holdings-count", Count, Accounts 1, Neither,
        "Securities held at the end, as the broker's files tell.",
        "How spread a portfolio is.",
        "Funds, which are spread inside.",
        "this project";
    HoldingsValue = "holdings-value", MinorUnits, Prices 1, More,
        "Securities held at the end at the last price that the files tell, rounded down.",
        "The size of what is at stake.",
        "A valuation: prices are as old as the last trade.",
        "this project";
    LargestHoldingShare = "largest-holding-share", BasisPoints, Prices 1, Less,
        "Share of the largest holding in the value of all, rounded down.",
        "Concentration.",
        "A fund, which is one holding and many securities.",
        "concentration of a sum in its largest part";
    Turnover = "turnover", BasisPoints, Months 3, Neither,
        "The lesser of purchases and sales in whole months over the mean value of holdings at the ends of these months, as of a year, rounded down.",
        "How often a portfolio is turned over.",
        "Skill.",
        "portfolio turnover rate of SEC Form N-1A, item 13, as of a year";
    TradesMonthly = "trades-monthly", Count, Months 3, Neither,
        "Median over whole months of the number of purchases and sales.",
        "Experience that was really had.",
        "Knowledge.",
        "this project";
    MarginBuyShare = "margin-buy-share", BasisPoints, Days 90, Less,
        "Share of purchases that were made with money lent by the broker, by amount, rounded up.",
        "Leverage that was used.",
        "The debt of today: what was paid back is not taken off.",
        "this project";
    DaysAsked = "days-asked", Days, Days 0, Neither,
        "Days for which records were asked.", "Reading all others.", "Anything about the person.", "Plaid consumer report: days_available beside days requested";
    DaysReceived = "days-received", Days, Accounts 1, More,
        "Days of these that every account in this currency covers.", "Reading all others.", "Anything about the person.", "Plaid consumer report: days_available";
    DaysMissing = "days-missing", Days, Accounts 1, Less,
        "Days of these that at least one account in this currency does not cover.", "Asking for the rest.", "Anything about the person.", "this project";
    SourceCount = "source-count", Count, Days 0, More,
        "Accounts in this currency of which records were brought.", "Reading all others.", "Anything about the person: few accounts are no fault.", "this project";
    Confidence = "confidence", BasisPoints, Accounts 1, More,
        "The least of three shares: days received of days asked, movements in this currency from records that are consistent, and amounts whose category is told.",
        "Deciding whether to use the others at all: a result of its own, in no score.",
        "A probability that the records are genuine.",
        "a result of its own, as Moneyhub's /affordability/confidence";
    TaxedIncomeYearly = "taxed-income-yearly", MinorUnits, Statement 1, More,
        "Yearly income by the tax authority's record, as the person typed it.",
        "Asking where it and the income that was found differ.",
        "Raising anything: pictures of this record are made up in half a minute.",
        "no usable export: declared";
    SocialSecurityMonths = "social-security-months", Months, Statement 1, More,
        "Months of social security paid without a break, as the person typed it.",
        "Asking about steady work.", "Raising anything.", "no usable export: declared";
    HousingFundMonthly = "housing-fund-monthly", MinorUnits, Statement 1, More,
        "Monthly payment into the housing fund by person and employer, as the person typed it.",
        "Asking about steady work.", "Raising anything.", "no usable export: declared";
    UtilitiesArrears = "utilities-arrears", YesNo, Statement 1, Less,
        "Whether a bill for electricity, water or gas is overdue, as the person typed it.",
        "Asking about room for losses.", "A score: it falls on the poor and on shared homes.", "no usable export: declared";
    JudgmentDebtor = "judgment-debtor", YesNo, Statement 1, Less,
        "Whether the person is on the courts' public list of debtors, as the person typed it.",
        "Handing over to a human, where a rule of the market asks for it.",
        "A score: lawsuits, as traffic offences, stay out of every one.",
        "no usable export: declared";
}
