/** A date, `YYYY-MM-DD`. */
export type IsoDate = string;

/** A moment in civil time of Viet Nam (UTC+7), `YYYY-MM-DDTHH:MM:SS` without an offset. What is passed in may leave out the seconds. */
export type IsoMoment = string;

/** Two dates, both included. */
export interface DateRange {
    first: IsoDate;
    last: IsoDate;
}

export type Weekday = "mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun";

/**
 * What kind of day it is for a state office: ngày làm việc, nghỉ cuối tuần, nghỉ lễ (on a weekend too), nghỉ bù, nghỉ hoán đổi, làm bù,
 * and the days of the agency's own.
 */
export type DayKind =
    | "working_day"
    | "weekend"
    | "public_holiday"
    | "compensatory_day_off"
    | "swapped_day_off"
    | "makeup_workday"
    | "local_closure"
    | "local_opening";

export type HolidayId =
    | "new_year"
    | "tet"
    | "hung_kings"
    | "reunification"
    | "labour_day"
    | "national_day"
    | "national_day_adjacent"
    | "culture_day";

/**
 * What a calendar answer rests on: days off announced by the Prime Minister (2010 on), an earlier year derived from the statute, or a
 * later year projected from it. A result over several days has the weakest of theirs: projected, then derived, then announced.
 */
export type Certainty = "announced" | "derived" | "projected";

/** How well the text of a legal fact is known: read, known without the text at hand, or settled by no text that was found. */
export type Confidence = "seen" | "known" | "uncertain";

/** The legal basis of one fact or step (căn cứ pháp lý). */
export interface Citation {
    /** The name of the instrument in Vietnamese; `null` for a practice, or for an agency's own decision. */
    instrument: string | null;
    /** Its number as printed, where known. */
    number: string | null;
    /** Article, clause and point: `148.5` is clause 5 of Article 148 (khoản 5 Điều 148). */
    article: string | null;
    confidence: Confidence;
    textVi: string;
    textEn: string;
}

/** One day of a calendar. */
export interface Day {
    date: IsoDate;
    isWorking: boolean;
    kind: DayKind;
    /** A property of the year. */
    certainty: Certainty;
    /** For a public holiday, or a day off in lieu of one. */
    holidayId: HolidayId | null;
    /** The other day of the pair: the holiday a day off is in lieu of, the make-up workday of a swapped day off, and the reverse. */
    linkedDate: IsoDate | null;
    nameVi: string;
    nameEn: string;
    /** The most specific first; empty for an ordinary working day. */
    citations: Citation[];
}

/** Days of an agency's own, `from` and `to` included. */
export interface LocalDays {
    from: IsoDate;
    to: IsoDate;
    reasonVi: string;
    reasonEn: string;
    /** The decision they rest on. */
    citation: string;
}

/** What departs from the State's calendar. */
export interface CalendarOptions {
    /** Weekly rest days (ngày nghỉ hằng tuần); Saturday and Sunday if left out. Swapped days bind only offices that rest on these two. */
    weeklyRest?: readonly Weekday[] | undefined;
    /** Days on which the agency is closed. */
    closures?: readonly LocalDays[] | undefined;
    /** Days on which the agency works whatever the calendar says. They win over closures. */
    openings?: readonly LocalDays[] | undefined;
    /** Whether 24 November on a weekly rest day is made up: the law leaves it open, the default is no. */
    cultureDayMadeUp?: boolean | undefined;
    /** Whether a make-up workday counts in a time limit: the law leaves it open, the default is yes. */
    workedSaturdayCounts?: boolean | undefined;
    /** Refuse, with `not_announced`, every answer that rests on a day whose year has not been announced. */
    announcedOnly?: boolean | undefined;
}

/** A date of the Vietnamese lunar calendar (âm lịch) to convert. */
export interface LunarInput {
    /** Numbered by the solar year in which it begins. */
    year: number;
    /** 1 to 12. */
    month: number;
    /** 1 to 30. */
    day: number;
    /** Whether it is the second month of its number (tháng nhuận). */
    leap?: boolean | undefined;
}

/** A date of the Vietnamese lunar calendar (âm lịch). */
export interface LunarDate {
    year: number;
    month: number;
    day: number;
    /** Whether it is the second month of its number (tháng nhuận). */
    leap: boolean;
    /** Before 1968, when the almanac was not computed for UTC+7: the printed one may differ. */
    proleptic: boolean;
    /** Its year has a month boundary within minutes of midnight, which another accepted delta-T could move by a day. */
    ambiguous: boolean;
    /** Day and month in words: `mùng 10 tháng 3`. */
    nameVi: string;
    nameEn: string;
}

/** A unit of a time limit: ngày làm việc, giờ làm việc, phút, giờ, ngày, tuần, tháng, năm, trong ngày. The amount of `same_day` is 0. */
export type Unit = "working_day" | "working_hour" | "minute" | "hour" | "day" | "week" | "month" | "year" | "same_day";

/** An amount of a unit. */
export interface CountedLimit {
    /** An exact decimal, as in `4.75`. */
    amount: string;
    unit: Unit;
    undetermined: false;
}

/** A text that names no single amount of time. No due date follows from it: it is refused with `limit_undetermined`. */
export interface UndeterminedLimit {
    undetermined: true;
    text: string;
}

/** A time limit (thời hạn giải quyết) that has been read. */
export type TimeLimit = CountedLimit | UndeterminedLimit;

/** A time limit to read: text as `parseLimit` takes it, an amount of a unit, or what `parseLimit` returned. */
export type LimitInput = string | { amount: string | number; unit: Unit } | TimeLimit;

/** Hours by day of the week or range of days, as in `{"mon-fri": "07:00-11:30,13:30-17:00", sat: "07:00-11:30"}`. A day not named is closed. */
export type WeekHours = { [days in Weekday | `${Weekday}-${Weekday}`]?: string | undefined };

/** Other hours from `from` to `to`, both included. */
export interface SeasonHours {
    from: IsoDate;
    to: IsoDate;
    hours: string | WeekHours;
    /** The decision they rest on. */
    citation: string;
}

/** Office hours (giờ làm việc): `07:30-11:30,13:30-17:00` for Monday to Friday, or hours by day of the week, with seasons of other hours. */
export type OfficeHours = string | (WeekHours & { seasons?: readonly SeasonHours[] | undefined });

/** Whose working time it is. */
export interface OfficeOptions {
    /** The State's calendar if left out. Stays usable after the call. */
    calendar?: Calendar | undefined;
    /** Monday to Friday 07:00-11:30 and 13:30-17:00 if left out. */
    hours?: OfficeHours | undefined;
}

/** How a limit is counted. The default is what the law says where it says anything. */
export interface DeadlineOptions extends OfficeOptions {
    /** Working days by date (the default: the first day is not counted, the result is due at closing) or by the clock. */
    counting?: "by_date" | "by_clock" | undefined;
    /** An hour `HH:MM` after which a receipt counts as later, or the rule of law that names one. */
    cutoff?: "hand_over" | "civil_status" | "certification" | "interlinked" | `${number}:${number}` | undefined;
    /** Whether the working day after a cut-off takes the place of the day of receipt (the default) or is the first day counted. */
    cutoffEffect?: "day_0" | "day_1" | undefined;
    /** What happens on a day off; by default days, weeks, months and years end on the next working day, hours and minutes do not. */
    roll?: "forward" | "none" | undefined;
}

/** Something to know about a due date before relying on it. */
export interface Flag {
    code: "culture_day_made_up" | "worked_saturday_counts" | "cutoff_effect" | "rule_not_in_force" | "month_end" | "leap_day";
    textVi: string;
    textEn: string;
}

export type Operation =
    | "receive"
    | "wait_for_opening"
    | "cut_off"
    | "after_closing"
    | "hand_over"
    | "leave_out_first_day"
    | "skip_days"
    | "skip_more_days"
    | "count_makeup_workday"
    | "count_local_opening"
    | "count_working_days"
    | "count_part_of_day"
    | "count_working_time"
    | "count_clock_time"
    | "count_calendar"
    | "fall_back"
    | "roll_forward"
    | "same_day"
    | "due";

/** Consecutive days of one kind and name. */
export interface DayRun {
    first: IsoDate;
    last: IsoDate;
    kind: DayKind;
    nameVi: string;
    nameEn: string;
    citations: Citation[];
}

/** One step from receipt to due moment. */
export interface Step {
    operation: Operation;
    /** For days, the first of them at 00:00. */
    from: IsoMoment;
    /** For days, the last of them at 00:00. */
    to: IsoMoment;
    /** The amount counted or passed over, an exact decimal. */
    amount: string | null;
    unit: Unit | "working_second" | "second" | null;
    /** The stable name of the rule applied, as in `first_day_not_counted`. */
    ruleId: string | null;
    /** The days passed over, or the make-up workday counted. */
    days: DayRun[];
    citations: Citation[];
    textVi: string;
    textEn: string;
}

/** When a result is due (hẹn trả kết quả), and why. */
export interface Deadline {
    receivedAt: IsoMoment;
    limit: CountedLimit;
    /** The day on which the result is due (ngày hẹn trả). */
    dueOn: IsoDate;
    /** The moment at which it is due; for a limit counted in days, the closing time of that day. */
    dueAt: IsoMoment;
    /** The weakest class among the days consulted. */
    certainty: Certainty;
    flags: Flag[];
    steps: Step[];
    /** The steps in words, one a line, ending with what is uncertain. */
    explanation: { vi: string; en: string };
}

/** The latest receipt that is still due in time. */
export interface LatestReceipt {
    /** Often the last second of a day, since the date of receipt decides. */
    receivedAt: IsoMoment;
    /** The latest moment not after it at which the office is open. */
    atCounter: IsoMoment | null;
    /** What a receipt at that moment leads to. It may be due before the day wanted, when no receipt leads to exactly that day. */
    deadline: Deadline;
}

/** What is left until a due moment (còn lại). */
export interface Remaining {
    /** Working days after the day of the moment, up to and including the due day; negative when it has passed. */
    workingDays: number;
    /** Seconds of office hours; negative when overdue. */
    workingSeconds: number;
    /** Seconds on the clock; negative when overdue. */
    clockSeconds: number;
    /** Whether the due moment has passed (quá hạn). */
    isPast: boolean;
}

export type ErrorCode =
    | "date_invalid"
    | "date_out_of_range"
    | "not_announced"
    | "amount_invalid"
    | "amount_negative"
    | "amount_out_of_range"
    | "unit_unknown"
    | "option_unknown"
    | "hours_invalid"
    | "limit_undetermined"
    | "calendar_empty"
    | "event_unknown"
    | "event_out_of_order"
    | "transition_not_allowed"
    | "reschedule_limit_reached"
    | "supplement_limit_reached"
    | "new_due_not_later"
    | "new_due_not_working_day"
    | "reason_missing"
    | "signer_missing"
    | "value_missing"
    | "value_out_of_range"
    | "code_invalid"
    | "code_duplicate"
    | "stages_invalid"
    | "encoding_invalid"
    | "column_invalid"
    | "formula_refused"
    | "rule_set_unknown"
    | "rule_set_invalid"
    | "request_invalid"
    | "field_unknown"
    | "operation_unknown";

/** What every function throws. Tell it from other errors by its name: there is no class to test for. */
export interface MotcuaError extends Error {
    name: "MotcuaError";
    code: ErrorCode;
    /** Where in a request it is, as in `events[2].at`. */
    path?: string;
    /** Which item of a list it is about, from 0: the event of a log, the stage, the row. */
    index?: number;
}
