//! Published values.

use hmac::Mac;
use prescreen::terms::Digest;
use prescreen::terms::base64url;
use prescreen::verdict::PublicKey;
use prescreen::verdict::signature_form::{check, normalise};

/// RFC 9449 §4.1: the key of the example proof and its thumbprint in §6.1.
#[test]
fn the_thumbprint_of_rfc_9449() {
    let key =
        PublicKey::parse("l8tFrhx-34tV3hRICRDY9zCkDlpBhF42UQUfWVAWBFs", "9VE4jf_Ok_o64zbTTlcuNJajHmt6v9TDVrU0CdvGRDA")
            .unwrap();
    assert_eq!(key.thumbprint().to_string(), "0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I");
}

/// RFC 4648 §10, without padding.
#[test]
fn base64url_of_rfc_4648() {
    for (bytes, text) in [
        ("", ""),
        ("f", "Zg"),
        ("fo", "Zm8"),
        ("foo", "Zm9v"),
        ("foob", "Zm9vYg"),
        ("fooba", "Zm9vYmE"),
        ("foobar", "Zm9vYmFy"),
    ] {
        assert_eq!(base64url::encode(bytes.as_bytes()), text);
        assert_eq!(base64url::decode(text).unwrap(), bytes.as_bytes());
    }
    assert_eq!(base64url::encode(&[0xfb, 0xff]), "-_8");
}

#[test]
fn bytes_have_one_text_only() {
    for text in ["Zg==", "Zg=", "Zh", "Zm9", "Zm8=", "Z", "Zm9vY", "Zm+v", "Zm/v", "Zm 9v", "Zm9v\n", "Zmé"] {
        assert_eq!(base64url::decode(text).is_some(), text == "Zm8", "{text:?}");
    }
    let letters = (0_u8..=255).map(char::from);
    let texts = letters.clone().flat_map(|one| letters.clone().map(move |two| format!("{one}{two}")));
    let accepted = texts.filter(|text| base64url::decode(text).is_some()).count();
    assert_eq!(accepted, 256);
}

/// RFC 4231 §4.2, §4.3 and FIPS 180-2 B.1.
#[test]
fn hmac_and_sha_of_the_rfcs() {
    let hmac = |key: &[u8], data: &[u8]| {
        let mut mac = hmac::Hmac::<sha2::Sha256>::new_from_slice(key).unwrap();
        mac.update(data);
        hex(&mac.finalize().into_bytes())
    };
    assert_eq!(hmac(&[0x0b; 20], b"Hi There"), "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
    assert_eq!(
        hmac(b"Jefe", b"what do ya want for nothing?"),
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
    );
    assert_eq!(hex(Digest::of(b"abc").as_bytes()), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

#[test]
fn a_signature_and_its_twin_have_one_normal_form() {
    let order = "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551";
    let half = "7fffffff800000007fffffffffffffffde737d56d38bcf4279dce5617e3192a8";
    let above = "7fffffff800000007fffffffffffffffde737d56d38bcf4279dce5617e3192a9";
    let one = format!("{:064x}", 1);
    let last = "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632550";
    let pair = |r: &str, s: &str| <[u8; 64]>::try_from(unhex(&format!("{r}{s}"))).unwrap();
    for (high, low) in [(last, one.as_str()), (above, half)] {
        assert_eq!(normalise(&pair(&one, high)).unwrap(), pair(&one, low));
        assert_eq!(normalise(&pair(&one, low)).unwrap(), pair(&one, low));
        assert!(check(&pair(&one, low)).is_ok());
        assert_eq!(check(&pair(&one, high)).unwrap_err().code.as_str(), "signature");
    }
    let zero = "0".repeat(64);
    for (r, s) in [(&*zero, &*one), (&one, &zero), (order, &one), (&one, order), (&"f".repeat(64), &one)] {
        assert_eq!(normalise(&pair(r, s)).unwrap_err().code.as_str(), "signature");
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn unhex(text: &str) -> Vec<u8> {
    (0..text.len()).step_by(2).map(|at| u8::from_str_radix(&text[at..at + 2], 16).unwrap()).collect()
}
