// A module may export any name; the grammar knows only those that are not reserved.
const remove = (list, at) => (at < list.length ? list.splice(at, 1) : []);
const nothing = () => void 0;

export { remove as delete, nothing as void };
export { if as iff, of as from } from "./words.js";
