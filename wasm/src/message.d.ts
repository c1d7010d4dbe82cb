/** A question as a message. */
export interface Question {
    readonly operation: OperationName;
    /** The fields of the operation, in snake_case. */
    readonly given: object;
}

/** What a message answers: the fields of the operation, in snake_case, or why there are none. */
export type Answer =
    | { expect: { [field: string]: unknown }; error?: undefined }
    | { expect?: undefined; error: ErrorCode; message: string; path?: string; index?: number };

/** To a text a text, to a question its answer, to a list of them a list. */
export type Reply<Q> = Q extends string ? string : Q extends readonly unknown[] ? Answer[] : Answer;
