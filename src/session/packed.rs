//! Files that may be packed with gzip or zstd, which their first bytes tell and no name has to.

use flate2::bufread::MultiGzDecoder;
use ruzstd::decoding::errors::{FrameDecoderError, ReadFrameHeaderError};
use ruzstd::decoding::{BlockDecodingStrategy, FrameDecoder};
use std::fmt::Display;
use std::io::{self, BufRead, BufReader, Cursor, ErrorKind, Read};

const GZIP: &[u8] = b"\x1f\x8b";
const ZSTD: &[u8] = b"\x28\xb5\x2f\xfd";

/// The bytes that something holds, unpacked if it is packed.
pub(super) fn unpacked<'a>(mut packed: impl Read + 'a) -> io::Result<Box<dyn BufRead + 'a>> {
    let mut head = Vec::new();
    packed.by_ref().take(ZSTD.len() as u64).read_to_end(&mut head)?;
    let (is_gzip, is_zstd) = (head.starts_with(GZIP), head == ZSTD);
    let whole = BufReader::new(Cursor::new(head).chain(packed));
    Ok(match () {
        () if is_gzip => Box::new(BufReader::new(MultiGzDecoder::new(whole))),
        () if is_zstd => Box::new(BufReader::new(Frames { source: whole, decoder: None })),
        () => Box::new(whole),
    })
}

/// The frames of zstd, one behind the other.
struct Frames<R> {
    source: R,
    /// Of the frame that is being read.
    decoder: Option<FrameDecoder>,
}

impl<R: BufRead> Read for Frames<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            let Some(decoder) = &mut self.decoder else {
                if self.source.fill_buf()?.is_empty() {
                    return Ok(0);
                }
                self.decoder = next_frame(&mut self.source)?;
                continue;
            };
            while decoder.can_collect() == 0 && !decoder.is_finished() {
                let one = BlockDecodingStrategy::UptoBlocks(1);
                decoder.decode_blocks(&mut self.source, one).map_err(|error| damaged(&error))?;
            }
            let read = decoder.read(buffer)?;
            if read > 0 || buffer.is_empty() {
                return Ok(read);
            }
            let told = decoder.get_checksum_from_data();
            if told.is_some() && told != decoder.get_calculated_checksum() {
                return Err(damaged(&"its checksum is another one"));
            }
            self.decoder = None;
        }
    }
}

/// The frame that begins here; nothing for one that only others understand, which is passed over.
fn next_frame(source: &mut impl BufRead) -> io::Result<Option<FrameDecoder>> {
    let mut decoder = FrameDecoder::new();
    match decoder.init(&mut *source) {
        Ok(()) => Ok(Some(decoder)),
        Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame { length, .. })) => {
            io::copy(&mut source.take(length.into()), &mut io::sink())?;
            Ok(None)
        }
        Err(error) => Err(damaged(&error)),
    }
}

fn damaged(why: &impl Display) -> io::Error {
    io::Error::new(ErrorKind::InvalidData, format!("damaged zstd: {why}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::{Compression, write::GzEncoder};
    use ruzstd::encoding::{CompressionLevel, compress_to_vec};
    use std::io::Write;

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    fn zstd(bytes: &[u8]) -> Vec<u8> {
        compress_to_vec(bytes, CompressionLevel::Fastest)
    }

    fn read(bytes: &[u8]) -> io::Result<Vec<u8>> {
        let mut out = Vec::new();
        unpacked(bytes)?.read_to_end(&mut out)?;
        Ok(out)
    }

    #[test]
    fn what_is_packed_is_unpacked_part_by_part() {
        let (one, two) = (b"one\n".repeat(100_000), b"two\n".repeat(7));
        let expected = [one.clone(), two.clone()].concat();
        // a frame for other programs
        let foreign = b"\x50\x2a\x4d\x18\x03\x00\x00\x00xyz".to_vec();
        for packed in [
            expected.clone(),
            [gzip(&one), gzip(&two)].concat(),
            [zstd(&one), foreign.clone(), zstd(&two), foreign].concat(),
        ] {
            assert!(read(&packed).unwrap() == expected);
        }
        for short in [&b""[..], b"a", b"\x1f"] {
            assert_eq!(read(short).unwrap(), short);
        }
    }

    #[test]
    fn what_is_cut_or_damaged_is_an_error() {
        let text: Vec<u8> =
            (0..200_000u32).flat_map(|n| n.wrapping_mul(2_654_435_761).to_le_bytes()).collect();
        for packed in [gzip(&text), zstd(&text)] {
            assert!(read(&packed[..packed.len() - 1]).is_err());
            assert!(read(&packed[..packed.len() / 2]).is_err());
            let mut bad = packed.clone();
            let middle = bad.len() / 2;
            bad[middle] ^= 0x40;
            assert!(read(&bad).is_err());
            assert!(read(&[packed, b"rest".to_vec()].concat()).is_err());
        }
    }
}
