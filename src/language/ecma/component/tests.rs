//! What is kept of components, and what is told of what could not be made out.

use super::{Embedded, Syntax, scripts};

fn of(text: &str, syntax: Syntax) -> (&'static str, String, usize) {
    let mut text = text.as_bytes().to_vec();
    let Embedded { language, faults, .. } = scripts(&mut text, syntax);
    (language, String::from_utf8(text).unwrap(), faults.len())
}

/// The scripts of a component that has no faults, apart from white space.
fn code(text: &str, syntax: Syntax) -> String {
    let (_, kept, faults) = of(text, syntax);
    assert_eq!(faults, 0, "{text}");
    kept.split_ascii_whitespace().collect::<Vec<_>>().join(" ")
}

const ALL: [Syntax; 3] = [Syntax::Vue, Syntax::Svelte, Syntax::Astro];

#[test]
fn what_is_no_script_becomes_white_space_of_the_same_size() {
    let text = "<template>\r\n é</template>\n<script>\na;\n</script>\n<style/>";
    let (language, blanked, _) = of(text, Syntax::Vue);
    assert_eq!(language, "javascript");
    assert_eq!(blanked, "          \r\n              \n        \na;\n         \n        ");
}

#[test]
fn a_type_hides_no_code_from_the_compilers_of_vue_and_svelte() {
    let typed = |kind: &str| format!("<script type='{kind}'>a()</script>");
    for (syntax, kind) in
        [(Syntax::Vue, "text/x"), (Syntax::Vue, "application/json"), (Syntax::Svelte, "text/x")]
    {
        assert_eq!(code(&typed(kind), syntax), "a()", "{kind}");
    }
    assert_eq!(code(&typed("text/x"), Syntax::Astro), "");
}

#[test]
fn all_scripts_are_read_in_the_language_that_one_of_them_says() {
    let language = |text: &str| of(text, Syntax::Vue).0;
    assert_eq!(language("<script setup lang=\"ts\">a</script><script>b</script>"), "typescript");
    assert_eq!(language("<script>a</script><script setup lang=ts>b</script>"), "typescript");
    assert_eq!(language("<SCRIPT lang=tsx>a</SCRIPT><script lang='ts'>b</script>"), "tsx");
    assert_eq!(language("<script lang = 'jsx'>a</script>"), "javascript");
    assert_eq!(language("<script data-lang='ts' generic=\"A > B\">a</script>"), "javascript");
    assert_eq!(language("<p>no script</p>"), "javascript");
    assert_eq!(of("<p/>", Syntax::Astro).0, "typescript");
    let data = "---\nlet a: B\n---\n<script type='application/ld+json'></script>";
    assert_eq!(of(data, Syntax::Astro).0, "typescript", "what is no code says nothing of the language");
    for syntax in [Syntax::Vue, Syntax::Svelte] {
        assert_eq!(of("<script lang='ts'></script><p/>", syntax), ("typescript", " ".repeat(31), 0));
        assert_eq!(of("<script lang='tsx' src='a'> </script><script>b</script>", syntax).0, "tsx");
        assert_eq!(of("<script></script>", syntax).0, "javascript");
    }
}

#[test]
fn data_and_comments_are_no_scripts() {
    for syntax in ALL {
        let text = "<!-- <script>a</script> --><script type='application/json'>{}</script><script>b</script>";
        assert_eq!(code(text, syntax), "b");
        assert_eq!(code("<script type=module>a</script><scripted>b</scripted>", syntax), "a");
    }
}

#[test]
fn an_attribute_hides_no_script_and_holds_none() {
    for syntax in ALL {
        assert_eq!(code("<p title=\"<!--\"/><script>a</script>", syntax), "a");
        assert_eq!(code("<p title='<script>b</script>'/><script>a</script>", syntax), "a");
        assert_eq!(code("<script data-a=\"</script>\" b='>'>a</script>", syntax), "a");
    }
    let text =
        "<template><pre v-html=\"`<script>if (a</`\" /><!-- <script> x --></template><script>a</script>";
    assert_eq!(code(text, Syntax::Vue), "a");
    let text = "<p a={b > c ? '<!--' : `<script>${d}`} {...e} class=\"x {f ? \"<script>\" : ''}\"/><script>a</script>";
    assert_eq!(code(text, Syntax::Svelte), "a");
    let text =
        "<p a={b > c ? '<!--' : `<script>${d}`} b=`<script>` set:html={\"<script>\"}/><script>a</script>";
    assert_eq!(code(text, Syntax::Astro), "a");
}

#[test]
fn an_expression_hides_no_script_and_holds_none() {
    assert_eq!(code("<template>{{ '<script>' }} { <!-- --></template><script>a</script>", Syntax::Vue), "a");
    let text = "{@html '<script>b</script>'}{#if a < b && c > d}{/if}{a<b}{/* <script> */}<script>a</script>";
    assert_eq!(code(text, Syntax::Svelte), "a");
    let text = "{a < b}{list.map((x: Array<string>) => <li>Don't {f('<script>')}</li>)}{`<script>`}<script>a</script>";
    assert_eq!(code(text, Syntax::Astro), "a");
    assert_eq!(code("{a && <><p>it's</p><script>b</script></>}<script>a</script>", Syntax::Astro), "b a");
}

#[test]
fn scripts_of_the_page_are_no_scripts_of_the_component() {
    let nested = "<div><script>b</script></div><script>a</script>";
    assert_eq!(code(nested, Syntax::Svelte), "a");
    assert_eq!(code(&format!("<template>{nested}</template><script>c</script>"), Syntax::Vue), "c");
    assert_eq!(code(nested, Syntax::Astro), "b a");
    assert_eq!(code("{#if a}<script>b</script>{/if}<script>a</script>", Syntax::Svelte), "a");
    assert_eq!(code("<br><img src=a><p>b<script>c</script></p><script>a</script>", Syntax::Svelte), "a");
}

#[test]
fn raw_text_is_no_markup() {
    assert_eq!(code("<docs>a < b <p title=\"</docs><script>a</script>", Syntax::Vue), "a");
    assert_eq!(code("<template lang=\"pug\">p(a='<script>')</template><script>a</script>", Syntax::Vue), "a");
    for syntax in ALL {
        assert_eq!(code("<style>a::before { content: '<script>' }</style><script>a</script>", syntax), "a");
    }
    assert_eq!(code("<pre is:raw>{ <script></pre><script>a</script>", Syntax::Astro), "a");
}

#[test]
fn front_matter_is_a_script_of_its_own() {
    let text = "\n---\nconst a = `\n---\n`;\n---\n<p/><script>b</script>";
    let mut bytes = text.as_bytes().to_vec();
    let embedded = scripts(&mut bytes, Syntax::Astro);
    let pieces = embedded.pieces.iter().map(|piece| text[piece.clone()].trim());
    assert_eq!(pieces.collect::<Vec<_>>(), ["const a = `\n---\n`;", "b"]);
    assert_eq!(code("<p>---</p>\n---\nb\n---\n", Syntax::Astro), "");
}

#[test]
fn a_script_that_could_not_be_read_is_told() {
    for syntax in ALL {
        for text in [
            "<script>never closed",
            "<p title=\"<script>a</script>",
            "<!-- <script>a</script>",
            "<style> <script>a</script>",
            "<script lang=\"coffee\">a = -> b</script>",
        ] {
            assert_eq!(of(text, syntax).2, 1, "{text}");
        }
        assert_eq!(of("<p>a < b</p><!-- never closed", syntax).2, 0);
        assert_eq!(of("<script lang=\"coffee\" src=\"a\"> </script>", syntax).2, 0);
    }
    assert_eq!(of("{a <script>b</script>", Syntax::Svelte).2, 1);
}

#[test]
fn much_of_anything_takes_linear_time() {
    for syntax in ALL {
        for piece in [
            "<a>", "</a>", "<a></b>", "{", "}", "{{", "{`${", "<a b=\"", "<!--", "<script>", "</", "{#if a}",
            "<a {",
        ] {
            of(&piece.repeat(20_000), syntax);
        }
    }
    let nested = format!("{}{}", "<a>".repeat(20_000), "</b>".repeat(20_000));
    for syntax in ALL {
        of(&nested, syntax);
    }
}
