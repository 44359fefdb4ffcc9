//! The budgets of a configuration: which files, what is added up, and what is allowed.

use super::decode::Located;
use super::document::BudgetSection;
use super::error::ConfigError;
use super::layer::{Layer, texts};
use super::limits::metric;
use crate::judge::{Aggregate, BudgetRule, BudgetScope};
use crate::model::{BudgetBound, Direction, Metric, Scope};

/// What a section of `budgets` says.
pub(super) fn budget(layer: &Layer, section: &Located<BudgetSection>) -> Result<BudgetRule, ConfigError> {
    let said = &section.value;
    if said.reason.value.trim().is_empty() {
        return Err(layer.error(said.reason.at, "a budget needs a reason"));
    }
    Ok(BudgetRule {
        scope: scope(layer, section)?,
        measure: measure(layer, said)?,
        bound: bound(layer, section)?,
        reason: said.reason.value.clone(),
        expires: said.expires.as_ref().map(|date| date.0.clone()),
        base: layer.base().to_owned(),
        origin: layer.origin(section.at),
    })
}

fn scope(layer: &Layer, section: &Located<BudgetSection>) -> Result<BudgetScope, ConfigError> {
    let said = &section.value;
    match (&said.paths, &said.owner, &said.package) {
        (Some(paths), None, None) => Ok(BudgetScope::Paths(layer.globs(paths)?, texts(paths))),
        (None, Some(owner), None) => Ok(BudgetScope::Owner(owner.value.clone())),
        (None, None, Some(package)) => Ok(BudgetScope::Package(package.value.clone())),
        _ => Err(layer.error(section.at, "a budget needs one of `paths`, `owner` and `package`")),
    }
}

fn measure(layer: &Layer, said: &BudgetSection) -> Result<Aggregate, ConfigError> {
    let at = |name: &Located<String>| metric(&name.value).map_err(|what| layer.error(name.at, what));
    let whole: &'static Metric = at(&said.metric)?;
    let wrong = |what: &str| layer.error(said.metric.at, format!("`{}`: {what}", whole.id));
    let aggregate: fn(&'static Metric) -> Aggregate = match (whole.id, &said.of) {
        ("over_limit", Some(_)) => Aggregate::OverLimit,
        ("excess", Some(_)) => Aggregate::Excess,
        ("over_limit" | "excess", None) => return Err(wrong("`of` names the metric whose limits are meant")),
        (_, Some(of)) => return Err(layer.error(of.at, "`of` belongs to `over_limit` and `excess`")),
        (_, None) if !whole.has_total() => {
            return Err(wrong("several files have no value together; those that directories have do"));
        }
        (_, None) if whole.direction == Direction::HigherIsBetter => {
            return Err(wrong("more is better, and a budget is for what should not grow"));
        }
        (_, None) => return Ok(Aggregate::Total(whole)),
    };
    let Some(name) = &said.of else { return Ok(Aggregate::Total(whole)) };
    let of = at(name)?;
    if of.scopes().contains(&Scope::Function) {
        Ok(aggregate(of))
    } else {
        Err(layer.error(name.at, format!("`{}`: functions do not have it", of.id)))
    }
}

fn bound(layer: &Layer, section: &Located<BudgetSection>) -> Result<BudgetBound, ConfigError> {
    let (bound, number) = match (&section.value.max, &section.value.may_grow) {
        (Some(max), None) => (BudgetBound::Max(max.value), max),
        (None, Some(may)) => (BudgetBound::MayGrow(may.value), may),
        _ => return Err(layer.error(section.at, "a budget needs one of `max` and `may_grow`")),
    };
    let is_number = number.value.is_finite() && number.value >= 0.0;
    let what = || layer.error(number.at, format!("expected a number from 0, found {}", number.value));
    is_number.then_some(bound).ok_or_else(what)
}
