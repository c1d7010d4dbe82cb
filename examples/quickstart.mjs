// The library in five questions. quickstart.rs and quickstart.py tell the same story and print the same bytes.
//
//     npm install motcua
//     node quickstart.mjs

import { Calendar, deadline, latestReceipt, lunar } from "motcua";

const yesOrNo = (value) => (value ? "yes" : "no");

const calendar = Calendar.vietnam();

// When is a dossier due, and why? 27 April, 30 April and 1 May 2026 are off.
const due = deadline("2026-04-24T10:00:00", "03 ngày làm việc");
console.log(`due: ${due.dueAt}`);
console.log(`certainty: ${due.certainty}`);
console.log(due.explanation.vi);

// Is this Saturday a working day?
const saturday = calendar.day("2026-08-22");
console.log(`2026-08-22: ${yesOrNo(saturday.isWorking)}, ${saturday.kind}, ${saturday.nameVi}`);

// The lunar date of a holiday.
const { year, month, day, leap } = lunar("2026-04-26");
console.log(`2026-04-26: lunar ${year}-${month}-${day}, leap ${yesOrNo(leap)}`);

// The question asked backwards: file until when, to have the result on the last working day before Tết?
const latest = latestReceipt("2026-02-13", "5 ngày làm việc");
console.log(`latest receipt: ${latest.receivedAt}`);
console.log(`at the counter: ${latest.atCounter ?? "never"}`);
console.log(`due then: ${latest.deadline.dueOn}`);
