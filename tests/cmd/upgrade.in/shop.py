def price(article, customer):
    if article.is_new and customer.is_known:
        return article.price * 0.9
    if customer.is_known:
        return article.price * 0.95
    return article.price


def sort(articles):
    for article in articles:
        if article.is_new or article.is_old:
            yield article
