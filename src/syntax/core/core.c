/* tree-sitter's core, compiled from the sources of its crate for this program alone, under names of its own
 * (`build.rs`), so that whoever else uses tree-sitter in this process has theirs.
 *
 * A tree does not leave the thread that made it, and no part of it is shared with another: references are therefore
 * counted without locking the memory bus, which costs a twentieth of a parse. */
#include <stddef.h>
#include <stdint.h>

#define TREE_SITTER_ATOMIC_H_

static inline size_t atomic_load(const volatile size_t *number) {
    return *number;
}

static inline uint32_t atomic_inc(volatile uint32_t *count) {
    return *(uint32_t *)count += 1;
}

static inline uint32_t atomic_dec(volatile uint32_t *count) {
    return *(uint32_t *)count -= 1;
}

#include "names.h"

#include "lib.c"

#include "ahead.c"
#include "flat.c"

/* Lets a grammar's scanner free what it holds, which is not the parser's to free. All else is in the arena. */
void metrics_parser_end(TSParser *parser) {
    ts_parser__external_scanner_destroy(parser);
}
