/** Brings the result to the top of the screen, and the focus with it: `focus` alone would centre what is taller than the screen. */
export function showResult(): void {
  const result = document.getElementById("result");
  result?.focus({ preventScroll: true });
  result?.scrollIntoView({ block: "start" });
}
