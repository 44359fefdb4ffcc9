/* Lets the scanner of tree-sitter-python pass the same lines once, and not once for each of them.
 *
 * To find out what the next statement is indented by, the scanner looks past all line ends, comments and backslashes before
 * it. Each comment and each backslash is a token, before each of them the scanner is asked, and so a block of them took the
 * square of its lines. What it knows at the beginning of a line is little: whether it has passed a line end, whether it has
 * passed a comment, and how far the line is indented so far. Where two looks know the same at the same place, they go the
 * same way from there. The way of a look is therefore kept, and a later one that comes upon it is moved to its last line.
 *
 * It sees the same letters there, so its tokens are the same; `ahead/tests.rs` compares them with those of the published core. */
#include "thread.h"

/* A look over so few bytes is not worth being kept. */
enum { SHORT = 256 };

/* What a look has passed so far: where it stands behind a line end, this is all it knows. Before a line end that no
 * backslash precedes it counts the indentation too, but forgets the number at the first such line end. */
enum { BACKSLASHES, LINE_ENDS, COMMENTS, STAGES };

/* Places behind line ends on the way of one look, between which it was in one stage. */
typedef struct {
    uint32_t first;
    Length last;
    bool is_moved;
} Way;

/* Of the parse on this thread. */
static THREAD_LOCAL struct {
    /* The text of the last long look. */
    uint32_t from;
    uint32_t until;
    /* What the looks of this parse have shown. */
    Way known[STAGES];
    /* The look that is under way. */
    Way own[STAGES];
    uint8_t stage;
    bool is_in_comment;
    bool is_behind_backslash;
} ahead;

bool tree_sitter_python_external_scanner_scan(void *scanner, TSLexer *lexer, const bool *valid);

/* The language as its grammar has it. */
static const TSLanguage *plain_python;

static void move_to(Lexer *lexer, Length place) {
    ts_lexer_goto(lexer, place);
    if (!lexer->chunk_size) {
        ts_lexer__get_chunk(lexer);
    }
    ts_lexer__get_lookahead(lexer);
    lexer->token_start_position = lexer->current_position;
}

/* Whether a letter that is skipped ends a line in such a way that a look knows no more than its stage. */
static bool is_place(int32_t letter) {
    if (ahead.is_in_comment) {
        ahead.is_in_comment = letter != '\n' && letter != 0;
        return !ahead.is_in_comment;
    }
    if (letter == '#') {
        ahead.is_in_comment = true;
        ahead.stage = COMMENTS;
    } else if (letter == '\\') {
        ahead.is_behind_backslash = true;
    } else if (letter == '\n') {
        if (ahead.is_behind_backslash) {
            ahead.is_behind_backslash = false;
            return ahead.stage == BACKSLASHES;
        }
        if (ahead.stage == BACKSLASHES) {
            ahead.stage = LINE_ENDS;
        }
        return true;
    }
    return false;
}

/* Skips a letter, and all that is known of what follows. What is not skipped is text of a string. */
static void advance_ahead(TSLexer *data, bool is_skipped) {
    Lexer *lexer = (Lexer *)data;
    int32_t letter = data->lookahead;
    ts_lexer__advance(data, is_skipped);
    if (!is_skipped || !is_place(letter)) {
        return;
    }
    Way *known = &ahead.known[ahead.stage], *own = &ahead.own[ahead.stage];
    Length place = lexer->current_position;
    bool is_begun = own->last.bytes > 0;
    if (letter == '\n' && known->first <= place.bytes && place.bytes < known->last.bytes) {
        if (is_begun) {
            known->first = own->first;
        }
        own->is_moved = true;
        move_to(lexer, known->last);
        return;
    }
    if (!is_begun) {
        own->first = place.bytes;
    }
    own->last = place;
}

/* A look over a text that was looked at before. */
static bool scan_again(void *scanner, Lexer *lexer, const bool *valid) {
    memset(ahead.own, 0, sizeof ahead.own);
    ahead.stage = BACKSLASHES;
    ahead.is_in_comment = ahead.is_behind_backslash = false;
    lexer->data.advance = advance_ahead;
    bool is_found = plain_python->external_scanner.scan(scanner, &lexer->data, valid);
    lexer->data.advance = ts_lexer__advance;
    for (int stage = 0; stage < STAGES; stage++) {
        const Way *own = &ahead.own[stage];
        if (!own->is_moved && own->first < own->last.bytes) {
            ahead.known[stage] = *own;
        }
    }
    return is_found;
}

static bool scan_python(void *scanner, TSLexer *data, const bool *valid) {
    Lexer *lexer = (Lexer *)data;
    uint32_t start = lexer->current_position.bytes;
    if (ahead.from <= start && start < ahead.until) {
        return scan_again(scanner, lexer, valid);
    }
    bool is_found = plain_python->external_scanner.scan(scanner, data, valid);
    uint32_t end = lexer->current_position.bytes;
    if (end - start > SHORT) {
        ahead.from = start;
        ahead.until = end;
    }
    return is_found;
}

static void *create_python(void) {
    memset(&ahead, 0, sizeof ahead);
    return plain_python->external_scanner.create();
}

/* A copy of a language with a scanner that remembers, if it has the scanner that this is made for; else the language. To be
 * called by one thread at a time. */
const TSLanguage *metrics_remembering(const TSLanguage *language) {
    static TSLanguage python;
    bool is_known = language->abi_version == TREE_SITTER_LANGUAGE_VERSION
        && language->external_scanner.scan == tree_sitter_python_external_scanner_scan;
    if (!is_known) {
        return language;
    }
    if (plain_python == NULL) {
        plain_python = language;
        python = *language;
        python.external_scanner.create = create_python;
        python.external_scanner.scan = scan_python;
    }
    return &python;
}
