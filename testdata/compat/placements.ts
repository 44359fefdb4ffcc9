// eslint-disable-next-line complexity
function p01(x: number) { return x || (x && 1); }

function p02(x: number) { return x || (x && 1); } // eslint-disable-line complexity

function p03(
  x: number // eslint-disable-line complexity
) { return x || (x && 1); }

// eslint-disable-next-line complexity
const p04 = (x: number) => x || (x && 1);

// eslint-disable-next-line complexity
const p05 = (
  x: number
) => x || (x && 1);

const p06 = (
  x: number
) => x || (x && 1); // eslint-disable-line complexity

const p07 = (
  x: number // eslint-disable-line complexity
) => x || (x && 1);

const p08 = // eslint-disable-next-line complexity
  (x: number) => x || (x && 1);

const p09 = (x: number) => // eslint-disable-line complexity
  x || (x && 1);

const p10 = (x: number) =>
  x || (x && 1); // eslint-disable-line complexity

class P11 {
  // eslint-disable-next-line complexity
  m(x: number) { return x || (x && 1); }
}

class P12 {
  m( // eslint-disable-line complexity
    x: number
  ) { return x || (x && 1); }
}

class P13 {
  static // eslint-disable-line complexity
  m(x: number) { return x || (x && 1); }
}

class P14 {
  static
  m(x: number) { return x || (x && 1); } // eslint-disable-line complexity
}

class P15 {
  f = // eslint-disable-line complexity
    (x: number) => x || (x && 1);
}

class P16 {
  f =
    (x: number) => x || (x && 1); // eslint-disable-line complexity
}

const p17 = {
  // eslint-disable-next-line complexity
  m(x: number) { return x || (x && 1); },
};

const p18 = {
  m: // eslint-disable-line complexity
    function (x: number) { return x || (x && 1); },
};

const p19 = {
  m:
    function (x: number) { return x || (x && 1); }, // eslint-disable-line complexity
};

const p20 = {
  m: (
    x: number
  ) => x || (x && 1), // eslint-disable-line complexity
};

const p21 = // eslint-disable-line complexity
  function (x: number) { return x || (x && 1); };

const p22 =
  function (x: number) { return x || (x && 1); }; // eslint-disable-line complexity

/* eslint-disable complexity */
function p23(x: number) { return x || (x && 1); }
/* eslint-enable complexity */

function p24(x: number) { /* eslint-disable complexity */ return x || (x && 1); /* eslint-enable complexity */ }

/* eslint-disable complexity */ function p25(x: number) { return x || (x && 1); }
/* eslint-enable complexity */ function p26(x: number) { return x || (x && 1); }

const p27 = call(async (x: number) => x || (x && 1)); // eslint-disable-line complexity

export default /* eslint-disable-line complexity */ function p28(x: number) { return x || (x && 1); }

// eslint-disable-next-line complexity
export function p29(x: number) { return x || (x && 1); }

/* eslint-disable-next-line complexity */ function p30(x: number) { return x || (x && 1); }
function p31(x: number) { return x || (x && 1); }

// eslint-disable-next-line
const p32 = (
  x: number
) => x || (x && 1);

const p33 = (
  x: number
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
  static a: unknown;
  static { this.a = this || (this && 1); } // eslint-disable-line complexity
}

const p38 = memo((x: number) => { // eslint-disable-line complexity
  return x || (x && 1);
});

const p39 = memo(
  // eslint-disable-next-line complexity
  function named(x: number) { return x || (x && 1); },
);

/* eslint-disable-next-line
   complexity */
function p40(x: number) { return x || (x && 1); }

// eslint-disable-next-line complexity -- a table
function p41(x: number) { return x || (x && 1); }

// eslint-disable-next-line sonarjs/cognitive-complexity
const q01 = (
  x: number
) => { if (x) { return 1; } };

const q02 = (
  x: number
) => { if (x) { return 1; } }; // eslint-disable-line sonarjs/cognitive-complexity

class Q03 {
  static async // eslint-disable-line sonarjs/cognitive-complexity
  m(x: number) { if (x) { return 1; } }
}

class Q04 {
  static
  m(x: number) { if (x) { return 1; } } // eslint-disable-line sonarjs/cognitive-complexity
}

class Q05 {
  f = // eslint-disable-line sonarjs/cognitive-complexity
    (x: number) => { if (x) { return 1; } };
}

class Q06 {
  f =
    (x: number) => { if (x) { return 1; } }; // eslint-disable-line sonarjs/cognitive-complexity
}

const q07 = {
  m: // eslint-disable-line sonarjs/cognitive-complexity
    function (x: number) { if (x) { return 1; } },
};

const q08 = {
  m:
    function (x: number) { if (x) { return 1; } }, // eslint-disable-line sonarjs/cognitive-complexity
};

/* q09 */ function // eslint-disable-line sonarjs/cognitive-complexity
q09(x: number) { if (x) { return 1; } }

/* q10 */ function
q10(x: number) { if (x) { return 1; } } // eslint-disable-line sonarjs/cognitive-complexity

const q12 = function
(x: number) { if (x) { return 1; } } // eslint-disable-line sonarjs/cognitive-complexity

// eslint-disable-next-line
const q13 = (
  x: number
) => { if (x || (x && 1)) { return 1; } };

const q14 = {
  m: // eslint-disable-line
    (x: number) => { if (x || (x && 1)) { return 1; } },
};

const q15 = {
  m:
    (x: number) => { if (x || (x && 1)) { return 1; } }, // eslint-disable-line complexity, sonarjs/cognitive-complexity
};

const q16 = { a: 1 }; /* eslint-disable sonarjs/cognitive-complexity */ const q17 = (x: number) => { if (x) { return 1; } };
/* eslint-enable */
const q18 = (x: number) => { if (x) { return 1; } };

const p42 = (x: number): // eslint-disable-line complexity
  number => x || (x && 1);

const p43 = (x: number):
  number => x || (x && 1); // eslint-disable-line complexity

function p44<T>( // eslint-disable-line complexity
  x: T): T { return x || (x && x); }

function p45(x: string): unknown; // eslint-disable-line complexity
function p45(x: unknown): unknown { return x || (x && 1); }

class P46 {
  @dec() // eslint-disable-line complexity
  m(x: number) { return x || (x && 1); }
}

class P47 {
  @dec()
  m(x: number) { return x || (x && 1); } // eslint-disable-line complexity
}

class P48 {
  constructor( // eslint-disable-line complexity
    private x: number,
  ) { this.y = x || (x && 1); }
}

class P49 {
  private f = // eslint-disable-line complexity
    (x: number) => x || (x && 1);
}

abstract class P50 {
  abstract m(): void; // eslint-disable-line complexity
  protected n(x: number) { return x || (x && 1); }
}

namespace P51 {
  export // eslint-disable-line complexity
  function n(x: number) { return x || (x && 1); }
}

const p52 = <T,>( // eslint-disable-line complexity
  x: T,
) => x || (x && x);

class P53 {
  public static // eslint-disable-line complexity
  m(x: number) { return x || (x && 1); }
}

class P54 {
  declare x: number; // eslint-disable-line complexity
  override m(x: number) { return x || (x && 1); }
}
