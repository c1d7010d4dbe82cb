//! WebAssembly bindings of motcua.
