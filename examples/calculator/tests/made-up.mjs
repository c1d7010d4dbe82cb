// Writes the two made-up examples of examples/data, the same on every machine: `node tests/made-up.mjs`. No unit, officer or figure is real.
import { writeFileSync } from "node:fs";
import { batch, Calendar } from "motcua";

let state = 20260101;
/** A number from 0 to 1 (mulberry32). */
function draw() {
  state = (state + 0x6d2b79f5) >>> 0;
  let mixed = Math.imul(state ^ (state >>> 15), state | 1);
  mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
}
const upTo = (bound) => Math.floor(draw() * bound);

const calendar = Calendar.vietnam();
const UNITS = ["Phòng Kinh tế (mẫu)", "Phòng Văn hóa – Xã hội (mẫu)", "Văn phòng HĐND và UBND (mẫu)", "Công an xã (mẫu)", "Trung tâm Phục vụ hành chính công (mẫu)"];
/** How often each is late. */
const LATE = [0.16, 0.09, 0.05, 0.02, 0.03];
/** Field, limit in working days, unit, share of the dossiers. */
const FIELDS = [
  ["Hộ tịch", 2, 4, 0.2], ["Chứng thực", 1, 4, 0.22], ["Đất đai", 15, 0, 0.14], ["Bảo trợ xã hội", 10, 1, 0.12], ["Hộ kinh doanh", 3, 2, 0.12],
  ["Cư trú", 3, 3, 0.14], ["Xây dựng", 12, 0, 0.06],
];
const FIRST = "2026-01-02";
const LAST = "2026-10-30";
const days = Array.from({ length: batch.dayNumber(LAST) - batch.dayNumber(FIRST) + 1 }, (_, i) => batch.dateOf(batch.dayNumber(FIRST) + i)).filter((day) => calendar.day(day).isWorking);

const rows = Array.from({ length: 720 }, () => {
  const place = draw();
  let sum = 0;
  const [field, limit, unit] = FIELDS.find(([, , , share]) => (sum += share) > place) ?? FIELDS[0];
  const received = days[upTo(days.length)];
  const due = calendar.addWorkingDays(received, limit);
  const late = LATE[unit] * (received < "2026-04-01" ? 1.6 : 0.9);
  const fate = draw();
  let finished = calendar.addWorkingDays(received, Math.max(0, limit - 1 - Math.floor(draw() * limit * 0.6)));
  if (fate < late) finished = calendar.addWorkingDays(due, 1 + Math.floor(draw() * draw() * 14));
  else if (fate < late + 0.35) finished = due;
  if (draw() < 0.012 || finished > LAST) finished = "";
  const channel = draw() < 0.62 ? "Trực tuyến" : draw() < 0.85 ? "Tại quầy" : "Bưu chính";
  return { received, due, finished, cells: [UNITS[unit], field, `Cán bộ mẫu ${unit * 2 + 1 + upTo(2)}`, channel] };
}).sort((a, b) => (a.received < b.received ? -1 : a.received > b.received ? 1 : 0));

const data = new URL("../../data/", import.meta.url);
const written = (day) => day.split("-").reverse().join("/");
writeFileSync(new URL("dossiers_made_up.csv", data), [
  "ma_ho_so,don_vi,linh_vuc,can_bo,kenh,ngay_tiep_nhan,ngay_hen_tra,ngay_tra_ket_qua",
  ...rows.map(({ cells, received, due, finished }, i) => [`MAU-${String(i + 1).padStart(4, "0")}`, ...cells, written(received), written(due), finished && written(finished)].join(",")),
].join("\n") + "\n");

writeFileSync(new URL("satisfaction_made_up.csv", data), [
  "don_vi,hai_long,so_phieu",
  ...Array.from({ length: 18 }, (_, i) => {
    const asked = 40 + upTo(60);
    return `Xã mẫu ${String(i + 1).padStart(2, "0")},${Math.min(asked, Math.round(asked * (0.74 + draw() * 0.24)))},${asked}`;
  }),
].join("\n") + "\n");
