/** A code a row of what is wrong with it; `null` where nothing is. */
export type ErrorColumn = (ErrorCode | null)[];

/** Answers beside what is wrong with each row. */
export interface Checked<Values> {
    values: Values;
    errors: ErrorColumn;
}

/**
 * What becomes of a row that cannot be answered: the call throws, with the row in `index` (the default; `out` may then be half written);
 * or the row is null; or it is null and its code is in a column of errors.
 */
export type Errors = "throw" | "null" | "column";

/** A column of days since 1970-01-01 (null is -2147483648), or one for all rows: a number of days, a date, or `null`. */
export type DayColumn = Int32Array | number | IsoDate | null;

/**
 * A column of moments in milliseconds since 1970-01-01 00:00 civil time of Viet Nam, as `Date.UTC` makes them of the numbers on the
 * clock (null is NaN, a fraction of a millisecond is dropped), or one for all rows: a number, a moment, or `null`.
 */
export type MomentColumn = Float64Array | number | IsoMoment | null;

/** A column of whole numbers, or one for all rows. */
export type CountColumn = Int32Array | Float64Array | number | null;

/** A column of calendar days. */
export interface DayColumnOptions {
    /** The State's calendar if left out. Stays usable after the call. */
    calendar?: Calendar | undefined;
    /** Where the answers go, and what is returned; a new array if left out. It may be one of the columns that are read, not another part of the same buffer. */
    out?: Int32Array | undefined;
    errors?: Errors | undefined;
}

/** A column of working time. */
export interface TimeColumnOptions extends OfficeOptions {
    /** As in `DayColumnOptions`. */
    out?: Float64Array | undefined;
    errors?: Errors | undefined;
}

/** Columns of due dates, as long as the rows. */
export interface DueColumns {
    /** Days since 1970-01-01. */
    dueOn: Int32Array;
    /** Milliseconds since 1970-01-01 00:00, civil time. */
    dueAt: Float64Array;
    /** Places in `batch.certainties()`: 0 for a row that is null, then projected, derived, announced. */
    certainty: Uint8Array;
}

export interface DueColumnOptions extends DeadlineOptions {
    /** Where the answers go; a new array for each that is left out. */
    out?: Partial<DueColumns> | undefined;
    errors?: Errors | undefined;
}

/**
 * The same rules over columns: typed arrays in, typed arrays out.
 *
 * Row by row the answers of the functions of the same name. All columns of a call have as many rows; a single value stands for each row,
 * and when there are only single values there is one row. A row is null when something asked about it is. Columns are read from any
 * part of a buffer, a shared one too, and are never kept.
 *
 * An option, a column or a single value that is wrong is always thrown: `column_invalid` for a column of another class or length, or with
 * a detached buffer.
 */
export namespace batch {
    /**
     * For each row the n-th working day (ngày làm việc) strictly after a date, strictly before it for a negative n, for 0 the date itself.
     *
     * @throws {MotcuaError} `column_invalid`; in a row `date_out_of_range`, `amount_out_of_range`, `not_announced`
     */
    function addWorkingDays(dates: DayColumn, days: Int32Array | number | null, options: DayColumnOptions & { errors: "column" }): Checked<Int32Array>;
    function addWorkingDays(dates: DayColumn, days: Int32Array | number | null, options?: DayColumnOptions & { errors?: "throw" | "null" | undefined }): Int32Array;

    /**
     * For each row how many working days lie strictly after `after`, up to and including `until`; negative when reversed.
     *
     * @throws {MotcuaError} `column_invalid`; in a row `date_out_of_range`, `not_announced`
     */
    function countWorkingDays(after: DayColumn, until: DayColumn, options: DayColumnOptions & { errors: "column" }): Checked<Int32Array>;
    function countWorkingDays(after: DayColumn, until: DayColumn, options?: DayColumnOptions & { errors?: "throw" | "null" | undefined }): Int32Array;

    /**
     * For each row the earliest moment, not before `receivedAt`, by which so many more seconds of office hours have passed.
     *
     * @throws {MotcuaError} `column_invalid`; in a row `date_out_of_range`, `amount_negative`, `amount_invalid`, `not_announced`
     */
    function addWorkingSeconds(receivedAt: MomentColumn, seconds: CountColumn, options: TimeColumnOptions & { errors: "column" }): Checked<Float64Array>;
    function addWorkingSeconds(receivedAt: MomentColumn, seconds: CountColumn, options?: TimeColumnOptions & { errors?: "throw" | "null" | undefined }): Float64Array;

    /**
     * For each row the seconds of office hours (thời gian làm việc) from one moment to another; negative when reversed, NaN for a null.
     *
     * @throws {MotcuaError} `column_invalid`; in a row `date_out_of_range`, `not_announced`
     */
    function workingSecondsBetween(from: MomentColumn, to: MomentColumn, options: TimeColumnOptions & { errors: "column" }): Checked<Float64Array>;
    function workingSecondsBetween(from: MomentColumn, to: MomentColumn, options?: TimeColumnOptions & { errors?: "throw" | "null" | undefined }): Float64Array;

    /**
     * For each row when a result is due (hẹn trả kết quả). A limit is an amount of a unit, both by row or one for all; days received
     * mean their 00:00. The day of receipt is not counted, unless `counting` is `by_clock`.
     *
     * Units are names, or a `Uint8Array` of places in `batch.units()` (255 is null). Amounts may be fractions, as exact decimals in text too.
     *
     * @throws {MotcuaError} as `deadline`, and `column_invalid`
     */
    function deadlines(
        receivedAt: MomentColumn | Int32Array,
        amounts: CountColumn | string | readonly (number | string | null)[],
        units: Unit | readonly (Unit | null)[] | Uint8Array | null,
        options: DueColumnOptions & { errors: "column" },
    ): DueColumns & { errors: ErrorColumn };
    function deadlines(
        receivedAt: MomentColumn | Int32Array,
        amounts: CountColumn | string | readonly (number | string | null)[],
        units: Unit | readonly (Unit | null)[] | Uint8Array | null,
        options?: DueColumnOptions & { errors?: "throw" | "null" | undefined },
    ): DueColumns;

    /** The units, in the order of their places in a `Uint8Array`. */
    function units(): Unit[];

    /** What the numbers in a column of certainty mean. */
    function certainties(): (Certainty | null)[];

    /**
     * A date as days since 1970-01-01; of many dates an array, a null for each null.
     *
     * @throws {MotcuaError} `date_invalid`
     */
    function dayNumber(date: IsoDate): number;
    function dayNumber(dates: readonly (IsoDate | null)[]): Int32Array;

    /**
     * A moment as milliseconds since 1970-01-01 00:00; of many moments an array, NaN for each null.
     *
     * @throws {MotcuaError} `date_invalid`
     */
    function momentNumber(moment: IsoMoment): number;
    function momentNumber(moments: readonly (IsoMoment | null)[]): Float64Array;

    /**
     * The date of a number of days since 1970-01-01; the dates of an array. Null for null.
     *
     * @throws {MotcuaError} `date_out_of_range` outside the years 0 to 9999
     */
    function dateOf(days: number): IsoDate | null;
    function dateOf(days: Int32Array): (IsoDate | null)[];

    /**
     * The moment of a number of milliseconds since 1970-01-01 00:00, its whole seconds; the moments of an array. Null for NaN.
     *
     * @throws {MotcuaError} `date_out_of_range` outside the years 0 to 9999
     */
    function momentOf(milliseconds: number): IsoMoment | null;
    function momentOf(milliseconds: Float64Array): (IsoMoment | null)[];
}
