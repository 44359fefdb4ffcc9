//! The table of limits: a metric id, and a number, `off`, or `max`, `min` and `warn`.

use super::decode::Located;
use super::words::nearest_metric;
use crate::model::{Direction, Limit, METRICS, Metric, Origin};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;
use serde::de::{Deserializer, Error, MapAccess, Visitor};
use std::borrow::Cow;
use std::fmt;

/// Limits in the order in which they were written.
#[derive(Clone, Debug, Default)]
pub(super) struct LimitTable(pub(super) Vec<(&'static Metric, Located<Bounds>)>);

/// What was written for one metric.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Bounds {
    max: Option<f64>,
    min: Option<f64>,
    warn: Option<f64>,
    /// A number without a name.
    bare: Option<f64>,
}

impl Bounds {
    pub(super) fn bare(number: f64) -> Bounds {
        Bounds { bare: Some(number), ..Bounds::default() }
    }

    /// The limit on a metric, for which a bare number is a bound on the worse side.
    pub(super) fn limit(self, metric: &Metric, origin: Origin) -> Limit {
        let is_min = metric.direction == Direction::HigherIsBetter;
        let max = self.max.or(self.bare.filter(|_| !is_min));
        let min = self.min.or(self.bare.filter(|_| is_min));
        Limit { max, min, warn: self.warn, origin }
    }

    /// Refuses bounds that no value, or every value, meets, and those that no value is compared with.
    fn check(self, metric: &Metric) -> Result<(), String> {
        if metric.scopes().is_empty() {
            return Err(format!("`{}` is of several files together: `budgets` limit it", metric.id));
        }
        self.check_side(metric)?;
        let numbers = [self.max, self.min, self.warn, self.bare];
        if let Some(number) = numbers.into_iter().flatten().find(|it| !it.is_finite() || *it < 0.0) {
            return Err(format!("a limit is a number that is not negative, found {number}"));
        }
        if let (Some(max), Some(min)) = (self.max, self.min)
            && min > max
        {
            return Err(format!("no value is at least {min} and at most {max}"));
        }
        let is_min = metric.direction == Direction::HigherIsBetter;
        let (bound, is_hidden) = if is_min {
            (self.min, self.warn.zip(self.min).is_some_and(|(warn, min)| warn < min))
        } else {
            (self.max, self.warn.zip(self.max).is_some_and(|(warn, max)| warn > max))
        };
        match (is_hidden, self.warn, bound) {
            (true, Some(warn), Some(bound)) => {
                Err(format!("`warn` at {warn} is never seen, as {bound} is an error already"))
            }
            _ => Ok(()),
        }
    }
}

impl Bounds {
    /// Refuses a bound that only good values break.
    fn check_side(self, metric: &Metric) -> Result<(), String> {
        let id = metric.id;
        match (metric.direction, self.max, self.min) {
            (Direction::HigherIsBetter, Some(max), _) => {
                Err(format!("more is better for `{id}`: write `min: {max}`, or `warn`, and not `max`"))
            }
            (Direction::LowerIsBetter, _, Some(min)) => {
                Err(format!("less is better for `{id}`: write `max: {min}`, or `warn`, and not `min`"))
            }
            _ => Ok(()),
        }
    }
}

/// The metric with an id.
///
/// # Errors
/// The nearest match.
pub fn metric(id: &str) -> Result<&'static Metric, String> {
    Metric::find(id).ok_or_else(|| format!("unknown metric `{id}`; {}", nearest_metric(id)))
}

/// Reads `ID=N` of an option.
///
/// # Errors
/// What is wrong with it.
pub fn limit_option(text: &str) -> Result<(&'static Metric, Limit), String> {
    let (id, number) = text.split_once('=').ok_or("expected ID=N, such as `cyclomatic=10`")?;
    let metric = metric(id)?;
    let bounds = match number {
        "off" => Bounds::default(),
        _ => {
            Bounds::bare(number.parse().map_err(|_| format!("expected a number or `off`, found `{number}`"))?)
        }
    };
    bounds.check(metric)?;
    Ok((metric, bounds.limit(metric, Origin::CommandLine("--limit"))))
}

impl<'de> Deserialize<'de> for LimitTable {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<LimitTable, D::Error> {
        struct Rows;
        impl<'de> Visitor<'de> for Rows {
            type Value = LimitTable;
            fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str("a table of metric ids and limits")
            }
            fn visit_unit<E: Error>(self) -> Result<LimitTable, E> {
                Ok(LimitTable::default())
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<LimitTable, A::Error> {
                let mut rows = Vec::new();
                while let Some(Id(metric)) = map.next_key()? {
                    let bounds: Located<Bounds> = map.next_value_seed(BoundsOf(metric))?;
                    rows.push((metric, bounds));
                }
                Ok(LimitTable(rows))
            }
        }
        deserializer.deserialize_any(Rows)
    }
}

struct Id(&'static Metric);

impl<'de> Deserialize<'de> for Id {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Id, D::Error> {
        let id = String::deserialize(deserializer)?;
        metric(&id).map(Id).map_err(Error::custom)
    }
}

/// Reads bounds and checks them against what they limit.
struct BoundsOf(&'static Metric);

impl<'de> serde::de::DeserializeSeed<'de> for BoundsOf {
    type Value = Located<Bounds>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Located<Bounds>, D::Error> {
        let bounds = Located::<Bounds>::deserialize(deserializer)?;
        bounds.value.check(self.0).map_err(Error::custom)?;
        Ok(bounds)
    }
}

impl<'de> Deserialize<'de> for Bounds {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Bounds, D::Error> {
        deserializer.deserialize_any(BoundsVisitor)
    }
}

struct BoundsVisitor;

impl<'de> Visitor<'de> for BoundsVisitor {
    type Value = Bounds;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a number, `off`, or a table of `max`, `min` and `warn`")
    }

    fn visit_bool<E: Error>(self, on: bool) -> Result<Bounds, E> {
        if on {
            return Err(E::invalid_type(serde::de::Unexpected::Bool(on), &self));
        }
        Ok(Bounds::default())
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Bounds, E> {
        match text {
            "off" => Ok(Bounds::default()),
            _ => Err(E::invalid_type(serde::de::Unexpected::Str(text), &self)),
        }
    }

    #[expect(clippy::cast_precision_loss, reason = "no count of anything in a file needs 53 bits")]
    fn visit_i64<E: Error>(self, number: i64) -> Result<Bounds, E> {
        Ok(Bounds::bare(number as f64))
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Bounds, E> {
        Ok(Bounds::bare(number))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Bounds, A::Error> {
        #[derive(Default, Deserialize)]
        #[serde(deny_unknown_fields, default)]
        struct Named {
            #[serde(deserialize_with = "number")]
            max: Option<f64>,
            #[serde(deserialize_with = "number")]
            min: Option<f64>,
            #[serde(deserialize_with = "number")]
            warn: Option<f64>,
        }
        let Named { max, min, warn } = Named::deserialize(serde::de::value::MapAccessDeserializer::new(map))?;
        if [max, min, warn].iter().all(Option::is_none) {
            return Err(A::Error::custom("a limit with nothing in it; `off` lifts a limit"));
        }
        Ok(Bounds { max, min, warn, bare: None })
    }
}

/// A bound that was named has a value: a forgotten one must not lift a limit.
fn number<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<f64>, D::Error> {
    struct Number;
    impl Visitor<'_> for Number {
        type Value = f64;
        fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
            out.write_str("a number (`off` in place of the whole limit lifts it)")
        }
        #[expect(clippy::cast_precision_loss, reason = "no count of anything in a file needs 53 bits")]
        fn visit_i64<E: Error>(self, number: i64) -> Result<f64, E> {
            Ok(number as f64)
        }
        fn visit_f64<E: Error>(self, number: f64) -> Result<f64, E> {
            Ok(number)
        }
    }
    deserializer.deserialize_any(Number).map(Some)
}

impl JsonSchema for LimitTable {
    fn schema_name() -> Cow<'static, str> {
        "Limits".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let number = serde_json::json!({ "type": "number", "minimum": 0 });
        let properties = METRICS.iter().map(|metric| {
            let bounds = match metric.direction {
                Direction::HigherIsBetter => serde_json::json!({ "min": number, "warn": number }),
                Direction::LowerIsBetter => serde_json::json!({ "max": number, "warn": number }),
                Direction::Neutral => serde_json::json!({ "max": number, "min": number, "warn": number }),
            };
            let table = serde_json::json!({
                "type": "object",
                "properties": bounds,
                "minProperties": 1,
                "additionalProperties": false
            });
            let limit = serde_json::json!({
                "description": metric.summary,
                "anyOf": [number, { "enum": ["off", false] }, table]
            });
            (metric.id.to_owned(), limit)
        });
        let properties: serde_json::Map<_, _> = properties.collect();
        json_schema!({ "type": ["object", "null"], "properties": properties, "additionalProperties": false })
    }
}
