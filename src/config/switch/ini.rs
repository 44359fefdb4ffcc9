//! Files in sections, as Python's `configparser` reads them: continued lines are indented, `#` and `;` begin comments.

/// A section: its keys in small letters and with `-`, and their values, continued lines among them.
pub(super) type Section = Vec<(String, String)>;

/// The sections by their names; a line that is none of it is passed over.
pub(super) fn read(text: &str) -> Vec<(String, Section)> {
    let mut sections: Vec<(String, Section)> = Vec::new();
    for line in text.lines() {
        let content = line.trim();
        if content.is_empty() || content.starts_with(['#', ';']) {
            continue;
        }
        if let Some(name) = content.strip_prefix('[').and_then(|it| it.strip_suffix(']')) {
            sections.push((name.trim().to_owned(), Section::new()));
            continue;
        }
        let Some((_, section)) = sections.last_mut() else { continue };
        match section.last_mut() {
            Some((_, value)) if line.starts_with([' ', '\t']) => {
                value.push('\n');
                value.push_str(content);
            }
            _ => {
                let (key, value) = content.split_once(['=', ':']).unwrap_or((content, ""));
                let key = key.trim().to_ascii_lowercase().replace('_', "-");
                section.push((key, value.trim().to_owned()));
            }
        }
    }
    sections
}

/// The section with a name.
pub(super) fn section<'a>(sections: &'a [(String, Section)], name: &str) -> Option<&'a Section> {
    sections.iter().find(|(known, _)| known == name).map(|(_, section)| section)
}

/// The value of a key.
pub(super) fn value<'a>(section: &'a Section, key: &str) -> Option<&'a str> {
    section.iter().rev().find(|(known, _)| known == key).map(|(_, value)| value.as_str())
}
