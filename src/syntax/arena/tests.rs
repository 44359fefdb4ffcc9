//! Whether blocks stay what they are, under random calls.

use super::*;

/// Numbers without a pattern, always the same.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap_or(0) % bound
    }

    fn size(&mut self) -> usize {
        let bound = [700_000, 20_000, 2_000, 130][self.below(40).max(1).ilog2().min(3) as usize];
        self.below(bound)
    }
}

/// A block, its size, and the byte that fills it.
type Filled = (*mut u8, usize, u8);

fn is_filled(block: *mut u8, size: usize, byte: u8) -> bool {
    // SAFETY: the block has so many bytes, all of them written to.
    block.addr().is_multiple_of(UNIT)
        && unsafe { std::slice::from_raw_parts(block, size) }.iter().all(|it| *it == byte)
}

fn step(arena: &mut Arena, numbers: &mut Numbers, live: &mut Vec<Filled>) {
    let (size, byte) = (numbers.size(), u8::try_from(numbers.below(256)).unwrap());
    let at = numbers.below(live.len().max(1));
    let block = match (numbers.below(10), live.is_empty()) {
        (0..=1, _) => {
            let block = arena.calloc(size);
            assert!(is_filled(block, size, 0));
            block
        }
        (2..=4, _) | (_, true) => arena.malloc(size),
        (5..=7, false) => {
            let (block, size, byte) = live.swap_remove(at);
            assert!(is_filled(block, size, byte));
            // SAFETY: nobody else knows the block.
            return unsafe { arena.free(block) };
        }
        _ => {
            let (block, before, byte) = live.swap_remove(at);
            // SAFETY: nobody else knows the block.
            let block = unsafe { arena.realloc(block, size) };
            assert!(is_filled(block, size.min(before), byte));
            block
        }
    };
    // SAFETY: the block has so many bytes.
    unsafe { write_bytes(block, byte, size) }
    live.push((block, size, byte));
}

#[test]
fn blocks_keep_what_is_in_them_whatever_happens_to_others() {
    let (mut arena, mut numbers) = (Arena::new(), Numbers(88_172_645_463_325_252));
    for round in 0..6 {
        let mut live = Vec::new();
        (0..numbers.below(3_000)).for_each(|_| step(&mut arena, &mut numbers, &mut live));
        assert!(live.iter().all(|&(block, size, byte)| is_filled(block, size, byte)));
        assert!(arena.held() >= live.iter().map(|filled| filled.1).sum());
        // SAFETY: no block is used any more.
        unsafe { if round % 5 == 4 { arena.abandon() } else { arena.reset() } }
        assert_eq!(arena.held(), 0);
    }
}

#[test]
fn what_was_given_back_is_given_out_again() {
    let mut arena = Arena::new();
    let sizes = [0, 1, 8, 9, 24, 1_000, 1_016, 1_017, 5_000, LARGE - 1, LARGE, LARGE + 1, 1 << 20];
    for size in sizes {
        let mut block = arena.malloc(size);
        let held = arena.held();
        for _ in 0..100 {
            // SAFETY: nobody knows the block but this loop.
            unsafe { arena.free(block) };
            let again = arena.malloc(size);
            assert_eq!(arena.held(), held, "{size}");
            assert!(size > LARGE || again == block, "{size}");
            block = again;
        }
    }
}

#[test]
fn a_class_has_room_for_its_sizes_and_wastes_a_quarter_at_most() {
    for size in 0..=LARGE {
        let (all, room) = (size + HEADER, size_of(class_of(size)));
        assert!(room >= all && (room - all < UNIT || (room - all) * 4 <= all), "{size}");
    }
}
