//! Divides files into batches of about the same size, the heaviest first.

/// How many batches each worker gets on average: enough that the last ones to finish are small.
const BATCHES_PER_WORKER: u64 = 16;

/// Files above this size are measured one at a time, so that the memory in use stays bounded.
pub(super) const LARGE: u64 = 256 * 1024;

/// The work of a run, as indices into the list of files.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Batches {
    /// Files that must not be measured together, largest first.
    pub(super) large: Vec<usize>,
    /// Everything else, the heaviest batch first.
    pub(super) small: Vec<Vec<usize>>,
}

/// Divides files of the given sizes among a number of workers.
pub(super) fn batches(sizes: &[u64], workers: usize) -> Batches {
    let mut order: Vec<usize> = (0..sizes.len()).collect();
    order.sort_by_key(|&file| (std::cmp::Reverse(sizes[file]), file));
    let split = order.partition_point(|&file| sizes[file] > LARGE);
    let small = order.split_off(split);
    let total: u64 = small.iter().map(|&file| sizes[file]).sum();
    let target = (total / (workers as u64 * BATCHES_PER_WORKER)).max(1);
    let mut batches: Vec<Vec<usize>> = Vec::new();
    let mut room = 0;
    for file in small {
        if room == 0 {
            batches.push(Vec::new());
            room = target;
        }
        batches.last_mut().expect("one was pushed").push(file);
        room = room.saturating_sub(sizes[file].max(1));
    }
    Batches { large: order, small: batches }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_is_in_one_batch_and_the_heaviest_come_first() {
        let sizes: Vec<u64> = (0..1000).map(|n| n * 37 % 5000).collect();
        let all = batches(&sizes, 2);
        let mut files: Vec<usize> = all.small.concat();
        let weight = |batch: &Vec<usize>| batch.iter().map(|&file| sizes[file]).sum::<u64>();
        let target = sizes.iter().sum::<u64>() / 32;
        assert!(all.small.iter().all(|batch| weight(batch) < target + 5000));
        assert!(sizes[all.small[0][0]] >= sizes[all.small[1][0]]);
        files.sort_unstable();
        assert_eq!(files, (0..1000).collect::<Vec<_>>());
    }

    #[test]
    fn large_files_stand_apart() {
        let all = batches(&[10, LARGE + 1, LARGE, LARGE + 2], 2);
        assert_eq!(all.large, [3, 1]);
        assert_eq!(all.small.concat(), [2, 0]);
    }

    #[test]
    fn empty_files_do_not_vanish() {
        assert_eq!(batches(&[0, 0, 0], 4).small.concat(), [0, 1, 2]);
    }
}
