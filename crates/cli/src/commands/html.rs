//! Templates of pages: strict about what is missing, and escaping whatever is put into them.

use minijinja::syntax::SyntaxConfig;
use minijinja::{AutoEscape, Environment, Error, UndefinedBehavior};

/// Templates, by the name that they include or import one another by. Those whose name ends in `.html` escape.
///
/// # Errors
/// When one is none.
pub fn environment(templates: &[(&'static str, &'static str)]) -> Result<Environment<'static>, Error> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_syntax(SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build()?);
    environment
        .set_auto_escape_callback(|name| if name.ends_with(".html") { AutoEscape::Html } else { AutoEscape::None });
    for (name, source) in templates {
        environment.add_template(name, source)?;
    }
    Ok(environment)
}
