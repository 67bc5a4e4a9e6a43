//! Compresses the files of dist/ with brotli (.br) and gzip (.gz), and writes dist/sizes.json.

use crate::files::{
    DIST, EDITOR_WASM, GLUE, LOADER, MAIN_WASM, dist, files_below, read_bytes, write,
};
use crate::hashed_names::logical_name;
use anyhow::{Context, Result, anyhow};
use brotli::enc::BrotliEncoderParams;
use flate2::{Compression, write::GzEncoder};
use serde_json::{Map, Value, json, to_string_pretty};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::thread;

/// Extensions of files that a server compresses.
const COMPRESSIBLE: [&str; 7] = ["css", "html", "js", "json", "svg", "txt", "wasm"];

/// Files that a browser fetches for a page with the form.
const FIRST_VISIT: [&str; 3] = [LOADER, GLUE, MAIN_WASM];
/// Files of a first visit, and the editor chunk, which is fetched at the first interaction.
const WITH_EDITOR: [&str; 4] = [LOADER, GLUE, MAIN_WASM, EDITOR_WASM];

/// Sizes of one file, in bytes.
#[derive(Clone, Copy)]
struct Sizes {
    raw: usize,
    gzip: usize,
    brotli: usize,
}

/// Compresses the files of dist/, except the npm package, and writes sizes.json: bytes per file, in
/// total for a first visit, and in total for a visit with the editor. The names have no hashes,
/// so that two builds can be compared.
///
/// # Errors
/// A file of the bundle is missing, or cannot be read or written.
pub fn compress_all() -> Result<()> {
    let files = files_to_compress()?;
    let sizes = compress_in_parallel(&files)?;
    let names: Vec<String> = files
        .iter()
        .map(|path| logical_name(&path.to_string_lossy()))
        .collect();
    let mut by_name = Map::new();
    for (name, size) in names.iter().zip(&sizes) {
        by_name.insert(name.clone(), size.to_json());
    }
    let total = |parts: &[&str]| -> Result<Value> {
        let mut total = Sizes {
            raw: 0,
            gzip: 0,
            brotli: 0,
        };
        for name in parts {
            let index = names.iter().position(|it| it == name);
            let size = sizes[index.with_context(|| format!("dist/ has no {name}"))?];
            total.raw += size.raw;
            total.gzip += size.gzip;
            total.brotli += size.brotli;
        }
        let mut object = json!({ "files": parts });
        if let (Value::Object(object), Value::Object(sizes)) = (&mut object, total.to_json()) {
            object.extend(sizes);
        }
        Ok(object)
    };
    let all = json!({
        "files": by_name,
        "first_visit": total(&FIRST_VISIT)?,
        "with_editor": total(&WITH_EDITOR)?,
    });
    write(dist("sizes.json"), to_string_pretty(&all)? + "\n")
}

/// Returns the paths of compressible files relative to dist/, sorted.
fn files_to_compress() -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for path in files_below(Path::new(DIST))? {
        let inside = path.strip_prefix(DIST)?.to_owned();
        let extension = inside.extension().unwrap_or_default().to_string_lossy();
        if COMPRESSIBLE.contains(&extension.as_ref()) && !inside.starts_with("npm") {
            found.push(inside);
        }
    }
    Ok(found)
}

fn compress_in_parallel(files: &[PathBuf]) -> Result<Vec<Sizes>> {
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let next = Mutex::new(0..files.len());
    let done = thread::scope(|scope| {
        let work = || -> Result<Vec<(usize, Sizes)>> {
            let mut done = Vec::new();
            loop {
                let index = next
                    .lock()
                    .map_err(|_| anyhow!("a thread panicked"))?
                    .next();
                let Some(index) = index else { return Ok(done) };
                done.push((index, compress(&files[index])?));
            }
        };
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        workers
            .into_iter()
            .map(|worker| worker.join().map_err(|_| anyhow!("a thread panicked"))?)
            .collect::<Result<Vec<_>>>()
    })?;
    let mut sizes: Vec<_> = done.into_iter().flatten().collect();
    sizes.sort_by_key(|(index, _)| *index);
    Ok(sizes.into_iter().map(|(_, size)| size).collect())
}

fn compress(name: &Path) -> Result<Sizes> {
    let path = Path::new(DIST).join(name);
    let raw = read_bytes(&path)?;
    let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
    gzip.write_all(&raw)?;
    let gzip = gzip.finish()?;
    let mut brotli = Vec::new();
    let parameters = BrotliEncoderParams {
        quality: 11,
        lgwin: 24,
        size_hint: raw.len(),
        ..BrotliEncoderParams::default()
    };
    brotli::BrotliCompress(&mut raw.as_slice(), &mut brotli, &parameters)?;
    let with_suffix = |suffix: &str| format!("{}.{suffix}", path.display());
    write(with_suffix("gz"), &gzip)?;
    write(with_suffix("br"), &brotli)?;
    Ok(Sizes {
        raw: raw.len(),
        gzip: gzip.len(),
        brotli: brotli.len(),
    })
}

impl Sizes {
    fn to_json(self) -> Value {
        json!({ "raw": self.raw, "gzip": self.gzip, "brotli": self.brotli })
    }
}
