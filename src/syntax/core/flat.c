/* Writes a tree out as a list of its nodes, in the order of the text, parents first. What a walk asks of each node is
 * then beside it, and nothing of it is looked up once for each child as the public functions have to do. */

/* As in `flat/mod.rs`. */
struct metrics_node {
    uint32_t start;
    uint32_t end;
    /* The number of the first node that is not below it. */
    uint32_t after;
    uint16_t kind;
    uint8_t field;
    uint8_t flags;
};

enum { NODE_EXTRA = 1, NODE_MISSING = 2, NODE_NAMED = 4, NODE_LACKS_TOKEN = 8 };

#define NO_NODE UINT32_MAX

/* A node with children, of which some are still to be written; hidden ones are none for whoever walks, and their
 * children stand in their place. */
typedef struct {
    const Subtree *next;
    const Subtree *last;
    const TSSymbol *aliases;
    const TSFieldMapEntry *fields;
    const TSFieldMapEntry *fields_end;
    uint32_t structural;
    /* The number of the node that ends with the last child, if it is no hidden one. */
    uint32_t node;
    /* Where its text ends. */
    uint32_t end;
    /* The field that a hidden node stands in: that of those of its children that stand in none. */
    uint8_t field;
    bool is_begun;
} Open;

static Open open_node(const TSLanguage *language, Subtree tree, uint32_t node, uint32_t end, uint8_t field) {
    const Subtree *children = ts_subtree_children(tree);
    Open open = {
        .next = children,
        .last = children + tree.ptr->child_count,
        .aliases = ts_language_alias_sequence(language, tree.ptr->production_id),
        .node = node,
        .end = end,
        .field = field,
    };
    ts_language_field_map(language, tree.ptr->production_id, &open.fields, &open.fields_end);
    return open;
}

static uint8_t field_of(const Open *open) {
    for (const TSFieldMapEntry *field = open->fields; field != open->fields_end; field++) {
        if (!field->inherited && field->child_index == open->structural) {
            return (uint8_t)field->field_id;
        }
    }
    return open->field;
}

static struct metrics_node node_of(const TSLanguage *language, Subtree tree, TSSymbol alias, uint32_t start, uint32_t end) {
    bool is_named = alias ? ts_language_symbol_metadata(language, alias).named : ts_subtree_named(tree);
    return (struct metrics_node){
        .start = start,
        .end = end,
        .kind = ts_language_public_symbol(language, alias ? alias : ts_subtree_symbol(tree)),
        .flags = (ts_subtree_extra(tree) ? NODE_EXTRA : 0) | (ts_subtree_missing(tree) ? NODE_MISSING : 0)
            | (is_named ? NODE_NAMED : 0),
    };
}

/* Whether something of what is below a node is to be told: a node, or that a token is missing. */
static bool is_open(Subtree tree) {
    return ts_subtree_visible_child_count(tree) > 0
        || (ts_subtree_child_count(tree) > 0 && ts_subtree_error_cost(tree) > 0);
}

/* How many nodes a tree has. */
uint32_t metrics_flat_count(const TSTree *tree) {
    return ts_subtree_visible_descendant_count(tree->root) + 1;
}

/* Writes the nodes of a tree, of which there is room for so many, and says how many were written: another number than
 * there are nodes if there was no memory. */
uint32_t metrics_flat(const TSTree *tree, struct metrics_node *nodes, uint32_t room) {
    const TSLanguage *language = tree->language;
    Array(Open) stack = array_new();
    uint32_t count = 0, at = ts_subtree_padding(tree->root).bytes;
    uint32_t end = at + ts_subtree_size(tree->root).bytes;
    /* Whether one is missing behind the last node that is none itself, as the end of a line is. */
    bool lacks_token = false;
    if (room == 0) {
        return NO_NODE;
    }
    nodes[count++] = node_of(language, tree->root, 0, at, end);
    nodes[0].after = 1;
    if (is_open(tree->root)) {
        array_push(&stack, open_node(language, tree->root, 0, end, 0));
    }
    while (stack.size > 0) {
        Open *open = array_back(&stack);
        if (open->next == open->last) {
            if (open->node != NO_NODE) {
                nodes[open->node].after = count;
            }
            at = open->end;
            stack.size--;
            continue;
        }
        const Subtree child = *open->next++;
        if (open->is_begun) {
            at += ts_subtree_padding(child).bytes;
        }
        open->is_begun = true;
        end = at + ts_subtree_size(child).bytes;
        TSSymbol alias = 0;
        uint8_t field = 0;
        if (!ts_subtree_extra(child)) {
            alias = open->aliases ? open->aliases[open->structural] : 0;
            field = field_of(open);
            open->structural++;
        }
        bool is_visible = alias || ts_subtree_visible(child);
        uint32_t node = NO_NODE;
        if (is_visible) {
            if (count == room) {
                array_delete(&stack);
                return NO_NODE;
            }
            node = count++;
            nodes[node] = node_of(language, child, alias, at, end);
            nodes[node].field = field;
            nodes[node].after = count;
            nodes[node].flags |= lacks_token ? NODE_LACKS_TOKEN : 0;
            lacks_token = false;
        } else {
            lacks_token |= ts_subtree_missing(child);
        }
        if (is_open(child)) {
            array_push(&stack, open_node(language, child, node, end, is_visible ? 0 : field));
        } else {
            at = end;
        }
    }
    array_delete(&stack);
    nodes[count - 1].flags |= lacks_token ? NODE_LACKS_TOKEN : 0;
    return count;
}
