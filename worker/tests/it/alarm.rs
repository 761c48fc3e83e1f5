//! The alarm of a Book: whatever is asked of it at once, and whenever it goes off, nobody who wants the Book woken is forgotten.

use std::cell::Cell;
use std::future::poll_fn;
use std::task::{Context, Poll, Waker};

use voldaan_worker::app::Moment;
use voldaan_worker::app::alarm::Alarm;
use voldaan_worker::app::ports::{AlarmError, Alarms};

const NOW: Moment = Moment(1_000_000);

/// The platform's alarm, each of whose answers comes late.
#[derive(Default)]
struct Platform {
    set: Cell<Option<Moment>>,
    fails: Cell<bool>,
}

async fn late<T>(answer: T) -> T {
    let mut is_late = true;
    poll_fn(|_| if std::mem::take(&mut is_late) { Poll::Pending } else { Poll::Ready(()) }).await;
    answer
}

impl Alarms for Platform {
    async fn alarm(&self) -> Result<Option<Moment>, AlarmError> {
        late(Ok(self.set.get())).await
    }

    async fn set_alarm(&self, at: Moment) -> Result<(), AlarmError> {
        if self.fails.get() {
            return late(Err(AlarmError("the platform fails, as the test wants".to_owned()))).await;
        }
        self.set.set(Some(at));
        late(Ok(())).await
    }
}

fn after(milliseconds: i64) -> Moment {
    NOW.plus_milliseconds(milliseconds)
}

fn whole(work: impl Future<Output = Result<(), AlarmError>>) -> Result<(), AlarmError> {
    let (mut work, mut context) = (Box::pin(work), Context::from_waker(Waker::noop()));
    loop {
        if let Poll::Ready(outcome) = work.as_mut().poll(&mut context) {
            return outcome;
        }
    }
}

#[test]
fn the_earliest_moment_stays_set() {
    let (platform, alarm) = (Platform::default(), Alarm::default());
    for (at, then) in [(30, 30), (20, 20), (25, 20), (20, 20), (10, 10)] {
        assert_eq!(whole(alarm.set(&platform, after(at), NOW)), Ok(()));
        assert_eq!(platform.set.get(), Some(after(then)), "{at}");
    }
    // An instance that knows nothing yet leaves it as well.
    assert_eq!(whole(Alarm::default().set(&platform, after(15), NOW)), Ok(()));
    assert_eq!(platform.set.get(), Some(after(10)));
}

#[test]
fn one_that_could_not_be_set_is_set_by_whoever_comes_next() {
    let (platform, alarm) = (Platform::default(), Alarm::default());
    platform.fails.set(true);
    assert!(whole(alarm.set(&platform, after(10), NOW)).is_err());
    platform.fails.set(false);
    assert_eq!(whole(alarm.set(&platform, after(20), NOW)), Ok(()));
    assert_eq!(platform.set.get(), Some(after(20)));
}

#[test]
fn one_that_the_platform_gave_up_is_set_again() {
    let (platform, alarm) = (Platform::default(), Alarm::default());
    assert_eq!(whole(alarm.set(&platform, after(10), NOW)), Ok(()));
    platform.set.set(None);
    let later = after(120_000);
    assert_eq!(whole(alarm.set(&platform, later, later)), Ok(()));
    assert_eq!(platform.set.get(), Some(later));
}

/// What can come next: one of three who want the Book woken goes on, or the alarm goes off.
const STEPS: usize = 4;
const LENGTH: u32 = 9;

#[test]
fn in_no_order_of_things_is_anybody_forgotten() {
    for order in 0..STEPS.pow(LENGTH) {
        let steps = (0..LENGTH).map(|place| order / STEPS.pow(place) % STEPS).collect::<Vec<_>>();
        run(&steps);
    }
}

fn run(steps: &[usize]) {
    let (platform, alarm) = (Platform::default(), Alarm::default());
    let mut context = Context::from_waker(Waker::noop());
    let wanted = [after(0), after(30), after(10)];
    let mut works = wanted.map(|at| Some(Box::pin(alarm.set(&platform, at, NOW))));
    // Who began, and whom the alarm has woken since.
    let (mut began, mut woken) = ([false; 3], [false; 3]);
    let rest = [0, 1, 2].into_iter().cycle().take(30);
    for step in steps.iter().copied().chain(rest) {
        if let Some(place) = works.get_mut(step) {
            began[step] = true;
            if let Some(work) = place
                && work.as_mut().poll(&mut context).is_ready()
            {
                *place = None;
            }
        } else if platform.set.take().is_some() {
            alarm.gone_off();
            woken = began;
        }
    }
    assert!(works.iter().all(Option::is_none), "somebody waits for ever: {steps:?}");
    for (at, woken) in wanted.into_iter().zip(woken) {
        assert!(woken || platform.set.get().is_some_and(|set| set <= at), "forgotten: {steps:?}");
    }
}
