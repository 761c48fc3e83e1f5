//! A map of texts in the order of its keys, such as `metadata`. It is small and read as a whole: no tree, no hashing.

/// A map of texts, sorted by key.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TextMap {
    entries: Vec<(String, String)>,
}

impl TextMap {
    /// An empty map.
    pub const fn new() -> TextMap {
        TextMap { entries: Vec::new() }
    }

    /// The text under a key.
    pub fn get(&self, key: &str) -> Option<&str> {
        let at = self.place(key).ok()?;
        self.entries.get(at).map(|(_, text)| text.as_str())
    }

    /// Puts a text under a key; the one that stood there is replaced. Answers whether there was one.
    pub fn insert(&mut self, key: String, text: String) -> bool {
        match self.place(&key) {
            Ok(at) => {
                if let Some(entry) = self.entries.get_mut(at) {
                    entry.1 = text;
                }
                true
            }
            Err(at) => {
                self.entries.insert(at, (key, text));
                false
            }
        }
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Keys and texts, in the order of the keys.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.entries.iter().map(|(key, text)| (key.as_str(), text.as_str()))
    }

    fn place(&self, key: &str) -> Result<usize, usize> {
        // Keys mostly come in their order.
        if self.entries.last().is_none_or(|(last, _)| last.as_str() < key) {
            return Err(self.entries.len());
        }
        self.entries.binary_search_by(|(other, _)| other.as_str().cmp(key))
    }
}

impl FromIterator<(String, String)> for TextMap {
    fn from_iter<I: IntoIterator<Item = (String, String)>>(entries: I) -> TextMap {
        let mut map = TextMap::new();
        for (key, text) in entries {
            map.insert(key, text);
        }
        map
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_sorted_and_a_later_text_replaces_an_earlier_one() {
        let mut map = TextMap::new();
        for (key, replaced) in [("b", false), ("c", false), ("a", false), ("b", true)] {
            assert_eq!(map.insert(key.to_owned(), format!("{key}{replaced}")), replaced);
        }
        let all: Vec<_> = map.iter().collect();
        assert_eq!(all, [("a", "afalse"), ("b", "btrue"), ("c", "cfalse")]);
        assert_eq!((map.get("b"), map.get("d")), (Some("btrue"), None));
    }
}
