import { deadline, dossier } from "motcua";

const due = deadline("2026-04-24T10:00:00", "03 ngày làm việc");
console.log(due.dueAt, due.certainty);

const standing = dossier({
  limit: "03 ngày làm việc",
  events: [
    { at: "2026-04-24T10:00:00", kind: "submitted", channel: "online" },
    { at: "2026-04-24T10:00:00", kind: "accepted" },
  ],
  asOf: "2026-05-05T08:00:00",
});
console.log(standing.dueOn, standing.timeliness);
