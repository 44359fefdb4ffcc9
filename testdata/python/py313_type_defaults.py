class Box[T: (int, str) = int, *Ts = *tuple[T, ...], **P = [int, str]](Base[T], kind=A | B):
    def get[U = T](self, other: U = 1 + 2) -> T | U:
        return self.item if self.item else other


type Pair[T = (int if small else str)] = tuple[T, T] | None


async def first[
    T = dict[str, int],  # not = a default
    *Ts = *tuple[int],
](pairs: T, *rest: *Ts) -> T:
    return [pair async for pair in pairs if pair and rest]
