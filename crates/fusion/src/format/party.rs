//! The other side's name and account, where one cell holds both.

use super::schema::Party;
use crate::seek;

/// The name and the account in a cell: the whole cell is the name where it holds no account.
pub(super) fn split(cell: &str, party: Party) -> (&str, &str) {
    let found = match party {
        Party::AccountThenName => {
            let account = |(account, name)| is_account(account).then_some((name, account));
            cell.split_once('/').and_then(account).or_else(|| is_account(cell).then_some(("", cell)))
        }
        Party::NameThenAccount => {
            let name = seek::before(cell, ACCOUNT);
            cell.get(name.len()..).filter(|account| is_account(account)).map(|account| (name, account))
        }
    };
    found.map_or((cell, ""), |(name, account)| (name.trim(), account.trim()))
}

/// What accounts' numbers are written with.
const ACCOUNT: &str = "0123456789*";

/// Whether a text is an account's number, whole or masked.
fn is_account(text: &str) -> bool {
    let text = text.trim();
    text.len() >= 6 && seek::behind(text, ACCOUNT).is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_account_in_a_name_is_told_by_its_digits() {
        let account_first = |cell| split(cell, Party::AccountThenName);
        assert_eq!(account_first("6222****4321/张三"), ("张三", "6222****4321"));
        assert_eq!(
            account_first("243300133/支付宝（中国）网络技术有限公司"),
            ("支付宝（中国）网络技术有限公司", "243300133")
        );
        assert_eq!(account_first("张三/李四"), ("张三/李四", ""));
        assert_eq!(account_first("6222000011112222"), ("", "6222000011112222"));
        let name_first = |cell| split(cell, Party::NameThenAccount);
        assert_eq!(name_first("张三 66666666666666"), ("张三", "66666666666666"));
        assert_eq!(name_first("北京住房公积金管理中心1111111111"), ("北京住房公积金管理中心", "1111111111"));
        assert_eq!(name_first("全家1234店"), ("全家1234店", ""));
        assert_eq!(name_first("7-11"), ("7-11", ""));
    }
}
