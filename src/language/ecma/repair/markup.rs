//! JSX.

use super::reader::{Read, Reader, Stuck};
use super::token::Kind;
use super::words;

impl Reader<'_> {
    /// An element; its last `>` stays at hand, because what stands behind it may be text.
    pub(super) fn markup(&mut self) -> Read {
        self.deeper(Self::element_or_fragment)
    }

    fn element_or_fragment(&mut self) -> Read {
        self.apart_from_comment();
        self.expect("<")?;
        if self.at(">") {
            return self.children();
        }
        self.tag()?;
        if self.dialect.types && self.at("<") {
            self.erased_type_arguments()?;
        }
        while !self.at(">") && !self.at("/") {
            self.attribute()?;
        }
        if self.at("/") {
            return self.closed_at_once();
        }
        self.children()
    }

    /// A comment behind `<` makes `</` of it for the grammars.
    fn apart_from_comment(&mut self) {
        if self.scanner.rest(self.token.end).starts_with(b"/") {
            self.insert(self.token.end, " ");
        }
    }

    /// `/>`, which is one token for the grammars.
    fn closed_at_once(&mut self) -> Read {
        let slash = self.token;
        self.advance()?;
        if !self.at(">") {
            return Err(Stuck);
        }
        if self.token.start > slash.end {
            self.replace(slash.start, slash.end, " ");
            self.insert(self.token.start, "/");
        }
        Ok(())
    }

    /// A name with its points, hyphens and colons, as one word.
    fn tag(&mut self) -> Read {
        if !self.at_kind(Kind::Word) {
            return Err(Stuck);
        }
        let (start, end) = (self.token.start, self.name_end(self.token.end));
        let name = &self.scanner.text[start..end];
        if end > self.token.end || words::may_mean_something(name) {
            self.replace(start, end, "_");
        }
        self.resize(end);
        self.advance()?;
        while self.at(".") || self.at(":") {
            self.erased(Self::advance)?;
            self.resize(self.name_end(self.token.end));
            self.erased(Self::advance)?;
        }
        Ok(())
    }

    /// Where a name ends of which the first word was read.
    fn name_end(&self, mut end: usize) -> usize {
        while let Some(byte @ (b'-' | b'.' | b':')) = self.scanner.text.get(end) {
            let part = self.name_part(end + 1);
            if part == end + 1 && *byte != b'-' {
                break;
            }
            end = part;
        }
        end
    }

    fn name_part(&self, at: usize) -> usize {
        let digits = self.scanner.rest(at).iter().take_while(|byte| byte.is_ascii_digit()).count();
        self.scanner.word(at + digits)
    }

    fn attribute(&mut self) -> Read {
        if self.at("{") {
            self.advance()?;
            self.expect("...")?;
            self.inside(Self::assignment)?;
            return self.expect("}");
        }
        self.tag()?;
        if !self.at("=") {
            return Ok(());
        }
        let (start, _) = self.scanner.skip(self.token.end);
        let quote = self.scanner.text.get(start).copied().filter(|byte| matches!(byte, b'"' | b'\''));
        if let Some(quote) = quote {
            return self.attribute_text(start, quote);
        }
        self.advance()?;
        if self.at("<") {
            self.markup()?;
            return self.advance();
        }
        self.expect("{")?;
        self.inside(Self::expression)?;
        self.expect("}")
    }

    /// A string in which `\` escapes nothing and lines may end.
    fn attribute_text(&mut self, start: usize, quote: u8) -> Read {
        let length = memchr::memchr(quote, self.scanner.rest(start + 1)).ok_or(Stuck)?;
        let end = start + length + 2;
        self.replace(start + 1, end - 1, "_");
        self.token.end = end;
        self.advance()
    }

    /// What stands between the tags, and the closing tag.
    fn children(&mut self) -> Read {
        loop {
            let from = self.token.end;
            let length = memchr::memchr2(b'<', b'{', self.scanner.rest(from)).ok_or(Stuck)?;
            self.text_between(from, from + length)?;
            self.token = self.scanner.token(from + length);
            if self.at("{") {
                self.value()?;
            } else if self.closes_before_comment() {
                return self.named_behind_comment();
            } else if self.is(self.peek(), "/") {
                return self.closing_tag();
            } else {
                self.markup()?;
            }
        }
    }

    /// `{a}`, `{...a}`, `{}`; its `}` stays at hand.
    fn value(&mut self) -> Read {
        self.expect("{")?;
        self.eat("...")?;
        if !self.at("}") {
            let covers = self.covers.len();
            self.inside(Self::expression)?;
            self.covers.truncate(covers);
        }
        if self.at("}") { Ok(()) } else { Err(Stuck) }
    }

    /// `<//* a */b>`, where `</` is one token for TypeScript.
    fn closes_before_comment(&self) -> bool {
        self.dialect.types && self.at("<") && self.scanner.rest(self.token.end).starts_with(b"//")
    }

    fn named_behind_comment(&mut self) -> Read {
        let end = self.token.end + 1;
        self.resize(end);
        self.advance()?;
        self.insert(end, " ");
        self.closing_name()
    }

    fn closing_tag(&mut self) -> Read {
        let opening = self.token;
        self.expect("<")?;
        if self.token.start > opening.end {
            self.replace(opening.start, opening.end, "</");
            self.erased(|reader| reader.expect("/"))?;
        } else {
            self.expect("/")?;
        }
        self.closing_name()
    }

    fn closing_name(&mut self) -> Read {
        if !self.at(">") {
            self.tag()?;
        }
        if self.at(">") { Ok(()) } else { Err(Stuck) }
    }

    /// Text, in which `&` begins an entity only for some.
    fn text_between(&mut self, from: usize, to: usize) -> Read {
        let text = &self.scanner.text[from..to];
        if memchr::memchr2(b'>', b'}', text).is_some() {
            return Err(Stuck);
        }
        for at in memchr::memchr_iter(b'&', text) {
            self.replace(from + at, from + at + 1, "_");
        }
        Ok(())
    }
}
