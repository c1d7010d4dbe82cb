import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { versionsOf, type Procedure } from "../catalogue";
import { errorText, inLang, useWords } from "../words";
import { describedBy, FieldBox, Named } from "./parts";

/** Procedures people ask for most at a commune, for a first press. */
const OFTEN = ["1.001193", "2.000815", "1.004194", "1.004873"] as const;
const OFTEN_NAMES: Record<(typeof OFTEN)[number], { vi: string; en: string }> = {
  "1.001193": { vi: "Khai sinh", en: "Birth" },
  "2.000815": { vi: "Chứng thực bản sao", en: "Certified copy" },
  "1.004194": { vi: "Tạm trú", en: "Temporary residence" },
  "1.004873": { vi: "Tình trạng hôn nhân", en: "Marital status" },
};

/** A box to type in with a list below it (the "combobox" pattern): arrows, Enter, Escape, or a press. */
export function ProcedureSearch({ search, chosen, error, onPick }: {
  /** Comes after the first answer. */
  search: ((query: string) => Procedure[]) | null;
  chosen: string;
  error: string | null;
  onPick: (id: string) => void;
}) {
  const { lang, w } = useWords();
  const name = useMemo(() => {
    const [one] = versionsOf(chosen);
    return one === undefined ? "" : inLang(one.name, lang);
  }, [chosen, lang, search]);
  const [typed, setTyped] = useState<string | null>(null);
  const [isOpen, setOpen] = useState(false);
  const [active, setActive] = useState(0);
  const list = useRef<HTMLUListElement>(null);
  const found = useMemo(() => (isOpen && search !== null ? search(typed ?? "") : []), [isOpen, typed, search]);

  useEffect(() => {
    list.current?.children[active]?.scrollIntoView({ block: "nearest" });
  }, [active, isOpen]);

  const close = (): void => {
    setOpen(false);
    setTyped(null);
    setActive(0);
  };
  const take = (place: number): void => {
    const one = found[place];
    if (one === undefined) return;
    onPick(one.id);
    close();
  };
  const keys = (event: KeyboardEvent): void => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!isOpen) setOpen(true);
      else setActive((active + (event.key === "ArrowDown" ? 1 : found.length - 1)) % Math.max(found.length, 1));
    } else if (event.key === "Enter" && isOpen) {
      event.preventDefault();
      take(active);
    } else if (event.key === "Escape" && isOpen) {
      event.preventDefault();
      close();
    }
  };

  return (
    <FieldBox id="procedure" label={w.search} hint={w.searchHint} error={error === null ? null : errorText(error, w)}>
      <div class="combo">
        <input
          id="procedure"
          type="text"
          role="combobox"
          autocomplete="off"
          spellcheck={false}
          enterkeyhint="search"
          aria-expanded={isOpen}
          aria-controls="procedure-list"
          aria-autocomplete="list"
          aria-activedescendant={isOpen && found.length > 0 ? `procedure-${active}` : undefined}
          aria-invalid={error !== null}
          aria-describedby={describedBy("procedure", true, error !== null)}
          value={typed ?? name}
          onFocus={(event) => event.currentTarget.select()}
          onClick={() => setOpen(true)}
          onInput={(event) => {
            setTyped(event.currentTarget.value);
            setActive(0);
            setOpen(true);
          }}
          onBlur={close}
          onKeyDown={keys}
        />
        <ul id="procedure-list" role="listbox" aria-label={w.source.procedure} ref={list} hidden={!isOpen || found.length === 0}>
          {found.map((one, place) => (
            <li
              key={one.id}
              id={`procedure-${place}`}
              role="option"
              aria-selected={place === active}
              // Before the box loses the focus and the list closes.
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => take(place)}
            >
              <span><Named text={one.name} /></span>
              <small><Named text={one.field} /> · {one.id} · <span lang="vi">{one.limit}</span></small>
            </li>
          ))}
        </ul>
        <p class="hidden" role="status">{isOpen && search !== null ? w.found(found.length) : ""}</p>
        {isOpen && search !== null && found.length === 0 && <p class="hint">{w.found(0)}</p>}
      </div>
      {chosen === "" && (
        <p class="often">
          <span>{w.often}</span>
          {OFTEN.map((id) => <button key={id} type="button" class="chip" onClick={() => onPick(id)}>{OFTEN_NAMES[id][lang]}</button>)}
        </p>
      )}
    </FieldBox>
  );
}
