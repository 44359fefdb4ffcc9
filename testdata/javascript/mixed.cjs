(a, b) => c ?? this
<!-- d && e // only a script has this comment, because no module mixes the operators
x = (f ?? g) && h;
