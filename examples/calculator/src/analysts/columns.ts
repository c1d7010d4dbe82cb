// Which column is what, by its head: Vietnamese or English, with diacritics or without.
import { fold } from "../fold";
import type { Columns, Kind, Role } from "./protocol";

export const NAMES: Record<Role, readonly string[]> = {
  received: ["received_on", "received_at", "received", "ngay_tiep_nhan", "ngay_nhan", "nhan_luc", "tiep_nhan", "ngay_nop", "thoi_diem_tiep_nhan", "ngay_nhan_ho_so"],
  due: ["due_on", "due_at", "due", "ngay_hen_tra", "hen_tra", "hen_tra_ngay", "han_tra", "han", "ngay_hen", "han_giai_quyet", "han_xu_ly", "deadline", "ngay_hen_tra_ket_qua"],
  finished: [
    "finished_on", "finished_at", "finished", "resolved_on", "resolved_at", "resolved", "ngay_tra_ket_qua", "ngay_tra", "ngay_giai_quyet", "ngay_hoan_thanh",
    "hoan_thanh", "ngay_co_ket_qua", "ngay_xong", "ngay_ket_thuc", "completed_on", "ngay_ket_thuc_xu_ly",
  ],
  firstDue: ["first_due_on", "first_due", "ngay_hen_dau", "hen_tra_lan_dau", "ngay_hen_tra_lan_dau", "han_ban_dau"],
  unit: ["unit", "don_vi", "don_vi_giai_quyet", "co_quan", "co_quan_giai_quyet", "don_vi_xu_ly", "agency", "ten_don_vi", "phong_ban", "xa", "commune"],
  field: ["field", "linh_vuc", "nhom_linh_vuc"],
  procedure: ["procedure", "thu_tuc", "ten_thu_tuc", "ma_thu_tuc", "tthc", "thu_tuc_hanh_chinh"],
  officer: ["officer", "can_bo", "cong_chuc", "nguoi_xu_ly", "can_bo_xu_ly", "can_bo_thu_ly", "nguoi_giai_quyet"],
  channel: ["channel", "kenh", "hinh_thuc", "hinh_thuc_nop", "hinh_thuc_tiep_nhan", "cach_nop"],
  name: ["unit", "name", "don_vi", "ten_don_vi", "ten", "province", "commune", "tinh", "xa", "xa_phuong", "huyen", "dia_phuong", "so_nganh", "co_quan"],
  code: ["code", "id", "ma", "ma_don_vi", "unit_code", "ma_dinh_danh"],
  total: ["total", "score", "tong", "tong_diem", "diem", "diem_tong", "diem_so", "chi_so", "index", "ket_qua"],
  rank: ["rank", "rank_published", "hang", "thu_hang", "xep_hang", "xep_thu", "thu_tu"],
  error: ["se", "standard_error", "sai_so", "sai_so_chuan"],
  satisfied: ["satisfied", "successes", "hai_long", "so_hai_long", "phieu_hai_long"],
  asked: ["asked", "trials", "answers", "so_phieu", "tong_phieu", "so_nguoi_tra_loi"],
};
/** Columns of numbers that are no indicators. */
const NO_INDICATOR = ["stt", "tt", "no", "nam", "year", "thang", "month", "quy", "quarter", "ghi_chu", "note", "source", "nguon"];
const ENOUGH = 50;

export const plain = (head: string): string => fold(head).trim().replace(/[^a-z0-9]+/g, "_").replace(/^_|_$/g, "");

/** A decimal as the library takes it: spreadsheets in Vietnamese write a comma. */
export const decimal = (cell: string): string => {
  const text = cell.trim();
  return /^[+-]?\d+,\d+$/.test(text) ? text.replace(",", ".") : text;
};

export function columnsOf(head: readonly string[], rows: readonly string[][]): { columns: Columns; kind: Kind } {
  const names = head.map(plain);
  const find = (role: Role): number => {
    for (const name of NAMES[role]) {
      const place = names.indexOf(name);
      if (place >= 0) return place;
    }
    return -1;
  };
  const roles: Columns["roles"] = {};
  for (const role of Object.keys(NAMES) as Role[]) {
    const place = find(role);
    if (place >= 0) roles[role] = place;
  }
  const kind: Kind = roles.received !== undefined && (roles.due !== undefined || roles.finished !== undefined) ? "dossiers" : "scores";
  const taken = new Set([roles.name, roles.code, roles.total, roles.rank, roles.error, roles.satisfied, roles.asked]);
  const some = rows.slice(0, ENOUGH);
  const isNumbers = (place: number): boolean => {
    const cells = some.map((row) => decimal(row[place] ?? "")).filter((cell) => cell !== "");
    return cells.length > 0 && cells.filter((cell) => /^[+-]?\d+(\.\d+)?$/.test(cell)).length * 2 > cells.length;
  };
  const indicators = names.flatMap((name, place) => (!taken.has(place) && !NO_INDICATOR.includes(name) && isNumbers(place) ? [place] : []));
  if (kind === "scores" && roles.name === undefined) {
    // The first column of words says who it is.
    const place = names.findIndex((_, column) => !isNumbers(column));
    if (place >= 0) roles.name = place;
  }
  return { columns: { roles, indicators: kind === "scores" ? indicators : [] }, kind };
}
