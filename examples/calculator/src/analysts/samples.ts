import dossiers from "../../../data/dossiers_made_up.csv?url";
import provinces from "../../../data/provinces_2025.csv?url";
import satisfaction from "../../../data/satisfaction_made_up.csv?url";

export interface Sample {
  id: "dossiers" | "provinces" | "satisfaction";
  address: string;
  file: string;
  /** What a statement of ranks needs beside the table. */
  setting: { year: string; parent: { vi: string; en: string }; ruleSet: { vi: string; en: string } } | null;
}

export const SAMPLES: readonly Sample[] = [
  { id: "dossiers", address: dossiers, file: "dossiers_made_up.csv", setting: null },
  {
    id: "provinces",
    address: provinces,
    file: "provinces_2025.csv",
    setting: {
      year: "2025",
      parent: { vi: "34 tỉnh, thành phố", en: "34 provinces and cities" },
      ruleSet: { vi: "Quyết định 766/QĐ-TTg, 10 tháng", en: "Decision 766/QĐ-TTg, ten months" },
    },
  },
  {
    id: "satisfaction",
    address: satisfaction,
    file: "satisfaction_made_up.csv",
    setting: { year: "", parent: { vi: "huyện mẫu", en: "a made-up district" }, ruleSet: { vi: "", en: "" } },
  },
];
