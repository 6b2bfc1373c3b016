//! Asking for the newest plan, which may be made anew at this moment, as more has become known of its files.

use crate::port::Clock;
use crate::worker::plan::{PlanError, PlanFault};

/// Milliseconds in which a plan is made anew at the longest.
const LONGEST_PLANNING: u64 = 60_000;

/// Milliseconds after which it is asked for again.
const ASK_AGAIN: u32 = 100;

/// Asks for something of a plan, and asks again while the plan is made anew.
pub(super) async fn of_newest<T, F>(clock: &dyn Clock, ask: impl Fn() -> F) -> Result<T, PlanError>
where
    F: Future<Output = Result<T, PlanError>>,
{
    let until = clock.now() + LONGEST_PLANNING;
    loop {
        match ask().await {
            Err(PlanError::Fault(PlanFault::Outdated)) if clock.now() < until => {
                clock.sleep(ASK_AGAIN).await;
            }
            answer => return answer,
        }
    }
}
