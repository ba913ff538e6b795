//! What the columns of a table may be.

use prescreen::json::{Json, Key, Reader};
use prescreen::{Code, words};

/// What a column is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename_all = "snake_case"))]
pub enum Field {
    /// The day, with or without a time.
    Date,
    /// The time, in a column of its own.
    Time,
    /// The other day.
    ValueDate,
    /// The amount, of either direction.
    Amount,
    /// The amount of money in, in a column of its own.
    In,
    /// The amount of money out, in a column of its own.
    Out,
    /// A word for the direction.
    Direction,
    /// The currency.
    Currency,
    /// The balance after the row.
    Balance,
    /// A fee beside the amount.
    Fee,
    /// How much of it was given back.
    Refunded,
    /// The state.
    Status,
    /// The other side.
    Counterparty,
    /// Who paid, where payer and payee have columns of their own: the other side of money in.
    Payer,
    /// The other side's account.
    CounterpartyAccount,
    /// What it was for.
    Description,
    /// A note, put behind the description.
    Note,
    /// The file's own category or type.
    Category,
    /// What paid.
    Method,
    /// The merchant category code.
    MerchantCode,
    /// The row's number.
    Id,
    /// The number of what it belongs to.
    Reference,
    /// The account, where rows name it.
    Account,
    /// The exchange or the person's number there, where a code may have lost its zeros.
    Market,
    /// A security's code.
    Code,
    /// A security's name.
    Name,
    /// How many securities.
    Quantity,
    /// How many are held after the row.
    Held,
    /// The price of one.
    Price,
}

words! {
    Field {
        Date = "date", Time = "time", ValueDate = "value_date", Amount = "amount", In = "in", Out = "out",
        Direction = "direction", Currency = "currency", Balance = "balance", Fee = "fee", Refunded = "refunded", Status = "status",
        Counterparty = "counterparty", Payer = "payer", CounterpartyAccount = "counterparty_account", Description = "description",
        Note = "note", Category = "category", Method = "method", MerchantCode = "merchant_code", Id = "id",
        Reference = "reference", Account = "account", Market = "market", Code = "code", Name = "name", Quantity = "quantity", Held = "held",
        Price = "price",
    }
}

impl Field {
    /// All fields.
    pub const ALL: [Self; 29] = [
        Self::Date,
        Self::Time,
        Self::ValueDate,
        Self::Amount,
        Self::In,
        Self::Out,
        Self::Direction,
        Self::Currency,
        Self::Balance,
        Self::Fee,
        Self::Refunded,
        Self::Status,
        Self::Counterparty,
        Self::Payer,
        Self::CounterpartyAccount,
        Self::Description,
        Self::Note,
        Self::Category,
        Self::Method,
        Self::MerchantCode,
        Self::Id,
        Self::Reference,
        Self::Account,
        Self::Market,
        Self::Code,
        Self::Name,
        Self::Quantity,
        Self::Held,
        Self::Price,
    ];
}

impl Key for Field {
    fn of(key: &str, reader: &mut Reader<'_>) -> Self {
        let position = Self::WORDS.iter().position(|word| *word == key);
        position.and_then(|position| Self::ALL.get(position)).copied().unwrap_or_else(|| {
            let expected = match key {
                // Words of the direction's column stand beside the columns.
                "incoming" | "outgoing" | "neutral" => {
                    "expected at the layout's top level, beside 'columns'; here one of "
                }
                _ => "expected one of ",
            };
            reader.fail_found(Code::Range, &[expected, &Self::WORDS.join(", ")].concat(), &Json::Null, Self::WORDS);
            Self::Date
        })
    }
}
