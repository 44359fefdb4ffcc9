//! How the beginning of a window is written.

use chrono::{DateTime, Days, Months, NaiveDate, NaiveTime, TimeDelta, Utc};

/// Seconds since 1970 of a date (`2024-03-01`, at its beginning in UTC), a time (`2024-03-01T12:00:00Z`) or a time ago
/// (`1.year`, `2 weeks ago`), as git writes it; `None` for anything else.
pub(super) fn seconds(text: &str, now: DateTime<Utc>) -> Option<i64> {
    if let Ok(date) = text.parse::<NaiveDate>() {
        return Some(date.and_time(NaiveTime::MIN).and_utc().timestamp());
    }
    if let Ok(time) = DateTime::parse_from_rfc3339(text) {
        return Some(time.timestamp());
    }
    let mut words = text.split(['.', ' ']).filter(|word| !word.is_empty());
    let (number, unit, ago) = (words.next()?.parse().ok()?, words.next()?, words.next());
    if words.next().is_some() || ago.is_some_and(|ago| ago != "ago") {
        return None;
    }
    before(now, number, unit.strip_suffix('s').unwrap_or(unit)).map(|time| time.timestamp())
}

fn before(now: DateTime<Utc>, number: u32, unit: &str) -> Option<DateTime<Utc>> {
    match unit {
        "year" => now.checked_sub_months(Months::new(number.checked_mul(12)?)),
        "month" => now.checked_sub_months(Months::new(number)),
        "week" => now.checked_sub_days(Days::new(u64::from(number) * 7)),
        "day" => now.checked_sub_days(Days::new(number.into())),
        "hour" => now.checked_sub_signed(TimeDelta::hours(number.into())),
        _ => None,
    }
}

/// What to say of a text that is none of these, and no revision either.
pub(super) fn unknown(text: &str) -> String {
    format!("{text}: neither a date such as 2024-03-01, nor a time ago such as 1.year, nor a revision")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_begins_at_a_date_or_some_time_ago() {
        let now = DateTime::parse_from_rfc3339("2024-03-31T12:00:00Z").unwrap().to_utc();
        let date = |text: &str| {
            seconds(text, now).and_then(|it| DateTime::from_timestamp(it, 0)).map(|it| it.to_rfc3339())
        };
        for (text, shown) in [
            ("2024-02-29", "2024-02-29T00:00:00+00:00"),
            ("2024-02-29T12:00:00+02:00", "2024-02-29T10:00:00+00:00"),
            ("1.year", "2023-03-31T12:00:00+00:00"),
            ("1 month ago", "2024-02-29T12:00:00+00:00"),
            ("2.weeks.ago", "2024-03-17T12:00:00+00:00"),
            ("3.days", "2024-03-28T12:00:00+00:00"),
            ("36.hours", "2024-03-30T00:00:00+00:00"),
        ] {
            assert_eq!(date(text).as_deref(), Some(shown), "{text}");
        }
        for text in [
            "",
            "1",
            "year",
            "main",
            "v1.2",
            "1.2",
            "-1.day",
            "2024-13-01",
            "1.year.from.now",
            "99999999999.days",
        ] {
            assert_eq!(date(text), None, "{text}");
        }
    }
}
