//! The site's files, read once at the start: an address can only name what was there then.

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

/// The files by their address.
#[derive(Default)]
pub struct Files {
    by_path: BTreeMap<String, File>,
}

struct File {
    bytes: Bytes,
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
                files.by_path.insert(address, File::read(&path)?);
            }
        }
        Ok(files)
    }

    /// Answers a request for a path; a directory is its `index.html`.
    pub fn answer(&self, path: &str, headers: &HeaderMap) -> Option<Response> {
        let index = || self.by_path.get(&format!("{}/index.html", path.trim_end_matches('/')));
        let file = self.by_path.get(path).or_else(index)?;
        let known = headers.get(header::IF_NONE_MATCH).is_some_and(|given| *given == file.etag);
        let (status, body) =
            if known { (StatusCode::NOT_MODIFIED, Body::empty()) } else { (StatusCode::OK, file.bytes.clone().into()) };
        let described = [
            (header::CONTENT_TYPE, file.media_type.clone()),
            (header::ETAG, file.etag.clone()),
            (header::CACHE_CONTROL, file.cache.clone()),
        ];
        Some((status, described, body).into_response())
    }
}

impl File {
    fn read(path: &Path) -> io::Result<Self> {
        let bytes = fs::read(path)?;
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        // Weak: the same for each encoding in which it is sent.
        let etag = format!("W/\"{}\"", hex(digest(&SHA256, &bytes).as_ref()));
        Ok(Self {
            bytes: bytes.into(),
            etag: HeaderValue::try_from(etag).map_err(Error::other)?,
            media_type: HeaderValue::from_static(media_type(name)),
            cache: if is_named_by_content(name) { IMMUTABLE } else { REVALIDATED },
        })
    }
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
}
