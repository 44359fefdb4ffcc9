//! From the tree to typed structures, by serde: every value can know its place, and so can every error.

use super::error::Wrong;
use super::tree::{Entry, Node, Position, Value};
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, Error, IntoDeserializer, MapAccess, SeqAccess, Visitor,
};
use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

/// A value that knows where it stands.
#[derive(Clone, Debug)]
pub(super) struct Located<T> {
    pub(super) value: T,
    pub(super) at: Position,
}

/// Reads a value of some type from a tree.
pub(super) fn decode<T: for<'de> Deserialize<'de>>(node: &Node) -> Result<T, Wrong> {
    T::deserialize(Source::of(node))
}

/// The name by which [`Located`] asks for the place.
const LOCATED: &str = "$located";

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Located<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Located<T>, D::Error> {
        struct Parts<T>(PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for Parts<T> {
            type Value = Located<T>;
            fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str("a value")
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut parts: A) -> Result<Located<T>, A::Error> {
                let missing = || A::Error::custom("a place has three numbers");
                let mut number = || parts.next_element::<usize>()?.ok_or_else(missing);
                let at = Position { line: number()?, column: number()?, length: number()? };
                let value = parts.next_element()?.ok_or_else(missing)?;
                Ok(Located { value, at })
            }
        }
        deserializer.deserialize_struct(LOCATED, &[], Parts(PhantomData))
    }
}

impl<T: JsonSchema> JsonSchema for Located<T> {
    fn inline_schema() -> bool {
        T::inline_schema()
    }
    fn schema_name() -> Cow<'static, str> {
        T::schema_name()
    }
    fn schema_id() -> Cow<'static, str> {
        T::schema_id()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        T::json_schema(generator)
    }
}

/// A key or a value, as serde sees it.
#[derive(Clone, Copy)]
struct Source<'a> {
    what: What<'a>,
    at: Position,
}

#[derive(Clone, Copy)]
enum What<'a> {
    Key(&'a str),
    Value(&'a Value),
}

impl<'a> Source<'a> {
    fn of(node: &'a Node) -> Source<'a> {
        Source { what: What::Value(&node.value), at: node.at }
    }

    fn visit<'de, V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        let value = match self.what {
            What::Key(key) => return visitor.visit_str(key),
            What::Value(value) => value,
        };
        match value {
            Value::Null => visitor.visit_unit(),
            Value::Bool(it) => visitor.visit_bool(*it),
            Value::Integer(it) => visitor.visit_i64(*it),
            Value::Float(it) => visitor.visit_f64(*it),
            Value::Text(it) => visitor.visit_str(it),
            Value::List(list) => visitor.visit_seq(Items { rest: list.iter() }),
            Value::Table(entries) => visitor.visit_map(Entries::of(entries, &[])),
        }
    }
}

impl<'de> Deserializer<'de> for Source<'_> {
    type Error = Wrong;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        self.visit(visitor).map_err(|wrong| wrong.or_at(self.at))
    }

    /// A key without a value is as good as absent.
    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        match self.what {
            What::Value(Value::Null) => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Wrong> {
        if name == LOCATED {
            let Position { line, column, length } = self.at;
            return visitor.visit_seq(Parts { place: [line, column, length], next: 0, value: self });
        }
        let entries = match self.what {
            // serde would take the items for the fields
            What::Value(Value::List(_)) => return Err(Wrong::at(self.at, "expected a table, found a list")),
            What::Value(Value::Null) => &[],
            What::Value(Value::Table(entries)) => entries.as_slice(),
            _ => return self.deserialize_any(visitor),
        };
        visitor.visit_map(Entries::of(entries, fields)).map_err(|wrong| wrong.or_at(self.at))
    }

    /// A text alone is a list with one item.
    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Wrong> {
        match self.what {
            What::Value(Value::Text(_)) => visitor.visit_seq(One(Some(self))),
            _ => self.deserialize_any(visitor),
        }
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Wrong> {
        let text = match self.what {
            What::Key(text) => text,
            What::Value(Value::Text(text)) => text.as_str(),
            What::Value(other) => {
                let what = format!("expected one of {}, found {}", variants.join(", "), other.kind());
                return Err(Wrong::at(self.at, what));
            }
        };
        visitor.visit_enum(text.into_deserializer()).map_err(|wrong: Wrong| wrong.or_at(self.at))
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &str, visitor: V) -> Result<V::Value, Wrong> {
        visitor.visit_newtype_struct(self)
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct tuple
        tuple_struct map identifier ignored_any
    }
}

/// The place, then the value.
struct Parts<'a> {
    place: [usize; 3],
    next: usize,
    value: Source<'a>,
}

impl<'de> SeqAccess<'de> for Parts<'_> {
    type Error = Wrong;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Wrong> {
        self.next += 1;
        match self.place.get(self.next - 1) {
            Some(&number) => seed.deserialize(number.into_deserializer()).map(Some),
            None => seed.deserialize(self.value).map(Some),
        }
    }
}

/// The only item of a list.
struct One<'a>(Option<Source<'a>>);

impl<'de> SeqAccess<'de> for One<'_> {
    type Error = Wrong;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Wrong> {
        self.0.take().map(|item| seed.deserialize(item).map_err(|wrong| wrong.or_at(item.at))).transpose()
    }
}

struct Items<'a> {
    rest: std::slice::Iter<'a, Node>,
}

impl<'de> SeqAccess<'de> for Items<'_> {
    type Error = Wrong;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Wrong> {
        let item = |node: &Node| seed.deserialize(Source::of(node)).map_err(|wrong| wrong.or_at(node.at));
        self.rest.next().map(item).transpose()
    }
}

struct Entries<'a> {
    rest: std::slice::Iter<'a, Entry>,
    /// Keys that are as good as absent without a value: whoever comments out all that stood below one means nothing by
    /// it. A key that is not known stays an error.
    optional: &'static [&'static str],
    value: Option<&'a Node>,
}

impl<'a> Entries<'a> {
    fn of(entries: &'a [Entry], optional: &'static [&'static str]) -> Entries<'a> {
        Entries { rest: entries.iter(), optional, value: None }
    }
}

impl<'de> MapAccess<'de> for Entries<'_> {
    type Error = Wrong;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Wrong> {
        let optional = self.optional;
        let says_nothing =
            |it: &&Entry| matches!(it.value.value, Value::Null) && optional.contains(&it.key.as_str());
        let Some(entry) = self.rest.find(|it| !says_nothing(it)) else { return Ok(None) };
        self.value = Some(&entry.value);
        let key = Source { what: What::Key(&entry.key), at: entry.key_at };
        seed.deserialize(key).map(Some).map_err(|wrong| wrong.or_at(entry.key_at))
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Wrong> {
        let node = self.value.take().ok_or_else(|| Wrong::custom("a value follows its key"))?;
        seed.deserialize(Source::of(node)).map_err(|wrong| wrong.or_at(node.at))
    }
}
