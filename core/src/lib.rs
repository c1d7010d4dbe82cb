//! Working days, legal deadlines and the law behind them.
