//! Operations by name: messages, and what the typed calls are made of.
//!
//! Values cross as JSON text. In a typed call names are spelt as JavaScript spells them; a message is the same in every language.

use js_sys::{Array, JSON, Reflect, Symbol, TypeError};
use motcua::Error;
use motcua::wire;
use serde_json::{Map, Value};
use wasm_bindgen::prelude::{JsCast, JsValue, wasm_bindgen};

use crate::error::Thrown;
use crate::operations::FREE_KEYS;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &'static str = r#"/**
 * Answers a question put as a message: JSON text in, JSON text out; an object in, an object out; or a list of questions. Names are those
 * of the messages, in snake_case. A refusal is an answer, with the field `error`.
 */
export function evaluate<Q extends string | Question | readonly Question[]>(request: Q): Reply<Q>;
"#;

/// Answers a message, or a list of them.
#[wasm_bindgen(skip_typescript)]
pub fn evaluate(request: &JsValue) -> Result<JsValue, Thrown> {
    if let Some(text) = request.as_string() {
        return Ok(wire::evaluate(&text).into());
    }
    if !request.is_object() {
        return Err(Thrown::from(JsValue::from(TypeError::new("a request is a string, an object or an array of objects"))));
    }
    let answer = match text(request)? {
        Ok(text) => wire::evaluate(&text),
        Err(error) => wire::refusal(error).to_string(),
    };
    Ok(JSON::parse(&answer)?)
}

/// The names of all operations in messages.
#[must_use]
#[wasm_bindgen(unchecked_return_type = "OperationName[]")]
pub fn operations() -> Vec<String> {
    wire::operations().map(str::to_owned).collect()
}

/// Answers one operation, with names as JavaScript spells them.
pub(crate) fn call(operation: &str, request: &JsValue) -> Result<JsValue, Thrown> {
    if !request.is_object() || Array::is_array(request) {
        return Err(whole("an object is needed").into());
    }
    let given = text(request)?.and_then(|text| serde_json::from_str(&text).map_err(|error| whole(&error.to_string())));
    let given = snake_case(given?, "")?;
    let answer = wire::answer_operation(operation, given).map_err(|error| Thrown::new(&error, &message(&error), spelt))?;
    plain(answer)
}

/// A value of JSON as an object of JavaScript.
pub(crate) fn plain(value: Value) -> Result<JsValue, Thrown> {
    Ok(JSON::parse(&camel_case(value).to_string())?)
}

/// How deep arrays and objects may nest; what contains itself nests without end.
const DEEPEST: usize = 100;

/// Why a value has no JSON.
enum Unfit {
    Refused(Error),
    /// What a getter threw.
    Thrown(JsValue),
}

impl From<JsValue> for Unfit {
    fn from(thrown: JsValue) -> Self {
        Self::Thrown(thrown)
    }
}

/// Refuses what `JSON.stringify` would leave out or turn into something else: a number that is not finite into null, a map into an empty
/// object.
fn check(value: &JsValue, path: &str, depth: usize) -> Result<(), Unfit> {
    let refused = |problem: &str| {
        let path = if path.is_empty() { "request".to_owned() } else { wire::shorten(path) };
        Err(Unfit::Refused(Error::RequestInvalid { path, problem: problem.to_owned() }))
    };
    if depth > DEEPEST {
        return refused("nests too deep");
    }
    if value.as_f64().is_some_and(|number| !number.is_finite()) {
        return refused("is no finite number");
    }
    if value.is_bigint() || value.is_function() || value.is_symbol() {
        let kind = value.js_typeof().as_string().unwrap_or_default();
        return refused(&format!("a {kind} cannot be in a message"));
    }
    // What says itself what its JSON is, as a Calendar does, is taken at its word.
    if !value.is_object() || Reflect::get(value, &"toJSON".into())?.is_function() {
        return Ok(());
    }
    if Array::is_array(value) {
        let items: &Array = value.unchecked_ref();
        return (0..items.length()).try_for_each(|index| check(&items.get(index), &format!("{path}[{index}]"), depth + 1));
    }
    if Reflect::get(value, &Symbol::iterator())?.is_function() && !value.is_instance_of::<js_sys::JsString>() {
        return refused("is a list or a map, but no array and no plain object");
    }
    for key in Reflect::own_keys(value)? {
        let Some(name) = key.as_string() else { continue };
        let dot = if path.is_empty() { "" } else { "." };
        check(&Reflect::get(value, &key)?, &format!("{path}{dot}{name}"), depth + 1)?;
    }
    Ok(())
}

/// The JSON text of a value, or why it has none. What a getter or a `toJSON` throws itself is thrown on.
fn text(value: &JsValue) -> Result<Result<String, Error>, Thrown> {
    match check(value, "", 0) {
        Ok(()) => {}
        Err(Unfit::Refused(error)) => return Ok(Err(error)),
        Err(Unfit::Thrown(thrown)) => return Err(thrown.into()),
    }
    match JSON::stringify(value) {
        Ok(text) => Ok(text.as_string().ok_or_else(|| whole("an object is needed"))),
        // What a `toJSON` gave holds itself, or a BigInt.
        Err(thrown) => match thrown.dyn_ref::<TypeError>() {
            Some(error) => Ok(Err(whole(&wire::shorten(&String::from(error.message()))))),
            None => Err(thrown.into()),
        },
    }
}

fn whole(problem: &str) -> Error {
    Error::RequestInvalid { path: "request".to_owned(), problem: problem.to_owned() }
}

/// The value with its names in snake_case; one that is in snake_case already is not a name of JavaScript's.
fn snake_case(value: Value, path: &str) -> Result<Value, Error> {
    Ok(match value {
        Value::Array(items) => {
            let item = |(index, item)| snake_case(item, &format!("{path}[{index}]"));
            Value::Array(items.into_iter().enumerate().map(item).collect::<Result<_, _>>()?)
        }
        Value::Object(fields) => {
            let mut renamed = Map::new();
            for (name, value) in fields {
                let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
                if name.contains('_') {
                    return Err(Error::FieldUnknown { path: wire::shorten(&path) });
                }
                let value = if FREE_KEYS.contains(&snake(&name).as_str()) { value } else { snake_case(value, &path)? };
                renamed.insert(snake(&name), value);
            }
            Value::Object(renamed)
        }
        value => value,
    })
}

fn camel_case(value: Value) -> Value {
    match value {
        Value::Array(items) => items.into_iter().map(camel_case).collect(),
        Value::Object(fields) => {
            let mut renamed = Map::new();
            for (name, value) in fields {
                let value = if FREE_KEYS.contains(&name.as_str()) { value } else { camel_case(value) };
                renamed.insert(camel(&name), value);
            }
            Value::Object(renamed)
        }
        value => value,
    }
}

fn snake(name: &str) -> String {
    let mut snake = String::with_capacity(name.len());
    for letter in name.chars() {
        if letter.is_ascii_uppercase() {
            snake.push('_');
        }
        snake.push(letter.to_ascii_lowercase());
    }
    snake
}

/// A path of names; what is below a field with free keys is spelt by the caller.
fn spelt(path: &str) -> String {
    let mut is_free = false;
    let part = |part: &str| {
        let spelt = if is_free { part.to_owned() } else { camel(part) };
        is_free = is_free || part.split('[').next().is_some_and(|name| FREE_KEYS.contains(&name));
        spelt
    };
    path.split('.').map(part).collect::<Vec<_>>().join(".")
}

/// A name.
fn camel(name: &str) -> String {
    let mut letters = name.chars();
    let mut camel = String::with_capacity(name.len());
    while let Some(letter) = letters.next() {
        match letter {
            '_' => camel.extend(letters.next().map(|next| next.to_ascii_uppercase())),
            letter => camel.push(letter),
        }
    }
    camel
}

/// What is wrong, with the names in it as the caller spelt them.
fn message(error: &Error) -> String {
    match error {
        Error::RequestInvalid { path, problem } => {
            Error::RequestInvalid { path: spelt(path), problem: problem.clone() }.to_string()
        }
        Error::FieldUnknown { path } => Error::FieldUnknown { path: spelt(path) }.to_string(),
        Error::ValueMissing { name, why } => Error::ValueMissing { name: camel(name), why }.to_string(),
        Error::InPlace { path, error } => format!("{path}: {}", message(error)),
        Error::InItem { list, index, error } => format!("{}[{index}]: {}", camel(list), message(error)),
        error => error.to_string(),
    }
}
