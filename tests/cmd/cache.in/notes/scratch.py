def scratch(a):
    return a or 1
