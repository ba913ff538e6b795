//! The site's files, read once at the start: an address can only name what was there then. What lies beside a file under
//! its name with `.br` or `.gz` is the same file, compressed when the site was built.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Error};
use std::path::{Path, PathBuf};

use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use ring::digest::{SHA256, digest};

use crate::hex::hex;

/// Most bytes of all files together.
const MAX_SITE_BYTES: u64 = 256 * 1024 * 1024;

const REVALIDATED: HeaderValue = HeaderValue::from_static("no-cache");
const IMMUTABLE: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");

/// Of SHA-256 in base64url.
const HASH_CHARACTERS: usize = 43;

/// Names of codings, and how the names of files in them end; the smaller first.
const CODINGS: [(&str, &str); 2] = [("br", ".br"), ("gzip", ".gz")];

/// The files by their address.
#[derive(Default)]
pub struct Files {
    by_path: BTreeMap<String, File>,
}

struct File {
    bytes: Bytes,
    /// The same under each coding of which a file lies beside it, the smaller first.
    encoded: Vec<(&'static str, Bytes)>,
    etag: HeaderValue,
    media_type: HeaderValue,
    cache: HeaderValue,
}

impl Files {
    /// Reads a directory.
    pub fn load(root: &Path) -> io::Result<Self> {
        let mut files = Self::default();
        let mut total: u64 = 0;
        let mut waiting: Vec<PathBuf> = vec![root.into()];
        while let Some(directory) = waiting.pop() {
            for entry in fs::read_dir(&directory)? {
                let path = entry?.path();
                if path.is_dir() {
                    waiting.push(path);
                    continue;
                }
                total = total.saturating_add(fs::metadata(&path)?.len());
                if total > MAX_SITE_BYTES {
                    return Err(Error::other("more than 256 MiB of files"));
                }
                let Some(address) = address(root, &path) else { continue };
                if CODINGS.iter().any(|(_, ending)| encodes(&path, ending)) {
                    continue;
                }
                files.by_path.insert(address, File::read(&path)?);
            }
        }
        Ok(files)
    }

    /// Answers a request for a path; a directory is its `index.html`.
    pub fn answer(&self, path: &str, headers: &HeaderMap) -> Option<Response> {
        let index = || self.by_path.get(&format!("{}/index.html", path.trim_end_matches('/')));
        let file = self.by_path.get(path).or_else(index)?;
        let described = [
            (header::CONTENT_TYPE, file.media_type.clone()),
            (header::ETAG, file.etag.clone()),
            (header::CACHE_CONTROL, file.cache.clone()),
        ];
        let varies = (!file.encoded.is_empty()).then_some([(header::VARY, "accept-encoding")]);
        if headers.get(header::IF_NONE_MATCH).is_some_and(|given| *given == file.etag) {
            return Some((StatusCode::NOT_MODIFIED, described, varies, ()).into_response());
        }
        let encoded = file.encoded.iter().find(|(coding, _)| is_accepted(coding, headers));
        let encoding = encoded.map(|(coding, _)| [(header::CONTENT_ENCODING, *coding)]);
        let bytes = encoded.map_or(&file.bytes, |(_, bytes)| bytes);
        Some((described, varies, encoding, Body::from(bytes.clone())).into_response())
    }
}

impl File {
    fn read(path: &Path) -> io::Result<Self> {
        let bytes = fs::read(path)?;
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        // Weak: the same for each encoding in which it is sent.
        let etag = format!("W/\"{}\"", hex(digest(&SHA256, &bytes).as_ref()));
        let mut encoded = Vec::new();
        for (coding, ending) in CODINGS {
            let beside = with_ending(path, ending);
            if beside.is_file() {
                encoded.push((coding, fs::read(beside)?.into()));
            }
        }
        Ok(Self {
            bytes: bytes.into(),
            encoded,
            etag: HeaderValue::try_from(etag).map_err(Error::other)?,
            media_type: HeaderValue::from_static(media_type(name)),
            cache: if is_named_by_content(name) || is_pack(path) { IMMUTABLE } else { REVALIDATED },
        })
    }
}

/// Whether a file is another one that lies beside it, in the coding of this ending.
fn encodes(path: &Path, ending: &str) -> bool {
    let plain = path.to_str().and_then(|path| path.strip_suffix(ending));
    plain.is_some_and(|plain| Path::new(plain).is_file())
}

fn with_ending(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    name.into()
}

/// Whether a browser takes this coding: named, and not with a weight of nothing (RFC 9110, 12.5.3).
fn is_accepted(coding: &str, headers: &HeaderMap) -> bool {
    let accepted = headers.get_all(header::ACCEPT_ENCODING).iter().filter_map(|accepted| accepted.to_str().ok());
    accepted.flat_map(|accepted| accepted.split(',')).any(|one| {
        let (name, weight) = one.split_once(';').unwrap_or((one, ""));
        let weight = weight.trim().strip_prefix("q=").map_or(1.0, |weight| weight.parse().unwrap_or(0.0));
        name.trim().eq_ignore_ascii_case(coding) && weight > 0.0
    })
}

fn address(root: &Path, path: &Path) -> Option<String> {
    let relative = path.strip_prefix(root).ok()?;
    let parts: Option<Vec<&str>> = relative.components().map(|part| part.as_os_str().to_str()).collect();
    Some(format!("/{}", parts?.join("/")))
}

fn media_type(name: &str) -> &'static str {
    match name.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" | "map" => "application/json",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "webmanifest" => "application/manifest+json",
        "txt" | "md" => "text/plain; charset=utf-8",
        "csv" => "text/csv; charset=utf-8",
        _ => "application/octet-stream",
    }
}

/// Whether a bundler put a digest of the content into the name: `name-3F2A9C01.js`. A word of
/// eight letters is not taken for one.
fn is_named_by_content(name: &str) -> bool {
    let Some((stem, _)) = name.split_once('.') else { return false };
    let Some((_, digest)) = stem.rsplit_once('-') else { return false };
    let plain = digest.len() >= 8 && digest.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    plain && digest.bytes().any(|byte| byte.is_ascii_digit()) && digest.bytes().any(|byte| byte.is_ascii_alphabetic())
}

/// Whether a file is a pack: `packs` and its hash, which is the name of what is in it.
fn is_pack(path: &Path) -> bool {
    let (folder, stem) = (path.parent().and_then(Path::file_name), path.file_stem().and_then(|stem| stem.to_str()));
    folder.is_some_and(|folder| folder == "packs") && stem.is_some_and(|stem| stem.len() == HASH_CHARACTERS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_name_with_a_digest_is_kept_for_good() {
        assert!(is_named_by_content("journey-4XK2M7QA.js"));
        assert!(!is_named_by_content("prescreen-elements.js"));
        assert!(!is_named_by_content("report-20261123.html"));
        assert!(!is_named_by_content("index.html"));
    }

    #[test]
    fn a_pack_is_named_by_its_hash() {
        assert!(is_pack(Path::new("dist/packs/PTY2WgBRxzl0Gg6tgXbPNPj6eHepwIuFVkOdr350rVo.json")));
        assert!(!is_pack(Path::new("dist/packs/cn-securities.json")));
        assert!(!is_pack(Path::new("dist/PTY2WgBRxzl0Gg6tgXbPNPj6eHepwIuFVkOdr350rVo.json")));
    }

    #[test]
    fn a_file_beside_another_is_the_same_one_compressed() {
        let root = std::env::temp_dir().join(format!("prescreen-files-{}", std::process::id()));
        fs::create_dir_all(&root).unwrap();
        for (name, content) in [("a.js", "plain"), ("a.js.br", "small"), ("a.js.gz", "zipped"), ("alone.gz", "archive")]
        {
            fs::write(root.join(name), content).unwrap();
        }
        let files = Files::load(&root).unwrap();
        fs::remove_dir_all(&root).unwrap();
        let length = |path: &str, accepted: &'static str| {
            let headers = HeaderMap::from_iter([(header::ACCEPT_ENCODING, HeaderValue::from_static(accepted))]);
            let answer = files.answer(path, &headers)?;
            let coding =
                answer.headers().get(header::CONTENT_ENCODING).map(|coding| coding.to_str().unwrap().to_owned());
            let length = axum::body::HttpBody::size_hint(answer.body()).exact()?;
            Some((coding.unwrap_or_default(), length, answer.headers().contains_key(header::VARY)))
        };
        let sent = |coding: &str, content: &str| Some((coding.to_owned(), content.len() as u64, true));
        for (accepted, expected) in [
            ("gzip, deflate, br, zstd", sent("br", "small")),
            ("br;q=0, GZIP;q=0.5", sent("gzip", "zipped")),
            ("identity, br; q=0", sent("", "plain")),
            ("gzip;q=much", sent("", "plain")),
            ("brotli", sent("", "plain")),
            ("", sent("", "plain")),
        ] {
            assert_eq!(length("/a.js", accepted), expected, "{accepted}");
        }
        assert_eq!(length("/a.js.br", "br"), None, "it has no address of its own");
        assert_eq!(length("/alone.gz", "gzip"), Some((String::new(), 7, false)), "nothing lies beside it");
    }
}
