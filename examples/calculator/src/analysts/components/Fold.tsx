import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";

/** A part that is folded away until it is wanted, or needed; once open it stays so until the reader closes it. */
export function Fold({ name, isNeeded, summary, children }: { name?: string; isNeeded: boolean; summary: ComponentChildren; children: ComponentChildren }) {
  const [isOpen, setOpen] = useState(isNeeded);
  return (
    <details class={name} open={isOpen || isNeeded} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{summary}</summary>
      {children}
    </details>
  );
}
