def words(text):
    return text.split()


def longest(text):
    best = ""
    for word in words(text):
        if len(word) > len(best):
            best = word
    return best
