//! Time that passes: the alarm goes off each time the Book asks for it.

use voldaan_worker::app::Moment;

use super::Caller;

/// Wakings after which a Book that does not come to rest is taken to be broken.
const WAKINGS_MAX: u32 = 100_000;

impl Caller {
    /// Lets time pass until a moment, with all that the alarm does.
    #[track_caller]
    pub fn live_until(&self, until: &str) {
        let until = Moment::parse(until).expect("an instant");
        for _ in 0..WAKINGS_MAX {
            let Some(next) = self.book.next_waking().filter(|next| *next <= until) else {
                self.world.now.set(until);
                return;
            };
            self.world.now.set(next.max(self.world.now.get()));
            if pollster::block_on(self.book.settle()) > Some(self.world.now.get()) {
                // What broke is tried again by the clock.
                self.world.now.set(self.world.now.get().plus_milliseconds(30_000));
            }
        }
        panic!("the Book does not come to rest");
    }

    /// Posts each letter that waits, and makes each call, at once.
    pub fn do_tasks(&self) {
        for way in ["letter", "phone"] {
            for task in self.all(&format!("/v1/outbox?waiting=true&channel={way}&limit=200"), "id") {
                self.do_post(&format!("/v1/outbox/{task}/done"), "{}").expect(200);
            }
        }
    }

    /// A field of all items of a list, in its order.
    pub fn all(&self, path: &str, field: &str) -> Vec<String> {
        let list = self.get(path).expect(200);
        (0..list.count("items")).map(|n| list.at(&format!("items[{n}].{field}"))).collect()
    }
}
