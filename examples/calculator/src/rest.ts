// All that the first answer does not need, in one chunk.
import more from "virtual:catalogue-more";
import { complete } from "./catalogue";
import { addLater } from "./words";
import { viLater } from "./words/vi-later";

complete(more);
addLater(viLater);

export { matters } from "./detail";
export { GroupFields } from "./components/GroupFields";
export { GroupResult } from "./components/GroupResult";
export { LocalFields } from "./components/LocalFields";
export { OptionFields } from "./components/OptionFields";
export { Pile } from "./components/Pile";
export { Later } from "./components/Later";
export { SavedList } from "./components/SavedList";
export { search } from "./search";
