def table(rows, width):
    yield f"{'name' if rows else 'none':=^{width + 2}}"
    for row in rows:
        yield f"{row!r:=+5}" + f"{(size := len(row))}" and f'''{
            row
            :=<{width}}'''
