def four(a):
    return 1 if a else 2
