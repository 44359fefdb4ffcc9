// eslint-disable-next-line complexity
function p01(x) { return x || (x && 1); }

function p02(x) { return x || (x && 1); } // eslint-disable-line complexity

function p03(
  x // eslint-disable-line complexity
) { return x || (x && 1); }

// eslint-disable-next-line complexity
const p04 = (x) => x || (x && 1);

// eslint-disable-next-line complexity
const p05 = (
  x
) => x || (x && 1);

const p06 = (
  x
) => x || (x && 1); // eslint-disable-line complexity

const p07 = (
  x // eslint-disable-line complexity
) => x || (x && 1);

const p08 = // eslint-disable-next-line complexity
  (x) => x || (x && 1);

const p09 = (x) => // eslint-disable-line complexity
  x || (x && 1);

const p10 = (x) =>
  x || (x && 1); // eslint-disable-line complexity

class P11 {
  // eslint-disable-next-line complexity
  m(x) { return x || (x && 1); }
}

class P12 {
  m( // eslint-disable-line complexity
    x
  ) { return x || (x && 1); }
}

class P13 {
  static // eslint-disable-line complexity
  m(x) { return x || (x && 1); }
}

class P14 {
  static
  m(x) { return x || (x && 1); } // eslint-disable-line complexity
}

class P15 {
  f = // eslint-disable-line complexity
    (x) => x || (x && 1);
}

class P16 {
  f =
    (x) => x || (x && 1); // eslint-disable-line complexity
}

const p17 = {
  // eslint-disable-next-line complexity
  m(x) { return x || (x && 1); },
};

const p18 = {
  m: // eslint-disable-line complexity
    function (x) { return x || (x && 1); },
};

const p19 = {
  m:
    function (x) { return x || (x && 1); }, // eslint-disable-line complexity
};

const p20 = {
  m: (
    x
  ) => x || (x && 1), // eslint-disable-line complexity
};

const p21 = // eslint-disable-line complexity
  function (x) { return x || (x && 1); };

const p22 =
  function (x) { return x || (x && 1); }; // eslint-disable-line complexity

/* eslint-disable complexity */
function p23(x) { return x || (x && 1); }
/* eslint-enable complexity */

function p24(x) { /* eslint-disable complexity */ return x || (x && 1); /* eslint-enable complexity */ }

/* eslint-disable complexity */ function p25(x) { return x || (x && 1); }
/* eslint-enable complexity */ function p26(x) { return x || (x && 1); }

const p27 = call(async (x) => x || (x && 1)); // eslint-disable-line complexity

export default /* eslint-disable-line complexity */ function p28(x) { return x || (x && 1); }

// eslint-disable-next-line complexity
export function p29(x) { return x || (x && 1); }

/* eslint-disable-next-line complexity */ function p30(x) { return x || (x && 1); }
function p31(x) { return x || (x && 1); }

// eslint-disable-next-line
const p32 = (
  x
) => x || (x && 1);

const p33 = (
  x
  // eslint-disable-next-line complexity
) => x || (x && 1);

class P34 {
  get // eslint-disable-line complexity
  a() { return this || (this && 1); }
}

class P35 {
  x = this || (this && 1); // eslint-disable-line complexity
}

class P36 {
  x = // eslint-disable-line complexity
    this || (this && 1);
}

class P37 {
  static { this.a = this || (this && 1); } // eslint-disable-line complexity
}

const p38 = memo((x) => { // eslint-disable-line complexity
  return x || (x && 1);
});

const p39 = memo(
  // eslint-disable-next-line complexity
  function named(x) { return x || (x && 1); },
);

/* eslint-disable-next-line
   complexity */
function p40(x) { return x || (x && 1); }

// eslint-disable-next-line complexity -- a table
function p41(x) { return x || (x && 1); }

// eslint-disable-next-line sonarjs/cognitive-complexity
const q01 = (
  x
) => { if (x) { return 1; } };

const q02 = (
  x
) => { if (x) { return 1; } }; // eslint-disable-line sonarjs/cognitive-complexity

class Q03 {
  static async // eslint-disable-line sonarjs/cognitive-complexity
  m(x) { if (x) { return 1; } }
}

class Q04 {
  static
  m(x) { if (x) { return 1; } } // eslint-disable-line sonarjs/cognitive-complexity
}

class Q05 {
  f = // eslint-disable-line sonarjs/cognitive-complexity
    (x) => { if (x) { return 1; } };
}

class Q06 {
  f =
    (x) => { if (x) { return 1; } }; // eslint-disable-line sonarjs/cognitive-complexity
}

const q07 = {
  m: // eslint-disable-line sonarjs/cognitive-complexity
    function (x) { if (x) { return 1; } },
};

const q08 = {
  m:
    function (x) { if (x) { return 1; } }, // eslint-disable-line sonarjs/cognitive-complexity
};

/* q09 */ function // eslint-disable-line sonarjs/cognitive-complexity
q09(x) { if (x) { return 1; } }

/* q10 */ function
q10(x) { if (x) { return 1; } } // eslint-disable-line sonarjs/cognitive-complexity

const q12 = function
(x) { if (x) { return 1; } } // eslint-disable-line sonarjs/cognitive-complexity

// eslint-disable-next-line
const q13 = (
  x
) => { if (x || (x && 1)) { return 1; } };

const q14 = {
  m: // eslint-disable-line
    (x) => { if (x || (x && 1)) { return 1; } },
};

const q15 = {
  m:
    (x) => { if (x || (x && 1)) { return 1; } }, // eslint-disable-line complexity, sonarjs/cognitive-complexity
};

const q16 = { a: 1 }; /* eslint-disable sonarjs/cognitive-complexity */ const q17 = (x) => { if (x) { return 1; } };
/* eslint-enable */
const q18 = (x) => { if (x) { return 1; } };
