//! Order without a tree: one stable sort over places, names to be found by, and marks on places.
//!
//! It stands in for the sorts and maps of the standard library, of which every key type would bring its own copy into the wasm.

/// The places of `count` things in the order that `before` says; equal ones stay as they stood.
pub(crate) fn order(count: usize, before: &mut dyn FnMut(usize, usize) -> bool) -> Vec<usize> {
    let mut sorted: Vec<usize> = (0..count).collect();
    let mut merged = Vec::with_capacity(count);
    let mut width = 1_usize;
    while width < count {
        merged.clear();
        let mut start = 0_usize;
        while start < count {
            let middle = start.saturating_add(width).min(count);
            let end = middle.saturating_add(width).min(count);
            let mut left = sorted.get(start..middle).unwrap_or_default();
            let mut right = sorted.get(middle..end).unwrap_or_default();
            while let ([first, rest @ ..], [second, others @ ..]) = (left, right) {
                // Only what comes before in truth overtakes: that keeps equal ones as they stood.
                if before(*second, *first) {
                    merged.push(*second);
                    right = others;
                } else {
                    merged.push(*first);
                    left = rest;
                }
            }
            merged.extend_from_slice(left);
            merged.extend_from_slice(right);
            start = end;
        }
        std::mem::swap(&mut sorted, &mut merged);
        width = width.saturating_mul(2);
    }
    sorted
}

/// Names, to find the place of one.
#[derive(Clone, Debug)]
pub(crate) struct Names<'a> {
    names: Vec<&'a str>,
    sorted: Vec<usize>,
}

impl<'a> Names<'a> {
    /// Names at their places.
    pub fn of(names: Vec<&'a str>) -> Names<'a> {
        let sorted = order(names.len(), &mut |a, b| names.get(a) < names.get(b));
        Names { names, sorted }
    }

    /// The first place of a name.
    pub fn place(&self, name: &str) -> Option<usize> {
        let before = self.sorted.partition_point(|place| self.names.get(*place).is_some_and(|other| *other < name));
        let place = *self.sorted.get(before)?;
        (*self.names.get(place)? == name).then_some(place)
    }

    /// Whether the name is there.
    pub fn has(&self, name: &str) -> bool {
        self.place(name).is_some()
    }
}

/// Marks on places.
#[derive(Clone, Debug, Default)]
pub(crate) struct Marks(Vec<bool>);

impl Marks {
    /// Marks a place; false if it was marked before.
    pub fn set(&mut self, place: usize) -> bool {
        if place >= self.0.len() {
            self.0.resize(place.saturating_add(1), false);
        }
        self.0.get_mut(place).is_some_and(|mark| !std::mem::replace(mark, true))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_order_is_that_of_a_stable_sort(keys in prop::collection::vec(0_u8..20, 0..70)) {
            let mut expected: Vec<usize> = (0..keys.len()).collect();
            expected.sort_by_key(|place| keys[*place]);
            prop_assert_eq!(order(keys.len(), &mut |a, b| keys[a] < keys[b]), expected);
        }

        #[test]
        fn a_name_is_found_at_its_first_place(names in prop::collection::vec("[a-c]{0,2}", 0..30), name in "[a-c]{0,2}") {
            let all: Vec<&str> = names.iter().map(String::as_str).collect();
            let expected = all.iter().position(|other| *other == name);
            prop_assert_eq!(Names::of(all).place(&name), expected);
        }
    }

    #[test]
    fn a_place_is_marked_once() {
        let mut marks = Marks::default();
        assert_eq!([3, 1, 3].map(|place| marks.set(place)), [true, true, false]);
    }
}
