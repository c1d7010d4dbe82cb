//! Reads operations and shapes from the source of the core.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};
use syn::{Attribute, Expr, GenericArgument, Item, Lit, Meta, PathArguments, ReturnType};

use super::{BY_HAND, Field, Operation, Shape, Type, plain};

/// The operations with generated calls, and every shape that may cross a boundary.
pub(crate) struct Operations {
    pub(super) operations: Vec<Operation>,
    shapes: BTreeMap<String, Vec<Shape>>,
}

impl Operations {
    /// Reads the sources below `core/src`.
    pub(super) fn read(sources: &Path) -> Result<Self> {
        let mut shapes: BTreeMap<String, Vec<Shape>> = BTreeMap::new();
        let (mut table, mut answers) = (Vec::new(), BTreeMap::new());
        for path in rust_files(sources)? {
            let is_wire = path.starts_with(sources.join("wire"));
            let text = fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))?;
            let file = syn::parse_file(&text).with_context(|| format!("parsing {}", path.display()))?;
            for item in &file.items {
                match item {
                    Item::Const(item) if is_wire && item.ident == "OPERATIONS" => table = operations(&item.expr)?,
                    Item::Impl(item) if is_wire => answers.extend(answer(item)),
                    item => {
                        if let Some(shape) = shape(item, is_wire) {
                            shapes.entry(shape.name.clone()).or_default().push(shape);
                        }
                    }
                }
            }
        }
        if table.is_empty() {
            bail!("no table of operations below {}", sources.display());
        }
        let mut operations = Vec::new();
        for (name, request) in table {
            if BY_HAND.contains(&name.as_str()) {
                continue;
            }
            let request = request.with_context(|| format!("`{name}` is not asked by a request's own `evaluate`"))?;
            let answer = answers.get(&request).with_context(|| format!("`{request}::evaluate` names no answer"))?.clone();
            operations.push(Operation { name, request, answer });
        }
        let found = Self { operations, shapes };
        found.check_names()?;
        Ok(found)
    }

    /// Fails when a name could mean two shapes: Python and JavaScript have one name for each.
    fn check_names(&self) -> Result<()> {
        let requests = self.reachable(|operation| &operation.request);
        let answers = self.reachable(|operation| &operation.answer);
        for shape in requests.into_iter().chain(answers) {
            let named = self.shapes.get(&shape.name).map(Vec::as_slice).unwrap_or_default();
            let rivals = named.iter().filter(|other| other.is_wire == shape.is_wire).count();
            ensure!(rivals == 1, "`{}` names {rivals} shapes that cross the boundary: rename all but one", shape.name);
        }
        Ok(())
    }

    /// A shape by its name, the one of the boundary first.
    pub(super) fn shape(&self, name: &str) -> Option<&Shape> {
        let named = self.shapes.get(name)?;
        named.iter().find(|shape| shape.is_wire).or_else(|| named.first())
    }

    /// The shapes of all requests, or of all answers, each after those it names.
    pub(super) fn reachable(&self, of: impl Fn(&Operation) -> &str) -> Vec<&Shape> {
        let mut found = Vec::new();
        for operation in &self.operations {
            self.visit(of(operation), &mut Vec::new(), &mut found);
        }
        found
    }

    fn visit<'a>(&'a self, name: &str, open: &mut Vec<String>, found: &mut Vec<&'a Shape>) {
        if open.iter().any(|open| open == name) || found.iter().any(|shape| shape.name == name) {
            return;
        }
        let Some(shape) = self.shape(name) else {
            println!("no struct or enum `{name}` in core/src: its values have no type in Python and JavaScript");
            return;
        };
        open.push(name.to_owned());
        let kinds = shape.fields.iter().map(|field| &field.kind).chain(&shape.union);
        for inner in kinds.flat_map(Type::shapes) {
            self.visit(inner, open, found);
        }
        open.pop();
        found.push(shape);
    }

    /// Names of fields whose keys inside are the caller's data.
    ///
    /// # Errors
    /// When keys of ours stand below such a name as well: JavaScript tells the two apart by the name of the field alone.
    pub(super) fn free_keys(&self) -> Result<Vec<&str>> {
        let requests = self.reachable(|operation| &operation.request);
        let answers = self.reachable(|operation| &operation.answer);
        let fields: Vec<&Field> = requests.into_iter().chain(answers).flat_map(|shape| &shape.fields).collect();
        let free = fields.iter().filter(|field| field.kind.has_free_keys());
        let mut names: Vec<&str> = free.map(|field| field.name.as_str()).collect();
        names.sort_unstable();
        names.dedup();
        let is_both = |field: &&&Field| names.contains(&field.name.as_str()) && !field.kind.shapes().is_empty();
        match fields.iter().find(is_both) {
            Some(field) => {
                bail!("below a field `{}` keys are the caller's, and ours, too: give one of the two another name", field.name)
            }
            None => Ok(names),
        }
    }
}

fn rust_files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| format!("reading {}", folder.display()))? {
        let path = entry?.path();
        if path.is_dir() {
            files.extend(rust_files(&path)?);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// The rows `("dossier", |given| ask(given, DossierRequest::evaluate))`: name and request, if it is asked in that way.
fn operations(table: &Expr) -> Result<Vec<(String, Option<String>)>> {
    let Expr::Reference(table) = table else { bail!("OPERATIONS is not a reference to an array") };
    let Expr::Array(table) = &*table.expr else { bail!("OPERATIONS is not a reference to an array") };
    let row = |row: &Expr| {
        let Expr::Tuple(row) = row else { bail!("a row of OPERATIONS is not a pair") };
        let mut parts = row.elems.iter();
        let (Some(Expr::Lit(name)), Some(Expr::Closure(ask))) = (parts.next(), parts.next()) else {
            bail!("a row of OPERATIONS is not a name and a closure")
        };
        let Lit::Str(name) = &name.lit else { bail!("the name of an operation is not text") };
        let request = match &*ask.body {
            Expr::Call(call) => call.args.iter().nth(1),
            _ => None,
        };
        let request = match request {
            Some(Expr::Path(path)) => path.path.segments.first().map(|segment| segment.ident.to_string()),
            _ => None,
        };
        Ok((name.value(), request))
    };
    table.elems.iter().map(row).collect()
}

/// What `evaluate` of a request answers with.
fn answer(block: &syn::ItemImpl) -> Option<(String, String)> {
    let syn::Type::Path(request) = &*block.self_ty else { return None };
    let request = request.path.segments.last()?.ident.to_string();
    block.items.iter().find_map(|item| {
        let syn::ImplItem::Fn(function) = item else { return None };
        let ReturnType::Type(_, result) = &function.sig.output else { return None };
        let [answer, ..] = &arguments(result)[..] else { return None };
        let syn::Type::Path(answer) = answer else { return None };
        let answer = answer.path.segments.last()?.ident.to_string();
        (function.sig.ident == "evaluate").then(|| (request.clone(), answer))
    })
}

/// The type arguments of a path.
fn arguments(kind: &syn::Type) -> Vec<&syn::Type> {
    let syn::Type::Path(path) = kind else { return Vec::new() };
    let Some(PathArguments::AngleBracketed(arguments)) = path.path.segments.last().map(|segment| &segment.arguments) else {
        return Vec::new();
    };
    let kinds = arguments.args.iter().filter_map(|argument| match argument {
        GenericArgument::Type(kind) => Some(kind),
        _ => None,
    });
    kinds.collect()
}

fn shape(item: &Item, is_wire: bool) -> Option<Shape> {
    match item {
        Item::Struct(item) if is_serde(&item.attrs) => {
            let has_defaults = serde(&item.attrs).iter().any(|word| word == "default");
            let field = |field: &syn::Field| {
                let serde = serde(&field.attrs);
                if serde.iter().any(|word| word == "skip") {
                    return None;
                }
                let renamed = serde.iter().find_map(|word| word.strip_prefix("rename=").map(str::to_owned));
                let kind = kind(&field.ty);
                let is_optional = has_defaults
                    || matches!(kind, Type::Maybe(_))
                    || serde.iter().any(|word| word == "default" || word.starts_with("default="));
                let name = renamed.or_else(|| Some(field.ident.as_ref()?.to_string()))?;
                let is_sparse = serde.iter().any(|word| word.starts_with("skip_serializing_if="));
                let mut field = Field { name, doc: plain(&doc(&field.attrs)), kind, is_optional, is_sparse };
                field.refine();
                Some(field)
            };
            Some(Shape {
                name: item.ident.to_string(),
                doc: plain(&doc(&item.attrs)),
                fields: item.fields.iter().filter_map(field).collect(),
                union: Vec::new(),
                is_wire,
            })
        }
        Item::Enum(item) if is_serde(&item.attrs) => {
            let union = if serde(&item.attrs).iter().any(|word| word == "untagged") {
                item.variants.iter().filter_map(|variant| variant.fields.iter().next()).map(|field| kind(&field.ty)).collect()
            } else if item.variants.iter().all(|variant| variant.fields.is_empty()) {
                vec![Type::Words(item.variants.iter().map(|variant| snake(&variant.ident.to_string())).collect())]
            } else {
                return None;
            };
            let (name, doc) = (item.ident.to_string(), plain(&doc(&item.attrs)));
            Some(Shape { name, doc, fields: Vec::new(), union, is_wire })
        }
        _ => None,
    }
}

fn snake(name: &str) -> String {
    let mut snake = String::new();
    for letter in name.chars() {
        if letter.is_ascii_uppercase() && !snake.is_empty() {
            snake.push('_');
        }
        snake.push(letter.to_ascii_lowercase());
    }
    snake
}

fn is_serde(attributes: &[Attribute]) -> bool {
    let derived = attributes.iter().filter(|attribute| attribute.path().is_ident("derive"));
    let mut words = derived.filter_map(|attribute| match &attribute.meta {
        Meta::List(list) => Some(list.tokens.to_string()),
        _ => None,
    });
    // Where a visitor is at hand, `Deserialize` is imported as `Derive`.
    words.any(|words| ["Serialize", "Deserialize", "Derive"].iter().any(|name| words.contains(name)))
}

/// What the `serde` attributes say, as `default` or `rename=name`.
fn serde(attributes: &[Attribute]) -> Vec<String> {
    let lists = attributes.iter().filter(|attribute| attribute.path().is_ident("serde"));
    let text = lists.filter_map(|attribute| match &attribute.meta {
        Meta::List(list) => Some(list.tokens.to_string()),
        _ => None,
    });
    text.flat_map(|text| text.split(',').map(|word| word.replace([' ', '"'], "")).collect::<Vec<_>>()).collect()
}

fn doc(attributes: &[Attribute]) -> Vec<String> {
    let lines = attributes.iter().filter_map(|attribute| match &attribute.meta {
        Meta::NameValue(pair) if pair.path.is_ident("doc") => match &pair.value {
            Expr::Lit(text) => match &text.lit {
                Lit::Str(text) => Some(text.value()),
                _ => None,
            },
            _ => None,
        },
        _ => None,
    });
    lines.collect()
}

fn kind(rust: &syn::Type) -> Type {
    match rust {
        syn::Type::Reference(reference) => kind(&reference.elem),
        syn::Type::Slice(slice) => Type::List(Box::new(kind(&slice.elem))),
        syn::Type::Array(array) => Type::List(Box::new(kind(&array.elem))),
        syn::Type::Tuple(tuple) => Type::Tuple(tuple.elems.iter().map(kind).collect()),
        syn::Type::Path(path) => {
            let name = path.path.segments.last().map(|segment| segment.ident.to_string()).unwrap_or_default();
            let mut inner = arguments(rust).into_iter().map(kind);
            match name.as_str() {
                "String" | "str" | "char" => Type::Text,
                "bool" => Type::Switch,
                "f32" | "f64" => Type::Float,
                "u8" | "u16" | "u32" | "u64" | "usize" | "i8" | "i16" | "i32" | "i64" | "isize" | "Whole" => Type::Whole,
                "Box" | "Rc" | "Arc" | "Cow" | "Each" => inner.next_back().unwrap_or(Type::Any),
                "Option" => Type::Maybe(Box::new(inner.next().unwrap_or(Type::Any))),
                "Vec" | "BTreeSet" => Type::List(Box::new(inner.next().unwrap_or(Type::Any))),
                "BTreeMap" | "HashMap" | "Map" => Type::Map(Box::new(inner.next_back().unwrap_or(Type::Any))),
                "Limit" => Type::Limit,
                "Hours" => Type::Hours,
                "CalendarOptions" => Type::Calendar,
                "Number" => Type::Number,
                "Value" => Type::Any,
                name => Type::Shape(name.to_owned()),
            }
        }
        _ => Type::Any,
    }
}
