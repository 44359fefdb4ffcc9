// What may be assigned to, in patterns too.
[(first)] = second; ({ a: (second), b: first.d = third && 1, [first]: second[0] } = third)
for ([first, second = 1] of third) if (first) second()
for (first.b of third) ;
for (first[second] in third) ;
for ([(first)] of third) ;
[[(first.a)], (second[0]) = 1, ...third] = first;
(first) = second
new first()?.(second) && new first.b();
