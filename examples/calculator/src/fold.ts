/** Lower case without diacritics: what a telephone keyboard without Vietnamese can type. */
export const fold = (text: string): string =>
  text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/g, "d");
