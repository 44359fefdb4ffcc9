function one(a) {
  return a ? 1 : 2;
}

function known(a) {
  return a ? 1 : 2;
}
