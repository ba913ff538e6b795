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

    /// Hours since the start of 1970 of a text such as `2026-11-02T09`.
    pub(super) fn hours(self, text: &str) -> String {
        let day = format!("SUBSTR({text}, 1, 10)");
        let days = match self {
            Self::Duckdb => format!("DATE_DIFF('day', DATE '1970-01-01', CAST({day} AS DATE))"),
            Self::Postgres => format!("(CAST({day} AS DATE) - DATE '1970-01-01')"),
            Self::Spark => format!("DATEDIFF(CAST({day} AS DATE), DATE '1970-01-01')"),
            Self::Bigquery => format!("DATE_DIFF(CAST({day} AS DATE), DATE '1970-01-01', DAY)"),
            Self::Clickhouse => format!("dateDiff('day', toDate32('1970-01-01'), toDate32({day}))"),
        };
        format!("{days} * 24 + CAST(SUBSTR({text}, 12, 2) AS {})", self.integer())
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

    fn integer(self) -> &'static str {
        match self {
            Self::Duckdb | Self::Postgres | Self::Spark => "INTEGER",
            Self::Bigquery => "INT64",
            Self::Clickhouse => "Int32",
        }
    }
}
