const { deadline } = require("motcua/light");

const due = deadline("2026-04-24T10:00:00", "03 ngày làm việc");
console.log(due.dueAt, due.certainty);
