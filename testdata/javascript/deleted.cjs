switch (a) {
  case 1: let
    b = 1;
  default: delete b
    await
    a && b;
}
