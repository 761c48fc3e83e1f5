//! Closed lists of codes, packed by what their codes begin with. Refuses to know what the codes mean.

/// Whether a list has a code. It says what some codes begin with, a point, and each last character that goes on: `A1.09 B.2` is A10, A19 and B2.
pub(crate) fn has(list: &str, code: &str) -> bool {
    let Some((last, begin)) = code.as_bytes().split_last() else { return false };
    let holds = |row: &[u8]| matches!(row.strip_prefix(begin), Some([b'.', ends @ ..]) if ends.contains(last));
    list.as_bytes().split(|byte| *byte == b' ').any(holds)
}

#[cfg(test)]
mod tests {
    use super::has;

    #[test]
    fn a_code_is_in_a_list_as_a_whole() {
        let list = "A.2 A1.09 B.2";
        assert!(["A2", "A10", "A19", "B2"].iter().all(|code| has(list, code)));
        assert!(
            !["", ".", "A", "A1", "A.", "A.2", "A12", "A1.", " ", "2 A", "B20", "é"].iter().any(|code| has(list, code))
        );
    }
}
