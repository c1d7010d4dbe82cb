// The shared vectors, asked in JavaScript under Node, of the built package.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { isDeepStrictEqual } from "node:util";

import {
    addWorkingSeconds,
    Calendar,
    deadline,
    handOverBy,
    latestReceipt,
    lunar,
    lunarToSolar,
    parseLimit,
    remaining,
    workingSecondsBetween,
} from "../target/npm/motcua/node.js";

const ROOT = fileURLToPath(new URL("..", import.meta.url));

const OPERATIONS = {
    day(given) {
        const { isWorking, kind, certainty } = calendar(given).day(given.date);
        return { is_working: isWorking, kind, certainty };
    },
    add_working_days(given) {
        return { date: calendar(given).addWorkingDays(given.from, given.days) };
    },
    count_working_days(given) {
        return { days: calendar(given).countWorkingDays(given.after, given.until) };
    },
    lunar(given) {
        return lunar(given.date);
    },
    lunar_to_solar(given) {
        return { date: lunarToSolar(given) };
    },
    deadline(given) {
        const { received_at: receivedAt, limit, ...counting } = given;
        const due = deadline(receivedAt, limit, options(counting));
        const skipped = due.steps.filter(({ operation }) => operation === "skip_days").flatMap(({ days }) => days);
        return {
            due_on: due.dueOn,
            due_at: due.dueAt,
            certainty: due.certainty,
            flags: due.flags.map(({ code }) => code).sort(),
            skipped: skipped.map(({ first, last, kind }) => [first, last, kind]),
        };
    },
    latest_receipt(given) {
        const { due_on: dueOn, limit, ...counting } = given;
        const latest = latestReceipt(dueOn, limit, options(counting));
        return { received_at: latest.receivedAt, at_counter: latest.atCounter, due_on: latest.deadline.dueOn };
    },
    remaining(given) {
        const { received_at: receivedAt, limit, at, ...counting } = given;
        const left = remaining(receivedAt, limit, at, options(counting));
        return {
            working_days: left.workingDays,
            working_seconds: left.workingSeconds,
            clock_seconds: left.clockSeconds,
            is_past: left.isPast,
        };
    },
    parse_limit(given) {
        const { amount = null, unit = null, undetermined = false } = parseLimit(given.text);
        return { amount, unit, undetermined };
    },
    working_time({ from, to, ...office }) {
        return { seconds: workingSecondsBetween(from, to, options(office)) };
    },
    add_working_time({ at, seconds, ...office }) {
        return { at: addWorkingSeconds(at, seconds, options(office)) };
    },
    hand_over({ received_at: receivedAt, ...office }) {
        return { by: handOverBy(receivedAt, options(office)) };
    },
};

/** Options as given: one this runner has not heard of must fail, not be dropped. */
function options(given) {
    return { ...camelCase(given), calendar: calendar(given) };
}

function calendar(given) {
    return Calendar.vietnam(camelCase(given.calendar));
}

/** The same value with its object keys as JavaScript spells them. */
function camelCase(value) {
    if (Array.isArray(value)) {
        return value.map(camelCase);
    }
    if (value === null || typeof value !== "object") {
        return value;
    }
    const camel = (key) => key.replace(/_(.)/g, (_, letter) => letter.toUpperCase());
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [camel(key), camelCase(inner)]));
}

/** The keys an answer must have; a refusal is the one key `error`. */
function expected({ expect, error }) {
    if (error === undefined && expect && Object.keys(expect).length > 0) {
        return expect;
    }
    if (expect === undefined && typeof error === "string") {
        return { error };
    }
    return null;
}

function answer(ask, given) {
    try {
        return ask(given);
    } catch (error) {
        // Anything else is what the package lacks or does not foresee: one more failing case.
        return error?.name === "MotcuaError" ? { error: error.code } : { unforeseen: String(error) };
    }
}

/** Asks the question and says what is wrong with the answer, if anything. */
function failure(ask, testCase) {
    const expect = expected(testCase);
    if (expect === null) {
        return "a case needs either `expect` with keys or `error`";
    }
    const got = answer(ask, testCase.given);
    if (Object.keys(expect).every((key) => isDeepStrictEqual(got[key], expect[key]))) {
        return null;
    }
    const [given, wanted, had] = [testCase.given, expect, got].map((value) => JSON.stringify(value));
    return `given ${given}\n    expected ${wanted}\n    got      ${had}`;
}

function failuresOf({ operation, cases }) {
    if (!Object.hasOwn(OPERATIONS, operation)) {
        return cases.length > 0 ? cases.map(({ id }) => `${id}: unknown operation ${operation}`) : [`unknown operation ${operation}`];
    }
    const failed = (testCase) => [testCase.id, failure(OPERATIONS[operation], testCase)];
    return cases.map(failed).filter(([, why]) => why !== null).map(([id, why]) => `${id}: ${why}`);
}

/** Every JSON file of a folder and of the folders in it. */
function jsonFiles(folder) {
    const files = readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
        const path = join(folder, entry.name);
        return entry.isDirectory() ? jsonFiles(path) : [path];
    });
    return files.filter((path) => path.endsWith(".json")).sort();
}

/** Our own vectors, then the folders of `MOTCUA_VECTORS`; a relative one starts at the workspace's root. */
function vectorFiles() {
    const named = (process.env.MOTCUA_VECTORS ?? "").split(":").filter((folder) => folder !== "");
    return ["tests/vectors", ...named].flatMap((folder) => jsonFiles(resolve(ROOT, folder)));
}

test("every vector is met", (t) => {
    const files = vectorFiles();
    const asked = new Set();
    const failures = [];
    let count = 0;
    for (const path of files) {
        try {
            const vectors = JSON.parse(readFileSync(path, "utf8"));
            failures.push(...failuresOf(vectors).map((failed) => `${basename(path)}: ${failed}`));
            count += vectors.cases.length;
            if (vectors.cases.length > 0) {
                asked.add(vectors.operation);
            }
        } catch (error) {
            failures.push(`${path}: not a vector file: ${error}`);
        }
    }
    const unasked = Object.keys(OPERATIONS).filter((operation) => !asked.has(operation));
    failures.push(...unasked.map((operation) => `no case asks for ${operation}`));
    t.diagnostic(`vectors in JavaScript: ${count} cases in ${files.length} files`);
    assert.ok(failures.length === 0, `${failures.length} failures:\n${failures.join("\n")}`);
});
