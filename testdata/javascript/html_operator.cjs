// In a script that is no module, comments may begin as in HTML.
a & b

<!-- c && d
x >> interface
--> z && y
for (var i = 1 || (j in k) in {}) i && j;
