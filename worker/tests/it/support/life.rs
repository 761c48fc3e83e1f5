//! Time that passes: the alarm goes off each time the Book asks for it.

use voldaan_worker::app::Moment;

use super::{Answer, Caller};

/// Wakings after which a Book that does not come to rest is taken to be broken.
const WAKINGS_MAX: u32 = 100_000;

impl Caller {
    /// Lets time pass until a moment, with all that the alarm does.
    #[track_caller]
    pub fn live_until(&self, until: &str) {
        self.live(until, || {});
    }

    /// The same where letters are posted and calls made the same morning.
    #[track_caller]
    pub fn live_posting(&self, until: &str) {
        self.live(until, || self.do_tasks());
    }

    #[track_caller]
    fn live(&self, until: &str, after_waking: impl Fn()) {
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
            after_waking();
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

    /// The pages of a list, each from where the one before it says that it goes on.
    #[track_caller]
    pub fn pages(&self, path: &str) -> Vec<Answer> {
        let mut pages = vec![self.get(path).expect(200)];
        loop {
            let next = pages.last().map(|page| page.at("next")).unwrap_or_default();
            if next.is_empty() {
                return pages;
            }
            pages.push(self.get(&format!("{path}&cursor={next}")).expect(200));
        }
    }

    /// A field of all items of a list, in its order.
    pub fn all(&self, path: &str, field: &str) -> Vec<String> {
        self.get(path).expect(200).all(field)
    }
}
