// The shared vectors, asked in JavaScript under Node, of the built package.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { isDeepStrictEqual } from "node:util";

import * as motcua from "../target/npm/motcua/node.js";

const { addWorkingSeconds, Calendar, deadline, handOverBy, latestReceipt, lunar, lunarToSolar, parseLimit, remaining } = motcua;
const { evaluate, workingSecondsBetween } = motcua;
const NAMES = motcua.operations();

const ROOT = fileURLToPath(new URL("..", import.meta.url));

/** Those with a typed call of a shape of its own; the others are asked by the call of their name. */
const BY_HAND = {
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

const camel = (name) => name.replace(/_(.)/g, (_, letter) => letter.toUpperCase());
const snake = (name) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** Fields whose keys inside are data and no names. */
const FREE_KEYS = JSON.parse(/FREE_KEYS: .* = &(\[.*\]);/.exec(readFileSync(join(ROOT, "wasm/src/operations.rs"), "utf8"))[1]);

/** The same value with its object keys spelt anew. */
function respelt(spell, value) {
    if (Array.isArray(value)) {
        return value.map((item) => respelt(spell, item));
    }
    if (value === null || typeof value !== "object") {
        return value;
    }
    const field = ([key, inner]) => [spell(key), FREE_KEYS.includes(snake(key)) ? inner : respelt(spell, inner)];
    return Object.fromEntries(Object.entries(value).map(field));
}

/** The same value with its object keys as JavaScript spells them. */
function camelCase(value) {
    return respelt(camel, value);
}

/** Of an answer with many keys, what a reader of a failure wants to see beside the expected ones. */
const SHOWN = ["error", "message", "unforeseen"];

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

/** Asks by typed calls. */
function typed(operation, given) {
    try {
        if (Object.hasOwn(BY_HAND, operation)) {
            return BY_HAND[operation](given);
        }
        return respelt(snake, motcua[camel(operation)](camelCase(given)));
    } catch (error) {
        // Anything else is what the package lacks or does not foresee: one more failing case.
        return error?.name === "MotcuaError" ? { error: error.code } : { unforeseen: String(error) };
    }
}

/** Asks by a message in text. */
function message(operation, given) {
    const answer = JSON.parse(evaluate(JSON.stringify({ operation, given })));
    return answer.expect ?? answer;
}

/** Only the keys that are expected are compared, within lists and objects too; a list has all its items. */
function meets(got, expect) {
    if (Array.isArray(expect)) {
        return Array.isArray(got) && got.length === expect.length && expect.every((item, index) => meets(got[index], item));
    }
    if (expect !== null && typeof expect === "object") {
        return got !== null && typeof got === "object" && Object.keys(expect).every((key) => meets(got[key], expect[key]));
    }
    if (typeof got === "number" && typeof expect === "number") {
        // Estimates are no exact numbers; whole ones differ by more.
        return Math.abs(got - expect) <= 1e-6;
    }
    return isDeepStrictEqual(got, expect);
}

/** Asks the question and says what is wrong with the answer, if anything. */
function failure(operation, testCase) {
    const expect = expected(testCase);
    if (expect === null) {
        return "a case needs either `expect` with keys or `error`";
    }
    for (const [how, ask] of Object.entries({ "by typed calls": typed, "as a message": message })) {
        const got = ask(operation, testCase.given);
        if (!meets(got, expect)) {
            const shown = Object.entries(got).filter(([key]) => key in expect || SHOWN.includes(key));
            const [given, wanted, had] = [testCase.given, expect, Object.fromEntries(shown)].map((value) => JSON.stringify(value));
            return `${how}, given ${given}\n    expected ${wanted}\n    got      ${had}`;
        }
    }
    return null;
}

function failuresOf({ operation, cases }) {
    if (!NAMES.includes(operation)) {
        return cases.length > 0 ? cases.map(({ id }) => `${id}: unknown operation ${operation}`) : [`unknown operation ${operation}`];
    }
    const failed = (testCase) => [testCase.id, failure(operation, testCase)];
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
    const unasked = NAMES.filter((operation) => !asked.has(operation));
    failures.push(...unasked.map((operation) => `no case asks for ${operation}`));
    t.diagnostic(`vectors in JavaScript: ${count} cases in ${files.length} files`);
    assert.ok(failures.length === 0, `${failures.length} failures:\n${failures.join("\n")}`);
});

test("every operation has a typed call", () => {
    const missing = NAMES.filter((name) => !Object.hasOwn(BY_HAND, name) && typeof motcua[camel(name)] !== "function");
    assert.deepEqual(missing, []);
    assert.deepEqual(Object.keys(BY_HAND).filter((name) => !NAMES.includes(name)), []);
});

/** Whether an answer is the one wanted; its wording matters only where it is given. */
function isAnswer(wanted, got) {
    if (Array.isArray(wanted)) {
        return Array.isArray(got) && got.length === wanted.length && wanted.every((item, index) => isAnswer(item, got[index]));
    }
    const { message, ...rest } = got;
    return isDeepStrictEqual(wanted, "message" in wanted && message !== undefined ? { ...rest, message } : rest);
}

test("every message is answered", () => {
    const { cases } = JSON.parse(readFileSync(resolve(ROOT, "tests/messages.json"), "utf8"));
    const failures = [];
    for (const { id, request, response } of cases) {
        const isText = typeof request === "string";
        const answers = { "as text": JSON.parse(evaluate(isText ? request : JSON.stringify(request))) };
        if (!isText) {
            answers["as an object"] = evaluate(request);
        }
        for (const [how, got] of Object.entries(answers)) {
            if (!isAnswer(response, got)) {
                failures.push(`${id}, ${how}: ${JSON.stringify(got)}`);
            }
        }
    }
    assert.ok(failures.length === 0, failures.join("\n"));
});
