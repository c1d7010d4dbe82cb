//! Threads for passes over columns.

use std::mem::forget;
use std::process;
use std::sync::{Arc, Mutex};
use std::thread::available_parallelism;

use rayon::{ThreadPool, ThreadPoolBuilder};

/// Kept from one pass to the next: a thread that has just begun often shares the caller's processor for its first milliseconds.
static KEPT: Mutex<Option<Kept>> = Mutex::new(None);

struct Kept {
    process: u32,
    pool: Arc<ThreadPool>,
}

/// A pool of at least so many threads, beside the caller's own.
pub(crate) fn beside_the_caller(threads: usize) -> Option<Arc<ThreadPool>> {
    // Busy with another pass, or forever in a process forked in the middle of one: a pool of this pass alone does as well.
    let Ok(mut kept) = KEPT.try_lock() else { return made(threads) };
    // A fork has the pool but none of its threads.
    let process = process::id();
    let own = kept.as_ref().filter(|kept| kept.process == process);
    if let Some(kept) = own.filter(|kept| kept.pool.current_num_threads() >= threads) {
        return Some(Arc::clone(&kept.pool));
    }
    let pool = made(threads)?;
    // More threads than processors are not worth keeping.
    if threads < available_parallelism().map_or(1, usize::from)
        && let Some(old) = kept.replace(Kept { process, pool: Arc::clone(&pool) })
        && old.process != process
    {
        // To end it is to wake threads that are not there.
        forget(old);
    }
    Some(pool)
}

fn made(threads: usize) -> Option<Arc<ThreadPool>> {
    ThreadPoolBuilder::new().num_threads(threads).build().ok().map(Arc::new)
}
