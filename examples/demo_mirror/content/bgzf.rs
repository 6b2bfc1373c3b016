//! BGZF, the blocked gzip of SAM specification section 4.1: any gzip program reads it, `tabix` can jump into it.

use std::io::Write as _;

use flate2::write::DeflateEncoder;
use flate2::{Compression, Crc};

/// The empty block that ends every file.
const END: &[u8] = b"\x1f\x8b\x08\x04\0\0\0\0\0\xff\x06\0BC\x02\0\x1b\0\x03\0\0\0\0\0\0\0\0\0";

/// How much plain text a block may hold, in bytes.
const BLOCK: usize = 0xff00;

/// Writes BGZF into memory.
#[derive(Debug, Default)]
pub(super) struct Writer {
    out: Vec<u8>,
    plain: Vec<u8>,
}

impl Writer {
    /// Adds plain bytes.
    pub(super) fn write(&mut self, bytes: &[u8]) {
        for piece in bytes.chunks(BLOCK) {
            if self.plain.len() + piece.len() > BLOCK {
                self.end_block();
            }
            self.plain.extend_from_slice(piece);
        }
    }

    /// Ends the block, so that the next byte starts one.
    pub(super) fn end_block(&mut self) {
        if self.plain.is_empty() {
            return;
        }
        let mut deflate = DeflateEncoder::new(Vec::new(), Compression::best());
        deflate
            .write_all(&self.plain)
            .expect("memory takes every byte");
        let packed = deflate.finish().expect("memory takes every byte");
        let mut crc = Crc::new();
        crc.update(&self.plain);
        let size =
            u16::try_from(packed.len() + 25).expect("a block of 65,280 bytes stays below 64 KiB");
        self.out
            .extend_from_slice(b"\x1f\x8b\x08\x04\0\0\0\0\0\xff\x06\0BC\x02\0");
        self.out.extend_from_slice(&size.to_le_bytes());
        self.out.extend_from_slice(&packed);
        self.out.extend_from_slice(&crc.sum().to_le_bytes());
        self.out.extend_from_slice(&crc.amount().to_le_bytes());
        self.plain.clear();
    }

    /// Returns the virtual offset of the next byte: where its block starts, and its place in the block's plain text.
    pub(super) fn offset(&self) -> u64 {
        (self.out.len() as u64) << 16 | self.plain.len() as u64
    }

    /// Returns the file.
    pub(super) fn finish(mut self) -> Vec<u8> {
        self.end_block();
        self.out.extend_from_slice(END);
        self.out
    }
}
