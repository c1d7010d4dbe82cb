//! Work on several threads.

/// Does some work for each of several parts at once: for the first on the caller's own thread, for each of the others on another. Without the
/// feature `rayon`, and where no threads are to be had, one after another. What comes back is in the order of the parts.
///
/// The functions of [`batch`](crate::batch) and [`report`](crate::report) do this themselves where threads are asked for; this is for programs that
/// cut a table on their own. The threads are kept for the next time, one fewer than the machine has processors at most.
///
/// ```
/// let halves = vec![&[20567, 20568][..], &[20571][..]];
/// assert_eq!(motcua::threads::at_once(halves, |days| days.iter().sum::<i32>()), [41135, 20571]);
/// ```
pub fn at_once<P: Send, T: Send>(parts: Vec<P>, work: impl Fn(P) -> T + Sync) -> Vec<T> {
    #[cfg(feature = "rayon")]
    if let Some(pool) = parts.len().checked_sub(2).and_then(|more| kept::threads(more + 1)) {
        return share(&pool, parts, &work);
    }
    parts.into_iter().map(work).collect()
}

#[cfg(feature = "rayon")]
fn share<P: Send, T: Send>(pool: &rayon::ThreadPool, parts: Vec<P>, work: &(impl Fn(P) -> T + Sync)) -> Vec<T> {
    let mut done: Vec<Option<T>> = parts.iter().map(|_| None).collect();
    pool.in_place_scope(|scope| {
        let mut parts = done.iter_mut().zip(parts);
        let first = parts.next();
        for (done, part) in parts {
            scope.spawn(move |_| *done = Some(work(part)));
        }
        if let Some((done, part)) = first {
            *done = Some(work(part));
        }
    });
    done.into_iter().flatten().collect()
}

#[cfg(feature = "rayon")]
mod kept {
    use std::mem::forget;
    use std::process;
    use std::sync::{Arc, Mutex};
    use std::thread::available_parallelism;

    use rayon::{ThreadPool, ThreadPoolBuilder};

    /// Kept from one time to the next: a thread that has just begun often shares the caller's processor for its first milliseconds.
    static KEPT: Mutex<Option<Kept>> = Mutex::new(None);

    struct Kept {
        /// The process whose threads they are: a fork has the pool but none of its threads. (Numbers of processes come again, but hardly that of
        /// the one a process was forked from.)
        process: u32,
        pool: Arc<ThreadPool>,
    }

    /// A pool of at least so many threads that nobody else works with.
    pub(super) fn threads(count: usize) -> Option<Arc<ThreadPool>> {
        // Taken for this moment by another caller, or for ever in a process forked at such a moment: a pool of its own does as well.
        let Ok(mut kept) = KEPT.try_lock() else { return made(count) };
        let own = kept.as_ref().filter(|kept| kept.process == process::id());
        match own {
            Some(own) if Arc::strong_count(&own.pool) > 1 => return made(count),
            Some(own) if own.pool.current_num_threads() >= count => return Some(Arc::clone(&own.pool)),
            _ => {}
        }
        let pool = made(count)?;
        // More threads than processors are not worth keeping.
        if count < available_parallelism().map_or(1, usize::from) {
            let process = process::id();
            if let Some(old) = kept.replace(Kept { process, pool: Arc::clone(&pool) })
                && old.process != process
            {
                // To end it is to wake threads that are not there.
                forget(old);
            }
        }
        Some(pool)
    }

    fn made(threads: usize) -> Option<Arc<ThreadPool>> {
        ThreadPoolBuilder::new().num_threads(threads).build().ok().map(Arc::new)
    }
}

#[cfg(test)]
mod tests {
    use std::thread::current;

    use super::at_once;

    #[test]
    fn answers_come_in_the_order_of_the_parts() {
        assert!(at_once(Vec::<u32>::new(), |part| part).is_empty());
        assert_eq!(at_once(vec![7], |part| part + 1), [8]);
        let caller = current().id();
        let parts = at_once((0..5).collect(), |part| (part, current().id() == caller));
        assert_eq!(parts.iter().map(|(part, _)| *part).collect::<Vec<_>>(), [0, 1, 2, 3, 4]);
        assert!(parts[0].1);
        assert_eq!(parts.iter().any(|(_, is_caller)| !is_caller), cfg!(feature = "rayon"));
    }

    #[test]
    fn work_may_cut_its_part_again() {
        let sums = at_once(vec![1, 2, 3], |part| at_once(vec![part, 10 * part, 100 * part], |part| part).iter().sum::<i32>());
        assert_eq!(sums, [111, 222, 333]);
    }

    /// Four callers whose second parts all wait for one another: threads that were shared would never come to the last of them.
    #[test]
    #[cfg(feature = "rayon")]
    fn callers_at_once_do_not_wait_for_each_other() {
        let all = std::sync::Barrier::new(4);
        std::thread::scope(|callers| {
            for _ in 0..4 {
                callers.spawn(|| {
                    at_once(vec![false, true], |second| {
                        if second {
                            all.wait();
                        }
                    })
                });
            }
        });
    }
}
