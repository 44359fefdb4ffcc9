"""The records of the program, as types. docs/record.md says what the fields mean; the schema is ``metrics schema record``."""

from __future__ import annotations

from typing import Any, Dict, List, Optional, TypedDict, Union


class RawLines(TypedDict):
    """Line counts."""

    loc: int
    lloc: int
    sloc: int
    comments: int
    single_comments: int
    multi: int
    blank: int


class CyclomaticTotals(TypedDict):
    """Cyclomatic complexity of a file."""

    module: int
    total: int
    average: float
    mean: float
    max: int


class _CognitiveTotals(TypedDict):
    module: int
    total: int
    mean: float
    max: int


class CognitiveTotals(_CognitiveTotals, total=False):
    """Cognitive complexity of a file."""

    sonar_file: int


class Halstead(TypedDict):
    """Halstead's measures."""

    distinct_operators: int
    distinct_operands: int
    total_operators: int
    total_operands: int
    vocabulary: int
    length: int
    calculated_length: float
    volume: float
    difficulty: float
    effort: float
    time: float
    bugs: float


class _Unit(TypedDict):
    name: str
    qualified_name: str
    depth: int
    line: int
    column: int
    end_line: int
    start_byte: int
    end_byte: int


class _InCell(TypedDict, total=False):
    cell: int
    cell_line: int
    file_line: int
    file_end_line: int


class _Function(_Unit):
    kind: str
    cyclomatic: int
    cyclomatic_rank: str
    cognitive: Optional[int]
    halstead: Halstead
    parameters: int
    nesting: int
    loc: int


_Tested = TypedDict("_Tested", {"coverage": float, "coverage.branches": float}, total=False)


class Function(_Function, _InCell, _Tested, total=False):
    """A function."""

    cyclomatic_mccabe: int
    cyclomatic_modified: int


class _Class(_Unit):
    cyclomatic: int
    cyclomatic_max: int
    weighted_methods: int
    methods: int


class Class(_Class, _InCell):
    """A class."""


class _ParseError(TypedDict):
    line: int
    column: int
    bytes: int


class ParseError(_ParseError, _InCell):
    """Where a file stops being its language."""


class _Suppression(TypedDict):
    line: int
    form: str
    metrics: List[str]
    reason: str
    scope: Optional[str]
    first: int
    count: int


class Suppression(_Suppression, _InCell):
    """A comment that excuses something."""


class Judging(TypedDict):
    """What limits need beside the numbers."""

    suppressions: List[Suppression]
    bodies: List[str]


class _Row(TypedDict):
    schema_version: int
    path: str
    status: str


class _Given(TypedDict, total=False):
    path_bytes: str
    extra: Any


class _Record(_Row):
    definitions: Dict[str, int]
    language: str
    parse_errors: int
    raw: RawLines
    cyclomatic: CyclomaticTotals
    cognitive: CognitiveTotals
    halstead: Halstead
    maintainability: float
    maintainability_rank: str
    functions: List[Function]
    classes: List[Class]


class Record(_Record, _Given, total=False):
    """A file that was measured: its status is ``complete`` or ``partial``."""

    parse_error: ParseError
    dialect: str
    judging: Judging


class _Skipped(_Row):
    reason: str
    detail: str


class Skipped(_Skipped, _Given):
    """A file that was met and not measured: its status is ``skipped``."""


Row = Union[Record, Skipped]
"""What is said of a file; the status tells which of the two it is."""
