//! Python bindings of motcua.
