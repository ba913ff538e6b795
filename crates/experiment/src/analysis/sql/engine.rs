//! The engines that teams keep their events in, and where their SQL differs.

use prescreen::words;

/// An engine that a statement is written for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// DuckDB.
    Duckdb,
    /// PostgreSQL.
    Postgres,
    /// Spark SQL.
    Spark,
    /// BigQuery's GoogleSQL.
    Bigquery,
    /// ClickHouse.
    Clickhouse,
}

words! {
    Engine {
        Duckdb = "duckdb", Postgres = "postgres", Spark = "spark", Bigquery = "bigquery", Clickhouse = "clickhouse",
    }
}

impl Engine {
    /// A name of a column or table; ids have no mark that would have to be doubled.
    pub(super) fn name(self, name: &str) -> String {
        match self {
            Self::Duckdb | Self::Postgres => format!("\"{name}\""),
            Self::Spark | Self::Bigquery | Self::Clickhouse => format!("`{name}`"),
        }
    }

    /// Hours since the start of 1970 of a text such as `2026-11-02T09`; null where it is no such text.
    pub(super) fn hours(self, text: &str) -> String {
        let day = format!("SUBSTR({text}, 1, 10)");
        let days = match self {
            Self::Duckdb => format!("DATE_DIFF('day', DATE '1970-01-01', TRY_CAST({day} AS DATE))"),
            Self::Postgres => format!("(CAST({day} AS DATE) - DATE '1970-01-01')"),
            Self::Spark => format!("DATEDIFF(CAST({day} AS DATE), DATE '1970-01-01')"),
            Self::Bigquery => format!("DATE_DIFF(SAFE_CAST({day} AS DATE), DATE '1970-01-01', DAY)"),
            Self::Clickhouse => format!("dateDiff('day', toDate32('1970-01-01'), toDate32OrNull({day}))"),
        };
        let hour = format!("SUBSTR({text}, 12, 2)");
        let hour = match self {
            Self::Duckdb => format!("TRY_CAST({hour} AS INTEGER)"),
            Self::Postgres | Self::Spark => format!("CAST({hour} AS INTEGER)"),
            Self::Bigquery => format!("SAFE_CAST({hour} AS INT64)"),
            Self::Clickhouse => format!("toInt32OrNull({hour})"),
        };
        format!("CASE WHEN {} THEN {days} * 24 + {hour} END", self.is_hour(text))
    }

    /// Whether a text is an hour of a day that the calendar has, from 1970 on: what [`Hour::parse`] reads.
    ///
    /// [`Hour::parse`]: super::super::event::Hour::parse
    fn is_hour(self, text: &str) -> String {
        // The length is asked for by itself: for some engines the end of a text is before its last line's end, too.
        let form = [YEAR, DAY].map(|pattern| self.matches(text, pattern)).join(" AND ");
        format!("LENGTH({text}) = 13 AND {form}")
    }

    /// Whether a pattern is found in a text.
    fn matches(self, text: &str, pattern: &str) -> String {
        match self {
            Self::Duckdb => format!("REGEXP_MATCHES({text}, '{pattern}')"),
            Self::Postgres => format!("{text} ~ '{pattern}'"),
            Self::Spark => format!("{text} RLIKE '{pattern}'"),
            Self::Bigquery => format!("REGEXP_CONTAINS({text}, '{pattern}')"),
            Self::Clickhouse => format!("match({text}, '{pattern}')"),
        }
    }

    /// Bytes of a text, in UTF-8.
    pub(super) fn bytes(self, text: &str) -> String {
        match self {
            Self::Duckdb => format!("STRLEN({text})"),
            Self::Postgres | Self::Spark => format!("OCTET_LENGTH({text})"),
            Self::Bigquery => format!("BYTE_LENGTH({text})"),
            Self::Clickhouse => format!("length({text})"),
        }
    }

    /// A whole number whose squares can be added up exactly.
    pub(super) fn exact(self, number: &str) -> String {
        let wide = match self {
            Self::Duckdb => "HUGEINT",
            Self::Postgres => "NUMERIC",
            Self::Spark => "DECIMAL(38, 0)",
            Self::Bigquery => "BIGNUMERIC",
            Self::Clickhouse => "Int256",
        };
        format!("CAST({number} AS {wide})")
    }

    /// A whole number as the text of its digits.
    pub(super) fn text(self, number: &str) -> String {
        match self {
            Self::Duckdb => format!("CAST({number} AS VARCHAR)"),
            Self::Postgres => format!("CAST({number} AS TEXT)"),
            Self::Spark | Self::Bigquery => format!("CAST({number} AS STRING)"),
            Self::Clickhouse => format!("toString({number})"),
        }
    }

    /// What has to stand behind a statement.
    pub(super) fn end(self) -> &'static str {
        match self {
            // A sum of nothing is nothing, as elsewhere, and not zero.
            Self::Clickhouse => "\nSETTINGS aggregate_functions_null_for_empty = 1",
            Self::Duckdb | Self::Postgres | Self::Spark | Self::Bigquery => "",
        }
    }
}

/// Years from 1970 to 9999.
const YEAR: &str = "^(19[7-9][0-9]|[2-9][0-9][0-9][0-9])-";

/// Behind the year, a day that the calendar has, and an hour of it: the 29th of February stands in leap years.
const DAY: &str = "^([0-9][0-9][0-9][0-9]-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)\
                   |02-(0[1-9]|1[0-9]|2[0-8]))\
                   |([0-9][0-9](0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)T([01][0-9]|2[0-3])$";
