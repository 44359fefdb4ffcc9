//! The names of Python's codecs, as far as their ASCII bytes mean ASCII. Data only.

/// What the bytes of a file mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Codec {
    Utf8,
    Latin1,
    /// Known to Python, not decoded here: only ASCII bytes have a sure meaning.
    AsciiOnly,
}

/// The codec that a PEP 263 cookie names, if Python knows it.
pub(super) fn codec(name: &str) -> Option<Codec> {
    let name = name.to_ascii_lowercase().replace('-', "_");
    let is_in = |names: &str| names.split_whitespace().any(|known| known == name);
    // The tokenizer takes these with any suffix, as in `utf-8-unix`, which is Emacs for a line end.
    let starts =
        |prefix: &str| name.strip_prefix(prefix).is_some_and(|rest| rest.is_empty() || rest.starts_with('_'));
    if starts("utf_8") || is_in(UTF_8) {
        Some(Codec::Utf8)
    } else if ["latin_1", "iso_8859_1", "iso_latin_1"].into_iter().any(starts) || is_in(LATIN_1) {
        Some(Codec::Latin1)
    } else if is_in(ASCII_ONLY) {
        Some(Codec::AsciiOnly)
    } else {
        None
    }
}

const UTF_8: &str = "cp65001 u8 utf utf8 utf8_ucs2 utf8_ucs4";

const LATIN_1: &str = "8859 cp819 csisolatin1 ibm819 iso8859 iso8859_1 iso_ir_100 l1 latin latin1";

/// From `encodings.aliases` of `CPython` 3.13: all text codecs that decode ASCII bytes as ASCII, without those that
/// rewrite ASCII text (`unicode_escape`, `utf_7`, `hz`, `idna`).
const ASCII_ONLY: &str = "
1125 1250 1251 1252 1253 1254 1255 1256 1257 1258 437 646 775 850 852 855 857 858 860 861 862 863 865 866
869 932 936 949 950 ansi_x3.4_1968 ansi_x3.4_1986 ansi_x3_4_1968 arabic ascii asmo_708 big5 big5_hkscs
big5_tw big5hkscs chinese cp1006 cp1051 cp1125 cp1250 cp1251 cp1252 cp1253 cp1254 cp1255 cp1256 cp1257
cp1258 cp1361 cp154 cp367 cp437 cp720 cp737 cp775 cp850 cp852 cp855 cp856 cp857 cp858 cp860 cp861 cp862
cp863 cp865 cp866 cp866u cp869 cp874 cp932 cp936 cp949 cp950 cp_gr cp_is csascii csbig5 csibm855 csibm857
csibm858 csibm860 csibm861 csibm863 csibm865 csibm866 csibm869 csiso2022jp csiso2022kr csiso58gb231280
csisolatin2 csisolatin3 csisolatin4 csisolatin5 csisolatin6 csisolatinarabic csisolatincyrillic
csisolatingreek csisolatinhebrew cskoi8r cspc775baltic cspc850multilingual cspc862latinhebrew
cspc8codepage437 cspcp852 csptcp154 csshiftjis cyrillic cyrillic_asian ecma_114 ecma_118 elot_928 euc_cn
euc_jis2004 euc_jis_2004 euc_jisx0213 euc_jp euc_kr euccn eucgb2312_cn eucjis2004 eucjisx0213 eucjp euckr
gb18030 gb18030_2000 gb2312 gb2312_1980 gb2312_80 gbk greek greek8 hebrew hkscs hp_roman8 ibm1051 ibm1125
ibm367 ibm437 ibm775 ibm850 ibm852 ibm855 ibm857 ibm858 ibm860 ibm861 ibm862 ibm863 ibm865 ibm866 ibm869
iso2022_jp iso2022_jp_1 iso2022_jp_2 iso2022_jp_2004 iso2022_jp_3 iso2022_jp_ext iso2022_kr iso2022jp
iso2022jp_1 iso2022jp_2 iso2022jp_2004 iso2022jp_3 iso2022jp_ext iso2022kr iso646_us iso8859_10 iso8859_11
iso8859_13 iso8859_14 iso8859_15 iso8859_16 iso8859_2 iso8859_3 iso8859_4 iso8859_5 iso8859_6 iso8859_7
iso8859_8 iso8859_9 iso_2022_jp iso_2022_jp_1 iso_2022_jp_2 iso_2022_jp_2004 iso_2022_jp_3 iso_2022_jp_ext
iso_2022_kr iso_646.irv_1991 iso_8859_10 iso_8859_10_1992 iso_8859_11 iso_8859_11_2001 iso_8859_13
iso_8859_14 iso_8859_14_1998 iso_8859_15 iso_8859_16 iso_8859_16_2001 iso_8859_2 iso_8859_2_1987 iso_8859_3
iso_8859_3_1988 iso_8859_4 iso_8859_4_1988 iso_8859_5 iso_8859_5_1988 iso_8859_6 iso_8859_6_1987 iso_8859_7
iso_8859_7_1987 iso_8859_8 iso_8859_8_1988 iso_8859_9 iso_8859_9_1989 iso_celtic iso_ir_101 iso_ir_109
iso_ir_110 iso_ir_126 iso_ir_127 iso_ir_138 iso_ir_144 iso_ir_148 iso_ir_157 iso_ir_166 iso_ir_199
iso_ir_226 iso_ir_58 iso_ir_6 jisx0213 johab koi8_r koi8_t koi8_u korean ks_c_5601 ks_c_5601_1987 ks_x_1001
ksc5601 ksx1001 kz1048 kz_1048 l10 l2 l3 l4 l5 l6 l7 l8 l9 latin10 latin2 latin3 latin4 latin5 latin6 latin7
latin8 latin9 mac_arabic mac_centeuro mac_croatian mac_cyrillic mac_farsi mac_greek mac_iceland mac_latin2
mac_roman mac_romanian mac_turkish maccentraleurope maccyrillic macgreek maciceland macintosh maclatin2
macroman macturkish ms1361 ms932 ms936 ms949 ms950 ms_kanji mskanji palmos pt154 ptcp154 r8 rk1048 roman8
ruscii s_jis shift_jis shiftjis sjis strk1048_2002 thai tis620 tis_620 tis_620_0 tis_620_2529_0
tis_620_2529_1 u_jis uhc ujis us us_ascii windows_1250 windows_1251 windows_1252 windows_1253 windows_1254
windows_1255 windows_1256 windows_1257 windows_1258 x_mac_japanese x_mac_korean x_mac_simp_chinese
x_mac_trad_chinese
";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn utf_8_has_many_names_and_any_suffix() {
        for name in ["utf-8", "UTF-8", "utf8", "utf_8", "U8", "utf-8-sig", "utf-8-unix", "cp65001"] {
            assert_eq!(codec(name), Some(Codec::Utf8), "{name}");
        }
    }

    #[test]
    fn latin_1_has_many_names_and_any_suffix() {
        for name in
            ["latin-1", "latin1", "iso-8859-1", "ISO_8859_1", "iso-latin-1-unix", "l1", "cp819", "iso8859-1"]
        {
            assert_eq!(codec(name), Some(Codec::Latin1), "{name}");
        }
    }

    #[test]
    fn other_known_names_are_ascii_only() {
        for name in
            ["ascii", "us-ascii", "cp1252", "iso-8859-15", "latin2", "koi8-r", "shift_jis", "gbk", "euc-jp"]
        {
            assert_eq!(codec(name), Some(Codec::AsciiOnly), "{name}");
        }
    }

    #[test]
    fn names_without_a_codec_or_without_ascii_are_unknown() {
        for name in ["vim", "unknown", "utf8-mac", "iso-8859-12", "utf-16", "utf-7", "rot13", "cp037", ""] {
            assert_eq!(codec(name), None, "{name}");
        }
    }
}
