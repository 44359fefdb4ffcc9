def broken(:
    return 1 if x else 2
