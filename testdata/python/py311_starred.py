(first), *(rest), = *[1, 2], 3
*[a, b], c = *"ab", -a
prices = table[*(rows and columns), 1:2] + 3


def listed(rows):
    for row in *[rows], (rows or rest):
        *(row), last = yield *-row, +row
        rows += *{row: 1}, *(a for a in row if a)
    return *(rows if rows and row else rest), last
