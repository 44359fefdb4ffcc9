//! A configuration as it stands in a file, whatever the format: values that know their place. It means nothing yet.

/// A value and its place.
#[derive(Clone, Debug)]
pub(super) struct Node {
    pub(super) value: Value,
    pub(super) at: Position,
}

/// What can stand in a file.
#[derive(Clone, Debug)]
pub(super) enum Value {
    Null,
    Bool(bool),
    Integer(i64),
    Float(f64),
    Text(String),
    List(Vec<Node>),
    Table(Vec<Entry>),
}

/// A key of a table and its value.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub(super) key: String,
    pub(super) key_at: Position,
    pub(super) value: Node,
}

/// A place in a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Position {
    /// Line, 1-based.
    pub line: usize,
    /// Character in the line, 1-based.
    pub column: usize,
    /// Number of characters in question.
    pub length: usize,
}

impl Value {
    /// The kind of value in the words of a person who writes such files.
    pub(super) fn kind(&self) -> String {
        match self {
            Value::Null => "nothing".to_owned(),
            Value::Bool(it) => format!("`{it}`"),
            Value::Integer(it) => format!("the number {it}"),
            Value::Float(it) => format!("the number {it}"),
            Value::Text(it) => format!("the text {it:?}"),
            Value::List(_) => "a list".to_owned(),
            Value::Table(_) => "a table".to_owned(),
        }
    }
}
